import { Button, Loader, Radio, Select, Stack, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import { IconArrowLeft } from '@tabler/icons-react'
import { useState } from 'react'
import { Link, useParams } from 'wouter'
import {
  roundChannelLabels,
  roundChannels,
  roundKindLabels,
  roundKinds,
} from '../../../shared/codes/rounds.ts'
import type { RoundPreview, WouldAsk } from '../../../shared/contract/rounds.ts'
import { formatDate, shiftDays } from '../../../shared/format/dates.ts'
import { refusalOf } from '../../app/refusal-of.ts'
import { useClient, useProcedures } from '../../app/rpc.tsx'
import { useWork } from '../../app/work-context.tsx'
import { Confirm } from '../../components/confirm.tsx'
import { DateField } from '../../components/date-field.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { Problem } from '../../components/problem.tsx'
import { CohortFields } from './cohort-fields.tsx'
import { cohortOf, newDraft, offeredName, useChosen, useDraft } from './round-draft.ts'
import { RoundPreviewView } from './round-preview.tsx'
import { Started } from './started.tsx'
import classes from './rounds.module.css'
import { byChannel, families } from './words.ts'

/** Puts a round together on one page: what it asks, of whom and how, with who that is beside it. */
export default function NewRoundScreen() {
  const { from } = useParams<{ from?: string }>()
  return <NewRound key={from ?? ''} isChosen={from === 'chosen'} />
}

function NewRound({ isChosen }: { isChosen: boolean }) {
  const { today, serviceId, services } = useWork()
  const client = useClient()
  const procedures = useProcedures()
  const chosen = useChosen()
  const { draft, change, forget } = useDraft(
    newDraft(today, serviceId, isChosen ? chosen : null),
    isChosen ? JSON.stringify(chosen) : 'wait',
  )
  const [isAsking, setIsAsking] = useState(false)
  const { kind, channel, replyBy, except, confirmed } = draft
  const name = draft.name ?? offeredName(draft, services, today)
  const asked = {
    kind,
    cohort: cohortOf(draft),
    channel,
    replyBy: replyBy ?? today,
    confirmed: channel === 'letter' ? [...confirmed] : [],
  }
  const [settled] = useDebouncedValue(JSON.stringify(asked), 300)
  const preview = useQuery({
    ...procedures.rounds.preview.queryOptions({ input: JSON.parse(settled) as typeof asked }),
    placeholderData: keepPreviousData,
    enabled: replyBy !== null,
    staleTime: 0,
  })
  const starting = useMutation({
    mutationFn: () =>
      client.rounds.start({
        ...asked,
        name: name.trim(),
        except: [...except],
      }),
    onSuccess: forget,
  })
  const found = replyBy === null ? undefined : preview.data
  const asks = askedNow(found, except)
  const isCurrent = settled === JSON.stringify(asked) && !preview.isFetching
  const isReady = isCurrent && asks.length > 0 && name.trim().length >= 3 && replyBy !== null
  const back = (
    <Button
      component={Link}
      href="/rounds"
      variant="default"
      leftSection={<IconArrowLeft size={16} aria-hidden />}
    >
      All rounds
    </Button>
  )
  if (starting.data)
    return (
      <div className={classes.screen}>
        <PageHeader title="New round" actions={back} />
        <Started {...starting.data} />
      </div>
    )
  return (
    <div className={classes.screen}>
      <PageHeader
        title="New round"
        description="Nothing is recorded until you start it. Nobody loses their place by not answering."
        actions={back}
      />
      <div className={classes.new}>
        <section className={classes.panel} aria-label="The round">
          <Radio.Group
            label="What it asks"
            value={kind}
            onChange={(value) => {
              const next = roundKinds.find((each) => each === value)
              if (next) change({ kind: next })
            }}
          >
            <Stack gap="xs" mt="xs">
              {roundKinds.toReversed().map((each) => (
                <Radio key={each} value={each} label={roundKindLabels[each]} />
              ))}
            </Stack>
          </Radio.Group>
          <CohortFields draft={draft} onChange={change} />
          <Select
            label="How they are asked"
            description={
              channel === 'letter'
                ? 'The letters are made when the round starts.'
                : 'A call list can be saved.'
            }
            data={roundChannels.map((value) => ({ value, label: roundChannelLabels[value] }))}
            value={channel}
            allowDeselect={false}
            onChange={(value) => value && change({ channel: value })}
          />
          <DateField
            label="Answers by"
            description="21 days is usual."
            required
            value={replyBy}
            onChange={(value) => change({ replyBy: value })}
            today={today}
            min={{ date: shiftDays(today, 1), message: 'Give the family time: choose a day after today' }}
          />
          <TextInput
            label="Name of the round"
            description="For the team. No child’s name."
            required
            maxLength={100}
            value={name}
            error={name.trim().length < 3 ? 'Give the round a name of at least 3 characters' : undefined}
            onChange={(event) => change({ name: event.currentTarget.value })}
          />
        </section>
        <section className={classes.panel} aria-label="Who it asks">
          {preview.error && replyBy !== null && (
            <Problem refusal={refusalOf(preview.error)} onRetry={() => void preview.refetch()} />
          )}
          {starting.error && (
            <Problem refusal={refusalOf(starting.error)} title="The round has not started" />
          )}
          {preview.isPending && replyBy !== null && <Loader aria-label="Looking at each family" />}
          {replyBy === null && <p className={classes.quiet}>Say by when families should answer.</p>}
          {found && (
            <>
              <RoundPreviewView
                preview={found}
                except={except}
                onExcept={(next) => change({ except: next })}
                confirmed={confirmed}
                onConfirmed={(next) => change({ confirmed: next })}
              >
                <Button disabled={!isReady} loading={starting.isPending} onClick={() => setIsAsking(true)}>
                  Start: ask {families(asks.length)}…
                </Button>
              </RoundPreviewView>
            </>
          )}
        </section>
      </div>
      <Confirm
        opened={isAsking}
        title={`Ask ${families(asks.length)} ${byChannel[channel]}?`}
        action={`Ask ${families(asks.length)}`}
        cancel="Not yet"
        onConfirm={() => starting.mutateAsync().catch(() => undefined)}
        onClose={() => setIsAsking(false)}
      >
        <p>
          “{name.trim()}” records on each referral that the family was asked today, to answer by{' '}
          <span className="cw-nowrap">{formatDate(replyBy ?? today)}</span>.
          {channel === 'letter' && ' One letter for each family is made, ready to print.'}
        </p>
        <p>
          {kind === 'opt_in'
            ? 'The referrals wait for the family’s choice. Their clocks keep running.'
            : 'Their place in the list and their clocks do not change.'}{' '}
          Nobody is removed.
        </p>
      </Confirm>
    </div>
  )
}

/** The families that would be asked, without those left out by hand. */
function askedNow(preview: RoundPreview | undefined, except: readonly string[]): WouldAsk[] {
  const out = new Set(except)
  return (preview?.asked ?? []).filter(({ referralId }) => !out.has(referralId))
}

import { Button, Group, Kbd, Loader, Text } from '@mantine/core'
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { IconArrowLeft, IconArrowRight, IconCopyCheck } from '@tabler/icons-react'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { Link } from 'wouter'
import { access, mayCall } from '../../../shared/contract/access.ts'
import type { DuplicatePair } from '../../../shared/contract/children.ts'
import { useAnnounce } from '../../app/announcer.tsx'
import { refusalOf } from '../../app/refusal-of.ts'
import { useClient, useProcedures } from '../../app/rpc.tsx'
import { type Shortcut, useShortcuts } from '../../app/shortcuts.tsx'
import { useWork } from '../../app/work-context.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { formatCount } from '../../components/format-count.ts'
import { PageHeader } from '../../components/page-header.tsx'
import { Problem } from '../../components/problem.tsx'
import classes from './duplicates.module.css'
import { SideBySide } from './side-by-side.tsx'

type Decision = Parameters<ReturnType<typeof useClient>['children']['decideDuplicate']>[0]['decision']

interface Choice {
  decision: Decision
  label: string
  keys: string
  sentence: string
  said: string
}

const choices: readonly Choice[] = [
  {
    decision: 'not_same',
    label: 'Not the same child',
    keys: 'Alt+N',
    sentence: 'The pair is not shown again.',
    said: 'Kept as two children',
  },
  {
    decision: 'same',
    label: 'Same child',
    keys: 'Alt+S',
    sentence: 'Links the two records. Both are kept, with all their referrals.',
    said: 'Linked as one child; both records are kept',
  },
  {
    decision: 'siblings',
    label: 'Siblings or twins',
    keys: 'Alt+B',
    sentence: 'Two children of one family, and noted as such.',
    said: 'Noted as siblings',
  },
]

const buttonId = (decision: Decision) => `decide-as-${decision}`

/** Records that may be one child, a pair at a time, for a person to decide. */
export default function DuplicatesScreen() {
  const { person } = useWork()
  const client = useClient()
  const procedures = useProcedures()
  const queryClient = useQueryClient()
  const announce = useAnnounce()
  const [at, setAt] = useState(0)
  const panel = useRef<HTMLElement>(null)
  const canDecide = mayCall(access.children.decideDuplicate, person.roles)
  const pairs = useQuery(
    procedures.children.duplicates.queryOptions({
      input: { offset: at, limit: 1 },
      placeholderData: keepPreviousData,
    }),
  )
  const total = pairs.data?.total
  const pair: DuplicatePair | undefined = pairs.data?.rows[0]
  const isSettled = !pairs.isPlaceholderData
  useEffect(() => {
    if (total !== undefined && isSettled && at > 0 && at >= total) setAt(Math.max(0, total - 1))
  }, [total, isSettled, at])

  const deciding = useMutation({
    mutationFn: (input: { pairId: string; decision: Decision }) => client.children.decideDuplicate(input),
  })
  async function decide({ decision, said }: Choice): Promise<void> {
    if (!pair || !isSettled || deciding.isPending || !canDecide) return
    try {
      await deciding.mutateAsync({ pairId: pair.pairId, decision })
    } catch {
      return
    }
    announce(said)
    await queryClient.invalidateQueries({ queryKey: procedures.children.key() })
    panel.current?.focus()
  }
  const step = useCallback(
    (by: number) => setAt((before) => Math.min(Math.max(0, before + by), Math.max(0, (total ?? 1) - 1))),
    [total],
  )
  useShortcuts(
    useMemo<Shortcut[]>(
      () => [
        ...(canDecide
          ? choices.map((choice) => ({
              keys: choice.keys,
              label: choice.label,
              group: 'Possible duplicates',
              // Through the button, so that a key does what a click would and nothing while it is disabled.
              run: () => document.getElementById(buttonId(choice.decision))?.click(),
            }))
          : []),
        { keys: 'Alt+J', label: 'Next pair', group: 'Possible duplicates', run: () => step(1) },
        { keys: 'Alt+K', label: 'Pair before', group: 'Possible duplicates', run: () => step(-1) },
      ],
      [canDecide, step],
    ),
  )

  return (
    <>
      <PageHeader
        title="Possible duplicates"
        description="Records that may be one child. Nothing is merged: a person decides, and both records are kept."
      />
      {pairs.error && <Problem refusal={refusalOf(pairs.error)} onRetry={() => void pairs.refetch()} />}
      {deciding.error && <Problem refusal={refusalOf(deciding.error)} title="Nothing was decided" />}
      {pairs.isPending && <Loader aria-label="Reading the pairs" />}
      {total === 0 && (
        <EmptyState
          icon={IconCopyCheck}
          title="No pairs to review"
          actions={
            <Button component={Link} href="/referrals" variant="default">
              Back to referrals
            </Button>
          }
        >
          Pairs appear here when a child who is registered or imported looks like one already on the list.
        </EmptyState>
      )}
      {pair && total !== undefined && total > 0 && (
        <section
          ref={panel}
          tabIndex={-1}
          className={classes.pair}
          aria-label={`Pair ${at + 1} of ${total}`}
          aria-busy={!isSettled}
        >
          <Group justify="space-between" gap={8}>
            <Text fw={700}>
              Pair {formatCount(Math.min(at + 1, total))} of {formatCount(total)}
            </Text>
            <Group gap={8}>
              <Button
                variant="default"
                disabled={at === 0}
                aria-keyshortcuts="Alt+K"
                leftSection={<IconArrowLeft size={16} aria-hidden />}
                onClick={() => step(-1)}
              >
                Pair before{' '}
                <Kbd size="xs" ml={8}>
                  Alt + K
                </Kbd>
              </Button>
              <Button
                variant="default"
                disabled={at + 1 >= total}
                aria-keyshortcuts="Alt+J"
                rightSection={<IconArrowRight size={16} aria-hidden />}
                onClick={() => step(1)}
              >
                Next pair{' '}
                <Kbd size="xs" ml={8}>
                  Alt + J
                </Kbd>
              </Button>
            </Group>
          </Group>
          <SideBySide pair={pair} />
          {canDecide ? (
            <div className={classes.choices} role="group" aria-label="Decide">
              {choices.map((choice) => (
                <div key={choice.decision}>
                  <Button
                    variant="default"
                    fullWidth
                    id={buttonId(choice.decision)}
                    disabled={deciding.isPending || !isSettled}
                    aria-keyshortcuts={choice.keys}
                    aria-describedby={`decide-${choice.decision}`}
                    onClick={() => void decide(choice)}
                  >
                    {choice.label}
                    <Kbd size="xs" ml={8}>
                      {choice.keys.replace('+', ' + ')}
                    </Kbd>
                  </Button>
                  <Text id={`decide-${choice.decision}`} size="sm" c="dimmed">
                    {choice.sentence}
                  </Text>
                </div>
              ))}
            </div>
          ) : (
            <Text c="dimmed">Administrators and clinicians decide.</Text>
          )}
        </section>
      )}
    </>
  )
}

import { Button, Checkbox, Group, Loader } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { IconHeartHandshake, IconPencil, IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { supportKindLabels } from '../../../shared/codes/waiting-care.ts'
import { access, mayCall } from '../../../shared/contract/access.ts'
import type { SupportOption } from '../../../shared/contract/support.ts'
import { formatDate } from '../../../shared/format/dates.ts'
import { refusalOf } from '../../app/refusal-of.ts'
import { useClient, useProcedures } from '../../app/rpc.tsx'
import { useWork } from '../../app/work-context.tsx'
import { Confirm } from '../../components/confirm.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { Problem } from '../../components/problem.tsx'
import { showDone, showProblem } from '../../components/undo-toast.tsx'
import { useRefresh } from '../referral-actions/index.ts'
import { OptionDialog } from './option-dialog.tsx'
import classes from './waiting-care.module.css'
import { agesWords } from './words.ts'

interface CardProps {
  option: SupportOption
  services: readonly { id: string; name: string }[]
  mayChange: boolean
  onChange: () => void
  onEnd: () => void
}

function OptionCard({ option, services, mayChange, onChange, onEnd }: CardProps) {
  const id = `support-${option.optionId}`
  const names = option.services.map((each) => services.find((service) => service.id === each)?.name ?? each)
  return (
    <article className={classes.card} aria-labelledby={id} data-ended={option.endedOn !== null || undefined}>
      <div className={classes.cardHead}>
        <div>
          <h2 id={id}>{option.name}</h2>
          <p className={classes.quiet}>{supportKindLabels[option.kind]}</p>
        </div>
        {mayChange && option.endedOn === null && (
          <Group gap="xs">
            <Button
              size="xs"
              variant="default"
              leftSection={<IconPencil size={14} aria-hidden />}
              aria-label={`Change ${option.name}`}
              onClick={onChange}
            >
              Change
            </Button>
            <Button size="xs" variant="default" aria-label={`End ${option.name}`} onClick={onEnd}>
              End
            </Button>
          </Group>
        )}
      </div>
      <dl className={classes.facts}>
        <dt>For</dt>
        <dd>{names.length === 0 ? 'Every service' : names.join(', ')}</dd>
        <dt>Ages</dt>
        <dd>{agesWords(option.fromMonths, option.toMonths)}</dd>
        <dt>Languages</dt>
        <dd>{option.languages.length === 0 ? 'Not recorded' : option.languages.join(', ')}</dd>
        <dt>How to reach it</dt>
        <dd>{option.howToReach || 'Not recorded'}</dd>
      </dl>
      {option.note !== '' && <p className={classes.note}>{option.note}</p>}
      <p className={classes.tally}>{option.sentence}</p>
      {option.endedOn !== null && (
        <p className={classes.quiet}>No longer offered since {formatDate(option.endedOn)}.</p>
      )}
    </article>
  )
}

/** The directory of help while waiting: what there is, for whom, how to reach it, and what came of the offers. */
export default function SupportScreen() {
  const { person, services } = useWork()
  const client = useClient()
  const procedures = useProcedures()
  const refresh = useRefresh()
  const [isWithEnded, setIsWithEnded] = useState(false)
  const [editing, setEditing] = useState<SupportOption | 'new' | null>(null)
  const [ending, setEnding] = useState<SupportOption | null>(null)
  const options = useQuery(procedures.support.options.queryOptions({ input: { ended: isWithEnded } }))
  const mayChange = mayCall(access.support.saveOption, person.roles)
  const end = useMutation({
    mutationFn: ({ optionId, version }: SupportOption) => client.support.endOption({ optionId, version }),
    onSuccess: async (_, { name }) => {
      await refresh()
      showDone(`${name} is no longer offered. What was offered stays on record.`)
    },
    onError: (error) => showProblem(refusalOf(error), 'It was not ended'),
  })
  const add = mayChange && (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setEditing('new')}>
      Add what there is
    </Button>
  )
  return (
    <div className={classes.screen}>
      <PageHeader
        title="Waiting well"
        description="Local help that families can be offered while they wait. An offer never ends the wait."
        actions={
          <Group gap="md">
            <Checkbox
              label="Show what has ended"
              checked={isWithEnded}
              onChange={(event) => setIsWithEnded(event.currentTarget.checked)}
            />
            {options.data?.length !== 0 && add}
          </Group>
        }
      />
      {options.error ? (
        <Problem refusal={refusalOf(options.error)} onRetry={() => void options.refetch()} />
      ) : options.data === undefined ? (
        <Loader aria-label="Reading the directory" />
      ) : options.data.length === 0 ? (
        <EmptyState title="No help has been added yet" icon={IconHeartHandshake} actions={add}>
          Community connectors, voluntary groups, workshops for parents, digital libraries, support in school.
        </EmptyState>
      ) : (
        <div className={classes.cards}>
          {options.data.map((option) => (
            <OptionCard
              key={option.optionId}
              option={option}
              services={services}
              mayChange={mayChange}
              onChange={() => setEditing(option)}
              onEnd={() => setEnding(option)}
            />
          ))}
        </div>
      )}
      {editing !== null && (
        <OptionDialog option={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />
      )}
      {ending !== null && (
        <Confirm
          opened
          title={`End ${ending.name}?`}
          action="End it"
          cancel="Keep it"
          destructive
          onConfirm={() => end.mutateAsync(ending).catch(() => undefined)}
          onClose={() => setEnding(null)}
        >
          It can no longer be offered. Offers that were made stay on record with what came of them.
        </Confirm>
      )}
    </div>
  )
}

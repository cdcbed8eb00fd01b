import { Button, Checkbox, Progress, Select, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { IconFlask } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import type { RuleSetRef } from '../../../shared/contract/rule-set-ref.ts'
import { useAnnounce } from '../../app/announcer.tsx'
import { refusalOf } from '../../app/refusal-of.ts'
import { useProcedures } from '../../app/rpc.tsx'
import { useWork } from '../../app/work-context.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { formatCount } from '../../components/format-count.ts'
import { Problem } from '../../components/problem.tsx'
import { type BenchState, useBenchJob } from './bench-job.ts'
import { BenchResult } from './bench-result.tsx'
import benchClasses from './bench.module.css'
import { RulesLayout } from './rules-layout.tsx'
import { changeCount, useDraft } from './use-draft.ts'
import { counted } from './words.ts'

function Running({
  state,
  onCancel,
}: {
  state: Extract<BenchState, { at: 'running' }>
  onCancel: () => void
}) {
  const cancel = useRef<HTMLButtonElement>(null)
  useEffect(() => cancel.current?.focus(), [])
  const { done, total } = state
  const words = total === null ? 'Starting' : `${formatCount(done)} of ${formatCount(total)} referrals`
  return (
    <section className={`cw-panel ${benchClasses.running}`} aria-label="Trying the rules">
      <Text fw={700}>Trying the rules on the list</Text>
      <Progress.Root size={12}>
        <Progress.Section
          value={total === null || total === 0 ? 100 : (done / total) * 100}
          striped={total === null}
          animated={total === null}
          aria-label="Trying the rules"
          aria-valuetext={words}
        />
      </Progress.Root>
      <Text>{words}</Text>
      <div>
        <Button ref={cancel} variant="default" onClick={onCancel}>
          Stop
        </Button>
      </div>
    </section>
  )
}

/** Rules tried on the list before they are published, and applied to those on it afterwards. Trying changes nothing. */
export default function BenchScreen() {
  const procedures = useProcedures()
  const announce = useAnnounce()
  const { serviceId, services } = useWork()
  const draft = useDraft()
  const current = useQuery(procedures.rules.current.queryOptions())
  const [state, job] = useBenchJob()
  const hasDraft = draft.data !== undefined && changeCount(draft.data) > 0
  const [which, setWhich] = useState<'draft' | 'current' | null>(null)
  const [lastYear, setLastYear] = useState(false)
  const chosen = which === null || (which === 'draft' && !hasDraft) ? (hasDraft ? 'draft' : 'current') : which
  const of: RuleSetRef | null =
    chosen === 'draft'
      ? { kind: 'draft' }
      : current.data === undefined
        ? null
        : { kind: 'version', version: current.data.version }
  const { at } = state
  useEffect(() => {
    if (at === 'running') announce('Trying the rules on the list')
    if (at === 'done') announce('The rules have been tried')
  }, [at, announce])
  const scope = services.find(({ id }) => id === serviceId)?.name ?? 'every service'
  return (
    <RulesLayout
      part="bench"
      title="Try the rules on the list"
      description="Who would be suggested something else, named and counted. Nothing changes here until somebody applies it."
    >
      <section className={benchClasses.benchAsk} aria-label="What to try">
        <Select
          label="Rules"
          w={260}
          allowDeselect={false}
          data={[
            ...(hasDraft ? [{ value: 'draft', label: 'The draft' }] : []),
            { value: 'current', label: `In use: version ${current.data?.version ?? ''}` },
          ]}
          value={chosen}
          onChange={(value) => setWhich(value as 'draft' | 'current')}
        />
        <div className={benchClasses.benchOn}>
          <Text size="sm" fw={500}>
            On
          </Text>
          <Checkbox label={`Everyone open now, ${scope}`} checked readOnly aria-readonly />
          <Checkbox
            label="Also referrals of the last 12 months that are closed"
            checked={lastYear}
            onChange={(event) => setLastYear(event.currentTarget.checked)}
          />
        </div>
        <Button
          leftSection={<IconFlask size={16} aria-hidden />}
          disabled={of === null || at === 'running'}
          onClick={() => of && void job.run({ of, lastYear, serviceId })}
        >
          {at === 'done' ? 'Try again' : 'Try the rules'}
        </Button>
      </section>
      {at === 'idle' && state.refusal && (
        <Problem refusal={state.refusal} title="The rules could not be tried" />
      )}
      {(draft.error || current.error) && <Problem refusal={refusalOf(draft.error ?? current.error)} />}
      {at === 'idle' && !state.refusal && (
        <EmptyState icon={IconFlask} title="Nothing tried yet">
          {hasDraft
            ? 'Try the draft to see whom it would change before it is published.'
            : 'Change a rule to try it here. After a new version is published, try it to apply it to those on the list.'}
        </EmptyState>
      )}
      {at === 'running' && <Running state={state} onCancel={job.forget} />}
      {at === 'done' && (
        <BenchResult
          key={state.summary.token}
          summary={state.summary}
          currentVersion={current.data?.version ?? null}
          onAgain={() => void job.run(state.asked)}
        />
      )}
      {at === 'done' && state.summary.wouldChange === 0 && (
        <EmptyState title="Nobody would change">
          {counted(state.summary.looked.open + state.summary.looked.closedInLastYear, 'referral')} looked at;
          each keeps the suggestion it has.
        </EmptyState>
      )}
    </RulesLayout>
  )
}

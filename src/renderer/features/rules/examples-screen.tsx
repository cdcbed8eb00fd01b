import { Loader, SegmentedControl, Select, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { IconAlertTriangle, IconCircleCheck, IconSearch } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import type { RuleExample } from '../../../shared/contract/rules.ts'
import { foldForSearch } from '../../../shared/format/names.ts'
import { refusalOf } from '../../app/refusal-of.ts'
import { useProcedures } from '../../app/rpc.tsx'
import { useWork } from '../../app/work-context.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { Notice } from '../../components/notice.tsx'
import { Problem } from '../../components/problem.tsx'
import { caseName, faultWords } from './cases-result.tsx'
import { ChangeExampleDialog } from './change-example-dialog.tsx'
import { ExampleCard } from './example-card.tsx'
import { RetireExampleDialog } from './retire-example-dialog.tsx'
import casesClasses from './cases.module.css'
import classes from './rules.module.css'
import { RulesLayout } from './rules-layout.tsx'
import { changeCount, useDraft, useMayChangeRules } from './use-draft.ts'
import { counted } from './words.ts'

const filters = [
  { value: 'run', label: 'Cases that run' },
  { value: 'failing', label: 'Failing' },
  { value: 'own', label: 'Saved here' },
  { value: 'retired', label: 'Retired' },
] as const
type Filter = (typeof filters)[number]['value']

function fits(example: RuleExample, filter: Filter): boolean {
  const isRun = example.retired === null
  if (filter === 'retired') return !isRun
  if (filter === 'failing') return isRun && !example.result.passes
  return isRun && (filter !== 'own' || example.origin === 'own')
}

function textOf({ name, expected, result, factsInWords }: RuleExample): string {
  const facts = factsInWords.flatMap(({ label, value }) => [label, value])
  return foldForSearch([name, ...expected, ...result.fired, ...facts].join(' '))
}

/** Worked cases and what the rules make of each. They run whenever rules are published. */
export default function ExamplesScreen() {
  const procedures = useProcedures()
  const { serviceId } = useWork()
  const draft = useDraft()
  const mayChange = useMayChangeRules()
  const [chosen, setChosen] = useState<'draft' | 'current' | null>(null)
  const [filter, setFilter] = useState<Filter>('run')
  const [text, setText] = useState('')
  const [changing, setChanging] = useState<RuleExample | null>(null)
  const [retiring, setRetiring] = useState<RuleExample | null>(null)
  const hasDraft = draft.data !== undefined && changeCount(draft.data) > 0
  const against = hasDraft ? (chosen ?? 'draft') : 'current'
  const current = useQuery(procedures.rules.current.queryOptions())
  const of =
    against === 'draft' || current.data === undefined
      ? ({ kind: 'draft' } as const)
      : ({ kind: 'version', version: current.data.version } as const)
  const cases = useQuery(
    procedures.rules.examples.queryOptions({
      input: { of },
      enabled: draft.data !== undefined && current.data !== undefined,
    }),
  )
  const words = foldForSearch(text).split(/\s+/).filter(Boolean)
  const inScope = useMemo(
    () =>
      (cases.data ?? []).filter(
        (each) => serviceId === null || each.serviceId === null || each.serviceId === serviceId,
      ),
    [cases.data, serviceId],
  )
  const shown = inScope.filter(
    (each) => fits(each, filter) && words.every((word) => textOf(each).includes(word)),
  )
  const failing = inScope.filter((each) => fits(each, 'failing'))
  const running = inScope.filter((each) => fits(each, 'run')).length
  const problem = cases.error ?? draft.error ?? current.error
  return (
    <RulesLayout
      part="examples"
      title="Worked cases"
      description="Referrals with the rules that must fire, and no others. They run at every publishing, which they block when they fail. Save one from the result of a trial or from triage."
    >
      {problem ? (
        <Problem refusal={refusalOf(problem)} onRetry={() => void cases.refetch()} />
      ) : cases.data === undefined ? (
        <Loader aria-label="Running the worked cases" />
      ) : (
        <>
          {failing.length === 0 ? (
            <Notice
              tone="success"
              icon={IconCircleCheck}
              title={`All ${counted(running, 'case')} pass against ${against === 'draft' ? 'the draft' : 'the rules in use'}`}
            />
          ) : (
            <Notice
              tone="danger"
              icon={IconAlertTriangle}
              title={`${failing.length} of ${counted(running, 'case')} ${failing.length === 1 ? 'fails' : 'fail'} against ${against === 'draft' ? 'the draft' : 'the rules in use'}`}
            >
              <ul className={classes.faults}>
                {failing.slice(0, 6).map((each) => (
                  <li key={each.exampleId}>
                    <strong>{caseName(each)}:</strong> {faultWords(each)}
                  </li>
                ))}
                {failing.length > 6 && <li>and {failing.length - 6} more below</li>}
              </ul>
            </Notice>
          )}
          <div className={classes.filters} role="search" aria-label="Worked cases">
            <TextInput
              className={classes.search}
              aria-label="Search in the worked cases"
              placeholder="Search: stammer, S05…"
              leftSection={<IconSearch size={16} aria-hidden />}
              value={text}
              onChange={(event) => setText(event.currentTarget.value)}
            />
            <Select
              aria-label="Which cases"
              allowDeselect={false}
              data={filters.map((each) => ({ ...each }))}
              value={filter}
              onChange={(value) => setFilter((value ?? 'run') as Filter)}
            />
            {hasDraft && (
              <SegmentedControl
                size="xs"
                aria-label="Against which rules"
                data={[
                  { value: 'draft', label: 'Against the draft' },
                  { value: 'current', label: 'Against those in use' },
                ]}
                value={against}
                onChange={(value) => setChosen(value as 'draft' | 'current')}
              />
            )}
            <span className={classes.count} role="status">
              {shown.length} of {inScope.length}
            </span>
          </div>
          {shown.length === 0 && (
            <EmptyState title="No case fits">Search for fewer words, or show other cases.</EmptyState>
          )}
          <ul className={casesClasses.cases} aria-label="Worked cases">
            {shown.map((each) => (
              <li key={each.exampleId}>
                <ExampleCard
                  example={each}
                  mayChange={mayChange}
                  onChange={() => setChanging(each)}
                  onRetire={() => setRetiring(each)}
                />
              </li>
            ))}
          </ul>
        </>
      )}
      {changing && draft.data && (
        <ChangeExampleDialog example={changing} rules={draft.data.rules} onClose={() => setChanging(null)} />
      )}
      {retiring && <RetireExampleDialog example={retiring} onClose={() => setRetiring(null)} />}
    </RulesLayout>
  )
}

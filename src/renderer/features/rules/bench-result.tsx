import { Button, Select } from '@mantine/core'
import { IconUserCheck } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { ruleChangeLabels } from '../../../shared/contract/rule-bench.ts'
import type {
  RuleBenchGroup,
  RuleBenchRow,
  RuleBenchSummary,
  RuleChangeKind,
} from '../../../shared/contract/rule-bench.ts'
import { formatDate } from '../../../shared/format/dates.ts'
import { DataGrid } from '../../components/data-grid/data-grid.tsx'
import { nothingSelected } from '../../components/data-grid/selection.ts'
import type { RowSelection } from '../../components/data-grid/types.ts'
import { usePagedRows } from '../../components/data-grid/use-paged-rows.ts'
import { formatCount } from '../../components/format-count.ts'
import { displayName } from '../../../shared/format/names.ts'
import { useClient } from '../../app/rpc.tsx'
import { type ApplyAsked, ApplyDialog } from './apply-dialog.tsx'
import { benchColumns } from './bench-columns.tsx'
import { BenchWhyDrawer } from './bench-why.tsx'
import benchClasses from './bench.module.css'
import classes from './rules.module.css'
import { useMayChangeRules } from './use-draft.ts'
import { counted, groupWords, priorityChangeWords } from './words.ts'

const noun = { one: 'referral', many: 'referrals' }
const everything = 'all'

export interface BenchResultProps {
  summary: RuleBenchSummary
  /** The version in use; only what was tried with it can be applied. */
  currentVersion: number | null
  /** Tries again, after some were moved. */
  onAgain: () => void
}

function Counts({ summary }: { summary: RuleBenchSummary }) {
  const { looked, wouldChange, notTriaged, accepted, byService, byPriority, byKind } = summary
  return (
    <div className={benchClasses.benchCounts}>
      <p className={benchClasses.benchLead}>
        <strong>{counted(wouldChange, 'referral')}</strong> of{' '}
        {formatCount(looked.open + looked.closedInLastYear)} would be suggested something else, as at{' '}
        {formatDate(summary.asAt)}: {formatCount(notTriaged)} not triaged yet, {formatCount(accepted)}{' '}
        accepted and waiting whose priority would differ. The rest stay as they were decided.
      </p>
      <table className={classes.table} aria-label="By service">
        <thead>
          <tr>
            <th scope="col">Service</th>
            <th scope="col">Looked at</th>
            <th scope="col">Would change</th>
          </tr>
        </thead>
        <tbody>
          {byService.map((each) => (
            <tr key={each.serviceId}>
              <th scope="row">{each.serviceName}</th>
              <td>{formatCount(each.looked)}</td>
              <td>{formatCount(each.wouldChange)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className={benchClasses.benchKinds}>
        {byPriority.length > 0 && (
          <>
            <h2>Priority</h2>
            <ul>
              {byPriority.map(({ from, to, count }) => (
                <li key={`${from} ${to}`}>
                  {priorityChangeWords(from, to)}: <strong>{formatCount(count)}</strong>
                </li>
              ))}
            </ul>
          </>
        )}
        <h2>What changes</h2>
        <ul>
          {byKind.map(({ kind, count }) => (
            <li key={kind}>
              {ruleChangeLabels[kind]}: <strong>{formatCount(count)}</strong>
            </li>
          ))}
        </ul>
      </div>
    </div>
  )
}

/** Who would change, counted and named, and the decision to apply it to some or all of them. */
export function BenchResult({ summary, currentVersion, onAgain }: BenchResultProps) {
  const client = useClient()
  const mayApply = useMayChangeRules()
  const [kind, setKind] = useState<string>(everything)
  const [group, setGroup] = useState<string>(everything)
  const [selection, setSelection] = useState<RowSelection>(nothingSelected)
  const [looking, setLooking] = useState<RuleBenchRow | null>(null)
  const [applying, setApplying] = useState<ApplyAsked | null>(null)
  const { token, of } = summary
  const asked = useMemo(
    () => ({
      token,
      ...(kind !== everything && { kind: kind as RuleChangeKind }),
      ...(group !== everything && { group: group as RuleBenchGroup }),
    }),
    [token, kind, group],
  )
  const source = usePagedRows<RuleBenchRow>({
    queryKey: ['rules', 'bench', asked],
    fetchPage: (page, signal) => client.rules.benchRows({ ...asked, ...page }, { signal }),
  })
  const isCurrent = of.kind === 'version' && of.version === currentVersion
  const movable = summary.notTriaged + summary.accepted
  const canApply = mayApply && isCurrent && movable > 0
  function applyButton(chosen: RowSelection, count: number) {
    if (chosen.kind !== 'ids') return null
    return (
      <Button
        size="compact-sm"
        onClick={() => setApplying({ which: { kind: 'ids', ids: [...chosen.ids] }, count })}
      >
        Apply to these {formatCount(count)}…
      </Button>
    )
  }
  if (summary.wouldChange === 0) return null
  return (
    <>
      <Counts summary={summary} />
      {mayApply && !canApply && (
        <p className={classes.hint}>
          {isCurrent
            ? 'None of them can be moved: each is decided already and stays as it is.'
            : 'These rules are not in use. Publish them first; then they can be applied to children here.'}
        </p>
      )}
      <div className={benchClasses.benchGrid}>
        <DataGrid
          label="Referrals that would change"
          noun={noun}
          columns={benchColumns}
          source={source}
          outOf={summary.wouldChange}
          rowKey={(row) => row.referralId}
          rowLabel={displayName}
          sortWords="service, then name"
          filters={
            <>
              <Select
                aria-label="What changes"
                allowDeselect={false}
                data={[
                  { value: everything, label: 'Whatever changes' },
                  ...summary.byKind.map((each) => ({ value: each.kind, label: ruleChangeLabels[each.kind] })),
                ]}
                value={kind}
                onChange={(value) => setKind(value ?? everything)}
              />
              <Select
                aria-label="Where the referral stands"
                allowDeselect={false}
                data={[
                  { value: everything, label: 'Wherever they stand' },
                  ...Object.entries(groupWords).map(([value, label]) => ({ value, label })),
                ]}
                value={group}
                onChange={(value) => setGroup(value ?? everything)}
              />
            </>
          }
          actions={
            canApply && (
              <Button
                leftSection={<IconUserCheck size={16} aria-hidden />}
                onClick={() => setApplying({ which: { kind: 'all' }, count: movable })}
              >
                Apply to {formatCount(summary.notTriaged)} not triaged…
              </Button>
            )
          }
          onOpen={setLooking}
          {...(canApply && {
            selection,
            onSelectionChange: setSelection,
            bulkActions: applyButton,
          })}
        />
      </div>
      <BenchWhyDrawer token={token} row={looking} onClose={() => setLooking(null)} />
      {applying && currentVersion !== null && (
        <ApplyDialog
          token={token}
          asked={applying}
          summary={summary}
          version={currentVersion}
          onApplied={() => {
            setSelection(nothingSelected)
            onAgain()
          }}
          onClose={() => setApplying(null)}
        />
      )}
    </>
  )
}

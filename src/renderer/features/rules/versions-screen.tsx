import { Button, Loader, Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { IconArrowBackUp, IconCircleCheck, IconDownload, IconFileImport } from '@tabler/icons-react'
import { useState } from 'react'
import type { RuleSetVersion } from '../../../shared/contract/rules.ts'
import type { RuleSetRef } from '../../../shared/contract/rule-set-ref.ts'
import { refusalOf } from '../../app/refusal-of.ts'
import { useProcedures } from '../../app/rpc.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { Problem } from '../../components/problem.tsx'
import { ToneBadge } from '../../components/tone-badge.tsx'
import { Diff } from './diff-view.tsx'
import { RollBackDialog } from './roll-back-dialog.tsx'
import classes from './rules.module.css'
import { RulesLayout } from './rules-layout.tsx'
import { changeCount, useDraft, useMayChangeRules } from './use-draft.ts'
import { useExport } from './use-export.ts'
import { ImportDialog } from './import-dialog.tsx'
import { dayOf, originWords } from './words.ts'

function refOf(value: string): RuleSetRef {
  return value === 'draft' ? { kind: 'draft' } : { kind: 'version', version: Number(value) }
}

function howItCame({ origin, basedOn }: RuleSetVersion): string {
  if (origin === 'rolled_back' && basedOn !== null) return `Rolled back to version ${basedOn}`
  return originWords[origin]
}

function Compare({ versions, hasDraft }: { versions: readonly RuleSetVersion[]; hasDraft: boolean }) {
  const data = [
    ...(hasDraft ? [{ value: 'draft', label: 'Draft' }] : []),
    ...versions.map(({ version, publishedAt, current }) => ({
      value: String(version),
      label: `Version ${version}, ${dayOf(publishedAt)}${current ? ' (in use)' : ''}`,
    })),
  ]
  const [to, setTo] = useState(data[0]?.value ?? '')
  const [from, setFrom] = useState(data[1]?.value ?? '')
  if (data.length < 2)
    return (
      <EmptyState title="There is one version so far">
        Once the rules are changed, what differs between any two versions is read here.
      </EmptyState>
    )
  return (
    <section className={classes.compare} aria-labelledby="compare-title">
      <h2 id="compare-title">What differs</h2>
      <div className={classes.compareChoice}>
        <Select
          label="From"
          w={290}
          allowDeselect={false}
          data={data}
          value={from}
          onChange={(value) => setFrom(value ?? from)}
        />
        <Select
          label="To"
          w={290}
          allowDeselect={false}
          data={data}
          value={to}
          onChange={(value) => setTo(value ?? to)}
        />
      </div>
      <Diff key={`${from} ${to}`} from={refOf(from)} to={refOf(to)} />
    </section>
  )
}

/** Every published version of the rules: who, when and why; what differs between any two; and the way back. */
export default function VersionsScreen() {
  const procedures = useProcedures()
  const versions = useQuery(procedures.rules.versions.queryOptions())
  const draft = useDraft()
  const mayChange = useMayChangeRules()
  const exporting = useExport()
  const [backTo, setBackTo] = useState<RuleSetVersion | null>(null)
  const [isImporting, setIsImporting] = useState(false)
  return (
    <RulesLayout
      part="versions"
      title="Versions of the rules"
      description="Every decision keeps the version it saw. A published version never changes: going back publishes the older rules again."
      actions={
        mayChange && (
          <Button
            variant="default"
            leftSection={<IconFileImport size={16} aria-hidden />}
            onClick={() => setIsImporting(true)}
          >
            Import a rule file…
          </Button>
        )
      }
    >
      {versions.error ? (
        <Problem refusal={refusalOf(versions.error)} onRetry={() => void versions.refetch()} />
      ) : versions.data === undefined || draft.data === undefined ? (
        <Loader aria-label="Reading the versions" />
      ) : (
        <>
          <div className={classes.tableBox}>
            <table className={classes.table} aria-label="Versions">
              <thead>
                <tr>
                  <th scope="col">Version</th>
                  <th scope="col">Published</th>
                  <th scope="col">By</th>
                  <th scope="col">Note</th>
                  <th scope="col">Rules on</th>
                  <th scope="col">
                    <span className="cw-hidden">What can be done</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {versions.data.map((each) => (
                  <tr key={each.version}>
                    <th scope="row">
                      {each.version}{' '}
                      {each.current && (
                        <ToneBadge tone="success" icon={IconCircleCheck}>
                          In use
                        </ToneBadge>
                      )}
                    </th>
                    <td className="cw-nowrap">{dayOf(each.publishedAt)}</td>
                    <td>{each.author}</td>
                    <td className={classes.note}>
                      {each.note}
                      <span className={classes.origin}>
                        {howItCame(each)}
                        {each.overridden &&
                          `. Published although ${each.overridden.failed.length} worked cases failed: ${each.overridden.reason}`}
                      </span>
                    </td>
                    <td className="cw-nowrap">
                      {each.enabledCount} of {each.ruleCount}
                    </td>
                    <td>
                      <span className={classes.rowActions}>
                        <Button
                          variant="subtle"
                          size="compact-sm"
                          leftSection={<IconDownload size={14} aria-hidden />}
                          aria-label={`Export version ${each.version}`}
                          onClick={() => exporting.mutate({ kind: 'version', version: each.version })}
                        >
                          Export
                        </Button>
                        {mayChange && !each.current && (
                          <Button
                            variant="subtle"
                            size="compact-sm"
                            leftSection={<IconArrowBackUp size={14} aria-hidden />}
                            aria-label={`Roll back to version ${each.version}`}
                            onClick={() => setBackTo(each)}
                          >
                            Roll back…
                          </Button>
                        )}
                      </span>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          <Compare
            key={`${versions.data.length} ${changeCount(draft.data) > 0}`}
            versions={versions.data}
            hasDraft={changeCount(draft.data) > 0}
          />
        </>
      )}
      {backTo && <RollBackDialog version={backTo} onClose={() => setBackTo(null)} />}
      {isImporting && draft.data && <ImportDialog draft={draft.data} onClose={() => setIsImporting(false)} />}
    </RulesLayout>
  )
}

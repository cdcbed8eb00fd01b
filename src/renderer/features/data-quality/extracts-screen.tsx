import { Button, Group, Loader, Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { IconArrowsDiff, IconFileImport } from '@tabler/icons-react'
import { useState } from 'react'
import { Link, useParams } from 'wouter'
import type { ImportHeader } from '../../../shared/codes/import-columns.ts'
import type { Extract, ExtractChangeKind, ExtractComparison } from '../../../shared/contract/data-quality.ts'
import { refusalOf } from '../../app/refusal-of.ts'
import { useProcedures } from '../../app/rpc.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { formatCount } from '../../components/format-count.ts'
import { Notice } from '../../components/notice.tsx'
import { Problem } from '../../components/problem.tsx'
import { columnName } from '../import/index.ts'
import classes from './data-quality.module.css'
import { ExtractChanges } from './extract-changes.tsx'
import { QualityLayout } from './quality-layout.tsx'
import { referralCount } from './words.ts'

/** What changed from one extract of a source to a later one: who is new, who is gone, which cells differ. */
export default function ExtractsScreen() {
  const procedures = useProcedures()
  const extracts = useQuery(procedures.dataQuality.extracts.queryOptions())
  const { laterId } = useParams<{ laterId?: string }>()
  return (
    <QualityLayout
      part="extracts"
      title="Extracts compared"
      description="What changed between two imports from the same source. Somebody who is gone from a file is a child to check, never one to remove."
    >
      {extracts.error ? (
        <Problem refusal={refusalOf(extracts.error)} onRetry={() => void extracts.refetch()} />
      ) : extracts.data === undefined ? (
        <p role="status" className={classes.counting}>
          <Loader size="sm" aria-hidden /> Reading the imports
        </p>
      ) : (
        <Compare key={laterId ?? ''} extracts={extracts.data} laterId={laterId} />
      )}
    </QualityLayout>
  )
}

/** The sources with two imports or more, the one imported last first. */
function comparableSources(extracts: readonly Extract[]): Map<string, Extract[]> {
  return new Map([...Map.groupBy(extracts, ({ source }) => source)].filter(([, own]) => own.length > 1))
}

function extractWords({ fileName, importedAt, importedBy, undone }: Extract): string {
  const at = new Date(importedAt).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short' })
  return `${at}, ${fileName}, ${importedBy}${undone ? ' (undone)' : ''}`
}

interface CompareProps {
  extracts: readonly Extract[]
  /** The import to begin with, as the later one; the latest where none is named. */
  laterId: string | undefined
}

function Compare({ extracts, laterId }: CompareProps) {
  const bySource = comparableSources(extracts)
  const [source, setSource] = useState(() => {
    const named = extracts.find(({ batchId }) => batchId === laterId)?.source
    return named !== undefined && bySource.has(named) ? named : ([...bySource.keys()][0] ?? '')
  })
  const own = bySource.get(source) ?? []
  const [chosen, setChosen] = useState<{ earlier: string; later: string } | null>(
    laterId === undefined ? null : { earlier: '', later: laterId },
  )
  if (own.length < 2)
    return (
      <EmptyState
        title="No two imports from one source yet"
        icon={IconFileImport}
        actions={
          <Button component={Link} href="/referrals" variant="default">
            Go to imports
          </Button>
        }
      >
        Give the next file the same source as the one before: then both can be compared here, row by row.
      </EmptyState>
    )
  const later = own.slice(0, -1).find(({ batchId }) => batchId === chosen?.later) ?? own[0]!
  const olderOnes = own.slice(own.indexOf(later) + 1)
  const earlier = olderOnes.find(({ batchId }) => batchId === chosen?.earlier) ?? olderOnes[0]
  const choices = (list: readonly Extract[]) =>
    list.map((extract) => ({ value: extract.batchId, label: extractWords(extract) }))
  return (
    <>
      <div className={classes.pick}>
        {bySource.size > 1 && (
          <Select
            label="Source"
            data={[...bySource.keys()]}
            value={source}
            allowDeselect={false}
            onChange={(next) => {
              setSource(next ?? source)
              setChosen(null)
            }}
          />
        )}
        <Select
          label="Earlier"
          data={choices(olderOnes)}
          value={earlier?.batchId ?? null}
          allowDeselect={false}
          onChange={(next) => next !== null && setChosen({ earlier: next, later: later.batchId })}
        />
        <Select
          label="Later"
          data={choices(own.slice(0, -1))}
          value={later.batchId}
          allowDeselect={false}
          onChange={(next) => next !== null && setChosen({ earlier: earlier?.batchId ?? '', later: next })}
        />
      </div>
      {earlier && <Comparison key={`${earlier.batchId} ${later.batchId}`} earlier={earlier} later={later} />}
    </>
  )
}

const kinds: { kind: ExtractChangeKind; label: string; meaning: string }[] = [
  { kind: 'new', label: 'New', meaning: 'only in the later file' },
  { kind: 'gone', label: 'Gone', meaning: 'only in the earlier file: to check' },
  { kind: 'changed', label: 'Changed', meaning: 'in both, with cells that differ' },
]

function Comparison({ earlier, later }: { earlier: Extract; later: Extract }) {
  const procedures = useProcedures()
  const pair = { earlierId: earlier.batchId, laterId: later.batchId }
  const comparison = useQuery(procedures.dataQuality.compareExtracts.queryOptions({ input: pair }))
  const [shown, setShown] = useState<{ kind: ExtractChangeKind; column?: ImportHeader } | null>(null)
  if (comparison.error)
    return <Problem refusal={refusalOf(comparison.error)} onRetry={() => void comparison.refetch()} />
  if (comparison.data === undefined)
    return (
      <p role="status" className={classes.counting}>
        <Loader size="sm" aria-hidden /> Comparing the two files
      </p>
    )
  const { counts, columns } = comparison.data
  const view = shown ?? { kind: kinds.find(({ kind }) => counts[kind] > 0)?.kind ?? 'changed' }
  return (
    <>
      <div className={classes.tiles} role="group" aria-label="What changed">
        {kinds.map(({ kind, label, meaning }) => (
          <button
            key={kind}
            type="button"
            className={classes.tile}
            aria-pressed={view.kind === kind && view.column === undefined}
            onClick={() => setShown({ kind })}
          >
            <strong>{formatCount(counts[kind])}</strong>
            <span>{label}</span>
            <small>{meaning}</small>
          </button>
        ))}
        <div className={classes.tile}>
          <strong>{formatCount(counts.unchanged)}</strong>
          <span>Unchanged</span>
          <small>the same in both files</small>
        </div>
      </div>
      <Remarks comparison={comparison.data} />
      {columns.length > 0 && (
        <section aria-labelledby="changed-columns">
          <h2 id="changed-columns" className={classes.heading}>
            Changed, by column
          </h2>
          <Group gap={6}>
            {columns
              .toSorted((a, b) => b.changed - a.changed)
              .map(({ column, changed }) => {
                const isOn = view.column === column
                return (
                  <Button
                    key={column}
                    size="compact-sm"
                    variant={isOn ? 'light' : 'default'}
                    aria-pressed={isOn}
                    onClick={() => setShown(isOn ? { kind: 'changed' } : { kind: 'changed', column })}
                  >
                    {columnName(column)}: {formatCount(changed)}
                  </Button>
                )
              })}
          </Group>
        </section>
      )}
      <ExtractChanges pair={pair} {...view} />
    </>
  )
}

function Remarks({ comparison: { byCells, rejected } }: { comparison: ExtractComparison }) {
  const lost = rejected.earlier + rejected.later
  if (byCells && lost === 0) return null
  return (
    <Notice tone="info" icon={IconArrowsDiff} title="What this comparison knows">
      {!byCells && (
        <p className={classes.remark}>
          One of these files was imported before cells were kept. Shown are the details that the imports after
          the earlier one changed here; what a person had recorded already does not show.
        </p>
      )}
      {lost > 0 && (
        <p className={classes.remark}>
          {referralCount(rejected.earlier)} of the earlier file and {formatCount(rejected.later)} of the later
          one were rejected and are not compared.
        </p>
      )}
    </Notice>
  )
}

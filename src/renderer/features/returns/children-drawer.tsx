import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useMemo, useState } from 'react'
import { useLocation } from 'wouter'
import type { ReturnFilters } from '../../../shared/contract/return-facets.ts'
import { displayName } from '../../../shared/format/names.ts'
import { useClient, useProcedures } from '../../app/rpc.tsx'
import { DataGrid } from '../../components/data-grid/data-grid.tsx'
import { usePagedRows } from '../../components/data-grid/use-paged-rows.ts'
import { formatCount } from '../../components/format-count.ts'
import { ListExportButton } from '../list-export/index.ts'
import type { Behind, BehindRow } from './behind.ts'
import { behindColumns } from './behind-columns.tsx'
import { askedOf, FacetFilters, isNarrowed } from './facet-filters.tsx'
import { lineName } from './figure.tsx'
import { ListDrawer } from './list-drawer.tsx'
import classes from './returns.module.css'
import { childrenWords, monthWords } from './wording.ts'

const noun = { one: 'child', many: 'children' }

type Of<Kind extends Behind['kind']> = Extract<Behind, { kind: Kind }>

interface BehindGridProps {
  label: string
  source: ReturnType<typeof usePagedRows<BehindRow>>
  filters?: ReactNode
  /** How many there are before narrowing. */
  outOf?: number
}

function BehindGrid({ label, source, filters, outOf }: BehindGridProps) {
  const [, navigate] = useLocation()
  return (
    <DataGrid
      label={label}
      noun={noun}
      columns={behindColumns}
      source={source}
      rowKey={(row) => `${row.referralId} ${row.leftOn ?? ''} ${row.days}`}
      rowLabel={displayName}
      sortWords="longest wait first"
      filters={filters}
      {...(outOf !== undefined && { outOf })}
      onOpen={(row) => row.childId !== '' && navigate(`/children/${row.childId}/referrals/${row.referralId}`)}
    />
  )
}

function BehindFigure({ behind: { source, figure, count } }: { behind: Of<'figure'> }) {
  const client = useClient()
  const [filters, setFilters] = useState<ReturnFilters>({})
  const asked = useMemo(() => askedOf(figure), [figure])
  const rows = usePagedRows<BehindRow>({
    queryKey: [source.kind === 'month' ? 'returns' : 'signedReturns', 'cell', source, asked, filters],
    fetchPage: (page, signal) =>
      source.kind === 'month'
        ? client.returns.cell({ month: source.month, ...asked, filters, ...page }, { signal })
        : client.signedReturns.cell({ id: source.id, ...asked, ...page }, { signal }),
    changedBy: source.kind === 'month' ? ['referral', 'import', 'service'] : [],
  })
  return (
    <BehindGrid
      label={`Children ${figure.words}`}
      source={rows}
      filters={
        <>
          <FacetFilters source={source} figure={figure} filters={filters} onChange={setFilters} />
          <ListExportButton
            source={
              source.kind === 'month'
                ? { list: 'return_cell', month: source.month, ...asked, filters }
                : { list: 'signed_cell', id: source.id, ...asked }
            }
          />
        </>
      }
      {...(isNarrowed(filters) && { outOf: count })}
    />
  )
}

function BehindCheck({ behind: { month, check } }: { behind: Of<'check'> }) {
  const client = useClient()
  const procedures = useProcedures()
  const asked = useMemo(
    () => ({ month, code: check.code, line: check.line, subject: check.subject }),
    [month, check],
  )
  const about = useQuery(
    procedures.returns.checkRecords.queryOptions({ input: { ...asked, offset: 0, limit: 1 } }),
  )
  const rows = usePagedRows<BehindRow>({
    queryKey: ['returns', 'checkRecords', asked],
    fetchPage: (page, signal) => client.returns.checkRecords({ ...asked, ...page }, { signal }),
    changedBy: ['referral', 'import', 'service'],
  })
  return (
    <>
      {about.data && <p className={classes.drawerWords}>{about.data.advice}</p>}
      {about.data && about.data.figures.length > 0 && (
        <dl className={classes.compared}>
          {about.data.figures.map(({ label, value }) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value === null ? 'No figure' : formatCount(value)}</dd>
            </div>
          ))}
        </dl>
      )}
      {rows.total !== 0 && (
        <BehindGrid
          label="Children this check is about"
          source={rows}
          filters={<ListExportButton source={{ list: 'return_check', ...asked }} />}
        />
      )}
    </>
  )
}

function titleOf(behind: Behind): string {
  if (behind.kind === 'figure') return `${childrenWords(behind.count)} ${behind.figure.words}`
  return `What the check found${behind.check.line === '' ? '' : `: ${behind.check.line}`}`
}

function keyOf(behind: Behind): string {
  if (behind.kind === 'check')
    return `${behind.check.code} ${behind.check.line} ${behind.check.subject ?? ''}`
  const { line, cell, reason = '' } = behind.figure
  return `${line} ${cell} ${reason}`
}

export interface ChildrenDrawerProps {
  /** What is listed; null when nothing is open. */
  behind: Behind | null
  onClose: () => void
}

function wordsOf(behind: Behind): string {
  if (behind.kind === 'check') return behind.check.message
  const { source, figure } = behind
  const line = `${lineName(figure.line)}, return for ${monthWords(source.month)}`
  return source.kind === 'signed'
    ? `${line}, as it was when it was signed`
    : `${line}. A child’s page says in which cells of which months they were counted.`
}

/** The children behind a figure or a check, beside the return: as many as the figure says. */
export function ChildrenDrawer({ behind, onClose }: ChildrenDrawerProps) {
  return (
    <ListDrawer
      title={behind && titleOf(behind)}
      words={behind === null ? '' : wordsOf(behind)}
      onClose={onClose}
    >
      {behind?.kind === 'figure' && <BehindFigure key={keyOf(behind)} behind={behind} />}
      {behind?.kind === 'check' && <BehindCheck key={keyOf(behind)} behind={behind} />}
    </ListDrawer>
  )
}

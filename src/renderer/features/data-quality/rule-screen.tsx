import { Button, Select } from '@mantine/core'
import { IconCircleCheck, IconFilterOff } from '@tabler/icons-react'
import { useEffect, useMemo, useState } from 'react'
import { Redirect, useLocation, useParams } from 'wouter'
import type { BulkDetail } from '../../../shared/codes/data-quality-details.ts'
import {
  qualityRule,
  type QualityRuleId,
  qualityRuleIds,
  qualityRules,
} from '../../../shared/codes/data-quality-rules.ts'
import {
  type QualityBulk,
  type QualityFilter,
  type QualityRow,
  qualitySortColumns,
  type QualitySort,
} from '../../../shared/contract/data-quality.ts'
import { displayName } from '../../../shared/format/names.ts'
import { useClient } from '../../app/rpc.tsx'
import { useServiceScope, useWork } from '../../app/work-context.tsx'
import { useColumnPrefs } from '../../components/data-grid/columns.ts'
import { DataGrid } from '../../components/data-grid/data-grid.tsx'
import { nothingSelected } from '../../components/data-grid/selection.ts'
import type { RowSelection, SortKey } from '../../components/data-grid/types.ts'
import { usePagedRows } from '../../components/data-grid/use-paged-rows.ts'
import { EmptyState } from '../../components/empty-state.tsx'
import { sourceOfReferralWords } from '../../../shared/format/source-of-referral.ts'
import { formatCount } from '../../components/format-count.ts'
import { ListExportButton } from '../list-export/index.ts'
import { BulkFill } from './bulk-fill.tsx'
import classes from './data-quality.module.css'
import { FixDialog } from './fix-dialog.tsx'
import { QualityLayout } from './quality-layout.tsx'
import { ruleColumns } from './rule-columns.tsx'
import { RuleFigures } from './rule-figures.tsx'
import { useMayFix, useQualityFigures } from './use-quality.ts'
import { ruleHref } from './words.ts'

const noun = { one: 'open referral', many: 'open referrals' }

/** Rules whose gap may be filled in for many children at once. */
const filledTogether: Partial<Record<QualityRuleId, BulkDetail>> = {
  gp_practice_missing: 'gp_practice',
  language_missing: 'language',
  interpreter_not_asked: 'interpreter',
}

/** One rule: why it matters, how it moves, where it comes from, and the list to put right. */
export default function RuleScreen() {
  const { ruleId } = useParams<{ ruleId?: string }>()
  const known = qualityRuleIds.find((id) => id === ruleId)
  if (known === undefined) return <Redirect to="/data-quality" />
  return <Rule key={known} ruleId={known} />
}

function Rule({ ruleId }: { ruleId: QualityRuleId }) {
  const rule = qualityRule(ruleId)
  const [, navigate] = useLocation()
  const figures = useQualityFigures()
  const figure = figures.data?.rules.find((each) => each.ruleId === ruleId)
  const [source, setSource] = useState<string | null | undefined>(undefined)
  const choices = qualityRules.map(({ id, name }) => {
    const failed = figures.data?.rules.find((each) => each.ruleId === id)?.failed
    return { value: id as string, label: failed === undefined ? name : `${name} (${formatCount(failed)})` }
  })
  return (
    <QualityLayout
      part="rules"
      title={rule.name}
      description={
        <>
          {rule.why} <strong>{rule.howToFix}</strong>{' '}
          <span className={classes.applies}>
            Applies: {rule.appliesWhen} Weight {rule.weight === 0 ? '0, not scored' : `${rule.weight} of 5`}.
            Source: {rule.source}.
          </span>
        </>
      }
      actions={
        <Select
          className={classes.ruleSelect}
          aria-label="Another rule"
          data={choices}
          value={ruleId}
          allowDeselect={false}
          searchable
          onChange={(value) => value !== null && navigate(ruleHref(value as QualityRuleId))}
        />
      }
    >
      {figure && figures.data && (
        <RuleFigures
          figure={figure}
          asAt={figures.data.asAt}
          keptSince={figures.data.keptSince}
          source={source}
          onSource={setSource}
        />
      )}
      <RuleList ruleId={ruleId} source={source} onSource={setSource} />
    </QualityLayout>
  )
}

interface RuleListProps {
  ruleId: QualityRuleId
  source: string | null | undefined
  onSource: (source: string | null | undefined) => void
}

function RuleList({ ruleId, source, onSource }: RuleListProps) {
  const { today } = useWork()
  const services = useServiceScope()
  const client = useClient()
  const mayFix = useMayFix()
  const [, navigate] = useLocation()
  const { fix, name } = qualityRule(ruleId)
  const [sort, setSort] = useState<readonly SortKey[]>([])
  const filter = useMemo<QualityFilter>(
    () => ({ ruleId, ...(services ? { services } : {}), ...(source === undefined ? {} : { source }) }),
    [ruleId, services, source],
  )
  const contractSort = useMemo<QualitySort>(() => {
    const [key] = sort
    const column = qualitySortColumns.find((each) => each === key?.id)
    return key && column ? { column, direction: key.direction } : { column: 'queue_order', direction: 'asc' }
  }, [sort])
  const rows = usePagedRows<QualityRow>({
    queryKey: ['data-quality', filter, contractSort],
    fetchPage: (page, signal) => client.dataQuality.page({ filter, sort: contractSort, ...page }, { signal }),
    changedBy: ['child', 'referral', 'import'],
  })
  const { refresh, total = 0 } = rows
  // Rows kept from an earlier visit may be out of date: nobody listened for changes meanwhile.
  useEffect(() => refresh(), [refresh])
  const [fixing, setFixing] = useState<number | null>(null)
  const [chosen, setChosen] = useState({ list: '', rows: nothingSelected })
  const selection = chosen.list === rows.key ? chosen.rows : nothingSelected
  const columns = useMemo(() => ruleColumns(today), [today])
  const [prefs, setPrefs] = useColumnPrefs('data-quality', columns)
  const detail = filledTogether[ruleId]
  const isFixedHere = mayFix && fix !== 'duplicates' && fix !== 'referral'

  function open(row: QualityRow): void {
    if (fix === 'duplicates') navigate('/duplicates')
    else if (!isFixedHere) navigate(`/children/${row.childId}`)
    else {
      for (let index = 0; index < (rows.total ?? 0); index += 1)
        if (rows.row(index)?.referralId === row.referralId) return setFixing(index)
    }
  }

  function bulkActions(selected: RowSelection, count: number) {
    if (detail === undefined) return null
    const wanted: QualityBulk['selection'] =
      selected.kind === 'ids'
        ? { kind: 'ids', ids: [...selected.ids] }
        : { kind: 'matching', except: [...selected.except] }
    return (
      <BulkFill
        filter={filter}
        selection={wanted}
        count={count}
        detail={detail}
        onDone={() => {
          setChosen({ list: rows.key, rows: nothingSelected })
          refresh()
        }}
      />
    )
  }

  return (
    <div className={classes.list}>
      <DataGrid
        label={name}
        noun={noun}
        columns={columns}
        source={rows}
        rowKey={(row) => row.referralId}
        rowLabel={(row) => `${displayName(row)}, ${row.serviceName}`}
        sort={sort}
        onSortChange={(next) => setSort(next.slice(0, 1))}
        {...(sort.length === 0 ? { sortWords: 'place in the queue' } : {})}
        {...(detail !== undefined && mayFix
          ? {
              selection,
              onSelectionChange: (next: RowSelection) => setChosen({ list: rows.key, rows: next }),
              canSelectMatching: true,
              bulkActions,
            }
          : {})}
        onOpen={open}
        columnPrefs={prefs}
        onColumnPrefsChange={setPrefs}
        actions={
          total > 0 && <ListExportButton source={{ list: 'data_quality', filter, sort: contractSort }} />
        }
        filters={
          source === undefined ? undefined : (
            <Button
              variant="default"
              size="compact-sm"
              rightSection={<IconFilterOff size={14} aria-hidden />}
              onClick={() => onSource(undefined)}
            >
              Source: {sourceOfReferralWords(source)}
              <span className="cw-hidden">, remove the filter</span>
            </Button>
          )
        }
        empty={
          <EmptyState title="Nothing to fix here" icon={IconCircleCheck}>
            {source === undefined
              ? 'Every open referral that the rule applies to meets it.'
              : 'No referral from this source has the gap any more.'}
          </EmptyState>
        }
      />
      {fixing !== null && (
        <FixDialog
          ruleId={ruleId}
          rows={rows}
          index={fixing}
          onIndex={setFixing}
          onClose={() => {
            setFixing(null)
            refresh()
          }}
        />
      )}
    </div>
  )
}

import { qualityRule } from '../../../../shared/codes/data-quality-rules.ts'
import type { QualityRow, QualitySort } from '../../../../shared/contract/data-quality.ts'
import type { ExportedList } from '../../../../shared/contract/list-exports.ts'
import { sourceOfReferralWords } from '../../../../shared/format/source-of-referral.ts'
import { ok, type Result } from '../../../../shared/result.ts'
import type { ServiceContext } from '../../context.ts'
import { failingIds, qualityRows } from '../../data-quality/page.ts'
import { stateOf } from '../../kept-answers.ts'
import {
  type FilterWords,
  type Grouping,
  type ListColumn,
  type ListSource,
  rowsInSlices,
} from '../list-source.ts'
import { serviceNames } from './service-names.ts'
import { bornColumn, familyNameColumn, givenNameColumn, nhsNumberColumn } from './shared-columns.ts'

type Asked = Extract<ExportedList, { list: 'data_quality' }>

const columns: readonly ListColumn<QualityRow>[] = [
  familyNameColumn,
  givenNameColumn,
  nhsNumberColumn,
  bornColumn,
  // Sentences may hold a date of birth, so they never leave under pseudonyms.
  { id: 'gaps', header: 'What is wrong', kind: 'free_text', width: 44, value: (row) => row.gaps.join(' ') },
  { id: 'service', header: 'Service', kind: 'code', width: 26, value: (row) => row.serviceName },
  {
    id: 'source',
    header: 'Source of referral',
    kind: 'code',
    width: 20,
    hidesRare: true,
    value: (row) => sourceOfReferralWords(row.source),
  },
  { id: 'received_date', header: 'Received', kind: 'date', width: 12, value: (row) => row.receivedDate },
]

const groupings: readonly Grouping<QualityRow>[] = [
  { id: 'service', label: 'Service', group: (row) => row.serviceName },
  { id: 'source', label: 'Source of referral', group: (row) => sourceOfReferralWords(row.source) },
]

/** Opens the open referrals that fail one rule of data quality. */
export async function openDataQuality(
  { store, today }: ServiceContext,
  { filter, sort }: Asked,
): Promise<Result<ListSource<QualityRow>>> {
  const asAt = today()
  const ids = await failingIds(store, filter, sort, asAt)
  const whole = await failingIds(store, { ruleId: filter.ruleId }, sort, asAt)
  const names = await serviceNames(store.read)
  const filters: FilterWords[] = []
  if (filter.services?.length)
    filters.push({ words: `Service: ${filter.services.map((id) => names.get(id) ?? id).join(', ')}` })
  if (filter.source !== undefined)
    filters.push({ words: `Source of referral: ${sourceOfReferralWords(filter.source)}` })
  return ok({
    title: `Data quality: ${qualityRule(filter.ruleId).name}`,
    noun: { one: 'open referral', many: 'open referrals' },
    filters,
    sort: sortWords(sort),
    asAt,
    count: ids.length,
    outOf: whole.length,
    columns,
    groupings,
    about: ({ childId, referralId }) => ({ childId, referralId }),
    slices: () =>
      rowsInSlices(
        () => stateOf(store),
        ids.length,
        async ({ offset, limit }) =>
          (await failingIds(store, filter, sort, asAt)).slice(offset, offset + limit),
        (some) => qualityRows(store, filter.ruleId, some, asAt),
      ),
  })
}

function sortWords({ column, direction }: QualitySort): string {
  const isUp = direction === 'asc'
  switch (column) {
    case 'queue_order':
      return isUp ? 'place in the queue' : 'place in the queue (last first)'
    case 'received_date':
      return `received (${isUp ? 'oldest first' : 'newest first'})`
    case 'family_name':
      return `name (${isUp ? 'A to Z' : 'Z to A'})`
    case 'service':
      return `service (${isUp ? 'A to Z' : 'Z to A'})`
    case 'source':
      return `source of referral (${isUp ? 'A to Z' : 'Z to A'})`
  }
}

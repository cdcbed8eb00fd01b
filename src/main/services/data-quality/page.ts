import { sql, type SqlBool } from 'kysely'
import { setImmediate as pause } from 'node:timers/promises'
import { type QualityRuleId, qualityRuleIds } from '../../../shared/codes/data-quality-rules.ts'
import type { QualityFilter, QualityRow, QualitySort } from '../../../shared/contract/data-quality.ts'
import type { Page } from '../../../shared/contract/procedure.ts'
import { judge } from '../../domain/data-quality/judge.ts'
import type { Store } from '../../store/store.ts'
import { keptAnswer } from '../kept-answers.ts'
import { qualityScan, type ScannedReferral, subjectRows, toSubject } from './scan.ts'

/** Referrals in the order of names that are read in one go. */
const namesAtOnce = 4000

/** A page of the open referrals that fail a rule, as they stand today. */
export async function qualityPage(
  store: Store,
  filter: QualityFilter,
  sort: QualitySort,
  asAt: string,
  { offset, limit }: { offset: number; limit: number },
): Promise<Page<QualityRow>> {
  const ids = await failingIds(store, filter, sort, asAt)
  return {
    total: ids.length,
    asAt,
    rows: await qualityRows(store, filter.ruleId, ids.slice(offset, offset + limit), asAt),
  }
}

/** The open referrals that fail a rule, in an order; kept until something is saved. */
export function failingIds(
  store: Store,
  filter: QualityFilter,
  sort: QualitySort,
  asAt: string,
): Promise<string[]> {
  return keptAnswer(store, ['data quality list', filter, sort, asAt], async () => {
    const bit = 1 << qualityRuleIds.indexOf(filter.ruleId)
    const services = filter.services ?? []
    const { referrals } = await qualityScan(store, asAt)
    const found = referrals.filter(
      ({ failed, serviceId, source }) =>
        (failed & bit) !== 0 &&
        (services.length === 0 || services.includes(serviceId)) &&
        (filter.source === undefined || source === filter.source),
    )
    return inOrder(store, found, sort, asAt)
  })
}

async function inOrder(
  store: Store,
  found: readonly ScannedReferral[],
  { column, direction }: QualitySort,
  asAt: string,
): Promise<string[]> {
  const ascending = await ascendingIds(store, found, column, asAt)
  return direction === 'asc' ? ascending : ascending.toReversed()
}

async function ascendingIds(
  store: Store,
  found: readonly ScannedReferral[],
  column: QualitySort['column'],
  asAt: string,
): Promise<string[]> {
  const idOf = ({ referralId }: ScannedReferral) => referralId
  switch (column) {
    case 'queue_order':
      return found.map(idOf)
    case 'family_name': {
      const wanted = new Set(found.map(idOf))
      const all = await keptAnswer(store, ['open referrals by name', asAt], () => idsByName(store))
      return all.filter((id) => wanted.has(id))
    }
    case 'received_date':
      return found.toSorted((a, b) => order(a.receivedDate, b.receivedDate)).map(idOf)
    case 'service':
      return found.toSorted((a, b) => order(a.serviceId, b.serviceId)).map(idOf)
    case 'source':
      return found.toSorted((a, b) => order(a.source ?? '', b.source ?? '')).map(idOf)
  }
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** The ids of all open referrals in the order of names, read from the index that is in that order. */
async function idsByName(store: Store): Promise<string[]> {
  const ids: string[] = []
  let after: { name_key: string; referral_id: string } | undefined
  for (;;) {
    let query = store.read.selectFrom('waiting_list').where(sql<SqlBool>`is_open = 1`)
    if (after !== undefined)
      query = query.where(sql<SqlBool>`(name_key, referral_id) > (${after.name_key}, ${after.referral_id})`)
    const rows = await query
      .select(['name_key', 'referral_id'])
      .orderBy('name_key')
      .orderBy('referral_id')
      .limit(namesAtOnce)
      .execute()
    for (const { referral_id } of rows) ids.push(referral_id)
    after = rows.at(-1)
    if (rows.length < namesAtOnce) return ids
    await pause()
  }
}

/** The rows of some open referrals, with what a rule finds wrong in them now. */
export async function qualityRows(
  store: Store,
  ruleId: QualityRuleId,
  ids: readonly string[],
  asAt: string,
): Promise<QualityRow[]> {
  if (ids.length === 0) return []
  const wanted = sql<SqlBool>`referral_id IN (${sql.join(ids)})`
  const [subjects, named] = await Promise.all([
    subjectRows(store.read, wanted),
    store.read
      .selectFrom('waiting_list')
      .innerJoin('child', 'child.id', 'waiting_list.child_id')
      .innerJoin('service', 'service.id', 'waiting_list.service_id')
      .select([
        'referral_id',
        'child.family_name',
        'child.given_name',
        'child.preferred_name',
        'service.name as service_name',
      ])
      .where('referral_id', 'in', [...ids])
      .execute(),
  ])
  const subjectOf = new Map(subjects.map((row) => [row.referral_id, row]))
  const nameOf = new Map(named.map((row) => [row.referral_id, row]))
  return ids.flatMap((id): QualityRow[] => {
    const row = subjectOf.get(id)
    const name = nameOf.get(id)
    if (row === undefined || name === undefined) return []
    const verdict = judge(ruleId, toSubject(row), asAt)
    return [
      {
        referralId: id,
        referralVersion: row.referral_version,
        childId: row.child_id,
        familyName: name.family_name,
        givenName: name.given_name,
        preferredName: name.preferred_name,
        dateOfBirth: row.date_of_birth,
        nhsNumber: row.nhs_number,
        serviceId: row.service_id,
        serviceName: name.service_name,
        source: row.source_of_referral,
        receivedDate: row.received_date,
        gaps: typeof verdict === 'string' ? [] : [...verdict],
      },
    ]
  })
}

import type { Readable, Writing } from '../../store/store.ts'
import { toService } from '../nhs-services/rows.ts'
import type { KeptEvaluation } from '../triage/kept-evaluation.ts'
import { computeProjection, type Projection } from './compute.ts'
import { loadRecords, type ReferralRecord } from './reproject.ts'

/** A referral with everything computed about it. */
export interface LoadedReferral {
  record: ReferralRecord
  projection: Projection
  /** What the rules said at the latest evaluation; null before the first. */
  evaluation: KeptEvaluation | null
}

/** Referrals with their facts and what they mean now, in the order of the ids; unknown ids are left out. */
export async function loadReferrals(
  db: Readable | Writing,
  referralIds: readonly string[],
): Promise<LoadedReferral[]> {
  if (referralIds.length === 0) return []
  const [records, results] = await Promise.all([
    loadRecords(db, referralIds),
    db
      .selectFrom('triage_result')
      .select(['referral_id', 'result'])
      .where('referral_id', 'in', [...referralIds])
      .execute(),
  ])
  const evaluations = new Map(
    results.map((row) => [row.referral_id, JSON.parse(row.result) as KeptEvaluation]),
  )
  const byId = new Map(
    records.map((record) => {
      const evaluation = evaluations.get(record.referral.id) ?? null
      const projection = computeProjection({
        ...record,
        service: toService(record.service),
        suggestion: evaluation?.brief ?? null,
      })
      return [record.referral.id, { record, projection, evaluation }] as const
    }),
  )
  return referralIds.flatMap((id) => byId.get(id) ?? [])
}

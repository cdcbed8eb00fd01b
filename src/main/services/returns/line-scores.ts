import type { Readable, Writing } from '../../store/store.ts'
import type { ReportingServices } from './reporting-services.ts'

/**
 * The data-quality score of each line, 0 to 100 with one decimal, as kept for the month: that of its services, each
 * weighing as much as it had open referrals. Null where none was kept.
 */
export async function lineScores(
  db: Readable | Writing,
  services: Pick<ReportingServices, 'byLine'>,
  month: string,
): Promise<Record<string, number | null>> {
  const kept = await db
    .selectFrom('data_quality_month')
    .select(['service_id', 'referrals', 'score'])
    .where('month', '=', month)
    .execute()
  const byService = new Map(kept.map((row) => [row.service_id, row]))
  return Object.fromEntries(
    [...services.byLine].map(([line, ids]) => {
      let referrals = 0
      let points = 0
      for (const id of ids) {
        const row = byService.get(id)
        if (row === undefined || row.score === null) continue
        referrals += row.referrals
        points += row.score * row.referrals
      }
      return [line, referrals === 0 ? null : Math.round((points * 10) / referrals) / 10]
    }),
  )
}

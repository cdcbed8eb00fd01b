import type { Writing } from '../../store/store.ts'
import { reproject } from '../projection/reproject.ts'

/** Referrals computed at once: enough to be quick, few enough for memory. */
const atOnce = 200

/**
 * Puts referrals to the rules of their own version again, as of `today`, so that a threshold of time passed since the
 * last run is noticed once, even after days without the app. Returns the ids whose rules fired otherwise than before.
 */
export async function reevaluate(
  tx: Writing,
  referralIds: readonly string[],
  today: string,
): Promise<string[]> {
  const different: string[] = []
  for (let at = 0; at < referralIds.length; at += atOnce) {
    const part = referralIds.slice(at, at + atOnce)
    const before = await firedOf(tx, part)
    await reproject(tx, part, today)
    const after = await firedOf(tx, part)
    different.push(...part.filter((id) => before.get(id) !== after.get(id)))
  }
  return different
}

async function firedOf(tx: Writing, referralIds: readonly string[]): Promise<Map<string, string>> {
  const rows = await tx
    .selectFrom('triage_result')
    .select(['referral_id', 'fired'])
    .where('referral_id', 'in', [...referralIds])
    .execute()
  return new Map(rows.map((row) => [row.referral_id, row.fired]))
}

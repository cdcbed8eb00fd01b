import type { Check } from '../verify/verify.ts'

/**
 * Whether what was derived from the standing merges is what they say: the surviving record of each merged one, and
 * the child of each referral that was made on another record. One sentence each, by id.
 */
export const checkPeople: Check = async ({ store }) => {
  const [merges, merged, homes] = await Promise.all([
    store.read
      .selectFrom('child_merge')
      .select(['merged_id', 'survivor_id'])
      .where('undone_at', 'is', null)
      .execute(),
    store.read.selectFrom('merged_child').selectAll().execute(),
    store.read
      .selectFrom('referral_home')
      .innerJoin('referral', 'referral.id', 'referral_home.referral_id')
      .select(['referral.id', 'referral.child_id', 'referral_home.child_id as homeId'])
      .execute(),
  ])
  const into = new Map(merges.map((row) => [row.merged_id, row.survivor_id]))
  const survivorOf = (id: string) => {
    let at = id
    for (let steps = 0; steps <= into.size && into.has(at); steps++) at = into.get(at) ?? at
    return at
  }
  const stored = new Map(merged.map((row) => [row.child_id, row.survivor_id]))
  const problems = [...new Set([...into.keys(), ...stored.keys()])]
    .filter((id) => (stored.get(id) ?? id) !== survivorOf(id))
    .map((id) => `Record ${id}: the surviving record is not the one its merges give.`)
  for (const { id, child_id, homeId } of homes)
    if (survivorOf(homeId) !== child_id)
      problems.push(`Referral ${id}: it does not belong to the record its merges give.`)
  if (stored.size === 0) return problems
  const stray = await store.read
    .selectFrom('merged_child')
    .innerJoin('referral', 'referral.child_id', 'merged_child.child_id')
    .select('referral.id')
    .execute()
  return [...problems, ...stray.map(({ id }) => `Referral ${id}: it belongs to a record that was merged.`)]
}

import type { Readable, Writing } from '../../store/store.ts'

/** Names of the services to which a child has more than one open referral. */
export async function sameServiceTwice(db: Readable | Writing, childId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('waiting_list')
    .innerJoin('service', 'service.id', 'waiting_list.service_id')
    .select('service.name')
    .where('waiting_list.child_id', '=', childId)
    .where('waiting_list.is_open', '=', 1)
    .groupBy('service.id')
    .having((having) => having.fn.countAll<number>(), '>', 1)
    .orderBy('service.name')
    .execute()
  return rows.map((row) => row.name)
}

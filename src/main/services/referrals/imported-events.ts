import type { TimelineEntry } from '../../../shared/contract/referrals.ts'
import type { Readable } from '../../store/store.ts'

/** The file that an event came with. */
export type ImportOfEvent = NonNullable<TimelineEntry['fromImport']>

/** The events of a referral that an import recorded, by event id, with the file and its source. */
export async function importedEvents(db: Readable, referralId: string): Promise<Map<string, ImportOfEvent>> {
  const rows = await db
    .selectFrom('referral_event')
    .innerJoin('import_batch', 'import_batch.id', 'referral_event.batch_id')
    .select(['referral_event.id', 'import_batch.file_name', 'import_batch.source'])
    .where('referral_event.referral_id', '=', referralId)
    .execute()
  return new Map(rows.map((row) => [row.id, { fileName: row.file_name, source: row.source }]))
}

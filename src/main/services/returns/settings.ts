import { type ReturnSettings, type ReturnSettingsView } from '../../../shared/contract/signed-returns.ts'
import { defaultReturnSettings } from '../../domain/returns/check-settings.ts'
import type { Readable, Writing } from '../../store/store.ts'

/** The settings in force, with their version; version 0 is what a new store starts with. */
export async function returnSettings(db: Readable | Writing): Promise<ReturnSettingsView> {
  const row = await db
    .selectFrom('return_setting')
    .innerJoin('account', 'account.id', 'return_setting.saved_by')
    .select([
      'return_setting.version',
      'return_setting.settings',
      'return_setting.saved_at as savedAt',
      'account.display_name as savedBy',
    ])
    .orderBy('return_setting.version', 'desc')
    .limit(1)
    .executeTakeFirst()
  const defaults = defaultReturnSettings
  if (row === undefined) return { settings: defaults, version: 0, savedBy: null, savedAt: null, defaults }
  const { settings, ...saved } = row
  return { ...saved, settings: { ...defaults, ...(JSON.parse(settings) as ReturnSettings) }, defaults }
}

import { addDays } from '../../../src/main/domain/clocks/days.ts'
import type { Store } from '../../../src/main/store/store.ts'

type Wrong = Record<string, string | null>

/** Postcodes and practice codes as they come: some are right, some only look so. */
const childValues: readonly Wrong[] = [
  { postcode: null, gp_practice_code: null },
  { postcode: 'ZZ99 3WZ', gp_practice_code: 'V81999' },
  { postcode: 'zz99  3wz', gp_practice_code: 'v81999' },
  { postcode: 'ZZ99 3VZ', gp_practice_code: 'V81997' },
  { postcode: 'QA11AA', gp_practice_code: 'A1234' },
  { postcode: ' qa1 1aa ', gp_practice_code: ' a12345 ' },
  { postcode: 'QA1A 1AA', gp_practice_code: '12345A' },
  { postcode: 'Q1 1AA', gp_practice_code: 'A123456' },
  { postcode: 'QA1 11A', gp_practice_code: 'AA1234' },
  { postcode: 'not known', gp_practice_code: 'not known' },
]

/**
 * Writes into a filled store what people and systems get wrong and no screen would let through: postcodes, practice
 * codes, dates at every edge of the date rules, a priority that is gone. Straight into the rows, a few of each.
 */
export function spoilRecords(store: Store, today: string): void {
  const { writer } = store.bare
  const tomorrow = addDays(today, 1)
  const open = writer
    .prepare(
      `SELECT referral_id AS id, child_id AS child, received_date AS received, waiting_list.date_of_birth AS born,
         upper_age_years AS upperAge
       FROM waiting_list JOIN service ON service.id = waiting_list.service_id WHERE is_open = 1 ORDER BY referral_id`,
    )
    .all() as { id: string; child: string; received: string; born: string; upperAge: number }[]
  const set = (table: string, key: string, id: string, values: Wrong) => {
    const columns = Object.keys(values)
    writer
      .prepare(`UPDATE ${table} SET ${columns.map((each) => `${each} = ?`).join(', ')} WHERE ${key} = ?`)
      .run(...Object.values(values), id)
  }
  for (const [index, { id, child, received, born, upperAge }] of open.entries()) {
    if (index < 40) set('child', 'id', child, childValues[index % childValues.length]!)
    const becomesTooOld = (on: string) => {
      const bornOn = `${Number(on.slice(0, 4)) - upperAge}${on.slice(4)}`
      set('child', 'id', child, { date_of_birth: bornOn })
      set('waiting_list', 'referral_id', id, { date_of_birth: bornOn, age_out_on: on })
    }
    const dates: readonly (() => void)[] = [
      () => set('referral', 'id', id, { original_referral_date: addDays(received, 1) }),
      () => set('referral', 'id', id, { original_referral_date: received }),
      () => set('referral', 'id', id, { original_referral_date: addDays(born, -1) }),
      () => set('referral', 'id', id, { original_referral_date: '1900-01-01' }),
      () => set('referral', 'id', id, { consent_on: tomorrow }),
      () => set('referral', 'id', id, { consent_on: today }),
      () => set('referral', 'id', id, { consent_on: addDays(born, -1) }),
      () => set('referral', 'id', id, { consent_on: born }),
      () => set('child', 'id', child, { died_on: today }),
      () => set('child', 'id', child, { died_on: tomorrow }),
      () => set('waiting_list', 'referral_id', id, { first_contact_on: addDays(received, -1) }),
      () => set('waiting_list', 'referral_id', id, { first_contact_on: received }),
      () => set('waiting_list', 'referral_id', id, { received_date: addDays(today, -1826) }),
      () => set('waiting_list', 'referral_id', id, { received_date: addDays(today, -1827) }),
      () => set('waiting_list', 'referral_id', id, { received_date: tomorrow }),
      () => becomesTooOld(today),
      () => becomesTooOld(tomorrow),
    ]
    if (index >= 40 && index < 40 + dates.length) dates[index - 40]!()
  }
  const ids = (condition: string, limit: number) =>
    writer
      .prepare(`SELECT referral_id AS id FROM waiting_list WHERE is_open = 1 AND ${condition} LIMIT ${limit}`)
      .all() as { id: string }[]
  for (const { id } of ids("stage_queue = 'to_book'", 3))
    set('waiting_list', 'referral_id', id, { priority: null })
  for (const { id } of ids('has_possible_duplicate = 0', 2))
    writer.prepare('UPDATE waiting_list SET has_possible_duplicate = 1 WHERE referral_id = ?').run(id)
  for (const { id } of ids("stage_queue = 'seen_open'", 1))
    set('waiting_list', 'referral_id', id, { stage_queue: null })
}

import type { Store } from '../../../src/main/store/store.ts'

type Row = Record<string, string | number | null>

/** The ids of the open referrals with a gap, by rule: counted from bare rows, each rule written a second time. */
export function naiveGaps(store: Store, today: string): Record<string, string[]> {
  const all = (text: string) => store.bare.reader.prepare(text).all() as Row[]
  const children = new Map(all('SELECT * FROM child').map((row) => [row.id, row]))
  const referrals = new Map(all('SELECT * FROM referral').map((row) => [row.id, row]))
  const contacts = Map.groupBy(all('SELECT * FROM child_contact'), (row) => row.child_id)
  const events = Map.groupBy(all('SELECT * FROM referral_event'), (row) => row.referral_id)
  const gaps: Record<string, string[]> = {}
  const note = (rule: string, id: string, holds: boolean) => {
    gaps[rule] ??= []
    if (holds) gaps[rule].push(id)
  }
  for (const list of all('SELECT * FROM waiting_list WHERE is_open = 1')) {
    const id = String(list.referral_id)
    const child = children.get(list.child_id)!
    const referral = referrals.get(id)!
    const people = contacts.get(child.id) ?? []
    const reached = people.filter((each) => each.phone !== null || each.email !== null)
    const bornOn = new Date(`${String(child.date_of_birth)}T00:00:00Z`)
    const sixteen = new Date(
      Date.UTC(bornOn.getUTCFullYear() + 16, bornOn.getUTCMonth(), bornOn.getUTCDate()),
    )
    const dates = (events.get(id) ?? []).map((event) => String(event.happened_on))
    const lastDay = dates.reduce((latest, each) => (each > latest ? each : latest), '')
    const silentDays = (Date.parse(today) - Date.parse(lastDay)) / 86_400_000
    const isAhead = [list.next_appointment_on, list.planned_due_on].some(
      (day) => day !== null && String(day) >= today,
    )
    note('nhs_number_missing', id, child.nhs_number === null && child.nhs_number_status !== '08')
    note('nhs_number_unverified', id, child.nhs_number !== null && child.nhs_number_status !== '01')
    note('ethnicity_missing', id, child.ethnic_category === null || child.ethnic_category === '99')
    note('ethnicity_not_stated', id, child.ethnic_category === 'Z')
    note('language_missing', id, child.language === null)
    note('interpreter_not_asked', id, child.interpreter_needed === null)
    note('consent_missing', id, referral.consent_status === null)
    note('contact_missing', id, reached.length === 0)
    note('contact_not_safe', id, !reached.some((each) => each.safe_to_contact === 1))
    note(
      'contact_responsibility',
      id,
      sixteen.toISOString().slice(0, 10) > today &&
        !people.some((each) => each.parental_responsibility === 1),
    )
    note('no_activity_12_weeks', id, !isAhead && silentDays >= 84)
    note('duplicate_undecided', id, list.has_possible_duplicate === 1)
    note('no_queue', id, list.stage_queue === null)
  }
  return gaps
}

import type { Store } from '../../../src/main/store/store.ts'

type Row = Record<string, string | number | null>

const blankDates = [
  '1899-12-30',
  '1899-12-31',
  '1900-01-01',
  '1900-01-02',
  '1901-01-01',
  '1904-01-01',
  '1970-01-01',
]
const beforeTheWait = new Set([null, 'not_triaged', 'information_awaited', 'planned', 'seen_open'])

/** Letters as L and digits as 9, without spaces at either end. */
function shapeOf(text: string): string {
  return [...text.trim().toUpperCase()]
    .map((each) => (each >= '0' && each <= '9' ? '9' : each >= 'A' && each <= 'Z' ? 'L' : each))
    .join('')
}

function isPostcode(text: string): boolean {
  const [outward = '', inward, ...rest] = shapeOf(text)
    .split(' ')
    .filter((part) => part !== '')
  return (
    rest.length === 0 && inward === '9LL' && ['L9', 'L99', 'L9L', 'LL9', 'LL99', 'LL9L'].includes(outward)
  )
}

/** The day on which somebody becomes so many years old. */
function birthdayAt(born: string, years: number): string {
  const day = new Date(`${born}T00:00:00Z`)
  return new Date(Date.UTC(day.getUTCFullYear() + years, day.getUTCMonth(), day.getUTCDate()))
    .toISOString()
    .slice(0, 10)
}

/** The ids of the open referrals with a gap, by rule: counted from bare rows, each rule written a second time. */
export function naiveGaps(store: Store, today: string): Record<string, string[]> {
  const all = (text: string) => store.bare.reader.prepare(text).all() as Row[]
  const children = new Map(all('SELECT * FROM child').map((row) => [row.id, row]))
  const referrals = new Map(all('SELECT * FROM referral').map((row) => [row.id, row]))
  const contacts = Map.groupBy(all('SELECT * FROM child_contact'), (row) => row.child_id)
  const events = Map.groupBy(all('SELECT * FROM referral_event'), (row) => row.referral_id)
  const services = new Map(all('SELECT * FROM service').map((row) => [row.id, row]))
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
    const dates = (events.get(id) ?? []).map((event) => String(event.happened_on))
    const lastDay = dates.reduce((latest, each) => (each > latest ? each : latest), '')
    const silentDays = (Date.parse(today) - Date.parse(lastDay)) / 86_400_000
    const isAhead = [list.next_appointment_on, list.planned_due_on].some(
      (day) => day !== null && String(day) >= today,
    )
    const born = String(child.date_of_birth)
    const received = String(list.received_date)
    const [original, consent, died, seen] = [
      referral.original_referral_date,
      referral.consent_on,
      child.died_on,
      list.first_contact_on,
    ].map((date) => (date === null ? undefined : String(date)))
    const firstKnown = [received, ...(original === undefined ? [] : [original])].toSorted()[0]!
    const tooOld = birthdayAt(born, Number(services.get(list.service_id)!.upper_age_years))
    const daysOpen = (Date.parse(today) - Date.parse(received)) / 86_400_000
    const postcode = child.postcode === null ? '' : String(child.postcode)
    const practice = child.gp_practice_code === null ? '' : String(child.gp_practice_code)
    note('nhs_number_missing', id, child.nhs_number === null && child.nhs_number_status !== '08')
    note('nhs_number_unverified', id, child.nhs_number !== null && child.nhs_number_status !== '01')
    note('ethnicity_missing', id, child.ethnic_category === null || child.ethnic_category === '99')
    note('ethnicity_not_stated', id, child.ethnic_category === 'Z')
    note(
      'postcode_missing',
      id,
      !isPostcode(postcode) || postcode.toUpperCase().split(' ').join('') === 'ZZ993WZ',
    )
    note(
      'gp_practice_missing',
      id,
      shapeOf(practice) !== 'L99999' || practice.trim().toUpperCase() === 'V81999',
    )
    note('language_missing', id, child.language === null)
    note('interpreter_not_asked', id, child.interpreter_needed === null)
    note('consent_missing', id, referral.consent_status === null)
    note('contact_missing', id, reached.length === 0)
    note('contact_not_safe', id, !reached.some((each) => each.safe_to_contact === 1))
    note(
      'contact_responsibility',
      id,
      birthdayAt(born, 16) > today && !people.some((each) => each.parental_responsibility === 1),
    )
    note(
      'dates_impossible',
      id,
      [born, received, consent].some((date) => date !== undefined && date > today) ||
        [received, original, consent, died].some((date) => date !== undefined && date < born) ||
        (original !== undefined && original > received) ||
        (seen !== undefined && seen < firstKnown) ||
        (died !== undefined && died <= today),
    )
    note(
      'dates_improbable',
      id,
      [born, received, original, consent].some((date) => date !== undefined && blankDates.includes(date)) ||
        daysOpen > 1826 ||
        tooOld <= received ||
        tooOld <= today,
    )
    note(
      'priority_missing',
      id,
      !beforeTheWait.has(list.stage_queue as string | null) && list.priority === null,
    )
    note('no_activity_12_weeks', id, !isAhead && silentDays >= 84)
    note('duplicate_undecided', id, list.has_possible_duplicate === 1)
    note('no_queue', id, list.stage_queue === null)
  }
  return gaps
}

import type { Priority } from '../../../shared/codes/priorities.ts'
import type { ReferralStatus } from '../../../shared/codes/referral-statuses.ts'
import type { Store } from '../../store/store.ts'
import type { KeptRun } from '../triage/rule-run.ts'

/** A referral as the bench needs it: one row of plain columns instead of all its facts replayed. */
export interface BenchRow {
  /** Its place in the table: rows of one age lie together. */
  number: number
  referral_id: string
  child_id: string
  service_id: string
  status: ReferralStatus
  is_open: 0 | 1
  priority: Priority | null
  received_date: string
  version: number
  wnb: number
  cancelled: number
  last_contact_on: string | null
  duplicate: 0 | 1
  original: string | null
  referrer_role: string | null
  pathways: string
  reason_codes: string | null
  has_reason: 0 | 1
  red_flags_asked: 0 | 1 | null
  red_flags: string | null
  evidence: string | null
  consent_status: string | null
  consent_giver_role: string | null
  circumstances: string
  date_of_birth: string
  gestation_weeks: number | null
  nhs_number_status: string | null
  postcode: string | null
  gp_practice_code: string | null
  child_in_care: 0 | 1 | null
  cp_plan: 0 | 1 | null
  child_in_need: 0 | 1 | null
  armed_forces_family: 0 | 1 | null
  interpreter_needed: 0 | 1 | null
  information_format: string | null
  phone: string | null
  others: number
  received: string | null
  opt_in_sent_on: string | null
  rule_set_version: number | null
  evaluated_on: string | null
  last_run_on: string | null
}

/** Rows read by one statement: some ten milliseconds of work. */
const sliceLength = 250

/** Row numbers found by one statement. */
const listedAtOnce = 2000

/** Where a field's answer is kept: a rule that asks only about the list row needs nothing else read. */
type Part = 'referral' | 'child' | 'contact' | 'others' | 'receipt' | 'optIn'
const everyPart: readonly Part[] = ['referral', 'child', 'contact', 'others', 'receipt', 'optIn']

/** Parts by field; none for what the list row holds. Any other field is kept with the referral. */
const partsOfField: Readonly<Record<string, readonly Part[]>> = {
  ...Object.fromEntries(
    [
      ...[
        'dateReceived',
        'dob',
        'ageDays',
        'ageMonths',
        'ageYears',
        'pathway',
        'probableDuplicate',
        'wnbCount',
      ],
      ...['cancelledByFamilyCount', 'daysSinceLastContactWithFamily', 'weeksWaiting', 'weeksWaitingLastRun'],
    ].map((field): [string, readonly Part[]] => [field, []]),
  ),
  ...Object.fromEntries(
    [
      ...[
        'correctedAgeDays',
        'correctedAgeMonths',
        'nhsNumberStatus',
        'postcode',
        'gpPracticeCode',
        'childInCare',
      ],
      ...['cpPlan', 'childInNeed', 'armedForcesFamilyMove', 'interpreterNeed', 'aisNeed'],
    ].map((field): [string, readonly Part[]] => [field, ['child']]),
  ),
  contactPhone: ['contact'],
  openReferralSameServiceCount: ['others'],
  transferIn: ['receipt'],
  originalReferralDate: ['receipt', 'referral'],
  optInDaysOutstanding: ['optIn'],
}

function partsFor(fields: readonly string[]): Part[] {
  const parts = new Set(fields.flatMap((field) => partsOfField[field] ?? (['referral'] as const)))
  return everyPart.filter((part) => parts.has(part))
}

/** What is kept with the receipt of a referral. */
function receiptOf(referralId: string): string {
  return `SELECT detail FROM referral_event WHERE referral_id = ${referralId} AND type = 'received'
    ORDER BY happened_on, sequence LIMIT 1`
}

const columnsOf: Record<Part, Record<string, string>> = {
  referral: {
    version: 'referral.version',
    original: 'referral.original_referral_date',
    referrer_role: 'referral.referrer_role',
    reason_codes: 'referral.reason_codes',
    has_reason: "trim(coalesce(referral.reason_text, '')) <> ''",
    red_flags_asked: 'referral.red_flags_asked',
    red_flags: 'referral.red_flags',
    evidence: 'referral.evidence',
    consent_status: 'referral.consent_status',
    consent_giver_role: 'referral.consent_giver_role',
    circumstances: 'referral.circumstances',
  },
  child: {
    gestation_weeks: 'child.gestation_weeks',
    nhs_number_status: 'child.nhs_number_status',
    postcode: 'child.postcode',
    gp_practice_code: 'child.gp_practice_code',
    child_in_care: 'child.child_in_care',
    cp_plan: 'child.cp_plan',
    child_in_need: 'child.child_in_need',
    armed_forces_family: 'child.armed_forces_family',
    interpreter_needed: 'child.interpreter_needed',
    information_format: 'child.information_format',
  },
  contact: {
    phone: `(SELECT phone FROM child_contact WHERE child_id = row.child_id AND phone IS NOT NULL
      ORDER BY position LIMIT 1)`,
  },
  others: {
    others: `(SELECT count(*) FROM waiting_list AS other INDEXED BY waiting_list_child
      WHERE other.child_id = row.child_id AND other.is_open = 1 AND other.service_id = row.service_id
        AND other.referral_id <> row.referral_id)`,
  },
  receipt: {
    received: `(${receiptOf('row.referral_id')})`,
  },
  optIn: {
    opt_in_sent_on: `CASE WHEN row.status = 'opt_in_sent' THEN (
      SELECT happened_on FROM referral_event AS sent WHERE sent.referral_id = row.referral_id
        AND sent.type = 'opt_in_sent'
        AND NOT EXISTS (SELECT 1 FROM referral_event AS void WHERE void.voids_event_id = sent.id)
      ORDER BY sent.happened_on DESC, sent.sequence DESC LIMIT 1) END`,
  },
}

/** What is read of everybody: little enough to go through all of them. */
const leastColumns: Record<string, string> = {
  number: 'row.rowid',
  service_id: 'row.service_id',
  is_open: 'row.is_open',
  received_date: 'row.received_date',
  date_of_birth: 'row.date_of_birth',
  pathways: 'row.pathways',
  wnb: 'row.was_not_brought_count',
  cancelled: 'row.cancelled_by_family_count',
  last_contact_on: 'row.last_contact_on',
  duplicate: 'row.has_possible_duplicate',
}

const otherColumns: Record<string, string> = {
  referral_id: 'row.referral_id',
  child_id: 'row.child_id',
  status: 'row.status',
  priority: 'row.priority',
}

/** The run before: which rules apply, and when they last ran. */
const runColumns: Record<string, string> = {
  rule_set_version: 'run.rule_set_version',
  evaluated_on: 'run.evaluated_on',
  last_run_on: 'run.last_run_on',
}

/** Rows for the numbers or ids in a JSON list, in its order. */
function selection(
  parts: readonly Part[],
  by: 'rowid' | 'referral_id',
  { withOthers, withRun }: { withOthers: boolean; withRun: boolean },
): string {
  const columns = {
    ...leastColumns,
    ...(withOthers ? otherColumns : {}),
    ...(withRun ? runColumns : {}),
    ...Object.assign({}, ...parts.map((part) => columnsOf[part])),
  } as Record<string, string>
  const selected = Object.entries(columns).map(([name, expression]) => `${expression} AS ${name}`)
  return `SELECT ${selected.join(', ')}
    FROM json_each(?) AS ids
    CROSS JOIN waiting_list AS row ON row.${by} = ids.value
    ${parts.includes('referral') ? 'CROSS JOIN referral ON referral.id = row.referral_id' : ''}
    ${parts.includes('child') ? 'CROSS JOIN child ON child.id = row.child_id' : ''}
    ${withRun ? 'LEFT JOIN triage_result AS run INDEXED BY triage_result_run ON run.referral_id = row.referral_id' : ''}
    ORDER BY ids.key`
}

const inServices = `service_id IN (SELECT value FROM json_each(?))`

const wholeRows = { withOthers: true, withRun: true }

/** A row of which no more was read than some fields need. */
export type LightRow = Pick<BenchRow, 'number' | 'service_id' | 'is_open'> & Partial<BenchRow>

/** Reads rows of a store with all that rules may ask, or only with what some fields need. */
export interface RowReader {
  /** Rows with what the fields need and nothing else. */
  lightly(numbers: readonly number[]): LightRow[]
  /** Whole rows, but for the receipt. */
  wholly(numbers: readonly number[]): Omit<BenchRow, 'received'>[]
  /** What is kept with a receipt: a look at a table of its own, which rules seldom ask for. */
  receipt(referralId: string): string | null
}

/** A reader for rules that ask about these fields; `withRun` says whether it matters when and by what rules they ran. */
export function rowReader(store: Store, fields: readonly string[], withRun: boolean): RowReader {
  const light = store.bare.reader.prepare<[string], LightRow>(
    selection(partsFor(fields), 'rowid', {
      withOthers: false,
      withRun: withRun || fields.includes('weeksWaitingLastRun'),
    }),
  )
  const whole = store.bare.reader.prepare<[string], Omit<BenchRow, 'received'>>(
    selection(
      everyPart.filter((part) => part !== 'receipt'),
      'rowid',
      wholeRows,
    ),
  )
  const receipt = store.bare.reader.prepare<[string], string>(receiptOf('?')).pluck()
  return {
    receipt: (referralId) => receipt.get(referralId) ?? null,
    lightly: (numbers) => light.all(JSON.stringify(numbers)),
    wholly: (numbers) => whole.all(JSON.stringify(numbers)),
  }
}

/** A row number and the service it is of. */
export type Found = [number: number, serviceId: string]

/** Everyone open at some services, a slice at a time; each slice in queue order after the one before. */
export function* openNumbers(store: Store, services: readonly string[]): Generator<Found[], void, undefined> {
  const page = store.bare.reader
    .prepare<[number, string, string, string, string], [number, string, number, string, string, string]>(
      `SELECT rowid, service_id, order_tier, order_date, received_date, referral_id
       FROM waiting_list INDEXED BY waiting_list_open_order
       WHERE is_open = 1 AND (order_tier, order_date, received_date, referral_id) > (?, ?, ?, ?) AND ${inServices}
       ORDER BY order_tier, order_date, received_date, referral_id LIMIT ${listedAtOnce}`,
    )
    .raw()
  let after: [number, string, string, string] = [0, '', '', '']
  for (;;) {
    const rows = page.all(...after, JSON.stringify(services))
    if (rows.length > 0) yield rows.map(([number, service]) => [number, service])
    const last = rows.at(-1)
    if (last === undefined || rows.length < listedAtOnce) return
    after = [last[2], last[3], last[4], last[5]]
  }
}

/**
 * Referrals received on some days that are not among the open ones, a day at a time. Only indexes are read: whom a day
 * names lies all over the table.
 */
export function* closedNumbers(
  store: Store,
  services: readonly string[],
  days: readonly string[],
  open: ReadonlySet<number>,
): Generator<Found[], void, undefined> {
  const ofDay = store.bare.reader
    .prepare<[string, string], Found>(
      `SELECT waiting_list.rowid, wait.service_id FROM wait CROSS JOIN waiting_list USING (referral_id)
       WHERE waiting_from = ? AND ordinal = 0 AND wait.${inServices}`,
    )
    .raw()
  for (const day of days) {
    const found = ofDay.all(day, JSON.stringify(services)).filter(([number]) => !open.has(number))
    if (found.length > 0) yield found
  }
}

/** Numbers in slices of some ten milliseconds of work. */
export function* inSlices(
  numbers: ArrayLike<number> & { slice(from: number, to: number): Iterable<number> },
) {
  for (let at = 0; at < numbers.length; at += sliceLength) yield [...numbers.slice(at, at + sliceLength)]
}

/** Some referrals by id, in that order; unknown ids are left out. */
export function rowsById(store: Store): (ids: readonly string[]) => BenchRow[] {
  const page = store.bare.reader.prepare<[string], BenchRow>(selection(everyPart, 'referral_id', wholeRows))
  return (ids) => page.all(JSON.stringify(ids))
}

/** What is kept of the run before; undefined where the rules never ran. */
export function keptRunOf(row: Partial<BenchRow>): KeptRun | undefined {
  const { rule_set_version: version = null, evaluated_on: on = null, last_run_on: before = null } = row
  return version === null || on === null
    ? undefined
    : { rule_set_version: version, evaluated_on: on, last_run_on: before }
}

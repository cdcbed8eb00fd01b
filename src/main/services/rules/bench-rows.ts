import type { Priority } from '../../../shared/codes/priorities.ts'
import type { ReferralStatus } from '../../../shared/codes/referral-statuses.ts'
import type { ReferralFacts } from '../../domain/triage/compile-condition.ts'
import { referralFacts } from '../../domain/triage/referral-facts.ts'
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
    received: `(SELECT detail FROM referral_event WHERE referral_id = row.referral_id AND type = 'received'
      ORDER BY happened_on, sequence LIMIT 1)`,
  },
  optIn: {
    opt_in_sent_on: `CASE WHEN row.status = 'opt_in_sent' THEN (
      SELECT happened_on FROM referral_event AS sent WHERE sent.referral_id = row.referral_id
        AND sent.type = 'opt_in_sent'
        AND NOT EXISTS (SELECT 1 FROM referral_event AS void WHERE void.voids_event_id = sent.id)
      ORDER BY sent.happened_on DESC, sent.sequence DESC LIMIT 1) END`,
  },
}

/** What stands for a column whose part is not read: nobody asks about it. */
const unread: Readonly<Record<string, string>> = {
  circumstances: `'{}'`,
  others: '0',
  has_reason: '0',
  version: '0',
}

/** Rows for the numbers or ids in a JSON list, in its order. */
function selection(parts: readonly Part[], by: 'rowid' | 'referral_id'): string {
  const columns = everyPart.flatMap((part) =>
    Object.entries(columnsOf[part]).map(
      ([name, expression]) => `${parts.includes(part) ? expression : (unread[name] ?? 'NULL')} AS ${name}`,
    ),
  )
  return `SELECT row.rowid AS number, row.referral_id, row.child_id, row.service_id, row.status, row.is_open, row.priority,
    row.received_date, row.was_not_brought_count AS wnb, row.cancelled_by_family_count AS cancelled,
    row.last_contact_on, row.has_possible_duplicate AS duplicate, row.pathways, row.date_of_birth,
    run.rule_set_version, run.evaluated_on, run.last_run_on, ${columns.join(', ')}
    FROM json_each(?) AS ids
    CROSS JOIN waiting_list AS row ON row.${by} = ids.value
    ${parts.includes('referral') ? 'CROSS JOIN referral ON referral.id = row.referral_id' : ''}
    ${parts.includes('child') ? 'CROSS JOIN child ON child.id = row.child_id' : ''}
    LEFT JOIN triage_result AS run INDEXED BY triage_result_run ON run.referral_id = row.referral_id
    ORDER BY ids.key`
}

const inServices = `service_id IN (SELECT value FROM json_each(?))`

/** Reads rows of a store with all that rules may ask, or only with what some fields need. */
export interface RowReader {
  /** Rows with what the fields need and nothing else. */
  lightly(numbers: readonly number[]): BenchRow[]
  /** Whole rows. */
  wholly(numbers: readonly number[]): BenchRow[]
}

/** A reader for rules that ask about these fields. */
export function rowReader(store: Store, fields: readonly string[]): RowReader {
  const light = store.bare.reader.prepare<[string], BenchRow>(selection(partsFor(fields), 'rowid'))
  const whole = store.bare.reader.prepare<[string], BenchRow>(selection(everyPart, 'rowid'))
  return {
    lightly: (numbers) => light.all(JSON.stringify(numbers)),
    wholly: (numbers) => whole.all(JSON.stringify(numbers)),
  }
}

/** Row numbers of everyone open at some services, a slice at a time; each slice in queue order after the one before. */
export function* openNumbers(
  store: Store,
  services: readonly string[],
): Generator<number[], void, undefined> {
  const page = store.bare.reader
    .prepare<[number, string, string, string, string], [number, number, string, string, string]>(
      `SELECT rowid, order_tier, order_date, received_date, referral_id
       FROM waiting_list INDEXED BY waiting_list_open_order
       WHERE is_open = 1 AND (order_tier, order_date, received_date, referral_id) > (?, ?, ?, ?) AND ${inServices}
       ORDER BY order_tier, order_date, received_date, referral_id LIMIT 4000`,
    )
    .raw()
  let after: [number, string, string, string] = [0, '', '', '']
  for (;;) {
    const rows = page.all(...after, JSON.stringify(services))
    if (rows.length > 0) yield rows.map(([number]) => number)
    const last = rows.at(-1)
    if (last === undefined || rows.length < 4000) return
    after = [last[1], last[2], last[3], last[4]]
  }
}

/** Row numbers of referrals received on some days that are closed by now, a day at a time. */
export function* closedNumbers(
  store: Store,
  services: readonly string[],
  days: readonly string[],
): Generator<number[], void, undefined> {
  const ofDay = store.bare.reader
    .prepare<[string, string], number>(
      `SELECT waiting_list.rowid FROM wait CROSS JOIN waiting_list USING (referral_id)
       WHERE waiting_from = ? AND ordinal = 0 AND wait.${inServices} AND is_open = 0`,
    )
    .pluck()
  for (const day of days) {
    const numbers = ofDay.all(day, JSON.stringify(services))
    if (numbers.length > 0) yield numbers
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
  const page = store.bare.reader.prepare<[string], BenchRow>(selection(everyPart, 'referral_id'))
  return (ids) => page.all(JSON.stringify(ids))
}

/** How many referrals a bench will look at. */
export function countOf(
  store: Store,
  services: readonly string[],
  open: boolean,
  closedSince: string | null,
): number {
  const { reader } = store.bare
  const listed = JSON.stringify(services)
  const opened = `SELECT count(*) FROM waiting_list WHERE is_open = 1 AND ${inServices}`
  const received = `SELECT count(*) FROM wait WHERE waiting_from >= ? AND ordinal = 0 AND ${inServices}`
  return (
    (open ? Number(reader.prepare(opened).pluck().get(listed)) : 0) +
    (closedSince === null ? 0 : Number(reader.prepare(received).pluck().get(closedSince, listed)))
  )
}

/** What is kept of the run before; undefined where the rules never ran. */
export function keptRunOf(row: BenchRow): KeptRun | undefined {
  const { rule_set_version: version, evaluated_on: on, last_run_on: before } = row
  return version === null || on === null
    ? undefined
    : { rule_set_version: version, evaluated_on: on, last_run_on: before }
}

/** What the rules are given of a referral: the same as for its projection, save that of text only its presence is read. */
export function benchFacts(row: BenchRow, today: string, lastRunOn: string | null): ReferralFacts {
  const received = receiptOf(row.received)
  return referralFacts({
    ...(parsed(row.circumstances) as object),
    service: row.service_id,
    today,
    lastRunOn,
    receivedDate: row.received_date,
    originalReferralDate: received.originalReferralDate ?? row.original,
    dateOfBirth: row.date_of_birth,
    gestationWeeks: row.gestation_weeks,
    nhsNumberStatus: row.nhs_number_status,
    postcode: row.postcode,
    gpPracticeCode: row.gp_practice_code,
    contactPhone: row.phone,
    referrerRole: row.referrer_role,
    pathway: list(row.pathways),
    reasonCodes: list(row.reason_codes),
    reasonText: row.has_reason === 1 ? 'x' : null,
    redFlagsAsked: answer(row.red_flags_asked),
    redFlags: list(row.red_flags),
    evidence: list(row.evidence),
    consentStatus: row.consent_status,
    consentGiverRole: row.consent_giver_role,
    childInCare: answer(row.child_in_care),
    cpPlan: answer(row.cp_plan),
    childInNeed: answer(row.child_in_need),
    armedForcesFamilyMove: answer(row.armed_forces_family),
    transferIn: received.transferIn ?? false,
    interpreterNeed: answer(row.interpreter_needed),
    aisNeed: row.information_format === null ? null : !/^(none|standard)$/i.test(row.information_format),
    openReferralSameServiceCount: row.others,
    probableDuplicate: row.duplicate === 1,
    wnbCount: row.wnb,
    cancelledByFamilyCount: row.cancelled,
    lastContactWithFamilyOn: row.last_contact_on,
    optInSentOn: row.opt_in_sent_on,
  })
}

interface Receipt {
  originalReferralDate?: string | null
  transferIn?: boolean
}

const plainReceipt: Receipt = {}

/** Most receipts hold a date and nothing else: those are not parsed. */
function receiptOf(detail: string | null): Receipt {
  return detail !== null && (detail.includes('transferIn') || detail.includes('originalReferralDate'))
    ? (JSON.parse(detail) as Receipt)
    : plainReceipt
}

function answer(stored: 0 | 1 | null): boolean | null {
  return stored === null ? null : stored === 1
}

function list(stored: string | null): string[] | null {
  return stored === null ? null : (parsed(stored) as string[])
}

/** Lists of codes repeat: each text is parsed once. Nothing changes what it is handed. */
const parsedTexts = new Map<string, unknown>()
const mostTexts = 20_000

function parsed(json: string): unknown {
  let known = parsedTexts.get(json)
  if (known === undefined) {
    if (parsedTexts.size >= mostTexts) parsedTexts.clear()
    known = JSON.parse(json)
    parsedTexts.set(json, known)
  }
  return known
}

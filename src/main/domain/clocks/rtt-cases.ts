import { type RttCode, rttStatuses } from '../../../shared/codes/rtt-statuses.ts'
import { within18WeeksDays } from '../../../shared/codes/bands.ts'
import { ok, refuse, type Result } from '../../../shared/result.ts'
import { bandOf } from '../waiting-bands/bands.ts'
import { daysBetween, isCalendarDate } from './days.ts'
import { rttDays, rttPathway, type RttFlag, type RttPathway, type RttPeriod } from './rtt-clock.ts'
import { eventOfCode, rttEventName, rttEventNames, type RttEventName } from './rtt-event-names.ts'
import type { DatedHappening } from './rtt-happenings.ts'
import { happeningsOf, textOf, type RttEvent, type RttFields } from './rtt-event-meaning.ts'

/** One clock of an answer of the `clock` command. */
export interface AnsweredClock {
  start: string | null
  stop: string | null
  /** To the stop, or to the census while it runs; null when the start is not known. */
  days: number | null
  /** Weekly RTT band of those days. */
  band: string | null
  nullified?: true
  countsInReturn: boolean
  withinEighteenWeeks?: boolean
  stopCode?: RttCode
}

/** One answer of the `clock` command. */
export interface AnsweredCase {
  name: string
  clocks: AnsweredClock[]
  open: boolean
  flags: RttFlag[]
  reviewDue?: string
  rttInScope: boolean
  inRttReturn: boolean
  communityReturn: boolean
  localWaitDays: number | null
  queuePositionDate: string | null
}

/**
 * The RTT clocks of `{"cases": [{"name", "events": [{"date", "type", …}], "census"}]}`. Refuses input of another
 * shape, a date that does not exist and an event that is not known, with the place.
 */
export function rttCases(input: unknown): Result<AnsweredCase[]> {
  const cases = isRecord(input) ? input['cases'] : undefined
  if (!Array.isArray(cases))
    return refuse('invalid', 'The file holds no list named "cases".', { field: 'cases' })
  const answers: AnsweredCase[] = []
  for (const [index, each] of cases.entries()) {
    const field = `cases[${index}]`
    if (!isRecord(each)) return refuse('invalid', `${field} is not a case with events.`, { field })
    const { census, events, name } = each
    if (typeof census !== 'string' || !isCalendarDate(census))
      return refuse('invalid', `${field} needs a census date written YYYY-MM-DD.`, {
        field: `${field}.census`,
      })
    if (!Array.isArray(events))
      return refuse('invalid', `${field} holds no list named "events".`, { field: `${field}.events` })
    const read = readEvents(events, field)
    if (!read.ok) return read
    answers.push(answerCase(typeof name === 'string' ? name : '', read.value, census))
  }
  return ok(answers)
}

function readEvents(list: readonly unknown[], ofCase: string): Result<RttEvent[]> {
  const events: RttEvent[] = []
  for (const [index, each] of list.entries()) {
    const field = `${ofCase}.events[${index}]`
    if (!isRecord(each))
      return refuse('invalid', `${field} is not an event with a date and a type.`, { field })
    const { type, date } = each
    const named = typeof type === 'string' ? nameOf(type, each) : null
    if (named === null)
      return refuse('invalid', `${field} is not a known event. There are: ${rttEventNames.join(', ')}.`, {
        field: `${field}.type`,
      })
    const isStartUnknown = named === 'referral_received' && (date === null || date === undefined)
    if (!isStartUnknown && (typeof date !== 'string' || !isCalendarDate(date)))
      return refuse('invalid', `${field} needs a date written YYYY-MM-DD.`, { field: `${field}.date` })
    const problem = wrongField(each)
    if (problem !== null)
      return refuse('invalid', `${field}.${problem} is not of the right kind.`, {
        field: `${field}.${problem}`,
      })
    events.push({
      name: named,
      on: isStartUnknown ? '0001-01-01' : (date as string),
      pathway: textOf(each, 'pathway', 'pathway_id') ?? '',
      fields: {
        // A status of 33 is only given where the appointment was demonstrably communicated.
        ...(named === 'dna_first_appointment' && rttEventName(String(type)) === 'rtt_status'
          ? { clearly_communicated: true }
          : {}),
        ...each,
        ...(isStartUnknown ? { clock_start_unknown: true } : {}),
      },
    })
  }
  return ok(events)
}

function nameOf(type: string, fields: RttFields): RttEventName | null {
  const name = rttEventName(type)
  if (name !== 'rtt_status') return name
  const code = String(fields['code'] ?? fields['status'] ?? fields['rtt_status'] ?? '')
  const status = rttStatuses.find((each) => each.code === code)
  return status === undefined ? null : eventOfCode[status.code]
}

/** Fields that decide a clock must not be quietly read as something else. */
function wrongField(fields: RttFields): string | null {
  for (const field of ['consultant_led', 'community_service', 'clearly_communicated', 'communicated'])
    if (fields[field] !== undefined && fields[field] !== null && typeof fields[field] !== 'boolean')
      return field
  for (const field of ['original_clock_start', 'original_start', 'planned_date', 'due_date']) {
    const value = fields[field]
    if (value === undefined || value === null) continue
    if (typeof value !== 'string' || !isCalendarDate(value)) return field
  }
  return null
}

function answerCase(name: string, events: readonly RttEvent[], census: string): AnsweredCase {
  const known = events.filter((event) => event.on <= census)
  const receipt = known.find((event) => event.name.endsWith('_received') || event.name === 'transfer_in')
  const isConsultantLed = !known.some((event) => event.fields['consultant_led'] === false)
  const isCommunity = known.some((event) => event.fields['community_service'] === true)
  const pathways = isConsultantLed ? pathwaysOf(known, census) : []
  const clocks = pathways
    .flatMap((pathway) => pathway.periods)
    .toSorted((a, b) => ((a.start ?? '') < (b.start ?? '') ? -1 : 1))
  const reviewDue = pathways.flatMap((pathway) => pathway.reviewDue ?? []).toSorted()[0]
  const local = localWait(known, receipt, census)
  return {
    name,
    clocks: clocks.map((period) => answerClock(period, census)),
    open: isConsultantLed ? pathways.some((pathway) => pathway.running !== null) : local.isOpen,
    flags: [...new Set(pathways.flatMap((pathway) => pathway.flags))],
    ...(reviewDue !== undefined && { reviewDue }),
    rttInScope: isConsultantLed,
    inRttReturn: isConsultantLed && !isCommunity,
    communityReturn: isCommunity,
    localWaitDays: local.days,
    queuePositionDate: pathways[0]?.queueDate ?? local.from,
  }
}

function answerClock(period: RttPeriod, census: string): AnsweredClock {
  const days = rttDays(period, census)
  const band = days === null ? null : bandOf('rtt-weekly', days)
  return {
    start: period.start,
    stop: period.stop,
    days,
    band: band?.ok === true ? band.value : null,
    ...(period.nullified && { nullified: true as const }),
    countsInReturn: !period.nullified && period.stopCode !== '98',
    ...(!period.nullified && days !== null && { withinEighteenWeeks: days <= within18WeeksDays }),
    ...(period.stopCode !== null && { stopCode: period.stopCode }),
  }
}

/** Each pathway by itself: a separate condition has clocks of its own. */
function pathwaysOf(events: readonly RttEvent[], census: string): RttPathway[] {
  const byPathway = new Map<string, DatedHappening[]>()
  for (const event of events) {
    const isSeparate = event.name === 'separate_condition_referral'
    const key = isSeparate && event.pathway === '' ? `separate ${event.on}` : event.pathway
    const own = byPathway.get(key) ?? []
    byPathway.set(key, own)
    own.push(...happeningsOf(event))
  }
  return [...byPathway.values()].map((each) => rttPathway(each, census))
}

/** The days from receipt to the first contact, treatment or closure, or to the census: what a local wait counts. */
function localWait(
  events: readonly RttEvent[],
  receipt: RttEvent | undefined,
  census: string,
): { from: string | null; days: number | null; isOpen: boolean } {
  if (receipt === undefined || receipt.fields['clock_start_unknown'] === true)
    return { from: null, days: null, isOpen: receipt !== undefined }
  const end = events.filter((event) => endsLocalWait.has(event.name) && event.on >= receipt.on)
  const until = end.map((event) => event.on).toSorted()[0]
  return {
    from: receipt.on,
    days: daysBetween(receipt.on, until ?? census),
    isOpen: until === undefined,
  }
}

const endsLocalWait: ReadonlySet<RttEventName> = new Set([
  'attended_first_appointment',
  'first_definitive_treatment',
  'decision_not_to_treat',
  'returned_to_primary_care',
  'discharged',
  'patient_declined_treatment',
  'patient_died',
])

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

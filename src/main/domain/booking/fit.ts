import { reasonableNoticeDays } from '../../../shared/codes/appointments.ts'
import { pathwayLabels } from '../../../shared/codes/pathways.ts'
import { type Priority, priorityLabels } from '../../../shared/codes/priorities.ts'
import type { ReferralStatus } from '../../../shared/codes/referral-statuses.ts'
import type { Misfit } from '../../../shared/contract/appointments.ts'
import type { ClinicSuits } from '../../../shared/contract/clinics.ts'
import type { ClinicKind } from '../../../shared/codes/clinics.ts'
import { formatDate } from '../../../shared/format/dates.ts'
import { daysBetween } from '../clocks/days.ts'

export interface FittedSlot {
  kind: ClinicKind
  place: string
  suits: ClinicSuits
  on: string
  today: string
}

/** What fitting needs to know of somebody on the list. Null means not asked. */
export interface FittedChild {
  status: ReferralStatus
  dateOfBirth: string
  pathways: readonly string[]
  priority: Priority | null
  language: string | null
  interpreterNeeded: boolean | null
  plannedDueOn: string | null
  nextAppointmentOn: string | null
  /** The family agreed to be asked at short notice. */
  shortNotice: boolean
  /** The only place the family can come to. */
  place: string | null
  /** Dates offered to the family, to which it has not replied. */
  offerAwaited: boolean
  /** The family refused this very date. */
  refusedThisDate: boolean
}

export interface Fit {
  /** Why it fits, in words; kept also where something else does not. */
  reasons: string[]
  /** Why it does not; empty when it fits. */
  misfits: Misfit[]
}

/** Completed months of age on a day; negative before birth. */
export function monthsOld(dateOfBirth: string, on: string): number {
  const months =
    (Number(on.slice(0, 4)) - Number(dateOfBirth.slice(0, 4))) * 12 +
    Number(on.slice(5, 7)) -
    Number(dateOfBirth.slice(5, 7))
  return on.slice(8) < dateOfBirth.slice(8) ? months - 1 : months
}

/**
 * Whether a child fits a slot, with every reason for and against in words: where it stands, age in completed months
 * on the day, need, priority, language and interpreter, place, and notice (21 days, or the family's consent to less,
 * or an urgent priority, which is agreed on the phone). What nobody asked never counts against a child, except that
 * a clinic for certain needs is not filled with children whose need is not recorded.
 * Source: waiting and booking, "Fill a slot"; three weeks' notice as in elective access policy.
 */
export function fitOf(slot: FittedSlot, child: FittedChild): Fit {
  const fit: Fit = { reasons: [], misfits: [] }
  stands(slot, child, fit)
  age(slot, child, fit)
  need(slot, child, fit)
  language(slot, child, fit)
  place(slot, child, fit)
  notice(slot, child, fit)
  return fit
}

function stands(slot: FittedSlot, child: FittedChild, { misfits }: Fit): void {
  const isFollowUp = child.status === 'seen'
  if (child.nextAppointmentOn !== null)
    misfits.push({
      code: 'has_appointment',
      words: `Has an appointment on ${formatDate(child.nextAppointmentOn)}`,
    })
  else if (!bookable.has(child.status))
    misfits.push({ code: 'not_waiting', words: 'Not waiting to be booked' })
  else if (isFollowUp && slot.kind === 'first')
    misfits.push({ code: 'not_waiting', words: 'Has been seen; this clinic is for first contacts' })
  else if (!isFollowUp && slot.kind === 'follow_up' && child.status !== 'planned')
    misfits.push({ code: 'not_waiting', words: 'Not seen yet; this clinic is for follow-ups' })
  if (child.status === 'planned' && (child.plannedDueOn === null || child.plannedDueOn > slot.on))
    misfits.push({
      code: 'not_due',
      words:
        child.plannedDueOn === null
          ? 'No due date recorded'
          : `Not due until ${formatDate(child.plannedDueOn)}`,
    })
  if (child.offerAwaited) misfits.push({ code: 'offer_awaited', words: 'Dates were offered; reply awaited' })
  if (child.refusedThisDate)
    misfits.push({ code: 'refused_this_date', words: 'The family refused this date' })
}

const bookable: ReadonlySet<ReferralStatus> = new Set([
  'waiting',
  'to_rebook',
  'opt_in_sent',
  'planned',
  'seen',
])

function age({ suits, on }: FittedSlot, child: FittedChild, { reasons, misfits }: Fit): void {
  if (suits.ageFromMonths === null && suits.ageToMonths === null) return
  const months = monthsOld(child.dateOfBirth, on)
  if (suits.ageFromMonths !== null && months < suits.ageFromMonths)
    misfits.push({ code: 'too_young', words: `Too young on the day: ${inYears(months)}` })
  else if (suits.ageToMonths !== null && months >= suits.ageToMonths)
    misfits.push({ code: 'too_old', words: `Too old on the day: ${inYears(months)}` })
  else reasons.push(`${inYears(months)} on the day`)
}

function need({ suits }: FittedSlot, child: FittedChild, { reasons, misfits }: Fit): void {
  if (suits.pathways.length > 0) {
    const shared = suits.pathways.filter((pathway) => child.pathways.includes(pathway))
    if (shared.length > 0) reasons.push(shared.map((pathway) => pathwayLabels[pathway]).join(', '))
    else
      misfits.push({
        code: 'need',
        words: child.pathways.length === 0 ? 'Need not recorded' : 'Another need than this clinic is for',
      })
  }
  if (suits.priorities.length === 0) return
  const priority = child.priority ?? 'routine'
  if (suits.priorities.includes(priority)) reasons.push(priorityLabels[priority])
  else
    misfits.push({
      code: 'priority',
      words: `${priorityLabels[priority]}; this clinic is kept for ${suits.priorities.map((each) => priorityLabels[each].toLowerCase()).join(' and ')}`,
    })
}

function language({ suits }: FittedSlot, child: FittedChild, { reasons, misfits }: Fit): void {
  const spoken =
    child.language !== null &&
    suits.languages.some((each) => each.toLowerCase() === child.language?.toLowerCase())
  if (spoken) reasons.push(`${child.language} is spoken`)
  else if (child.interpreterNeeded === true) {
    const which = child.language === null ? '' : ` (${child.language})`
    if (suits.interpreter) reasons.push(`Interpreter can be booked${which}`)
    else misfits.push({ code: 'interpreter', words: `Needs an interpreter${which}; this clinic has none` })
  }
}

function place(slot: FittedSlot, child: FittedChild, { reasons, misfits }: Fit): void {
  if (child.place === null || child.place.trim() === '') return
  if (child.place.trim().toLowerCase() === slot.place.trim().toLowerCase())
    reasons.push(`Can come to ${slot.place}`)
  else misfits.push({ code: 'place', words: `Can only come to ${child.place}` })
}

function notice(slot: FittedSlot, child: FittedChild, { reasons, misfits }: Fit): void {
  const days = daysBetween(slot.today, slot.on)
  const words = days === 0 ? 'Today' : days === 1 ? '1 day’s notice' : `${days} days’ notice`
  if (days >= reasonableNoticeDays) reasons.push(words)
  else if (child.shortNotice) reasons.push(`${words}, on the short-notice list`)
  else if (child.priority === 'same_day' || child.priority === 'urgent')
    reasons.push(`${words}: ${priorityLabels[child.priority].toLowerCase()}, agree it on the phone`)
  else misfits.push({ code: 'notice', words: `${words}, and not on the short-notice list` })
}

function inYears(months: number): string {
  if (months < 24) return `${months} ${months === 1 ? 'month' : 'months'}`
  const rest = months % 12
  return rest === 0 ? `${Math.floor(months / 12)} years` : `${Math.floor(months / 12)} years ${rest} months`
}

/** Words for all who were passed over for one reason: "3 ahead do not fit: interpreter". */
export const misfitWords: Record<Misfit['code'], string> = {
  too_young: 'too young',
  too_old: 'too old',
  need: 'another need',
  priority: 'another priority',
  interpreter: 'interpreter',
  place: 'another place',
  notice: 'less than 3 weeks’ notice',
  offer_awaited: 'reply to an offer awaited',
  refused_this_date: 'refused this date',
  not_due: 'not due yet',
  has_appointment: 'has an appointment',
  not_waiting: 'not waiting to be booked',
}

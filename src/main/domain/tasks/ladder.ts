import { chaseChannelLabels, nextChannel } from '../../../shared/codes/chase-channels.ts'
import { chaseAfterDays, optInReplyDays } from '../../../shared/codes/task-thresholds.ts'
import { reporterLabels } from '../../../shared/codes/waiting-care.ts'
import { formatDate } from '../../../shared/format/dates.ts'
import { addDays } from '../clocks/days.ts'
import { addWorkingDays } from '../clocks/due-by.ts'
import { effectiveEvents } from '../referral-status/effective-events.ts'
import type { ReferralEvent } from '../referral-status/events.ts'
import type { ReferralState } from '../referral-status/replay.ts'
import type { TaskSubject, WantedTask } from './wanted-task.ts'

/** Version of the steps below; a changed step is a new version. */
export const ladderVersion = 1
/** Cancellations by the family from which a clinician looks. */
export const cancellationsToReview = 3
/** Chases after which a clinician decides with what there is. */
export const chasesToDecide = 3

/** What the ladders read of a referral. */
export type LadderFacts = Pick<
  TaskSubject,
  'events' | 'state' | 'cpPlan' | 'childInCare' | 'today' | 'clinicians'
>

const tellFirst = ['referrer', 'GP']
const tellReview = ['referrer', 'GP', 'health visitor or school nurse', 'social worker, if there is one']

/**
 * The tasks that missed, cancelled and unanswered steps ask for, each named by the fact that caused it. The child was
 * not brought: the family is phoned; again, or at once with a child protection plan or in care, or after three
 * cancellations by the family: a clinician reviews with safeguarding. Cancelled by the service or not seen though
 * there: re-booked first; twice in a row: a lead signs. An opt-in or a validation without reply: a second way is tried,
 * then a clinician decides. None of them
 * discharges anybody. Source: domain rules, "Was not brought, cancelled, silent"; research 4.3.
 */
export function ladderTasks(facts: LadderFacts): WantedTask[] {
  const tasks: WantedTask[] = []
  const isFlagged = facts.cpPlan || facts.childInCare
  let notBrought = 0
  let cancelled = 0
  let byUs = 0
  for (const event of effectiveEvents(facts.events)) {
    switch (event.type) {
      case 'was_not_brought':
        notBrought += 1
        tasks.push(notBroughtTask(event.id, event.happenedOn, notBrought, facts, isFlagged))
        break
      case 'cancelled_by_family':
        cancelled += 1
        if (cancelled >= cancellationsToReview) tasks.push(cancelledTask(event.id, cancelled, facts))
        break
      case 'history_carried': {
        const before = { notBrought, cancelled }
        notBrought += event.detail.wasNotBroughtCount ?? 0
        cancelled += event.detail.cancelledByFamilyCount ?? 0
        if (notBrought > before.notBrought)
          tasks.push(notBroughtTask(event.id, null, notBrought, facts, isFlagged))
        else if (cancelled >= cancellationsToReview && cancelled > before.cancelled)
          tasks.push(cancelledTask(event.id, cancelled, facts))
        break
      }
      case 'cancelled_by_service':
        byUs += 1
        tasks.push(rebookTask(event, 'We cancelled', facts))
        if (byUs >= 2) tasks.push(signOffTask(event, byUs, facts))
        break
      case 'arrived_not_seen':
        tasks.push(rebookTask(event, 'Came and was not seen', facts))
        break
      case 'attended':
        byUs = 0
        break
      default:
        break
    }
  }
  tasks.push(...worseTasks(facts))
  const silence = silenceTask(facts.state)
  return silence === null ? tasks : [...tasks, silence]
}

/** The task to chase what was asked for, by the next way; null when nothing is awaited. */
export function chaseTask(state: ReferralState): WantedTask | null {
  const awaited = state.informationRequested
  if (awaited === null || state.status !== 'information_requested') return null
  const chases = awaited.chases.length
  const lastOn = awaited.chases.at(-1)?.on ?? awaited.on
  const on = awaited.chaseOn ?? addDays(lastOn, chaseAfterDays)
  const missing = awaited.items.join(', ')
  const times = chases === 0 ? '' : `, chased ${chases === 1 ? 'once' : `${chases} times`}`
  const asked = `Asked on ${formatDate(awaited.firstOn)}${times}`
  const isForClinician = chases >= chasesToDecide
  return {
    kind: 'information_chase',
    occasion: `${awaited.eventId} ${chases}`,
    why: isForClinician
      ? `${asked}. Decide with what there is; still missing: ${missing}.`
      : `${asked}. Chase ${chaseChannelLabels[nextChannel(chases)]}: ${missing}.`,
    tell: [],
    openedBy: 'request',
    openedRef: 'information',
    openedRefVersion: ladderVersion,
    opensOn: on,
    role: isForClinician ? 'clinician' : 'administrator',
    dueOn: on,
  }
}

/**
 * The steps that ask for something now, of all there ever were: of missed appointments the latest, which says how often
 * it has happened, unless the child was seen since; a phone call or a re-booking only while no appointment is booked.
 */
export function currentSteps(tasks: readonly WantedTask[], state: ReferralState): Set<WantedTask> {
  const missed = tasks.findLast(({ kind }) => kind === 'was_not_brought' || kind === 'safeguarding_review')
  const isMissed = state.missedSinceSeen.notBrought + state.missedSinceSeen.cancelled > 0
  const latest = [
    isMissed ? missed : undefined,
    tasks.findLast(({ kind }) => kind === 'rebook_first'),
    tasks.findLast(({ kind }) => kind === 'lead_sign_off'),
    tasks.findLast(({ kind }) => kind === 'opt_in_silent' || kind === 'validation_silent'),
    ...tasks.filter(({ kind }) => kind === 'deterioration'),
  ]
  const isBooked = state.nextAppointmentOn !== null
  return new Set(
    latest.filter(
      (task) =>
        task !== undefined &&
        !(isBooked && (task.kind === 'was_not_brought' || task.kind === 'rebook_first')),
    ) as WantedTask[],
  )
}

/** Facts in which a clinician has looked at the child, whoever typed them in. */
const clinicalLook: ReadonlySet<ReferralEvent['type']> = new Set([
  'clinical_review',
  'priority_changed',
  'long_wait_reviewed',
  'attended',
])

/**
 * Each report that the child is getting worse asks a clinician to look, until one has: a review, a change of priority
 * or an attendance after it, or a contact that a clinician recorded. It moves nobody. Source: domain rules, "Waiting
 * well".
 */
function worseTasks(facts: LadderFacts): WantedTask[] {
  const events = effectiveEvents(facts.events)
  return events.flatMap((event, index) => {
    if (event.type !== 'deterioration_reported') return []
    const isLookedAt = events
      .slice(index + 1)
      .some(
        (later) =>
          clinicalLook.has(later.type) ||
          (later.type === 'contact_made' && facts.clinicians.has(later.recordedBy)),
      )
    if (isLookedAt) return []
    const who = reporterLabels[event.detail.by]
    return step('deterioration', event.id, facts, {
      why: `${who} reported on ${formatDate(event.happenedOn)} that it is getting worse: ${event.detail.what}`,
      tell: [],
      role: 'clinician',
      workingDays: 2,
    })
  })
}

function step(
  kind: WantedTask['kind'],
  occasion: string,
  facts: LadderFacts,
  more: Pick<WantedTask, 'why' | 'tell' | 'role'> & { workingDays: number },
): WantedTask {
  const { workingDays, ...rest } = more
  return {
    ...rest,
    kind,
    occasion,
    openedBy: 'ladder',
    openedRef: kind,
    openedRefVersion: ladderVersion,
    opensOn: facts.today,
    dueOn: addWorkingDays(facts.today, workingDays),
  }
}

function notBroughtTask(
  eventId: string,
  on: string | null,
  count: number,
  facts: LadderFacts,
  isFlagged: boolean,
): WantedTask {
  const when = on === null ? ' according to the record system' : ` on ${formatDate(on)}`
  if (count === 1 && !isFlagged)
    return step('was_not_brought', eventId, facts, {
      why: `Was not brought${when}, the first time: phone the family, find the barrier, re-book.`,
      tell: tellFirst,
      role: 'administrator',
      workingDays: 2,
    })
  const because = [
    ...(count > 1 ? [`${count} times not brought`] : []),
    ...(facts.cpPlan ? ['has a child protection plan'] : []),
    ...(facts.childInCare ? ['is in care'] : []),
  ].join(', ')
  return step('safeguarding_review', eventId, facts, {
    why: `Was not brought${when}; ${because}. A clinician reviews with safeguarding; nobody is discharged by this.`,
    tell: tellReview,
    role: 'clinician',
    workingDays: count > 1 && !isFlagged ? 3 : 1,
  })
}

function cancelledTask(eventId: string, count: number, facts: LadderFacts): WantedTask {
  return step('safeguarding_review', eventId, facts, {
    why: `The family has cancelled ${count} times: a clinician reviews with safeguarding.`,
    tell: tellReview,
    role: 'clinician',
    workingDays: 3,
  })
}

function rebookTask(event: ReferralEvent, what: string, facts: LadderFacts): WantedTask {
  return step('rebook_first', event.id, facts, {
    why: `${what} on ${formatDate(event.happenedOn)}: re-book first. It never counts against the family.`,
    tell: ['family'],
    role: 'administrator',
    workingDays: 2,
  })
}

function signOffTask(event: ReferralEvent, count: number, facts: LadderFacts): WantedTask {
  return step('lead_sign_off', event.id, facts, {
    why: `We cancelled ${count} times in a row, last on ${formatDate(event.happenedOn)}: a lead signs it off.`,
    tell: [],
    role: 'clinical_lead',
    workingDays: 2,
  })
}

function silenceTask({ asked }: ReferralState): WantedTask | null {
  if (asked === null) return null
  const lastOn = asked.againOn ?? asked.on
  const last = asked.replyBy ?? addDays(lastOn, optInReplyDays)
  const opensOn = addDays(last, 1)
  const isAgain = asked.againOn !== null
  const kind = asked.about === 'opt_in' ? 'opt_in_silent' : 'validation_silent'
  const what = asked.about === 'opt_in' ? 'the opt-in' : 'the question whether it is still needed'
  return {
    kind,
    occasion: `${asked.on} ${isAgain ? 'again' : 'first'}`,
    why: isAgain
      ? `No reply to ${what}, asked on ${formatDate(asked.on)} and again on ${formatDate(lastOn)}. Stays on the list until a named clinician decides.`
      : `No reply to ${what} of ${formatDate(asked.on)} by ${formatDate(last)}: try a second way and check the address. Stays on the list.`,
    tell: ['referrer'],
    openedBy: 'ladder',
    openedRef: kind,
    openedRefVersion: ladderVersion,
    opensOn,
    role: isAgain ? 'clinician' : 'administrator',
    dueOn: addWorkingDays(opensOn, 5),
  }
}

import type { ReferralState } from '../referral-status/replay.ts'

/** What is known of a child that makes silence or a missed appointment more worrying. */
export interface RemovalConcerns {
  cpPlan: boolean
  childInCare: boolean
  childInNeed: boolean
  interpreterNeeded: boolean
}

/**
 * What a clinician should weigh before a child leaves the list unseen, one sentence each; empty when nothing is known.
 * Source: domain rules, "Was not brought, cancelled, silent".
 */
export function weighBeforeRemoval(state: ReferralState, concerns: RemovalConcerns): string[] {
  const { asked, wasNotBroughtCount, cancelledByFamilyCount, priority, firstAttendedOn } = state
  const sentences: [boolean, string][] = [
    [concerns.cpPlan, 'On a child protection plan: tell the social worker and the safeguarding team first.'],
    [concerns.childInCare, 'In care: the social worker and the carer must know first.'],
    [concerns.childInNeed, 'A child in need: ask the social worker.'],
    [asked !== null && asked.againOn === null, 'Asked by one channel only. Try another before deciding.'],
    [asked !== null && asked.againOn !== null, 'No reply by two channels. Silence is not a no.'],
    [
      concerns.interpreterNeeded,
      'An interpreter is needed: was the question asked in the family’s language?',
    ],
    [wasNotBroughtCount > 0, `Was not brought ${times(wasNotBroughtCount)}.`],
    [cancelledByFamilyCount > 2, `The family cancelled ${times(cancelledByFamilyCount)}.`],
    [priority === 'urgent' || priority === 'same_day', 'The referral is a pressing one.'],
    [firstAttendedOn === null, 'Has never been seen by this service.'],
  ]
  return sentences.filter(([holds]) => holds).map(([, sentence]) => sentence)
}

function times(count: number): string {
  return count === 1 ? 'once' : `${count} times`
}

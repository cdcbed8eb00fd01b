import type { Service } from '../../../shared/contract/administration.ts'
import { dueDate, serviceDueBy } from '../../domain/clocks/due-by.ts'
import type { ReferralEvent } from '../../domain/referral-status/events.ts'
import { replay } from '../../domain/referral-status/replay.ts'
import type { ReferralFacts } from '../../domain/triage/compile-condition.ts'
import { evaluate } from '../../domain/triage/evaluate.ts'
import type { Evaluation } from '../../domain/triage/evaluation.ts'
import { referralFacts, type ReferralFactsInput } from '../../domain/triage/referral-facts.ts'
import type { ChildTable, ReferralTable } from '../../store/schema.ts'
import type { SuggestionInBrief } from '../projection/compute.ts'
import type { RuleRun } from './rule-run.ts'

/** What the rules read of a referral. */
export interface RuleInput {
  child: Pick<
    ChildTable,
    | 'date_of_birth'
    | 'gestation_weeks'
    | 'nhs_number'
    | 'nhs_number_status'
    | 'postcode'
    | 'gp_practice_code'
    | 'interpreter_needed'
    | 'information_format'
    | 'child_in_care'
    | 'cp_plan'
    | 'child_in_need'
    | 'armed_forces_family'
  >
  referral: ReferralTable
  contactPhone: string | null
  events: readonly ReferralEvent[]
  hasPossibleDuplicate: boolean
  otherOpenReferrals: number
  /**
   * Likely date of first contact, `YYYY-MM-DD`. Given on the triage screen and the rules bench only; see
   * `firstContactOf`.
   */
  projectedFirstContactOn?: string | null
}

/** What the rules that apply to a referral make of it on `today`. */
export function suggestionFor({ rules, lastRunOn }: RuleRun, input: RuleInput, today: string): Evaluation {
  return evaluate(rules, factsOf(input, today, lastRunOn), { evaluatedOn: today })
}

/** What the rules are given of a referral on `today`. */
export function factsOf(input: RuleInput, today: string, lastRunOn: string | null): ReferralFacts {
  return referralFacts({ ...factsFor(input, today), lastRunOn })
}

/** The part of a suggestion that lists sort and filter by; the due-by date falls back to the service's own target. */
export function suggestionInBrief(evaluation: Evaluation): SuggestionInBrief {
  const statutory = evaluation.effects.find((effect) => effect.kind === 'statutory_date')
  const target = evaluation.target
  return {
    priority: evaluation.priority,
    dueBy: target?.start == null ? null : dueDate(target.start.date, target),
    statutoryDueOn: statutory?.dueOn ?? null,
  }
}

/** When the suggested priority would make the referral due. */
export function suggestedDueBy(
  evaluation: Evaluation,
  receivedDate: string,
  service: Pick<Service, 'targetDays'>,
): string | null {
  return (
    suggestionInBrief(evaluation).dueBy ?? serviceDueBy(evaluation.priority, receivedDate, service.targetDays)
  )
}

function factsFor(input: RuleInput, today: string): ReferralFactsInput {
  const { child, referral } = input
  const state = replay(input.events)
  return {
    ...(JSON.parse(referral.circumstances) as Partial<ReferralFactsInput>),
    service: referral.service_id,
    today,
    receivedDate: state.receivedDate,
    originalReferralDate: state.originalReferralDate ?? referral.original_referral_date,
    dateOfBirth: child.date_of_birth,
    gestationWeeks: child.gestation_weeks,
    nhsNumberStatus: child.nhs_number_status,
    postcode: child.postcode,
    gpPracticeCode: child.gp_practice_code,
    contactPhone: input.contactPhone,
    referrerRole: referral.referrer_role,
    pathway: list(referral.pathways),
    reasonCodes: list(referral.reason_codes),
    reasonText: referral.reason_text,
    redFlagsAsked: answer(referral.red_flags_asked),
    redFlags: list(referral.red_flags),
    evidence: list(referral.evidence),
    consentStatus: referral.consent_status,
    consentGiverRole: referral.consent_giver_role,
    childInCare: answer(child.child_in_care),
    cpPlan: answer(child.cp_plan),
    childInNeed: answer(child.child_in_need),
    armedForcesFamilyMove: answer(child.armed_forces_family),
    transferIn: state.transferIn,
    interpreterNeed: answer(child.interpreter_needed),
    aisNeed: child.information_format === null ? null : !/^(none|standard)$/i.test(child.information_format),
    openReferralSameServiceCount: input.otherOpenReferrals,
    probableDuplicate: input.hasPossibleDuplicate,
    wnbCount: state.wasNotBroughtCount,
    cancelledByFamilyCount: state.cancelledByFamilyCount,
    lastContactWithFamilyOn: state.lastContactOn,
    ...(input.projectedFirstContactOn != null && {
      projectedFirstContactOn: input.projectedFirstContactOn,
    }),
    optInSentOn: state.status === 'opt_in_sent' ? (state.optIn?.sentOn ?? null) : null,
  }
}

function answer(stored: 0 | 1 | null): boolean | null {
  return stored === null ? null : stored === 1
}

function list(stored: string | null): string[] | null {
  return stored === null ? null : (JSON.parse(stored) as string[])
}

import type { ChildPage } from '../../../shared/contract/children.ts'
import type { RowFlag } from '../../../shared/contract/list-query.ts'
import type { ReferralDetail } from '../../../shared/contract/referrals.ts'

/** The marks of a child’s banner, from what is held about the child and what stands on the referrals read so far. */
export function childFlags(
  { child, similar, sameServiceTwice }: ChildPage,
  details: readonly Pick<ReferralDetail, 'facts' | 'timeline'>[],
): RowFlag[] {
  const flags: [RowFlag, boolean][] = [
    ['red_flag', details.some((detail) => (detail.facts.redFlags ?? []).length > 0)],
    ['child_in_care', child.childInCare === true],
    ['cp_plan', child.cpPlan === true],
    ['child_in_need', child.childInNeed === true],
    ['ehcp', child.ehcp === true],
    ['interpreter_needed', child.interpreterNeeded === true],
    ['armed_forces_family', child.armedForcesFamily === true],
    [
      'was_not_brought',
      details.some((detail) =>
        detail.timeline.some((entry) => entry.type === 'was_not_brought' && entry.voidedBy === null),
      ),
    ],
    ['possible_duplicate', similar.length > 0],
    ['same_service_twice', sameServiceTwice.length > 0],
  ]
  return flags.filter(([, isSet]) => isSet).map(([flag]) => flag)
}

import { clinicModeLabels, clinicModes } from '../../../shared/codes/clinics.ts'
import { closedReasonLabels } from '../../../shared/codes/closed-reasons.ts'
import { priorities, priorityLabels } from '../../../shared/codes/priorities.ts'
import { reasonCodeLabels, reasonCodes } from '../../../shared/codes/reason-codes.ts'
import { referrerRoleLabels, referrerRoles } from '../../../shared/codes/referrer-roles.ts'
import { rejectReasonLabels, rejectReasons } from '../../../shared/codes/reject-reasons.ts'
import type { CodeListId } from './code-lists.ts'

/** A local code that a national one has to be given for. */
export interface LocalCode {
  code: string
  label: string
}

/** A set of local codes and the national codes that stand for them: a table that a manager fills. */
export interface CodeSet {
  id: string
  name: string
  /** Data dictionary name of what is filled. */
  nationalName: string
  /** The national list; null where it is not published, or where codes are organisations. */
  list: CodeListId | null
  /** What is entered where there is no list. */
  entered: 'code' | 'organisation'
  /** Every local code, or `services` where each service of the store is one. */
  local: readonly LocalCode[] | 'services'
  /** Proposed until somebody says otherwise. A local code without a proposal waits for a person. */
  proposed: Readonly<Record<string, string>>
}

const labelled = <Code extends string>(codes: readonly Code[], labels: Readonly<Record<Code, string>>) =>
  codes.map((code): LocalCode => ({ code, label: labels[code] }))

const closures = [
  'discharged',
  'redirected',
  'not_accepted',
  'declined',
  'moved_away',
  'right_to_choose',
  'aged_out',
  'died',
  'transferred_out',
] as const
const selfReferrers: readonly string[] = ['parent', 'young_person']

/** The code of a rejection that is no ground of refusal: the referral was sent on to another service. */
export const redirectedAtTriage = 'redirected'
/** The code of a refusal for which no ground is recorded. */
export const noGroundGiven = 'none_given'

/** Every table of codes. What is not proposed, or is wrong for a provider, its managers fill in. */
export const codeSets = [
  {
    id: 'commissioner',
    name: 'Commissioner of each service',
    nationalName: 'ORGANISATION IDENTIFIER (CODE OF COMMISSIONER)',
    list: null,
    entered: 'organisation',
    local: 'services',
    proposed: {},
  },
  {
    id: 'source_of_referral',
    name: 'Source of referral',
    nationalName: 'SOURCE OF REFERRAL FOR COMMUNITY',
    list: null,
    entered: 'code',
    local: labelled(referrerRoles, referrerRoleLabels),
    proposed: {},
  },
  {
    id: 'referring_staff_group',
    name: 'Staff group of the referrer',
    nationalName: 'CARE PROFESSIONAL STAFF GROUP (COMMUNITY CARE)',
    list: null,
    entered: 'code',
    local: labelled(referrerRoles, referrerRoleLabels).filter(({ code }) => !selfReferrers.includes(code)),
    proposed: {},
  },
  {
    id: 'referral_reason',
    name: 'Reason for referral',
    nationalName: 'PRIMARY REASON FOR REFERRAL (COMMUNITY CARE)',
    list: null,
    entered: 'code',
    local: labelled(reasonCodes, reasonCodeLabels),
    proposed: {},
  },
  {
    id: 'priority',
    name: 'Priority',
    nationalName: 'PRIORITY TYPE CODE',
    list: 'priority_type',
    entered: 'code',
    local: labelled(priorities, priorityLabels),
    proposed: { same_day: '2', urgent: '2', soon: '1', routine: '1', planned: '1' },
  },
  {
    id: 'closure_reason',
    name: 'Reason for closing',
    nationalName: 'REFERRAL CLOSURE REASON',
    list: 'closure_reason',
    entered: 'code',
    local: labelled(closures, closedReasonLabels),
    proposed: { died: '05', redirected: '07', right_to_choose: '07', transferred_out: '07', declined: '08' },
  },
  {
    id: 'rejection_reason',
    name: 'Reason for not accepting',
    nationalName: 'REFERRAL REJECTION REASON',
    list: 'rejection_reason',
    entered: 'code',
    local: [
      ...labelled(rejectReasons, rejectReasonLabels),
      { code: redirectedAtTriage, label: 'Redirected to another service' },
      { code: noGroundGiven, label: 'No ground recorded' },
    ],
    proposed: Object.fromEntries(
      [...rejectReasons.filter((code) => code !== 'OTHER'), redirectedAtTriage].map((code) => [code, '02']),
    ),
  },
  {
    id: 'onward_reason',
    name: 'Reason for referring on',
    nationalName: 'ONWARD REFERRAL REASON',
    list: 'onward_reason',
    entered: 'code',
    local: labelled(['redirected', 'right_to_choose', 'transferred_out'], closedReasonLabels),
    proposed: { redirected: '01', right_to_choose: '01', transferred_out: '01' },
  },
  {
    id: 'administrative_category',
    name: 'Administrative category of each service',
    nationalName: 'ADMINISTRATIVE CATEGORY CODE',
    list: 'administrative_category',
    entered: 'code',
    local: 'services',
    proposed: {},
  },
  {
    id: 'activity_location_type',
    name: 'Where contacts take place',
    nationalName: 'ACTIVITY LOCATION TYPE CODE',
    list: 'activity_location_type',
    entered: 'code',
    local: labelled(clinicModes, clinicModeLabels),
    proposed: { home: 'A01', school: 'L01' },
  },
  {
    id: 'activity_type',
    name: 'What was done at a contact',
    nationalName: 'COMMUNITY CARE ACTIVITY TYPE',
    list: 'activity_type',
    entered: 'code',
    local: [
      { code: 'first', label: 'First contact' },
      { code: 'follow_up', label: 'Later contact' },
      { code: 'treatment', label: 'Contact recorded as treatment' },
    ],
    proposed: { first: '02', follow_up: '03', treatment: '03' },
  },
  {
    id: 'education_outcome',
    name: 'Education, health and care plan',
    nationalName: 'EDUCATIONAL ASSESSMENT OUTCOME',
    list: 'education_outcome',
    entered: 'code',
    local: [
      { code: 'yes', label: 'Has a plan' },
      { code: 'no', label: 'Has none' },
    ],
    proposed: {},
  },
] as const satisfies readonly CodeSet[]
export type CodeSetId = (typeof codeSets)[number]['id']

const byId: ReadonlyMap<string, CodeSet> = new Map(codeSets.map((set) => [set.id, set]))

/** A set by its id; undefined for an id that is none. */
export function codeSetOf(id: string): CodeSet | undefined {
  return byId.get(id)
}

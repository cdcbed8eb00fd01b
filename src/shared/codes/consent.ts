/**
 * Whether the family agreed to the referral. There is no national list for this in community data: these are
 * the answers that referral forms offer, and a local list can replace them.
 */
export const consentStatuses = ['given', 'not_given', 'withdrawn', 'not_obtained'] as const
export type ConsentStatus = (typeof consentStatuses)[number]

export const consentStatusLabels: Record<ConsentStatus, string> = {
  given: 'Given',
  not_given: 'Not given',
  withdrawn: 'Withdrawn',
  not_obtained: 'Not obtained yet',
}

/** Other spellings that extracts use, in lower case. */
export const consentStatusSynonyms: Record<string, ConsentStatus> = {
  yes: 'given',
  y: 'given',
  consented: 'given',
  obtained: 'given',
  no: 'not_given',
  n: 'not_given',
  refused: 'not_given',
  declined: 'not_given',
  pending: 'not_obtained',
  sought: 'not_obtained',
  'not yet obtained': 'not_obtained',
  'awaiting consent': 'not_obtained',
}

/**
 * Who gave consent. The default triage rules ask about parental responsibility for foster carers,
 * grandparents, step-parents, schools and others (Royal Orthopaedic Hospital, consent for children).
 */
export const consentGiverRoles = [
  'mother',
  'father',
  'parent',
  'child',
  'young_person',
  'guardian',
  'adoptive_parent',
  'foster_carer',
  'grandparent',
  'step_parent',
  'social_worker',
  'local_authority',
  'school',
  'other',
] as const
export type ConsentGiverRole = (typeof consentGiverRoles)[number]

export const consentGiverRoleLabels: Record<ConsentGiverRole, string> = {
  mother: 'Mother',
  father: 'Father',
  parent: 'Parent',
  child: 'Child',
  young_person: 'Young person',
  guardian: 'Guardian',
  adoptive_parent: 'Adoptive parent',
  foster_carer: 'Foster carer',
  grandparent: 'Grandparent',
  step_parent: 'Step-parent',
  social_worker: 'Social worker',
  local_authority: 'Local authority',
  school: 'School',
  other: 'Other',
}

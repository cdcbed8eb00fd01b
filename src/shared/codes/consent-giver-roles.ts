/** Who gave consent. Some of these do not hold parental responsibility by default. */
export const consentGiverRoles = [
  'mother',
  'father',
  'adoptive_parent',
  'special_guardian',
  'local_authority',
  'young_person',
  'foster_carer',
  'grandparent',
  'step_parent',
  'school',
  'other',
] as const
export type ConsentGiverRole = (typeof consentGiverRoles)[number]

export const consentGiverRoleLabels: Record<ConsentGiverRole, string> = {
  mother: 'Mother',
  father: 'Father',
  adoptive_parent: 'Adoptive parent',
  special_guardian: 'Special guardian',
  local_authority: 'Local authority',
  young_person: 'Young person',
  foster_carer: 'Foster carer',
  grandparent: 'Grandparent',
  step_parent: 'Step-parent',
  school: 'School',
  other: 'Other',
}

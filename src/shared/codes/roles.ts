export const roles = [
  'administrator',
  'clinician',
  'clinical_lead',
  'manager',
  'system_administrator',
  'ig_lead',
] as const
export type Role = (typeof roles)[number]

export const roleLabels: Record<Role, string> = {
  administrator: 'Administrator',
  clinician: 'Clinician',
  clinical_lead: 'Clinical lead',
  manager: 'Manager',
  system_administrator: 'System administrator',
  ig_lead: 'Information governance lead',
}

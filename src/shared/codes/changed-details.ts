/** Details of a child whose change a service must see on the timeline. */
export const changedDetails = ['school', 'address', 'gp_practice', 'name', 'language', 'care_status'] as const
export type ChangedDetail = (typeof changedDetails)[number]

export const changedDetailLabels: Record<ChangedDetail, string> = {
  school: 'Moved school',
  address: 'Moved home',
  gp_practice: 'Changed GP practice',
  name: 'Changed name',
  language: 'Language changed',
  care_status: 'Care status changed',
}

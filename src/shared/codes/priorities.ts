/** Priorities in queue order, the most pressing first (domain: queue order). */
export const priorities = ['same_day', 'urgent', 'soon', 'routine', 'planned'] as const
export type Priority = (typeof priorities)[number]

export const priorityLabels: Record<Priority, string> = {
  same_day: 'Same day',
  urgent: 'Urgent',
  soon: 'Soon',
  routine: 'Routine',
  planned: 'Planned',
}

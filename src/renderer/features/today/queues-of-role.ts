import type { QueueId } from '../../../shared/codes/queues.ts'
import type { Role } from '../../../shared/codes/roles.ts'

/** What must be put right by whoever sees it. */
const everybodys: readonly QueueId[] = ['no_queue', 'overdue_urgent']

/** The lists each role works through. */
const own: Partial<Record<Role, readonly QueueId[]>> = {
  administrator: [
    'to_book',
    'to_rebook',
    'information_awaited',
    'validation_due',
    'no_reply',
    'duplicates',
    'missing_data',
  ],
  clinician: ['not_triaged', 'information_awaited', 'statutory_due', 'age_out_risk'],
  clinical_lead: [
    'not_triaged',
    'statutory_due',
    'age_out_risk',
    'crossing_52_weeks',
    'validation_due',
    'no_reply',
  ],
  manager: ['crossing_52_weeks', 'age_out_risk', 'statutory_due', 'validation_due', 'missing_data'],
}

/** Whether a list is the work of somebody with these roles, rather than something to know about. */
export function isOwnQueue(queue: QueueId, roles: readonly Role[]): boolean {
  return everybodys.includes(queue) || roles.some((role) => own[role]?.includes(queue) === true)
}

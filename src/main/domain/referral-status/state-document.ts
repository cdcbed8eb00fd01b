import { eventLabels } from '../../../shared/codes/event-types.ts'
import { queueLabels } from '../../../shared/codes/queues.ts'
import {
  type ReferralStatus,
  referralStatuses,
  referralStatusLabels,
} from '../../../shared/codes/referral-statuses.ts'
import { stageQueueOf } from './queues.ts'
import { refusalOf, type StateEvent, stateTable } from './state-table.ts'

/** Every kind of fact that the table speaks of, in the order of the document. */
export const stateEvents = (Object.keys(eventLabels) as (keyof typeof eventLabels)[]).filter(
  (type): type is StateEvent => type !== 'received' && type !== 'voided',
)

/**
 * The state table as Markdown: for each status its queue, then every fact with where it leads or why it is
 * refused. docs/states.md holds this text, and a test keeps the two the same.
 */
export function stateDocument(): string {
  return referralStatuses.map(section).join('\n')
}

function section(status: ReferralStatus): string {
  const queue = stageQueueOf(status)
  const lines = stateEvents.map((type) => `| ${eventLabels[type]} | ${leadsTo(status, type)} |`)
  return [
    `### ${referralStatusLabels[status]}`,
    '',
    queue === null ? 'Closed: in no queue.' : `Open, in the queue “${queueLabels[queue]}”.`,
    '',
    '| Fact | Leads to |',
    '|---|---|',
    ...lines,
    '',
  ].join('\n')
}

function leadsTo(status: ReferralStatus, type: StateEvent): string {
  const step = stateTable[status][type]
  if (step === undefined) return `refused: ${refusalOf(status, type) ?? ''}`
  if (step === 'same') return 'stays'
  if (step === 'back') return '**back** to seen, planned, waiting or received, by what had happened before'
  return `**${referralStatusLabels[step]}**`
}

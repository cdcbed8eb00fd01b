import { attentionQueueIds, type QueueId, stageQueueIds } from '../../../shared/codes/queues.ts'

export interface QueueGroup {
  label: string
  queues: readonly QueueId[]
}

/** The queues as people look for them. The one that must be empty stands by itself. */
export const queueGroups: readonly QueueGroup[] = [
  { label: 'Everybody', queues: ['all_waiting', 'all_open'] },
  { label: 'By stage', queues: stageQueueIds },
  { label: 'Needs attention', queues: attentionQueueIds },
  { label: 'Must be empty', queues: ['no_queue'] },
]

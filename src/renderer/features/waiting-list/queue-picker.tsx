import { Select, Tooltip } from '@mantine/core'
import { IconAlertOctagon, IconCircleCheck } from '@tabler/icons-react'
import { type QueueId, queueDescriptions, queueLabels } from '../../../shared/codes/queues.ts'
import type { QueueCounts } from '../../app/routes.tsx'
import { queueGroups } from './queue-groups.ts'
import classes from './waiting-list.module.css'

export interface QueuePickerProps {
  queue: QueueId
  counts: QueueCounts
  onChoose: (queue: QueueId) => void
  /** One box instead of the whole list, where there is little room. */
  isNarrow: boolean
}

function countWords(count: number | undefined): string {
  return count === undefined ? '' : count.toLocaleString('en-GB')
}

/** What the count of the queue that must be empty means. */
function EmptyQueueMark({ count }: { count: number | undefined }) {
  if (count === undefined) return null
  return count === 0 ? (
    <span className={classes.fine}>
      <IconCircleCheck size={14} aria-hidden /> 0, as it must be
    </span>
  ) : (
    <span className={classes.alarm}>
      <IconAlertOctagon size={14} aria-hidden /> {countWords(count)}: put right now
    </span>
  )
}

/** Which list to look at: by stage, by what needs attention, each with its live count and what it holds. */
export function QueuePicker({ queue, counts, onChoose, isNarrow }: QueuePickerProps) {
  if (isNarrow) {
    return (
      <Select
        className={classes.queueBox}
        aria-label="Queue"
        allowDeselect={false}
        searchable
        maxDropdownHeight={420}
        data={queueGroups.map((group) => ({
          group: group.label,
          items: group.queues.map((value) => ({
            value: value as string,
            label: `${queueLabels[value]} (${countWords(counts[value]) || '…'})`,
          })),
        }))}
        value={queue}
        onChange={(value) => onChoose((value ?? queue) as QueueId)}
      />
    )
  }
  return (
    <div className={classes.queues} role="group" aria-label="Queues">
      {queueGroups.map((group) => (
        <div key={group.label} role="group" aria-label={group.label}>
          <div className={classes.queueGroup} aria-hidden>
            {group.label}
          </div>
          {group.queues.map((id) => {
            const count = counts[id]
            return (
              <Tooltip
                key={id}
                label={queueDescriptions[id]}
                position="right"
                multiline
                maw={280}
                openDelay={500}
              >
                <button
                  type="button"
                  className={classes.queue}
                  aria-pressed={id === queue}
                  data-none={count === 0 || undefined}
                  onClick={() => onChoose(id)}
                >
                  <span className={classes.queueName}>{queueLabels[id]}</span>
                  {id === 'no_queue' ? (
                    <EmptyQueueMark count={count} />
                  ) : (
                    <span className={classes.queueCount}>{countWords(count)}</span>
                  )}
                </button>
              </Tooltip>
            )
          })}
        </div>
      ))}
    </div>
  )
}

import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { EventType } from '../../../src/shared/codes/event-types.ts'
import {
  isOpenStatus,
  type ReferralStatus,
  referralStatuses,
} from '../../../src/shared/codes/referral-statuses.ts'
import { stageQueueIds } from '../../../src/shared/codes/queues.ts'
import { whyNotRecord } from '../../../src/main/domain/referral-status/can-record.ts'
import { stageQueueOf } from '../../../src/main/domain/referral-status/queues.ts'
import { replay } from '../../../src/main/domain/referral-status/replay.ts'
import { stateDocument, stateEvents } from '../../../src/main/domain/referral-status/state-document.ts'
import { refusalOf, stateTable } from '../../../src/main/domain/referral-status/state-table.ts'
import { fact, history } from './facts.ts'

/** A shortest history that leads to each status. */
const waysTo: Record<ReferralStatus, EventType[]> = {
  received: [],
  information_requested: ['information_requested'],
  waiting: ['accepted'],
  opt_in_sent: ['accepted', 'opt_in_sent'],
  booked: ['accepted', 'appointment_booked'],
  to_rebook: ['accepted', 'was_not_brought'],
  planned: ['planned'],
  seen: ['attended'],
  redirected: ['redirected'],
  not_accepted: ['not_accepted'],
  closed: ['closed'],
  registered_in_error: [],
}

function historyTo(status: ReferralStatus) {
  if (status !== 'registered_in_error') return history(...waysTo[status])
  return [...history(), fact('closed', '2025-01-07', 2, { reason: 'registered_in_error' })]
}

describe('the state table', () => {
  it('is the table that docs/states.md holds', () => {
    expect(readFileSync('docs/states.md', 'utf8')).toContain(stateDocument())
  })

  it.each(referralStatuses)('has a way to %s', (status) => {
    expect(replay(historyTo(status)).status).toBe(status)
  })

  const pairs = referralStatuses.flatMap((status) => stateEvents.map((type) => [status, type] as const))
  it.each(pairs)('from %s, %s leads where the table says or is refused with a sentence', (status, type) => {
    const before = historyTo(status)
    const next = fact(type, '2025-02-01', 100)
    const after = replay([...before, next])
    const step = stateTable[status][type]
    const why = whyNotRecord(before, { ...next, detail: dated(next) } as typeof next, '2026-12-31')
    if (step === undefined) {
      expect(after.status).toBe(status)
      expect(after.misfits.map((misfit) => misfit.eventId)).toEqual([next.id])
      expect(why).toBe(refusalOf(status, type))
      expect(why).toMatch(/\.$/)
    } else {
      expect(after.misfits).toEqual([])
      expect(why).toBeNull()
      if (step === 'same') expect(after.status).toBe(status)
      else if (step === 'back') expect(isOpenStatus(after.status)).toBe(true)
      else expect(after.status).toBe(step)
    }
  })

  it.each(referralStatuses)('puts %s in one stage queue exactly when it is open', (status) => {
    const queue = stageQueueOf(status)
    if (isOpenStatus(status)) expect(stageQueueIds).toContain(queue)
    else expect(queue).toBeNull()
  })

  it('gives every stage queue a status of its own', () => {
    const queues = referralStatuses.map(stageQueueOf).filter((queue) => queue !== null)
    expect(queues.toSorted()).toEqual([...stageQueueIds].toSorted())
  })

  it.each([
    'was_not_brought',
    'cancelled_by_family',
    'cancelled_by_service',
    'arrived_not_seen',
    'opt_in_sent',
  ] as const)('never closes a referral by %s, however often', (type) => {
    const events = history('accepted', type, type, type, type, type)
    expect(isOpenStatus(replay(events).status)).toBe(true)
  })
})

/** A corrected received date must lie on or before the other facts to be recordable. */
function dated(event: ReturnType<typeof fact>) {
  if (event.type === 'received_date_corrected') return { receivedDate: '2025-01-05' }
  if (event.type === 'appointment_booked') return { appointmentOn: '2025-03-01' }
  return event.detail
}

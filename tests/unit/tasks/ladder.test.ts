import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { whyNotDischarge, whyNotRecord } from '../../../src/main/domain/referral-status/can-record.ts'
import type { ReferralEvent } from '../../../src/main/domain/referral-status/events.ts'
import { replay } from '../../../src/main/domain/referral-status/replay.ts'
import { isOpenStatus } from '../../../src/shared/codes/referral-statuses.ts'
import { chaseTask, ladderTasks } from '../../../src/main/domain/tasks/ladder.ts'
import { changesNothing, type ExistingTask, planTasks } from '../../../src/main/domain/tasks/plan-tasks.ts'
import { keyOf, type TaskSubject } from '../../../src/main/domain/tasks/wanted-task.ts'
import { fact } from '../referral-status/facts.ts'

const today = '2026-03-02'
const received = fact('received', '2026-01-05', 1, { receivedDate: '2026-01-05' })
const accepted = fact('accepted', '2026-01-06', 2)

/** Facts one after another, a day apart, on a referral that was accepted. */
function facts(...types: ReferralEvent['type'][]): ReferralEvent[] {
  return [
    received,
    accepted,
    ...types.map((type, index) => {
      const on = `2026-02-${String(index + 1).padStart(2, '0')}`
      return type === 'validation_sent' || type === 'asked_again'
        ? fact(type, on, index + 3, { replyBy: '2026-02-25', channel: 'letter' })
        : fact(type, on, index + 3)
    }),
  ]
}

function subjectOf(events: readonly ReferralEvent[], more: Partial<TaskSubject> = {}): TaskSubject {
  const state = replay(events)
  return {
    today,
    serviceId: 'slt',
    triageTargetDays: 14,
    events,
    state,
    isOpen: isOpenStatus(state.status),
    isWaiting: isOpenStatus(state.status) && state.firstAttendedOn === null && state.status !== 'planned',
    isNotTriaged: state.status === 'received' || state.status === 'information_requested',
    isUrgent: false,
    clockStart: state.receivedDate ?? today,
    contactFrom: today,
    ageOutOn: '2040-01-01',
    statutoryDueOn: null,
    isAutism: false,
    cpPlan: false,
    childInCare: false,
    clinicians: new Set(['clinician']),
    rules: [],
    ...more,
  }
}
const steps = (events: readonly ReferralEvent[], more: Partial<TaskSubject> = {}) =>
  ladderTasks(subjectOf(events, more)).map(({ kind, role }) => `${kind} ${role}`)
const opened = (events: readonly ReferralEvent[], more: Partial<TaskSubject> = {}) =>
  planTasks(subjectOf(events, more), []).open.map(({ kind }) => kind)

describe('the ladder', () => {
  it.each([
    ['first not brought', facts('was_not_brought'), {}, ['was_not_brought administrator']],
    ['first, on a plan', facts('was_not_brought'), { cpPlan: true }, ['safeguarding_review clinician']],
    ['first, in care', facts('was_not_brought'), { childInCare: true }, ['safeguarding_review clinician']],
    [
      'second not brought',
      facts('was_not_brought', 'appointment_booked', 'was_not_brought'),
      {},
      ['was_not_brought administrator', 'safeguarding_review clinician'],
    ],
    ['two cancellations by the family', facts('cancelled_by_family', 'cancelled_by_family'), {}, []],
    [
      'three cancellations by the family',
      facts('cancelled_by_family', 'cancelled_by_family', 'cancelled_by_family'),
      {},
      ['safeguarding_review clinician'],
    ],
    ['cancelled by us', facts('cancelled_by_service'), {}, ['rebook_first administrator']],
    [
      'cancelled by us twice in a row',
      facts('cancelled_by_service', 'cancelled_by_service'),
      {},
      ['rebook_first administrator', 'rebook_first administrator', 'lead_sign_off clinical_lead'],
    ],
    ['came and was not seen', facts('arrived_not_seen'), {}, ['rebook_first administrator']],
    ['opt-in sent', facts('opt_in_sent'), {}, ['opt_in_silent administrator']],
    ['opt-in answered', facts('opt_in_sent', 'opted_in'), {}, []],
    ['validation sent', facts('validation_sent'), {}, ['validation_silent administrator']],
    ['validation sent twice', facts('validation_sent', 'asked_again'), {}, ['validation_silent clinician']],
  ] as const)('%s', (_, events, more, expected) => {
    expect(steps(events, more)).toEqual(expected)
  })

  it('tells more people at the second time than at the first', () => {
    const [first] = ladderTasks(subjectOf(facts('was_not_brought')))
    expect(first?.tell).toEqual(['referrer', 'GP'])
    expect(first?.dueOn).toBe('2026-03-04')
    const second = ladderTasks(subjectOf(facts('was_not_brought', 'was_not_brought'))).at(-1)
    expect(second?.tell).toEqual([
      'referrer',
      'GP',
      'health visitor or school nurse',
      'social worker, if there is one',
    ])
    expect(second?.why).toContain('nobody is discharged')
  })

  it('opens a reply task only the day after the reply was due', () => {
    const events = [received, accepted, fact('opt_in_sent', '2026-02-20', 3, { replyBy: '2026-03-06' })]
    expect(ladderTasks(subjectOf(events))[0]?.opensOn).toBe('2026-03-07')
    const undated = [received, accepted, fact('opt_in_sent', '2026-02-20', 3, {})]
    expect(ladderTasks(subjectOf(undated))[0]?.opensOn).toBe('2026-03-07')
  })

  it('opens only the latest step of a history that comes in at once, and none that was put right', () => {
    expect(opened(facts('was_not_brought', 'appointment_booked', 'was_not_brought'))).toEqual([
      'safeguarding_review',
    ])
    expect(opened(facts('was_not_brought', 'appointment_booked'))).toEqual([])
    expect(opened(facts('was_not_brought', 'appointment_booked', 'attended'))).toEqual([])
  })

  it('keeps a review open when the child is seen or the referral closed, and ends the telephone call', () => {
    const missed = facts('was_not_brought')
    const twice = facts('was_not_brought', 'appointment_booked', 'was_not_brought')
    const asExisting = (events: readonly ReferralEvent[]): ExistingTask[] =>
      ladderTasks(subjectOf(events)).map((task, index) => ({
        id: `task-${index}`,
        kind: task.kind,
        occasion: task.occasion,
        openedBy: task.openedBy,
        openedRef: task.openedRef,
        state: 'open',
        closedByApp: false,
      }))
    const seen = [...twice, fact('attended', '2026-02-20', 50)]
    expect(planTasks(subjectOf(seen), asExisting(twice)).cancel).toEqual([
      {
        id: 'task-0',
        outcome: 'no_longer_needed',
        gone: { why: 'The child was seen on 20-Feb-2026.', eventId: 'event-50' },
      },
    ])
    const died = [...missed, fact('closed', '2026-02-21', 51, { reason: 'died' })]
    expect(planTasks(subjectOf(died), asExisting(missed)).cancel).toMatchObject([
      { gone: { why: 'Closed quietly.', eventId: 'event-51' } },
    ])
  })
})

describe('a report that the child is getting worse', () => {
  const worse = facts('deterioration_reported')
  const kinds = (events: readonly ReferralEvent[]) => opened(events)
  const asStored = (events: readonly ReferralEvent[]): ExistingTask[] =>
    planTasks(subjectOf(events), []).open.map((task, index) => ({
      ...task,
      id: `task-${index}`,
      state: 'open',
      closedByApp: false,
    }))

  it('asks a clinician in two working days, once for each report', () => {
    const [task] = planTasks(subjectOf(worse), []).open
    expect(task).toMatchObject({ kind: 'deterioration', role: 'clinician', dueOn: '2026-03-04' })
    expect(task?.why).toBe(
      'Parent or carer reported on 01-Feb-2026 that it is getting worse: Stopped talking',
    )
    expect(kinds(facts('deterioration_reported', 'deterioration_reported'))).toEqual([
      'deterioration',
      'deterioration',
    ])
  })

  it.each(['clinical_review', 'priority_changed', 'long_wait_reviewed'] as const)('ends with %s', (type) => {
    expect(kinds(facts('deterioration_reported', type))).toEqual([])
    expect(kinds(facts(type, 'deterioration_reported'))).toEqual(['deterioration'])
    const after = facts('deterioration_reported', type)
    expect(planTasks(subjectOf(after), asStored(worse)).cancel).toMatchObject([
      { gone: { why: 'A clinician has looked at it on 02-Feb-2026.', eventId: 'event-4' } },
    ])
  })

  it('ends with a contact of a clinician and not of somebody else', () => {
    const contact = fact('contact_made', '2026-02-02', 9)
    expect(kinds([...worse, contact])).toEqual(['deterioration'])
    expect(kinds([...worse, { ...contact, recordedBy: 'clinician' }])).toEqual([])
  })
})

describe('a long-wait review', () => {
  const long = [fact('received', '2024-11-01', 1, { receivedDate: '2024-11-01' }), accepted]
  const subject = (events: readonly ReferralEvent[]) => subjectOf(events)
  const review = (weeks: number) =>
    fact('long_wait_reviewed', '2026-03-01', 3, {
      weeks,
      change: 'same',
      level: 'none',
      harm: [],
      action: 'Nothing more is needed',
      familyTold: true,
    })
  const reviews = (events: readonly ReferralEvent[]) =>
    planTasks(subject(events), []).open.filter(({ kind }) => kind === 'harm_review')

  it('ends the task of its threshold and of those below, and opens it again when voided', () => {
    expect(reviews(long)).toMatchObject([{ openedRef: 'harm_65w' }])
    expect(reviews([...long, review(52)])).toMatchObject([{ openedRef: 'harm_65w' }])
    expect(reviews([...long, review(65)])).toEqual([])
    const [open] = reviews(long)
    const existing: ExistingTask[] = [{ ...open!, id: 'review', state: 'open', closedByApp: false }]
    const reviewed = [...long, review(65)]
    expect(planTasks(subject(reviewed), existing).cancel).toMatchObject([
      { id: 'review', gone: { why: 'Reviewed on 01-Mar-2026.', eventId: 'event-3' } },
    ])
    const voided = [...reviewed, fact('voided', '2026-03-02', 4, { eventId: 'event-3' })]
    const closed: ExistingTask[] = [{ ...existing[0]!, state: 'cancelled', closedByApp: true }]
    expect(planTasks(subject(voided), closed).reopen).toEqual(['review'])
  })
})

describe('information awaited', () => {
  const asked = fact('information_requested', '2026-02-02', 2, { items: ['a', 'b'], chaseOn: '2026-02-12' })
  it('is chased by telephone, then letter, then through the referrer, then a clinician decides', () => {
    const channels = ['phone', 'letter', 'referrer'] as const
    const events: ReferralEvent[] = [received, asked]
    const said = [chaseTask(replay(events))]
    for (const [index, channel] of channels.entries()) {
      events.push(fact('information_chased', `2026-02-1${index + 3}`, index + 3, { channel }))
      said.push(chaseTask(replay(events)))
    }
    expect(said.map((task) => task?.why)).toEqual([
      'Asked on 02-Feb-2026. Chase by telephone: a, b.',
      'Asked on 02-Feb-2026, chased once. Chase by letter: a, b.',
      'Asked on 02-Feb-2026, chased 2 times. Chase through the referrer: a, b.',
      'Asked on 02-Feb-2026, chased 3 times. Decide with what there is; still missing: a, b.',
    ])
    expect(said.map((task) => task?.opensOn)).toEqual([
      '2026-02-12',
      '2026-02-23',
      '2026-02-24',
      '2026-02-25',
    ])
    expect(said.at(-1)?.role).toBe('clinician')
  })

  it('stays asked for what did not come', () => {
    const events = [received, asked, fact('information_part_received', '2026-02-05', 3, { items: ['a'] })]
    expect(replay(events)).toMatchObject({
      status: 'information_requested',
      informationRequested: { items: ['b'], arrived: ['a'], firstOn: '2026-02-02' },
    })
    const again = [...events, fact('information_requested', '2026-02-20', 4, { items: ['b', 'c'] })]
    expect(replay(again).informationRequested).toMatchObject({ firstOn: '2026-02-02', on: '2026-02-20' })
  })
})

describe('discharge after missed appointments', () => {
  const close = (detail: object, reason: string | null = 'Agreed with the family') => ({
    ...fact('closed', '2026-02-20', 99, { reason: 'discharged', ...detail }),
    reason,
  })
  const full = { clinician: 'Dr Test', risk: 'Low: school sees the child daily' }

  it('needs a named clinician, a reason and the risk', () => {
    const events = facts('was_not_brought')
    expect(whyNotDischarge(events, close({}))?.field).toBe('clinician')
    expect(whyNotDischarge(events, close({ clinician: 'Dr Test' }))?.field).toBe('risk')
    expect(whyNotDischarge(events, close(full, null))?.field).toBe('reason')
    expect(whyNotDischarge(events, close(full))).toBeNull()
    expect(whyNotRecord(events, close({}), today)).toMatch(/Name the clinician/)
    expect(whyNotRecord(events, close(full), today)).toBeNull()
  })

  it('is asked for after three cancellations and after silence, and not otherwise', () => {
    const thrice = facts('cancelled_by_family', 'cancelled_by_family', 'cancelled_by_family')
    expect(whyNotDischarge(thrice, close({}))?.field).toBe('clinician')
    expect(whyNotDischarge(facts('opt_in_sent'), close({}))?.field).toBe('clinician')
    expect(whyNotDischarge(facts('validation_sent'), close({}))?.field).toBe('clinician')
    expect(whyNotDischarge(facts(), close({}))).toBeNull()
    expect(whyNotDischarge(facts('was_not_brought', 'appointment_booked', 'attended'), close({}))).toBeNull()
    expect(
      whyNotDischarge(facts('was_not_brought'), fact('closed', '2026-02-20', 99, { reason: 'moved_away' })),
    ).toBeNull()
  })
})

describe('planning', () => {
  const types = fc.constantFrom<ReferralEvent['type']>(
    'was_not_brought',
    'cancelled_by_family',
    'cancelled_by_service',
    'arrived_not_seen',
    'appointment_booked',
    'attended',
    'opt_in_sent',
    'opted_in',
    'contact_made',
    'closed',
    'reopened',
  )

  it('opens each once, settles at once, and never discharges', () => {
    fc.assert(
      fc.property(fc.array(types, { maxLength: 14 }), fc.boolean(), (walk, cpPlan) => {
        const stored = new Map<string, ExistingTask>()
        for (let length = 0; length <= walk.length; length += 1) {
          const subject = subjectOf(facts(...walk.slice(0, length)), { cpPlan })
          const changes = planTasks(subject, [...stored.values()])
          for (const task of changes.open) {
            expect(stored.has(keyOf(task))).toBe(false)
            stored.set(keyOf(task), {
              id: keyOf(task),
              kind: task.kind,
              occasion: task.occasion,
              openedBy: task.openedBy,
              openedRef: task.openedRef,
              state: 'open',
              closedByApp: false,
            })
          }
          for (const { id } of changes.cancel)
            stored.set(id, { ...stored.get(id)!, state: 'cancelled', closedByApp: true })
          for (const id of changes.reopen)
            stored.set(id, { ...stored.get(id)!, state: 'open', closedByApp: false })
          expect(changesNothing(planTasks(subject, [...stored.values()]))).toBe(true)
          if (cpPlan && subject.isOpen && walk[length - 1] === 'was_not_brought')
            expect([...stored.values()].some(({ kind }) => kind === 'safeguarding_review')).toBe(
              subject.state.missedSinceSeen.notBrought > 0,
            )
        }
      }),
      { numRuns: 200 },
    )
  })

  it('leaves alone what a person closed, and brings back what only a voided fact had ended', () => {
    const events = facts('was_not_brought')
    const [task] = ladderTasks(subjectOf(events))
    const existing = (state: 'done' | 'cancelled', closedByApp: boolean): ExistingTask[] => [
      { ...task!, id: 'one', state, closedByApp },
    ]
    expect(planTasks(subjectOf(events), existing('done', false)).reopen).toEqual([])
    expect(planTasks(subjectOf(events), existing('cancelled', true)).reopen).toEqual(['one'])
  })

  it('opens what rules ask for, but not what a threshold or a ladder opens', () => {
    const rule = { ruleVersion: 2, text: 'clinician priority review', dueWorkingDays: 10, tell: [] }
    const rules = [
      { ...rule, ruleId: 'C06' },
      { ...rule, ruleId: 'C13', text: 'wait review' },
      { ...rule, ruleId: 'X1', text: 'call', dueWorkingDays: null },
    ]
    const { open } = planTasks(subjectOf(facts(), { rules }), [])
    expect(open.map(({ occasion, why, dueOn }) => ({ occasion, why, dueOn }))).toEqual([
      { occasion: 'C06', why: 'Clinician priority review (rule C06, version 2).', dueOn: '2026-03-16' },
      { occasion: 'X1', why: 'Call (rule X1, version 2).', dueOn: '2026-03-09' },
    ])
    expect(planTasks(subjectOf(facts('appointment_booked', 'attended'), { rules }), []).open).toEqual([])
  })
})

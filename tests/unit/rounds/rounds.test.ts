import { describe, expect, it } from 'vitest'
import { contactToRing, whyOutOfReach } from '../../../src/main/domain/rounds/reach.ts'
import { type StateCounts, yieldSentence } from '../../../src/main/domain/rounds/round-yield.ts'
import { weighBeforeRemoval } from '../../../src/main/domain/rounds/weigh-removal.ts'
import { replay } from '../../../src/main/domain/referral-status/replay.ts'
import { roundChannels } from '../../../src/shared/codes/rounds.ts'

const contact = { phone: '0191 496 0000', email: 'a@example.org', safeToContact: null }

describe('whyOutOfReach', () => {
  it('never uses a contact marked unsafe, by any channel', () => {
    for (const channel of roundChannels)
      expect(whyOutOfReach(channel, [{ ...contact, safeToContact: false }], true)).toMatch(
        /marked as not safe/,
      )
  })

  it('uses a contact nobody asked about', () => {
    expect(whyOutOfReach('phone', [contact], false)).toBeNull()
    expect(whyOutOfReach('email', [contact], false)).toBeNull()
  })

  it('says what is missing for each channel', () => {
    expect(whyOutOfReach('letter', [], false)).toBe('No address is recorded.')
    expect(whyOutOfReach('letter', [], true)).toBeNull()
    expect(whyOutOfReach('text', [{ ...contact, phone: null }], true)).toContain('phone number')
    expect(whyOutOfReach('email', [{ ...contact, email: null }], true)).toContain('e-mail')
    expect(whyOutOfReach('in_person', [], false)).toBeNull()
  })

  it('does not borrow the number of an unsafe contact', () => {
    const unsafe = { ...contact, safeToContact: false }
    const silent = { phone: null, email: null, safeToContact: true }
    expect(whyOutOfReach('phone', [unsafe, silent], true)).toContain('safe to use')
  })
})

describe('contactToRing', () => {
  it('prefers somebody known to be safe, and never one who is not', () => {
    const safe = { ...contact, safeToContact: true }
    const unsafe = { ...contact, safeToContact: false }
    expect(contactToRing([unsafe, contact, safe])).toBe(safe)
    expect(contactToRing([unsafe, contact])).toBe(contact)
    expect(contactToRing([unsafe])).toBeNull()
  })
})

describe('yieldSentence', () => {
  const states: StateCounts = {
    asked: 3,
    overdue: 2,
    asked_again: 0,
    overdue_again: 0,
    yes: 10,
    no: 4,
    unsure: 1,
    left: 0,
  }

  it('says answers, removals and time', () => {
    expect(yieldSentence(states, 3, 90)).toBe(
      '15 of 20 answered (75 %): 10 yes, 4 no, 1 not sure. 3 removed by two decisions. 90 minutes spent, 30 minutes for each removal.',
    )
  })

  it('does not divide by nobody', () => {
    expect(yieldSentence(states, 0, 0)).toContain('Nobody has been removed.')
    expect(yieldSentence(states, 0, 150)).toContain('2.5 hours spent.')
    const nobody = { ...states, asked: 0, overdue: 0, yes: 0, no: 0, unsure: 0 }
    expect(yieldSentence(nobody, 0, 0)).toContain('0 of 0 answered (0 %)')
  })
})

describe('weighBeforeRemoval', () => {
  const state = replay([])
  const none = { cpPlan: false, childInCare: false, childInNeed: false, interpreterNeeded: false }

  it('names safeguarding first', () => {
    const [first] = weighBeforeRemoval({ ...state, wasNotBroughtCount: 2 }, { ...none, cpPlan: true })
    expect(first).toContain('child protection plan')
  })

  it('tells silence by one channel from silence by two', () => {
    const asked = { about: 'validation', on: '2026-01-05', replyBy: '2026-01-26', againOn: null } as const
    expect(weighBeforeRemoval({ ...state, asked }, none)).toContain(
      'Asked by one channel only. Try another before deciding.',
    )
    expect(weighBeforeRemoval({ ...state, asked: { ...asked, againOn: '2026-01-27' } }, none)).toContain(
      'No reply by two channels. Silence is not a no.',
    )
  })
})

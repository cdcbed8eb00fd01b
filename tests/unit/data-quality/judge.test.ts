import { describe, expect, it } from 'vitest'
import { judge, judgeAll } from '../../../src/main/domain/data-quality/judge.ts'
import type { QualitySubject } from '../../../src/main/domain/data-quality/subject.ts'
import {
  type QualityRuleId,
  qualityRuleIds,
  qualityRules,
} from '../../../src/shared/codes/data-quality-rules.ts'
import { contactsOf, subjectOf, today } from './subjects.ts'

const say = (rule: QualityRuleId, change: Partial<QualitySubject>) => judge(rule, subjectOf(change), today)
const isGap = (verdict: ReturnType<typeof judge>) => typeof verdict !== 'string'

it('a whole record meets every rule that applies to it', () => {
  expect(judgeAll(subjectOf(), today).failed).toBe(0)
  for (const id of qualityRuleIds) expect(isGap(judge(id, subjectOf(), today)), id).toBe(false)
})

it('there are no more rules than bits, and each says why, how and by which source', () => {
  expect(qualityRuleIds.length).toBeLessThan(31)
  expect(new Set(qualityRuleIds).size).toBe(qualityRuleIds.length)
  for (const rule of qualityRules)
    for (const words of [rule.name, rule.why, rule.howToFix, rule.appliesWhen, rule.source])
      expect(words.length, rule.id).toBeGreaterThan(4)
})

describe('NHS number', () => {
  it('missing is one gap, not two', () => {
    expect(isGap(say('nhs_number_missing', { nhsNumber: null }))).toBe(true)
    expect(say('nhs_number_unverified', { nhsNumber: null })).toBe('not_applicable')
  })
  it('may wait for a baby whose trace is postponed, for six weeks and not a day more', () => {
    const baby = { nhsNumber: null, nhsNumberStatus: '08' }
    expect(say('nhs_number_missing', { ...baby, dateOfBirth: '2026-01-20' })).toBe('not_applicable')
    expect(isGap(say('nhs_number_missing', { ...baby, dateOfBirth: '2026-01-19' }))).toBe(true)
  })
  it('is verified by status 01 only; no status is not “not verified” but still a gap', () => {
    expect(say('nhs_number_unverified', { nhsNumberStatus: '01' })).toBe('met')
    expect(say('nhs_number_unverified', { nhsNumberStatus: '02' })).toEqual([
      'Status 02: number present but not traced.',
    ])
    expect(say('nhs_number_unverified', { nhsNumberStatus: null })).toEqual([
      'Whether the number was traced is not recorded.',
    ])
  })
})

describe('ethnicity', () => {
  it('keeps not asked, not known and not stated apart', () => {
    expect(isGap(say('ethnicity_missing', { ethnicCategory: null }))).toBe(true)
    expect(say('ethnicity_missing', { ethnicCategory: '99' })).toEqual(['Recorded as not known.'])
    expect(say('ethnicity_missing', { ethnicCategory: 'Z' })).toBe('met')
    expect(isGap(say('ethnicity_not_stated', { ethnicCategory: 'Z' }))).toBe(true)
    expect(say('ethnicity_not_stated', { ethnicCategory: '99' })).toBe('not_applicable')
  })
})

describe('address and GP', () => {
  it.each(['QA1 1AA', 'qa11 1aa', 'QA1A 1AA', 'ZZ99 3VZ'])('%s is a postcode', (postcode) => {
    expect(say('postcode_missing', { postcode })).toBe('met')
  })
  it.each([null, '', 'QA11AA', 'QA1', 'ZZ99 3WZ', 'not known'])('%s is none', (postcode) => {
    expect(isGap(say('postcode_missing', { postcode }))).toBe(true)
  })
  it('a child registered nowhere is an answer, not known is not', () => {
    expect(say('gp_practice_missing', { gpPracticeCode: 'V81997' })).toBe('met')
    expect(say('gp_practice_missing', { gpPracticeCode: 'V81999' })).toEqual(['Recorded as not known.'])
    expect(isGap(say('gp_practice_missing', { gpPracticeCode: 'Dr Example' }))).toBe(true)
  })
})

describe('unknown is never no', () => {
  it('an interpreter who is not needed is an answer', () => {
    expect(say('interpreter_not_asked', { interpreterNeeded: false })).toBe('met')
    expect(isGap(say('interpreter_not_asked', { interpreterNeeded: null }))).toBe(true)
  })
  it('consent that is awaited, refused or withdrawn is recorded', () => {
    for (const consentStatus of ['awaited', 'refused', 'withdrawn'])
      expect(say('consent_missing', { consentStatus })).toBe('met')
    expect(isGap(say('consent_missing', { consentStatus: null }))).toBe(true)
  })
  it('says apart whether parental responsibility was not asked or is held by nobody', () => {
    const contacts = contactsOf({ responsible: 0, notAskedIfResponsible: 1 })
    expect(say('contact_responsibility', { contacts })).toEqual(['Not asked for every contact.'])
    expect(say('contact_responsibility', { contacts: contactsOf({ responsible: 0 }) })).toEqual([
      'Every contact is recorded as not having it.',
    ])
  })
  it('asks for parental responsibility until the sixteenth birthday', () => {
    const contacts = contactsOf({ responsible: 0 })
    expect(isGap(say('contact_responsibility', { contacts, dateOfBirth: '2010-03-03' }))).toBe(true)
    expect(say('contact_responsibility', { contacts, dateOfBirth: '2010-03-02' })).toBe('not_applicable')
  })
  it('says apart whether safety was not asked or nobody is safe', () => {
    const notAsked = contactsOf({ reachableAndSafe: 0, reachableNotAskedIfSafe: 1 })
    expect(say('contact_not_safe', { contacts: notAsked })).toEqual(['Not asked whether contact is safe.'])
    expect(say('contact_not_safe', { contacts: contactsOf({ reachableAndSafe: 0 }) })).toEqual([
      'Every contact is recorded as not safe.',
    ])
  })
  it('says apart whether nobody is recorded or nobody can be reached', () => {
    const nobody = contactsOf({ all: 0, reachable: 0, reachableAndSafe: 0, responsible: 0 })
    expect(say('contact_missing', { contacts: nobody })).toEqual(['Nobody to contact is recorded.'])
    expect(say('contact_missing', { contacts: { ...nobody, all: 1 } })).toEqual([
      'No contact has a phone number or e-mail.',
    ])
  })
})

describe('dates', () => {
  it.each<[string, Partial<QualitySubject>, string]>([
    ['born after receipt', { dateOfBirth: '2026-01-11' }, 'after the referral was received'],
    ['received tomorrow', { receivedDate: '2026-03-03' }, 'in the future'],
    ['contact before receipt', { firstContactOn: '2026-01-09' }, 'before the referral was received'],
    ['referred after receipt', { originalReferralDate: '2026-01-11' }, 'after it was received'],
    ['consent tomorrow', { consentOn: '2026-03-03' }, 'in the future'],
    ['consent before birth', { consentOn: '2020-05-03' }, 'before the child was born'],
    ['died, still open', { diedOn: '2026-02-01' }, 'still open'],
  ])('%s cannot be', (_, change, words) => {
    const verdict = say('dates_impossible', change)
    expect(isGap(verdict) && verdict.join(' ')).toContain(words)
  })
  it.each<[string, Partial<QualitySubject>]>([
    ['born and received on one day', { dateOfBirth: '2026-01-10', consentOn: null }],
    ['received today', { receivedDate: today, firstContactOn: today }],
    [
      'seen elsewhere before a transfer',
      { originalReferralDate: '2025-06-01', firstContactOn: '2025-09-01' },
    ],
  ])('%s can be', (_, change) => {
    expect(say('dates_impossible', change)).toBe('met')
  })
  it('looks at defaults, at receipts five years old and at ages out of range', () => {
    expect(isGap(say('dates_improbable', { dateOfBirth: '1900-01-01' }))).toBe(true)
    expect(isGap(say('dates_improbable', { receivedDate: '1970-01-01' }))).toBe(true)
    expect(say('dates_improbable', { dateOfBirth: '2020-01-01' })).toBe('met')
    expect(say('dates_improbable', { receivedDate: '2021-03-02' })).toBe('met')
    expect(isGap(say('dates_improbable', { receivedDate: '2021-03-01' }))).toBe(true)
    expect(isGap(say('dates_improbable', { ageOutOn: today }))).toBe(true)
    expect(say('dates_improbable', { ageOutOn: '2026-03-03' })).toBe('met')
  })
})

describe('work', () => {
  it('counts twelve weeks without an entry, to the day', () => {
    expect(say('no_activity_12_weeks', { lastActivityOn: '2025-12-09' })).toBe('met')
    expect(say('no_activity_12_weeks', { lastActivityOn: '2025-12-08' })).toEqual(['Last entry 08-Dec-2025.'])
  })
  it('leaves alone what is booked or planned, but not what was', () => {
    const old = { lastActivityOn: '2025-06-01' }
    expect(say('no_activity_12_weeks', { ...old, nextAppointmentOn: today })).toBe('not_applicable')
    expect(say('no_activity_12_weeks', { ...old, plannedDueOn: '2026-09-01' })).toBe('not_applicable')
    expect(isGap(say('no_activity_12_weeks', { ...old, nextAppointmentOn: '2026-03-01' }))).toBe(true)
  })
  it('asks for a priority once triaged and before seen', () => {
    expect(isGap(say('priority_missing', { hasPriority: false }))).toBe(true)
    for (const stageQueue of ['not_triaged', 'information_awaited', 'planned', 'seen_open', null] as const)
      expect(say('priority_missing', { hasPriority: false, stageQueue })).toBe('not_applicable')
  })
  it('names duplicates that nobody decided, and what is in no queue', () => {
    expect(isGap(say('duplicate_undecided', { hasPossibleDuplicate: true }))).toBe(true)
    expect(isGap(say('no_queue', { stageQueue: null }))).toBe(true)
  })
})

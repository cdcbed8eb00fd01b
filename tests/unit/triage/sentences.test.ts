import { describe, expect, test } from 'vitest'
import { defaultRuleSet } from '../../../src/main/domain/triage/default-rule-set.ts'
import { describeRule } from '../../../src/main/domain/triage/describe-rule.ts'
import { evaluate } from '../../../src/main/domain/triage/evaluate.ts'
import { sentencesOf } from '../../../src/main/domain/triage/sentences.ts'
import { evaluated, plainReferral } from '../../fixtures/triage/referrals.ts'

const said = (changes: Record<string, unknown>) => sentencesOf(evaluated(changes))

test('a sentence names rule, version, what held and what follows', () => {
  const rules = { ...defaultRuleSet(), version: 3 }
  const choking = { ...plainReferral, pathway: ['dysphagia'], redFlags: ['choking', 'weight_loss'] }
  expect(sentencesOf(evaluate(rules, choking))).toEqual([
    'S01 (v3): feeding referral, choking and weight loss recorded → urgent, 5 working days.',
  ])
})

describe('sentences', () => {
  test.each<[Record<string, unknown>, string]>([
    [
      { pathway: ['dysphagia'], redFlagsAsked: null, redFlags: null },
      'S01 (v1): feeding referral, red-flag questions not asked → urgent, 5 working days.',
    ],
    [
      { pathway: ['voice'] },
      'S07 (v1): voice referral, ENT examination not asked → ask for ENT examination.',
    ],
    [
      { pathway: ['voice'], entSeen: false },
      'S07 (v1): voice referral, not seen by ENT → ask for ENT examination.',
    ],
    [
      { wnbCount: 2 },
      'C16 (v1): was not brought twice → task: clinician plus safeguarding review, tell referrer, GP, health visitor or school nurse and social worker if any, no discharge without a clinician.',
    ],
    [
      { weeksWaiting: 53, weeksWaitingLastRun: 39 },
      'C13 (v1): waited 53 weeks, now past 40 and 52 weeks → flag “Long wait: 40 weeks”, flag “Long wait: 52 weeks”, task: wait review (within 10 working days).',
    ],
    [
      { postcode: null, gpPracticeCode: '' },
      'C01 (v1): postcode not recorded, GP practice not recorded → ask for identity, contact, GP, reason and consent.',
    ],
    [
      { service: 'neurodev', redFlags: ['motor_regression'], ageMonths: 50 },
      'N03 (v1): motor regression recorded → urgent, route: paediatrician or paediatric neurologist first.',
    ],
    [
      { service: 'neurodev', evidence: null },
      'N01 (v1): parent questionnaire not asked, school or nursery questionnaire not asked → ask for parent questionnaire and school or nursery questionnaire.',
    ],
    [
      { ehcnaAdviceRequestDate: '2026-01-20' },
      'C05 (v1): date EHC advice was asked for recorded → due by law in 42 days from the date EHC advice was asked for, flag “EHC advice due”.',
    ],
  ])('%j', (changes, expected) => {
    expect(said(changes)[0]).toBe(expected)
  })

  test('only the conditions that held are given', () => {
    const sentence = said({ pathway: ['dysphagia'], redFlagsAsked: true, redFlags: ['choking'] })[0]
    expect(sentence).not.toContain('asked')
  })

  test('why a redirect is not suggested', () => {
    expect(said({ service: 'audiology', reasonCodes: ['EAR_DISCHARGE', 'SUSPECTED_SNHL'] })).toContain(
      'Redirecting (A11: for ENT or the GP) is not suggested because A06 makes this urgent.',
    )
    expect(
      said({
        eal: true,
        homeLanguageConcern: false,
        redFlags: ['disclosure_of_abuse', 'language_regression'],
      }),
    ).toContain(
      'Redirecting (S08: home language on track) is not suggested because C10 and S04 make this same day.',
    )
  })

  test('a redirect without the red-flag questions waits for them, and says so', () => {
    const warning = 'Redirecting (S08: home language on track) is not suggested until it is known: red flags.'
    const home = { eal: true, homeLanguageConcern: false }
    expect(said({ ...home, redFlags: null })).toContain(warning)
    expect(said(home)).not.toContain(warning)
  })

  test('a value of the wrong type is said, not passed over', () => {
    expect(said({ wnbCount: '2' })).toEqual([
      'Times was not brought: a number is needed; counted as not asked.',
    ])
  })
})

describe('a rule in words', () => {
  const described = (id: string) => {
    const rule = defaultRuleSet().rules.find((each) => each.id === id)
    if (!rule) throw new Error(`no rule ${id}`)
    return describeRule(rule)
  }

  test('S01, with what a blank does', () => {
    expect(described('S01')).toEqual({
      sentence:
        'Speech and language therapy: if pathway: feeding, and (red-flag questions not asked (or nobody asked), or red flags: choking, coughing on feeds, colour change on feeding, wet voice or breath, breathing change on feeding, recurrent chest infections or weight loss) → urgent, 5 working days.',
      notes: [
        'If nobody recorded pathway, this does not fire.',
        'If nobody recorded red-flag questions asked, this still fires.',
        'If nobody recorded red flags, this fires only for another reason.',
      ],
    })
  })

  test('a redirect does not fire on a blank', () => {
    expect(described('S08')).toEqual({
      sentence:
        'Speech and language therapy: if English as an additional language, and no concern about the home language → redirect suggested (home language on track).',
      notes: [
        'If nobody recorded English as an additional language, this does not fire.',
        'If nobody recorded concern about the home language, this does not fire.',
      ],
    })
  })

  test('branches are sentences of their own', () => {
    expect(described('C04').sentence).toBe(
      'Every service: if GP outside the area, and home outside the area, and school outside the area → see below. If child in care → ask for placing authority. If not a child in care → redirect suggested (outside the area). Otherwise → redirect suggested (outside the area), not asked whether the child is in care: ask before redirecting.',
    )
  })

  test('no rule shows a code, a field name or an undefined', () => {
    for (const rule of defaultRuleSet().rules) {
      const { sentence, notes } = describeRule(rule)
      expect(sentence).not.toMatch(/[a-z]_[a-z]|[A-Z]_[A-Z]|undefined|[a-z][A-Z][a-z]/)
      expect(notes.length).toBeGreaterThan(0)
    }
  })
})

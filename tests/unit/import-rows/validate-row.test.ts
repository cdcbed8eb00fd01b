import { describe, expect, it } from 'vitest'
import { importHeaders, type ImportHeader } from '../../../src/shared/codes/import-columns.ts'
import { validateRow } from '../../../src/main/domain/import-rows/validate-row.ts'
import { check, context, example, problems, valid } from './example-row.ts'

describe('a good row', () => {
  it('with only what is required leaves everything else not asked', () => {
    const row = valid()
    expect(row).toMatchObject({
      row: 2,
      nhsNumber: '9990000018',
      familyName: 'Okafor',
      givenName: 'Amara',
      dateOfBirth: '2019-03-04',
      service: 'slt',
      receivedDate: '2025-06-02',
      warnings: [],
    })
    const rest = Object.entries(row).filter(([, value]) => value === null)
    expect(rest).toHaveLength(importHeaders.length - Object.keys(example).length)
  })

  it('with every column filled keeps each value typed', () => {
    const row = valid({
      local_patient_id: 'L0001',
      nhs_number_status: '1',
      preferred_name: 'Ama',
      gender: 'Female',
      ethnic_category: 'African',
      postcode: 'ls14ap',
      imd_decile: '3.0',
      gp_practice_code: 'b86001',
      school: 'Hill Top Primary',
      language: 'Igbo',
      interpreter_needed: 'Y',
      child_in_care: '0',
      cp_plan: 'TRUE',
      child_in_need: 'no',
      ehcp: 'f',
      contact_name: 'Ngozi Okafor',
      contact_relationship: 'mother',
      contact_phone: '+44 7700 900123',
      contact_email: 'ngozi@example.org',
      referral_id: 'R1',
      pathway: 'Language; speech_sound;local pathway',
      original_referral_date: '01/05/2025',
      source_of_referral: 'Health visitor',
      referrer_role: 'Health Visitor',
      reason_codes: 'language_delay',
      reason_text: 'First line.\r\nSecond  line 🙂',
      red_flags_asked: 'yes',
      red_flags: 'Choking',
      evidence: 'parent questionnaire',
      consent_status: 'yes',
      consent_giver_role: 'Step-parent',
      priority: 'same day',
      triage_outcome: 'Accepted',
      triage_date: '10-Jun-2025',
      first_contact_date: '1 Sep 2025',
      last_contact_date: '2025-09-20',
      wnb_count: '1',
      cancelled_by_family_count: '0',
      closed_date: '2025-12-01',
      closed_reason: 'discharged',
    })
    expect(row).toMatchObject({
      nhsNumberStatus: '01',
      gender: '2',
      ethnicCategory: 'N',
      postcode: 'LS1 4AP',
      imdDecile: 3,
      gpPracticeCode: 'B86001',
      interpreterNeeded: true,
      childInCare: false,
      cpPlan: true,
      childInNeed: false,
      ehcp: false,
      contactPhone: '+44 7700 900123',
      pathway: ['language', 'speech_sound', 'local pathway'],
      originalReferralDate: '2025-05-01',
      sourceOfReferral: 'Health visitor',
      referrerRole: 'health_visitor',
      reasonCodes: ['LANGUAGE_DELAY'],
      reasonText: 'First line.\nSecond line 🙂',
      redFlagsAsked: true,
      redFlags: ['choking'],
      evidence: ['parent_questionnaire'],
      consentStatus: 'given',
      consentGiverRole: 'step_parent',
      priority: 'same_day',
      triageOutcome: 'accepted',
      triageDate: '2025-06-10',
      firstContactDate: '2025-09-01',
      lastContactDate: '2025-09-20',
      wnbCount: 1,
      cancelledByFamilyCount: 0,
      closedDate: '2025-12-01',
      closedReason: 'discharged',
    })
    expect(Object.values(row)).not.toContain(null)
  })

  it.each([
    'slt',
    'SLT',
    'Speech and language therapy',
    '(CYP) Therapy interventions: Speech and language',
    'salt',
  ])('knows the service as %j', (service) => expect(valid({ service }).service).toBe('slt'))

  it('knows a service that was added by its name and its line', () => {
    const services = [
      ...context.services,
      {
        id: 'ot',
        name: 'Occupational therapy',
        chsLine: '(CYP) Therapy interventions: Occupational therapy',
      },
    ]
    for (const service of [
      'ot',
      'OCCUPATIONAL THERAPY',
      '(cyp) therapy interventions: occupational therapy',
    ]) {
      const result = validateRow(2, { ...example, service }, { ...context, services })
      expect(result.ok && result.row.service).toBe('ot')
    }
  })

  it.each(['N/A', 'NULL', '-', 'n/a', ' ', '#N/A', 'Not asked'])('takes %j for blank', (blank) => {
    const row = valid({
      postcode: blank,
      gender: blank,
      wnb_count: blank,
      triage_date: blank,
      cp_plan: blank,
      pathway: blank,
    })
    expect([row.postcode, row.gender, row.wnbCount, row.triageDate, row.cpPlan, row.pathway]).toEqual(
      new Array(6).fill(null),
    )
  })

  it('keeps a child whose family name is Null', () => {
    expect(valid({ family_name: 'Null' }).familyName).toBe('Null')
  })

  it('accepts the local id in place of the NHS number', () => {
    expect(valid({ nhs_number: '', local_patient_id: '="000123"' })).toMatchObject({
      nhsNumber: null,
      localPatientId: '000123',
    })
  })
})

describe('text as it comes', () => {
  it('loses text-direction marks and repeated spaces, and keeps scripts and emoji', () => {
    const row = valid({
      family_name: '\u202bالأحمد\u202c',
      given_name: '  Anne \u00a0 Marie\u200e ',
      reason_text: 'Happy child 👩‍👧 at home',
    })
    expect(row).toMatchObject({
      familyName: 'الأحمد',
      givenName: 'Anne Marie',
      reasonText: 'Happy child 👩‍👧 at home',
    })
  })

  it.each(['\u0000', '\u0007', '\ufffd', '\u007f'])(
    'is refused at its column when it holds %j',
    (character) => {
      expect(problems({ given_name: `Am${character}ara` })).toEqual(['given_name: invalid_value'])
      expect(problems({ school: `Hill${character}Top` })).toEqual(['school: invalid_value'])
    },
  )

  it('is refused where a formula stands for a value, and kept in free text with a warning', () => {
    expect(problems({ family_name: "=cmd|' /C calc'!A0" })).toEqual(['family_name: invalid_value'])
    expect(problems({ nhs_number: '=1+1', local_patient_id: 'L1' })).toEqual(['nhs_number: invalid_value'])
    expect(problems({ local_patient_id: '=A1' })).toEqual(['local_patient_id: invalid_value'])
    const row = valid({ reason_text: '=cmd()' })
    expect(row.reasonText).toBe('=cmd()')
    expect(row.warnings.map(({ column, code }) => [column, code])).toEqual([['reason_text', 'check_value']])
  })

  it.each(['#REF!', '#VALUE!', '#NAME?', '#DIV/0!', '#N/A'])('is refused as a name when it is %s', (text) => {
    expect(problems({ family_name: text })).toEqual(['family_name: invalid_value'])
  })

  it.each(['-', '123', '+Khan', '@Khan', '??'])('is refused as a name when it is %j', (text) => {
    expect(problems({ given_name: text })).toEqual(['given_name: invalid_value'])
  })

  it('has a limit in each column, with 4,000 characters for the reason', () => {
    expect(valid({ reason_text: 'x'.repeat(4000) }).reasonText).toHaveLength(4000)
    expect(problems({ reason_text: 'x'.repeat(5000) })).toEqual(['reason_text: too_long'])
    const long = {
      family_name: 101,
      local_patient_id: 41,
      referral_id: 61,
      school: 201,
      contact_phone: 41,
      language: 101,
    }
    for (const [column, length] of Object.entries(long)) {
      expect(problems({ [column]: 'x'.repeat(length) })).toEqual([`${column}: too_long`])
      expect(problems({ [column]: 'x'.repeat(length - 1) })).toEqual([])
    }
  })

  it('has a limit for lists', () => {
    expect(problems({ pathway: Array.from({ length: 51 }, (_, i) => `p${i}`).join(';') })).toEqual([
      'pathway: too_long',
    ])
    expect(problems({ evidence: 'x'.repeat(61) })).toEqual(['evidence: too_long'])
  })
})

describe('problems', () => {
  it.each([
    'family_name',
    'given_name',
    'date_of_birth',
    'service',
    'referral_received_date',
  ] as ImportHeader[])('a missing %s is required', (column) =>
    expect(problems({ [column]: ' ' })).toEqual([`${column}: required`]),
  )

  it('one of NHS number and local id is required, once', () => {
    expect(problems({ nhs_number: '' })).toEqual(['nhs_number: required'])
    expect(problems({ nhs_number: '123' })).toEqual(['nhs_number: invalid_nhs_number'])
  })

  it.each(['31/02/2025', '03/04/25', '45678', '2025-13-01'])(
    'the date %s is invalid in any date column',
    (date) => {
      expect(problems({ referral_received_date: date })).toEqual(['referral_received_date: invalid_date'])
      expect(problems({ triage_date: date })).toEqual(['triage_date: invalid_date'])
    },
  )

  it.each([
    'referral_received_date',
    'original_referral_date',
    'triage_date',
    'first_contact_date',
    'last_contact_date',
  ] as ImportHeader[])('%s cannot be in the future, and can be today', (column) => {
    expect(problems({ [column]: '2026-02-01' })).toEqual([`${column}: future_date`])
    const original = column === 'original_referral_date' ? { referral_received_date: '2026-01-31' } : {}
    expect(problems({ ...original, [column]: '2026-01-31' })).toEqual([])
  })

  it('a birth or a closure in the future is refused too', () => {
    expect(problems({ date_of_birth: '2026-02-01' })).toEqual(['date_of_birth: future_date'])
    expect(problems({ closed_date: '2026-02-01', closed_reason: 'died' })).toContain(
      'closed_date: future_date',
    )
  })

  it('receipt and contacts cannot come before birth', () => {
    expect(problems({ date_of_birth: '2025-06-03' })).toEqual(['referral_received_date: before_birth'])
    expect(problems({ date_of_birth: '2025-06-02' })).toEqual([])
    expect(problems({ original_referral_date: '2018-01-01' })).toEqual([
      'original_referral_date: before_birth',
    ])
  })

  it('contacts, triage and closure cannot come before receipt, and can fall on the day', () => {
    for (const column of ['triage_date', 'first_contact_date', 'last_contact_date'] as const) {
      expect(problems({ [column]: '2025-06-01' })).toEqual([`${column}: date_order`])
      expect(problems({ [column]: '2025-06-02' })).toEqual([])
    }
    expect(problems({ closed_date: '2025-06-01', closed_reason: 'declined' })).toEqual([
      'closed_date: date_order',
    ])
    expect(problems({ closed_date: '2025-06-02', closed_reason: 'declined' })).toEqual([])
  })

  it('a closure cannot come before the first contact, nor an original referral after receipt', () => {
    const seen = { first_contact_date: '2025-09-01', closed_reason: 'discharged' }
    expect(problems({ ...seen, closed_date: '2025-08-31' })).toEqual(['closed_date: date_order'])
    expect(problems({ ...seen, closed_date: '2025-09-01' })).toEqual([])
    expect(problems({ original_referral_date: '2025-06-03' })).toEqual(['original_referral_date: date_order'])
  })

  it.each(['999000001A', '9990000019', '9999999999', '999 000 001'])(
    'the NHS number %s is invalid',
    (nhs_number) => {
      expect(problems({ nhs_number })).toEqual(['nhs_number: invalid_nhs_number'])
    },
  )

  it('a palindrome is imported with a warning', () => {
    const row = valid({ nhs_number: '400 000 0004' })
    expect(row.nhsNumber).toBe('4000000004')
    expect(row.warnings.map(({ code }) => code)).toEqual(['nhs_number_unusual'])
  })

  it('services and codes that are not known are refused', () => {
    expect(problems({ service: 'podiatry' })).toEqual(['service: unknown_service'])
    const codes: [ImportHeader, string][] = [
      ['gender', 'Q7'],
      ['ethnic_category', 'Q'],
      ['nhs_number_status', '09'],
      ['priority', 'very urgent'],
      ['triage_outcome', 'maybe'],
      ['consent_status', 'perhaps'],
    ]
    for (const [column, text] of codes)
      expect(problems({ [column]: text })).toEqual([`${column}: unknown_code`])
    expect(problems({ closed_reason: 'lost in the post', closed_date: '2025-10-30' })).toContain(
      'closed_reason: unknown_code',
    )
  })

  it('values of the wrong kind are refused', () => {
    const values: [ImportHeader, string][] = [
      ['cp_plan', 'maybe'],
      ['wnb_count', 'two'],
      ['wnb_count', '-1'],
      ['wnb_count', '1.5'],
      ['imd_decile', '0'],
      ['imd_decile', '11'],
      ['postcode', 'LS1'],
      ['gp_practice_code', 'The Surgery'],
    ]
    for (const [column, text] of values)
      expect(problems({ [column]: text })).toEqual([`${column}: invalid_value`])
  })

  it('a closure needs both its date and its reason', () => {
    expect(problems({ closed_date: '2025-12-01' })).toEqual(['closed_reason: required'])
    expect(problems({ closed_reason: 'died' })).toEqual(['closed_date: required'])
  })

  it('are all reported, each at row and column, in words without the value', () => {
    const result = check(
      {
        nhs_number: '9990000019',
        family_name: '',
        date_of_birth: '31/02/2019',
        service: 'chiropody',
        gender: 'Q7',
        wnb_count: 'lots',
      },
      17,
    )
    expect(result.ok).toBe(false)
    if (result.ok) return
    expect(result.issues.map(({ row, column, code }) => `${row} ${column} ${code}`).toSorted()).toEqual([
      '17 date_of_birth invalid_date',
      '17 family_name required',
      '17 gender unknown_code',
      '17 nhs_number invalid_nhs_number',
      '17 service unknown_service',
      '17 wnb_count invalid_value',
    ])
    const words = result.issues.map(({ message }) => message).join(' ')
    for (const value of ['9990000019', '31/02/2019', 'chiropody', 'Q7', 'lots'])
      expect(words).not.toContain(value)
  })
})

describe('red flags', () => {
  it.each([
    ['', '', null, null],
    ['yes', '', true, []],
    ['no', '', false, null],
    ['yes', 'choking;weight_loss', true, ['choking', 'weight_loss']],
    ['', 'choking', true, ['choking']],
    ['', 'none', true, []],
    ['no', 'none', false, null],
  ])('asked %j, listed %j', (red_flags_asked, red_flags, redFlagsAsked, redFlags) => {
    expect(valid({ red_flags_asked, red_flags })).toMatchObject({ redFlagsAsked, redFlags, warnings: [] })
  })

  it('count although "asked" says no, with a warning', () => {
    const row = valid({ red_flags_asked: 'no', red_flags: 'choking' })
    expect(row).toMatchObject({ redFlagsAsked: true, redFlags: ['choking'] })
    expect(row.warnings.map(({ column }) => column)).toEqual(['red_flags_asked'])
  })

  it('leave other lists not asked when blank', () => {
    expect(valid({ pathway: '', reason_codes: '', evidence: '' })).toMatchObject({
      pathway: null,
      reasonCodes: null,
      evidence: null,
    })
  })
})

import { describe, expect, it } from 'vitest'
import { importHeaders } from '../../../src/shared/codes/import-columns.ts'
import { headerVariants } from '../../../src/main/domain/import-rows/header-variants.ts'
import {
  arrangeCells,
  headerKey,
  proposeMapping,
} from '../../../src/main/domain/import-rows/header-mapping.ts'

describe('proposing a mapping', () => {
  it('knows the canonical layout, in any order and case', () => {
    const headers = importHeaders.toReversed().map((header) => header.toUpperCase())
    const { mapping, columns, missingRequired } = proposeMapping(headers)
    for (const [i, header] of importHeaders.entries())
      expect(mapping[header]).toBe(importHeaders.length - 1 - i)
    expect(columns.every(({ confidence }) => confidence === 'exact')).toBe(true)
    expect(missingRequired).toEqual([])
  })

  it.each([
    ['NHS No', 'nhs_number'],
    ['nhs number', 'nhs_number'],
    ['NHS_NO.', 'nhs_number'],
    ['DOB', 'date_of_birth'],
    ['Date of Birth', 'date_of_birth'],
    ['D.O.B.', 'date_of_birth'],
    ['Surname', 'family_name'],
    ['Last name', 'family_name'],
    ['Forename', 'given_name'],
    ['First Name', 'given_name'],
    ['Known as', 'preferred_name'],
    ['Date referral received', 'referral_received_date'],
    ['Referral date', 'referral_received_date'],
    ['Patient ID', 'local_patient_id'],
    ['Hospital number', 'local_patient_id'],
    ['Post Code', 'postcode'],
    ['Sex', 'gender'],
    ['Ethnicity', 'ethnic_category'],
    ['Child protection plan', 'cp_plan'],
    ['LAC', 'child_in_care'],
    ['Date closed', 'closed_date'],
    ['Discharge reason', 'closed_reason'],
    ['Date of first contact', 'first_contact_date'],
    ['DNAs', 'wnb_count'],
    ['Urgency', 'priority'],
    ['Reason for referral', 'reason_text'],
    ['Consent given?', 'consent_status'],
    ['\ufeffnhs_number', 'nhs_number'],
  ])('reads %j as %s', (header, column) => {
    expect(proposeMapping([header]).columns[0]).toMatchObject({ column })
  })

  it('has no spelling that stands for two columns', () => {
    const owners = new Map<string, string>()
    for (const column of importHeaders) {
      for (const key of new Set([headerKey(column), ...headerVariants[column].map(headerKey)])) {
        expect(owners.get(key) ?? column, key).toBe(column)
        owners.set(key, column)
      }
    }
  })

  it('guesses from part of the header only where the values agree', () => {
    const headers = ['Client NHS (10 digit)', 'Birth details', 'Date of paediatric referral']
    const good = [['999 000 0018', '04/03/2019', '02/06/2025']]
    expect(proposeMapping(headers, good).mapping).toEqual({
      nhs_number: 0,
      date_of_birth: 1,
      referral_received_date: 2,
    })
    expect(proposeMapping(headers, [['yes', 'forceps', 'see letter']]).mapping).toEqual({})
    expect(proposeMapping(headers, good).columns.map(({ confidence }) => confidence)).toEqual([
      'guess',
      'guess',
      'guess',
    ])
  })

  it('shows three examples that are not blank', () => {
    const rows = [
      ['', 'a'],
      ['Okafor', 'b'],
      [' ', 'c'],
      ['Khan', 'd'],
      ['Ali', 'e'],
      ['Walsh', 'f'],
    ]
    expect(proposeMapping(['Surname', 'x'], rows).columns[0]?.examples).toEqual(['Okafor', 'Khan', 'Ali'])
  })

  it('takes the surer of two columns, then the one further left', () => {
    const { mapping, columns } = proposeMapping(['Surname', 'family_name', 'DOB', 'Date of birth'])
    expect(mapping).toEqual({ family_name: 1, date_of_birth: 3 })
    expect(columns.map(({ column }) => column)).toEqual([null, 'family_name', null, 'date_of_birth'])
    expect(proposeMapping(['DOB', 'Born']).mapping).toEqual({ date_of_birth: 0 })
  })

  it('lists what is missing', () => {
    expect(proposeMapping(['Surname', 'DOB']).missingRequired).toEqual([
      'given_name',
      'service',
      'referral_received_date',
      'nhs_number or local_patient_id',
    ])
    expect(
      proposeMapping(['Surname', 'Forename', 'DOB', 'Service', 'Referral date', 'MRN']).missingRequired,
    ).toEqual([])
  })
})

it('arranges cells in the order of the layout', () => {
  const arrange = arrangeCells({ nhs_number: 2, family_name: 0, given_name: null })
  const cells = arrange(['Okafor', 'unused'])
  expect(cells).toHaveLength(importHeaders.length)
  expect(cells[importHeaders.indexOf('family_name')]).toBe('Okafor')
  expect(cells.filter((cell) => cell !== '')).toEqual(['Okafor'])
})

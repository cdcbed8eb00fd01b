import { describe, expect, it } from 'vitest'
import { codeLists, mayBeInList } from '../../../src/main/domain/community-data-set/code-lists.ts'
import { codeSets } from '../../../src/main/domain/community-data-set/code-sets.ts'
import { dataSetTables } from '../../../src/main/domain/community-data-set/field.ts'
import { DataSetTally, verdictOf } from '../../../src/main/domain/community-data-set/field-report.ts'
import { dataSetFields, fieldsOfTable } from '../../../src/main/domain/community-data-set/fields.ts'
import { isWellFormed } from '../../../src/main/domain/community-data-set/formats.ts'
import { languageCode } from '../../../src/main/domain/community-data-set/languages.ts'
import { validateDataSetRow } from '../../../src/main/domain/community-data-set/validate.ts'

const child = {
  LocalPatientID: 'A1',
  OrgID_LocalPatientID: 'RX1',
  NHSNumber: '9990000018',
  NHSNumber_Status: '01',
  DateOfBirth: '2019-02-28',
  Postcode: 'AB1 2CD',
  Gender: '2',
  EthnicCategory: 'A',
  LanguagePreferred: 'pl',
  ChildLookedAfter_Indicator: 'N',
  EducationAssessment: '01',
}
const subject = { childId: 'c', referralId: 'r' }

describe('the definition', () => {
  it('has fields for every table, each name once, and lists that exist', () => {
    for (const { id } of dataSetTables) {
      const names = fieldsOfTable(id).map(({ field }) => field)
      expect(names.length).toBeGreaterThan(1)
      expect(new Set(names).size).toBe(names.length)
    }
    const sets = new Set<string>(codeSets.map(({ id }) => id))
    for (const { codeSet } of dataSetFields) if (codeSet !== null) expect(sets).toContain(codeSet)
  })

  it('names the fields of the referral and the contact in their order', () => {
    expect(fieldsOfTable('CYP102').map(({ field }) => field)).toEqual([
      'ServiceRequestID',
      'TeamID_Local',
      'TeamType',
      'Referral_ClosureDate',
      'Referral_RejectionDate',
      'Referral_ClosureReason',
      'Referral_RejectionReason',
    ])
    expect(fieldsOfTable('CYP201')).toHaveLength(21)
    expect(fieldsOfTable('CYP101')[11]!.field).toBe('Discharge_Date')
  })

  it('proposes only codes that are in their list', () => {
    for (const { list, proposed } of codeSets)
      for (const code of Object.values<string>(proposed))
        expect(list !== null && mayBeInList(list, code)).toBe(true)
  })

  it('gives every team type of the starting services', () => {
    for (const code of ['06', '17', '33']) expect(mayBeInList('team_type', code)).toBe(true)
    for (const code of ['08', '18', '22', '28', '59']) expect(mayBeInList('team_type', code)).toBe(false)
    expect(codeLists.find(({ id }) => id === 'team_type')!.codes).toHaveLength(54)
  })
})

describe('a value', () => {
  it.each([
    [{ kind: 'date' }, ['2024-02-29', '1999-12-31'], ['2023-02-29', '29/02/2024', '2024-2-9', '20240229']],
    [{ kind: 'time' }, ['00:00:00', '23:59:59'], ['24:00:00', '09:30', '9:30:00']],
    [{ kind: 'date_time' }, ['2026-03-02T12:00:00'], ['2026-03-02 12:00:00', '2026-02-30T12:00:00']],
    [{ kind: 'nhs_number' }, ['9990000018'], ['9990000019', '999 000 0018', '9999999999', '']],
    [{ kind: 'postcode' }, ['AB1 2CD', 'ZZ99 3VZ'], ['AB12CD', 'ab1 2cd', 'AB1 2C']],
    [{ kind: 'organisation' }, ['RX1', 'Z9B2Z'], ['rx1', 'RX', 'NORTHERN']],
    [{ kind: 'practice' }, ['A12345', 'V81999'], ['12345', 'A1234', 'A123456']],
    [{ kind: 'language' }, ['pl'], ['Polish', 'p']],
    [{ kind: 'text', longest: 20 }, ['x'.repeat(20)], ['x'.repeat(21)]],
    [
      { kind: 'code', longest: 1, list: 'attendance_status' },
      ['2', '3', '4', '5', '6', '7'],
      ['1', '8', '05'],
    ],
    [{ kind: 'code', longest: 2, list: 'closure_reason' }, ['01', '09'], ['1', '10']],
    [{ kind: 'code', longest: 2, list: 'rejection_reason' }, ['01', '02', '03'], ['04']],
    [{ kind: 'code', longest: 3, list: 'activity_location_type' }, ['A01', 'D09'], ['A0001']],
    [{ kind: 'code', longest: 2, list: null }, ['A1'], ['ABC']],
  ] as const)('is written as %o asks', (format, right, wrong) => {
    for (const value of right) expect(isWellFormed(value, format), value).toBe(true)
    for (const value of wrong) expect(isWellFormed(value, format), value).toBe(false)
  })
})

describe('a row', () => {
  it('of a child with everything has no problem', () => {
    expect(validateDataSetRow('CYP001', child)).toEqual([])
  })

  it('of a child without an NHS number lacks that and nothing else', () => {
    expect(validateDataSetRow('CYP001', { ...child, NHSNumber: null })).toEqual([
      { field: 'NHSNumber', problem: 'missing' },
    ])
  })

  it('wants a reason only where there is a closure or a rejection', () => {
    const open = { ServiceRequestID: 'S', TeamID_Local: 'slt', TeamType: '33' }
    expect(validateDataSetRow('CYP102', open)).toEqual([])
    expect(validateDataSetRow('CYP102', { ...open, Referral_ClosureDate: '2026-01-02' })).toEqual([
      { field: 'Referral_ClosureReason', problem: 'missing' },
    ])
    expect(validateDataSetRow('CYP102', { ...open, Referral_RejectionDate: '2026-01-02' })).toEqual([
      { field: 'Referral_RejectionReason', problem: 'missing' },
    ])
  })

  it('wants the day of cancelling only of what was cancelled', () => {
    const missing = (AttendanceStatus: string) =>
      validateDataSetRow('CYP201', { AttendanceStatus }).some(
        ({ field }) => field === 'Contact_CancellationDate',
      )
    expect(['2', '3', '4', '5', '6', '7'].filter(missing)).toEqual(['2', '4'])
  })
})

describe('the report', () => {
  const reportOf = (...rows: Record<string, string | null>[]) => {
    const tally = new DataSetTally()
    for (const row of rows) tally.add('CYP001', row, subject)
    return { tally, fields: tally.report() }
  }
  const find = (fields: ReturnType<DataSetTally['report']>, field: string) =>
    fields.find((each) => each.table === 'CYP001' && each.field === field)!

  it('calls a missing mandatory field an error and a missing required one a warning', () => {
    const { fields } = reportOf(child, { ...child, OrgID_LocalPatientID: '', Postcode: '', Gender: 'M' })
    expect(find(fields, 'OrgID_LocalPatientID')).toMatchObject({
      level: 'error',
      rows: 2,
      filled: 1,
      missing: 1,
      invalid: 0,
      sentence: 'Blank in 1 of 2 rows: mandatory, so these records would be rejected.',
    })
    expect(find(fields, 'Postcode')).toMatchObject({ level: 'warning', missing: 1 })
    expect(find(fields, 'Gender')).toMatchObject({ level: 'warning', missing: 0, invalid: 1, filled: 2 })
    expect(find(fields, 'Gender').sentence).toContain('PERSON STATED GENDER CODE')
    expect(find(fields, 'NHSNumber_Mother')).toMatchObject({ level: 'info', missing: 0 })
    expect(verdictOf(fields)).toBe('1 mandatory field is not right and 2 required fields have gaps.')
  })

  it('names whom a gap is about', () => {
    const { tally } = reportOf(child, { ...child, NHSNumber: '' })
    expect(tally.affected('CYP001', 'NHSNumber', 'missing')).toEqual([subject])
    expect(tally.affected('CYP001', 'NHSNumber', 'invalid')).toEqual([])
    expect(tally.affected('CYP001', 'NoSuchField', 'missing')).toEqual([])
  })

  it('finds nothing wrong with what is complete, or empty', () => {
    expect(verdictOf(reportOf(child).fields)).toMatch(/^Every field/)
    const empty = reportOf().fields
    expect(empty.every(({ level }) => level === 'ok')).toBe(true)
    expect(find(empty, 'NHSNumber').sentence).toBe('The table has no rows this month.')
  })
})

describe('a language', () => {
  it('has its code by name and by code, and none where it is not known', () => {
    expect(['Polish', 'english', ' BENGALI ', 'pl', 'Farsi'].map(languageCode)).toEqual([
      'pl',
      'en',
      'bn',
      'pl',
      'fa',
    ])
    expect(['British Sign Language', '', 'Klingonish'].map(languageCode)).toEqual([null, null, null])
  })
})

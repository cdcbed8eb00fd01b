import { describe, expect, it } from 'vitest'
import { createFileChecks, numberSharing } from '../../../src/main/domain/import-rows/file-checks.ts'
import { type Cells, valid } from './example-row.ts'

/** What the checks say of each row: its codes, `warning` codes included. */
function run(rows: readonly Cells[]): string[][] {
  const checks = createFileChecks()
  return rows.map((cells, i) => {
    const { issues, warnings } = checks.check(valid(cells, i + 2))
    return [...issues, ...warnings].map(({ column, code }) => `${column}: ${code}`)
  })
}

describe('a repeated row', () => {
  it('is refused by its referral id, in any case, and the first stays', () => {
    const checks = createFileChecks()
    expect(checks.check(valid({ referral_id: 'R1' }, 2)).issues).toEqual([])
    const { issues } = checks.check(valid({ referral_id: 'r1', service: 'audiology' }, 3))
    expect(issues).toMatchObject([{ row: 3, column: 'referral_id', code: 'duplicate_row' }])
    expect(issues[0]?.message).toContain('row 2')
  })

  it('without a referral id is known by child, service and received date', () => {
    expect(run([{}, {}, { service: 'audiology' }, { referral_received_date: '2025-06-03' }, {}])).toEqual([
      [],
      [': duplicate_row'],
      [],
      [],
      [': duplicate_row'],
    ])
  })

  it('knows the child by either number', () => {
    const both = { local_patient_id: 'L1' }
    const localOnly = { local_patient_id: 'l1', nhs_number: '' }
    expect(run([both, localOnly])).toEqual([[], [': duplicate_row']])
    expect(run([{ ...localOnly }, { local_patient_id: 'L2', nhs_number: '' }])).toEqual([[], []])
  })

  it('that was refused itself does not stand in the way of a later good one', () => {
    const other = { family_name: 'Walsh', given_name: 'Ella', date_of_birth: '2012-01-09' }
    expect(run([{ referral_id: 'R1' }, { ...other, referral_id: 'R2' }, { referral_id: 'R2' }])).toEqual([
      [],
      ['nhs_number: nhs_number_conflict'],
      [],
    ])
  })
})

describe('one NHS number in two rows', () => {
  const second = (cells: Cells) => run([{ referral_id: 'R1' }, { referral_id: 'R2', ...cells }])[1]

  it('is right for two referrals of one child', () => {
    expect(second({ service: 'audiology' })).toEqual([])
    expect(second({ preferred_name: 'Ama' })).toEqual([])
  })

  it.each([
    ['another child', { family_name: 'Walsh', given_name: 'Ella', date_of_birth: '2012-01-09' }],
    ['a brother', { given_name: 'Chidi', date_of_birth: '2016-07-21' }],
    ['a twin', { given_name: 'Chidi' }],
    ['a namesake', { family_name: 'Walsh', date_of_birth: '2012-01-09' }],
  ])('is a conflict for %s', (_, cells) => {
    expect(second(cells)).toEqual(['nhs_number: nhs_number_conflict'])
  })

  it.each([
    ['a slip in a name', { given_name: 'Amarah' }],
    ['another family name', { family_name: 'Walsh' }],
    ['another birthday', { date_of_birth: '2019-03-14' }],
    ['day and month exchanged', { date_of_birth: '2019-04-03' }],
    ['names exchanged', { given_name: 'Okafor', family_name: 'Amara' }],
    ['a baby not yet named', { given_name: 'Baby' }],
  ])('is for a person to check with %s', (_, cells) => {
    expect(second(cells)).toEqual(['nhs_number: nhs_number_shared'])
  })

  it('tells Twin 1 from Twin 2, and reads Boyd as a name', () => {
    expect(
      run([
        { given_name: 'Twin 1', referral_id: 'R1' },
        { given_name: 'Twin 2', referral_id: 'R2' },
      ])[1],
    ).toEqual(['nhs_number: nhs_number_conflict'])
    expect(second({ given_name: 'Boyd' })).toEqual(['nhs_number: nhs_number_conflict'])
  })

  it('is not doubted for a name of one word written twice', () => {
    const mononym = { family_name: 'Priya', given_name: 'Priya' }
    expect(
      run([
        { ...mononym, referral_id: 'R1' },
        { ...mononym, referral_id: 'R2' },
      ])[1],
    ).toEqual([])
  })

  it('is checked against the child in the store as well', () => {
    const inStore = { familyName: 'Walsh', givenName: 'Ella', dateOfBirth: '2012-01-09' }
    const { issues } = createFileChecks().check(valid(), inStore)
    expect(issues).toMatchObject([{ code: 'nhs_number_conflict', column: 'nhs_number' }])
    expect(issues[0]?.message).toContain('already on the list')
    expect(
      createFileChecks().check(valid(), {
        familyName: 'OKAFOR',
        givenName: 'Amara',
        dateOfBirth: '2019-03-04',
      }),
    ).toEqual({
      issues: [],
      warnings: [],
    })
  })

  it('is judged the same either way round', () => {
    const a = { familyName: 'Okafor', givenName: 'Amara', dateOfBirth: '2019-03-04' }
    for (const b of [
      { familyName: 'Okafor', givenName: 'Chidi', dateOfBirth: '2019-03-04' },
      { familyName: 'Okafor', givenName: 'Am', preferredName: 'Amara', dateOfBirth: '2019-04-03' },
      { familyName: 'Khan', givenName: 'Amara', dateOfBirth: '2011-01-01' },
    ]) {
      expect(numberSharing(a, b)).toBe(numberSharing(b, a))
    }
  })
})

it('streams 100,000 rows, finding the one that repeats', () => {
  const checks = createFileChecks()
  const row = valid({ nhs_number: '', local_patient_id: 'L', referral_id: 'R' })
  let refused = 0
  for (let i = 0; i < 100_000; i++) {
    const id = i === 99_999 ? 'R-500' : `R-${i}`
    refused += checks.check({ ...row, row: i + 2, referralId: id }).issues.length
  }
  expect(refused).toBe(1)
})

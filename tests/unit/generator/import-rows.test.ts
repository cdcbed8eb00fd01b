import { readFileSync } from 'node:fs'
import Papa from 'papaparse'
import { describe, expect, it } from 'vitest'
import { validateRow } from '../../../src/main/domain/import-rows/validate-row.ts'
import { generateDemoHistories, generateHistories } from '../../../src/main/generator/histories.ts'
import { importHeaderLine, importLine, toImportRow } from '../../../src/main/generator/import-rows.ts'
import { generateMessyCsv } from '../../../src/main/generator/messy-extract.ts'
import { summarise, waitingAsAt } from '../../../src/main/generator/summary.ts'
import { closedReasons } from '../../../src/shared/codes/closed-reasons.ts'
import { ethnicCategories } from '../../../src/shared/codes/ethnic-categories.ts'
import { evidenceKinds } from '../../../src/shared/codes/evidence.ts'
import { genderCodes } from '../../../src/shared/codes/genders.ts'
import { importHeaders } from '../../../src/shared/codes/import-columns.ts'
import type { ImportRow } from '../../../src/shared/codes/import-columns.ts'
import { nhsNumberStatuses } from '../../../src/shared/codes/nhs-number-statuses.ts'
import { pathways } from '../../../src/shared/codes/pathways.ts'
import { priorities } from '../../../src/shared/codes/priorities.ts'
import { reasonCodes } from '../../../src/shared/codes/reason-codes.ts'
import { redFlags } from '../../../src/shared/codes/red-flags.ts'
import { referrerRoles } from '../../../src/shared/codes/referrer-roles.ts'
import { startingServices } from '../../../src/shared/codes/services.ts'
import { triageOutcomes } from '../../../src/shared/codes/triage-outcomes.ts'

const asAt = '2025-10-31'

function parse(text: string): ImportRow[] {
  return Papa.parse<ImportRow>(text, { header: true, skipEmptyLines: true }).data
}

describe('rows of the import layout', () => {
  const referrals = [...generateDemoHistories({ seed: 11, asAt, historyDays: 120 })]
  const text = importHeaderLine() + referrals.map((referral) => importLine(toImportRow(referral))).join('')
  const rows = parse(text)

  it('come back from CSV with every header in order and every cell the same', () => {
    expect(text.split('\r\n', 1)[0]).toBe(importHeaders.join(','))
    expect(rows).toEqual(referrals.map(toImportRow))
  })

  it('give the same waiting counts as the histories', () => {
    const waiting = { audiology: 0, slt: 0, neurodevelopment: 0 }
    for (const row of rows) {
      const gone = row.first_contact_date !== '' || row.closed_date !== '' || row.priority === 'planned'
      if (!gone) waiting[row.service as keyof typeof waiting]++
    }
    expect(waitingAsAt(referrals, asAt)).toEqual({ rows: rows.length, waiting })
  })

  it('use only codes of the shared lists', () => {
    const lists: [keyof ImportRow, readonly string[]][] = [
      ['nhs_number_status', nhsNumberStatuses],
      ['gender', genderCodes],
      ['ethnic_category', ethnicCategories.map(({ code }) => code)],
      ['pathway', pathways],
      ['referrer_role', referrerRoles],
      ['reason_codes', reasonCodes],
      ['red_flags', redFlags],
      ['evidence', evidenceKinds],
      ['priority', priorities],
      ['triage_outcome', triageOutcomes],
      ['closed_reason', closedReasons],
    ]
    const unknown = lists.flatMap(([header, codes]) =>
      rows.flatMap((row) => row[header].split(';')).filter((code) => code !== '' && !codes.includes(code)),
    )
    expect(unknown).toEqual([])
  })

  it('pass every check of the import', () => {
    const refused = rows.flatMap((row, i) => {
      const result = validateRow(i + 2, row, { today: asAt, services: startingServices })
      return result.ok ? [] : result.issues
    })
    expect(refused).toEqual([])
  })

  it('put contacts and closures after receipt and triage between', () => {
    for (const row of rows) {
      for (const later of [row.triage_date, row.first_contact_date, row.closed_date])
        if (later !== '') expect(later >= row.referral_received_date).toBe(true)
      expect(row.closed_date === '').toBe(row.closed_reason === '')
      expect(row.triage_date === '').toBe(row.triage_outcome === '')
    }
  })
})

describe('the summary of a history', () => {
  it('leaves out what happened after the date asked for', () => {
    const events = [
      { type: 'received', happenedOn: '2025-01-06', detail: { receivedDate: '2025-01-06' } },
      { type: 'accepted', happenedOn: '2025-01-10', detail: { priority: 'routine' } },
      { type: 'was_not_brought', happenedOn: '2025-03-03', detail: {} },
      { type: 'attended', happenedOn: '2025-04-07', detail: {} },
    ] as const
    expect(summarise(events, '2025-03-31')).toMatchObject({
      priority: 'routine',
      triageOutcome: 'accepted',
      triageDate: '2025-01-10',
      wnbCount: 1,
      firstContactDate: null,
    })
    expect(summarise(events).firstContactDate).toBe('2025-04-07')
  })
})

describe('the messy extract', () => {
  const messy = generateMessyCsv()
  const rows = parse(messy.text.slice(1))

  it('has about sixty rows under the canonical headers and a byte order mark', () => {
    expect(messy.text.charCodeAt(0)).toBe(0xfeff)
    expect(rows).toHaveLength(messy.rows)
    expect(messy.rows).toBeGreaterThanOrEqual(55)
    expect(messy.rows).toBeLessThanOrEqual(70)
  })

  it('holds each rejection the import names, at the row and column it says', () => {
    const codes = new Set(messy.problems.map(({ code }) => code))
    for (const code of [
      'required',
      'invalid_date',
      'future_date',
      'before_birth',
      'invalid_nhs_number',
      'nhs_number_conflict',
      'unknown_service',
      'unknown_code',
      'duplicate_row',
      'date_order',
      'too_long',
      'invalid_value',
    ])
      expect(codes).toContain(code)
    const cell = (code: string) => {
      const problem = messy.problems.find((each) => each.code === code)!
      return rows[problem.row - 2]![problem.column]
    }
    expect(cell('invalid_date')).toBe('31/02/2025')
    expect(cell('future_date')).toBe('2099-01-05')
    expect(cell('unknown_service')).toBe('podiatry')
    expect(cell('required')).toBe('')
    expect(cell('too_long').length).toBeGreaterThan(5000)
  })

  it('is refused by the import in those cells and no others', () => {
    const refused = rows.flatMap((row, i) => {
      const result = validateRow(i + 2, row, { today: '2026-01-31', services: startingServices })
      return result.ok ? [] : result.issues.map(({ column, code }) => ({ row: i + 2, column, code }))
    })
    const acrossRows = ['duplicate_row', 'nhs_number_conflict']
    expect(refused).toEqual(messy.problems.filter(({ code }) => !acrossRows.includes(code)))
  })

  it('leaves the odd but right rows importable: received after birth, no other number twice', () => {
    const refusedRows = new Set(messy.problems.map(({ row }) => row))
    const kept = rows.filter((_, i) => !refusedRows.has(i + 2))
    expect(kept.length).toBeGreaterThan(35)
    const numbers = kept.map((row) => row.nhs_number.replaceAll(' ', '')).filter((number) => number !== '')
    expect(new Set(numbers).size).toBe(numbers.length)
    for (const row of kept)
      expect(row.date_of_birth < '2025-09-03' || row.referral_received_date > row.date_of_birth).toBe(true)
  })

  it('is the sample file of the project', () => {
    const sample = readFileSync(new URL('../../../samples/messy-extract.csv', import.meta.url), 'utf8')
    expect(sample).toBe(messy.text)
  })

  it('comes from histories of any seed', () => {
    expect(generateMessyCsv({ seed: 5 }).problems).toEqual(messy.problems)
    expect([...generateHistories({ referrals: 3, seed: 5, asAt })]).toHaveLength(3)
  })
})

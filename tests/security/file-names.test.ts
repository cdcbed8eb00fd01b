import { expect, it } from 'vitest'
import { formSuffixes, listStems } from '../../src/shared/contract/list-exports.ts'
import { safeFileName } from '../../src/main/app/file-names.ts'

it.each([
  'waiting-list.csv',
  'waiting-list-2026-04-01.xlsx',
  'chs-return-2026-04.csv',
  'support-report.txt',
  'waiting-list-pseudonyms-2026-04-01.csv',
  'task-list-counts-2026-04-01.pdf',
])('keeps %s', (name) => expect(safeFileName(name)).toBe(name))

it.each(Object.values(listStems).flatMap((stem) => Object.values(formSuffixes).map((form) => stem + form)))(
  'knows the files of every list: %s',
  (stem) => expect(safeFileName(`${stem}-2026-04-01.xlsx`)).toBe(`${stem}-2026-04-01.xlsx`),
)

it.each([
  ['Ella-Made-Up-referral.pdf', 'cyp-waits.pdf'],
  ['referral-9990000018.pdf', 'cyp-waits.pdf'],
  ['referral-ella.xlsx', 'cyp-waits.xlsx'],
  ['waiting-list-ella-2026-04-01.xlsx', 'cyp-waits.xlsx'],
  ['waiting-list-1999-04-01.csv', 'cyp-waits.csv'],
  ['../../waiting-list.csv', 'cyp-waits.csv'],
  ['C:\\waiting-list.csv', 'cyp-waits.csv'],
  ['waiting-list.csv\0.exe', 'cyp-waits.csv'],
  ['waiting-list.exe', 'cyp-waits.csv'],
  ['', 'cyp-waits.csv'],
])('replaces %s by %s', (name, kept) => expect(safeFileName(name)).toBe(kept))

it.each([null, undefined, 12, {}])('replaces what is no text: %s', (value) => {
  expect(safeFileName(value)).toBe('cyp-waits.csv')
})

import { expect, it } from 'vitest'
import { safeFileName } from '../../src/main/app/file-names.ts'

it.each(['waiting-list.csv', 'waiting-list-2026-04-01.xlsx', 'chs-return-2026-04.csv', 'support-report.txt'])(
  'keeps %s',
  (name) => expect(safeFileName(name)).toBe(name),
)

it.each([
  ['Ella-Made-Up-referral.pdf', 'cyp-waits.pdf'],
  ['referral-9990000018.pdf', 'cyp-waits.pdf'],
  ['referral-ella.xlsx', 'cyp-waits.xlsx'],
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

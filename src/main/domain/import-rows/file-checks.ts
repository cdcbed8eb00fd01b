import { swapDayAndMonth } from '../../../shared/format/dates.ts'
import { foldForMatch } from '../../../shared/format/names.ts'
import { closeName } from '../matching/field-likeness.ts'
import { jaroWinkler } from '../matching/jaro-winkler.ts'
import type { RowIssue, RowWarning } from './problems.ts'
import type { ValidRow } from './valid-row.ts'

/** The child that already holds an NHS number, in the store or in an earlier row. */
export interface KnownChild {
  familyName: string
  givenName: string
  preferredName?: string | null
  dateOfBirth: string
}

export interface FileChecks {
  /**
   * Checks a valid row against the rows accepted before it, and against the child that holds its NHS number in
   * the store, when there is one. Rows with issues are not remembered: the first good row stays.
   */
  check(row: ValidRow, inStore?: KnownChild | null): { issues: RowIssue[]; warnings: RowWarning[] }
}

/**
 * The keys of a row's referral: its referral id, else child, service and received date, where the child is
 * known by NHS number, by local id, or by both.
 */
export function referralKeys(row: ValidRow): string[] {
  if (row.referralId !== null) return [`id:${row.referralId.toLowerCase()}`]
  const rest = `${row.service}|${row.receivedDate}`
  const keys: string[] = []
  if (row.nhsNumber !== null) keys.push(`nhs:${row.nhsNumber}|${rest}`)
  if (row.localPatientId !== null) keys.push(`local:${row.localPatientId.toLowerCase()}|${rest}`)
  return keys
}

const unnamed = /^(?:baby|infant|newborn|twin|triplet)|^(?:boy|girl|male|female|unknown)\d*$/

type NumberSharing = 'same_child' | 'check' | 'other_child'

/**
 * Whether two records with one NHS number can be one child. Of given name, family name and date of birth at
 * least two must agree, and a given name that is clearly another one (twins share the other two) is another
 * child, unless one of the two is a stand-in such as "Baby". Small slips are for a person to check.
 */
export function numberSharing(a: KnownChild, b: KnownChild): NumberSharing {
  const given = namesAlike(givenNames(a), givenNames(b))
  const familyA = foldForMatch(a.familyName)
  const familyB = foldForMatch(b.familyName)
  const exchanged =
    familyA !== familyB && familyA === foldForMatch(b.givenName) && familyB === foldForMatch(a.givenName)
  const family = familyA === familyB || jaroWinkler(familyA, familyB) >= closeName
  const day = a.dateOfBirth === b.dateOfBirth || swapDayAndMonth(a.dateOfBirth) === b.dateOfBirth
  if (exchanged && day) return 'check'
  if (!given) {
    const standIns = [a, b].filter((child) => givenNames(child).some((name) => unnamed.test(name)))
    return standIns.length === 1 && family && day ? 'check' : 'other_child'
  }
  if (!family && !day) return 'other_child'
  const sameGiven = givenNames(a).some((name) => givenNames(b).includes(name))
  return sameGiven && familyA === familyB && a.dateOfBirth === b.dateOfBirth ? 'same_child' : 'check'
}

function givenNames(child: KnownChild): string[] {
  return [child.givenName, child.preferredName ?? ''].map(foldForMatch).filter((name) => name !== '')
}

function namesAlike(a: readonly string[], b: readonly string[]): boolean {
  return a.some((left) =>
    b.some((right) => {
      // "Twin 1" and "Twin 2" differ by one character and are two children.
      if (left.replace(/\D/g, '') !== right.replace(/\D/g, '')) return false
      const [short, long] = left.length < right.length ? [left, right] : [right, left]
      return (
        left === right ||
        (short.length >= 3 && long.startsWith(short)) ||
        jaroWinkler(left, right) >= closeName
      )
    }),
  )
}

/** A text of its own: parts of a large slice would otherwise keep the whole slice in memory. */
function detached(text: string): string {
  return text === '' ? '' : ` ${text}`.slice(1)
}

/**
 * Remembers keys, and for each NHS number who had it first, so that rows can be checked one at a time as they
 * stream by. A million rows take about 300 MB at most, most of it names.
 */
export function createFileChecks(): FileChecks {
  const referrals = new Map<string, number>()
  const numbers = new Map<number, { row: number; child: string }>()

  return {
    check(row, inStore) {
      const issues: RowIssue[] = []
      const warnings: RowWarning[] = []
      const keys = referralKeys(row)
      const earlier = keys.map((key) => referrals.get(key)).find((found) => found !== undefined)
      if (earlier !== undefined) {
        issues.push({
          row: row.row,
          column: row.referralId === null ? '' : 'referral_id',
          code: 'duplicate_row',
          message:
            row.referralId === null
              ? `The same child, service and received date are in row ${earlier}. The first row is kept.`
              : `The same referral id is in row ${earlier}. The first row is kept.`,
        })
      }

      const number = row.nhsNumber === null ? null : Number(row.nhsNumber)
      const first = number === null ? undefined : numbers.get(number)
      if (first) judge(row, unpack(first.child), `row ${first.row}`, issues, warnings)
      if (row.nhsNumber !== null && inStore && !(first && issues.length > 0)) {
        judge(row, inStore, 'a child already on the list', issues, warnings)
      }

      if (issues.length === 0) {
        for (const key of keys) referrals.set(detached(key), row.row)
        if (number !== null && !first) numbers.set(number, { row: row.row, child: pack(row) })
      }
      return { issues, warnings }
    },
  }
}

function pack(child: KnownChild): string {
  return detached(
    `${child.dateOfBirth}\t${child.familyName}\t${child.givenName}\t${child.preferredName ?? ''}`,
  )
}

function unpack(packed: string): KnownChild {
  const [dateOfBirth = '', familyName = '', givenName = '', preferredName = ''] = packed.split('\t')
  return { dateOfBirth, familyName, givenName, preferredName }
}

function judge(
  row: ValidRow,
  other: KnownChild,
  where: string,
  issues: RowIssue[],
  warnings: RowWarning[],
): void {
  const sharing = numberSharing(row, other)
  if (sharing === 'other_child') {
    issues.push({
      row: row.row,
      column: 'nhs_number',
      code: 'nhs_number_conflict',
      message: `The NHS number is that of ${where}, whose name or date of birth is another child's. One of the two numbers is wrong.`,
    })
  } else if (sharing === 'check') {
    warnings.push({
      row: row.row,
      column: 'nhs_number',
      code: 'nhs_number_shared',
      message: `The NHS number is that of ${where}, with a small difference in name or date of birth. Check which is right.`,
    })
  }
}

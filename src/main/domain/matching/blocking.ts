import { swapDayAndMonth } from '../../../shared/format/dates.ts'
import { cleanNhsNumber, isValidNhsNumber } from '../../../shared/format/nhs-number.ts'
import { foldForMatch } from '../../../shared/format/names.ts'
import type { ChildIdentity } from './compare-children.ts'

function initial(folded: string): string {
  return Array.from(folded)[0] ?? ''
}

/**
 * Keys under which a record can be found by any record that may be the same child: the NHS number, date of
 * birth with the initial of either name (also with day and month exchanged), postcode with the initial of any
 * given name. Two records that compare as `likely` share at least one key; see `compareChildren`.
 */
export function blockingKeys(child: ChildIdentity): string[] {
  const keys = new Set<string>()
  const number = child.nhsNumber ? cleanNhsNumber(child.nhsNumber) : ''
  if (isValidNhsNumber(number)) keys.add(`n:${number}`)

  const given = [child.givenName, child.preferredName ?? ''].map((name) => initial(foldForMatch(name)))
  const family = initial(foldForMatch(child.familyName))
  const initials = new Set([family, ...given].filter((letter) => letter !== ''))
  const days = [child.dateOfBirth, child.dateOfBirth ? swapDayAndMonth(child.dateOfBirth) : null]
  for (const day of days) {
    if (!day) continue
    for (const letter of initials) keys.add(`d:${day}:${letter}`)
  }

  const postcode = (child.postcode ?? '').replace(/\s+/g, '').toUpperCase()
  if (postcode) for (const letter of initials) keys.add(`p:${postcode}:${letter}`)
  return [...keys]
}

/** Records filed under their blocking keys, for finding candidates among rows of one file. */
export interface MatchIndex<T> {
  add(child: ChildIdentity, record: T): void
  /** Records that share a key with the child, each once, in the order they were added. */
  candidates(child: ChildIdentity): T[]
}

/** An empty index. Memory grows with the records added: about five keys each. */
export function createMatchIndex<T>(): MatchIndex<T> {
  const records: T[] = []
  const positions = new Map<string, number[]>()
  return {
    add(child, record) {
      const position = records.push(record) - 1
      for (const key of blockingKeys(child)) {
        const filed = positions.get(key)
        if (filed) filed.push(position)
        else positions.set(key, [position])
      }
    },
    candidates(child) {
      const found = new Set<number>()
      for (const key of blockingKeys(child))
        for (const position of positions.get(key) ?? []) found.add(position)
      return [...found].toSorted((a, b) => a - b).map((position) => records[position]!)
    },
  }
}

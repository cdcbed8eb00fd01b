import type { LinkKind } from '../../../shared/contract/people.ts'
import { formatNhsNumber, isValidNhsNumber } from '../../../shared/format/nhs-number.ts'

/** What decides whether two records may be merged. */
export interface MergeQuestion {
  left: MergeSide
  right: MergeSide
  /** Standing decisions between the two records, or between records merged into them. */
  links: readonly LinkKind[]
}

export interface MergeSide {
  id: string
  nhsNumber: string | null
  dateOfBirth: string
  /** The record it was merged into; null while it stands for itself. */
  mergedInto: string | null
}

const decided: Record<LinkKind, string> = {
  twin: 'People decided that the two are twins.',
  sibling: 'People decided that the two are siblings.',
  not_same: 'People decided that the two are not the same child.',
}

/**
 * Why two records cannot be merged, in words; null when a person may merge them. Two different valid NHS numbers
 * are two people (NHS Data Dictionary, NHS NUMBER: unique to a person) until one of them is corrected.
 */
export function whyNotMerge({ left, right, links }: MergeQuestion): string | null {
  if (left.id === right.id) return 'That is one and the same record.'
  if (left.mergedInto === right.id || right.mergedInto === left.id)
    return 'One of the two is merged into the other already.'
  if (left.mergedInto !== null || right.mergedInto !== null)
    return 'One of the two is merged into another record. Merge with that record instead.'
  const numbers = [left.nhsNumber, right.nhsNumber].filter(
    (number): number is string => number !== null && isValidNhsNumber(number),
  )
  const [first, second] = numbers
  if (first !== undefined && second !== undefined && first !== second)
    return `The two have different NHS numbers, ${formatNhsNumber(first)} and ${formatNhsNumber(second)}: they are two children, or one number is wrong. Correct the wrong number first.`
  const [link] = links
  if (link !== undefined)
    return `${decided[link]} Take that decision back, with a reason, before merging them.`
  return null
}

/** What a person should see before merging two records, in words. */
export function mergeWarnings(input: {
  twin: boolean
  restricted: readonly [boolean, boolean]
  diedOn: readonly [string | null, string | null]
}): string[] {
  const warnings: string[] = []
  if (input.twin)
    warnings.push(
      'Same family name, birthday and postcode but another given name: they may be twins, and twins are two children.',
    )
  const [leftDied, rightDied] = input.diedOn
  if ((leftDied === null) !== (rightDied === null))
    warnings.push(
      'One record says that the child has died and the other does not. The merged record says so.',
    )
  else if (leftDied !== rightDied)
    warnings.push('The two records give different dates of death. Choose the right one.')
  if (input.restricted[0] !== input.restricted[1])
    warnings.push('One record is restricted. The merged record is restricted.')
  return warnings
}

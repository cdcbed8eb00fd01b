import type { MergeField, Side } from '../../../shared/contract/people.ts'
import { mergeFields } from '../../../shared/contract/people.ts'
import { isValidNhsNumber } from '../../../shared/format/nhs-number.ts'

/** What of a record is chosen when two are merged; null is not recorded. Yes and no are 1 and 0. */
export type Details = Record<MergeField, string | number | null> & {
  nhs_number_status: string | null
  /** UTC text: the record made later is the newer one. */
  created_at: string
}

/** NHS number status: number present and verified (NHS Data Dictionary, NHS NUMBER STATUS INDICATOR CODE 01). */
const verified = '01'

/** Answers that protect a child: where two records differ, yes survives unless a person says otherwise. */
const protective: ReadonlySet<MergeField> = new Set([
  'interpreter_needed',
  'child_in_care',
  'cp_plan',
  'child_in_need',
  'ehcp',
  'armed_forces_family',
  'restricted',
])

/** Details that a merge never blanks: the other side may be chosen only where it says something. */
const neverLost: ReadonlySet<MergeField> = new Set(['nhs_number', 'died_on'])

/**
 * The side whose value a merge keeps unless a person chooses otherwise: what is recorded over what is not, a
 * verified NHS number, yes for whatever protects the child, else the value of the record made later.
 */
export function suggestedSide(field: MergeField, left: Details, right: Details): Side {
  if (field === 'nhs_number') return betterNumber(left, right)
  const [a, b] = [left[field], right[field]]
  if (a === b || isBlank(b)) return 'left'
  if (isBlank(a)) return 'right'
  if (protective.has(field)) return a === 1 ? 'left' : 'right'
  return right.created_at > left.created_at ? 'right' : 'left'
}

function betterNumber(left: Details, right: Details): Side {
  if (isBlank(right.nhs_number)) return 'left'
  if (isBlank(left.nhs_number)) return 'right'
  const [a, b] = [isValidNhsNumber(String(left.nhs_number)), isValidNhsNumber(String(right.nhs_number))]
  if (a !== b) return a ? 'left' : 'right'
  return right.nhs_number_status === verified && left.nhs_number_status !== verified ? 'right' : 'left'
}

/** Whether a person may choose the side that is not suggested. A restriction is never chosen away. */
export function mayChoose(field: MergeField, left: Details, right: Details): boolean {
  if (left[field] === right[field]) return false
  if (field === 'restricted') return false
  return !neverLost.has(field) || (!isBlank(left[field]) && !isBlank(right[field]))
}

/** The details for which the merged record's value survives, when nobody chooses otherwise. */
export function suggestedTake(survivor: Details, merged: Details): MergeField[] {
  return mergeFields.filter(
    (field) =>
      suggestedSide(field, survivor, merged) === 'right' &&
      (survivor[field] !== merged[field] || field === 'nhs_number'),
  )
}

/** What really is taken of what was chosen: what may not be chosen away is as suggested. */
export function settledTake(chosen: readonly MergeField[], survivor: Details, merged: Details): MergeField[] {
  const suggested = suggestedTake(survivor, merged)
  return mergeFields.filter((field) =>
    mayChoose(field, survivor, merged) ? chosen.includes(field) : suggested.includes(field),
  )
}

function isBlank(value: string | number | null): boolean {
  return value === null || value === ''
}

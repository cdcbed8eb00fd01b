import type { Details } from '../../domain/people/merge-fields.ts'
import { type MergeField, mergeFields } from '../../../shared/contract/people.ts'
import type { ChildTable } from '../../store/schema.ts'

type Column = MergeField | 'nhs_number_status' | 'imd_decile'

/** Columns that go with a detail: a number's status says something of that number only. */
const along: Partial<Record<MergeField, readonly Column[]>> = {
  nhs_number: ['nhs_number_status'],
  postcode: ['imd_decile'],
}

/** The columns that a detail takes with it when it survives a merge. */
export function columnsOf(field: MergeField): Column[] {
  return [field, ...(along[field] ?? [])]
}

/** A stored child as the choice between two records reads it. */
export function toDetails(row: ChildTable): Details {
  const own = Object.fromEntries(mergeFields.map((field) => [field, row[field]])) as Record<
    MergeField,
    string | number | null
  >
  return { ...own, nhs_number_status: row.nhs_number_status, created_at: row.created_at }
}

/** Columns with the value before and after, as a merge keeps them. */
export type Taken = Partial<Record<Column, readonly [unknown, unknown]>>

/** What the survivor takes of the other record, column by column; only what differs. */
export function takenColumns(take: readonly MergeField[], survivor: ChildTable, merged: ChildTable): Taken {
  const pairs = take
    .flatMap(columnsOf)
    .filter((column) => survivor[column] !== merged[column])
    .map((column) => [column, [survivor[column], merged[column]] as const])
  return Object.fromEntries(pairs) as Taken
}

import { chsBands } from '../../../../shared/codes/bands.ts'
import { formatNhsNumber } from '../../../../shared/format/nhs-number.ts'
import type { ListColumn } from '../list-source.ts'

// What tells who a child is, said once: a list that marked one of these otherwise would let a child out by name.

export const familyNameColumn: ListColumn<{ familyName: string }> = {
  id: 'family_name',
  header: 'Family name',
  kind: 'identifying',
  width: 20,
  value: (row) => row.familyName,
}

export const givenNameColumn: ListColumn<{ givenName: string }> = {
  id: 'given_name',
  header: 'Given name',
  kind: 'identifying',
  width: 16,
  value: (row) => row.givenName,
}

export const nhsNumberColumn: ListColumn<{ nhsNumber: string | null }> = {
  id: 'nhs_number',
  header: 'NHS number',
  kind: 'identifying',
  width: 14,
  value: (row) => (row.nhsNumber === null ? null : formatNhsNumber(row.nhsNumber)),
}

/** Blank where a record that is gone left no date. */
export const bornColumn: ListColumn<{ dateOfBirth: string }> = {
  id: 'born',
  header: 'Born',
  kind: 'identifying',
  width: 12,
  value: (row) => row.dateOfBirth || null,
}

export const bandColumn: ListColumn<{ band: string | null }> = {
  id: 'band',
  header: 'Band',
  kind: 'code',
  width: 15,
  // Its edges fall within a week: beside the weeks waited it would tell the days.
  pseudonymised: false,
  value: (row) => bandWords(row.band),
}

/** A waiting band as published: `>52-104 weeks`. */
export function bandWords(band: string | null): string | null {
  const found = chsBands.find(({ id }) => id === band)
  return found === undefined ? null : `${found.weeks} weeks`
}

/** Bands in their order, for groupings. */
export const bandOrder: readonly string[] = chsBands.map(({ id }) => bandWords(id) ?? '')

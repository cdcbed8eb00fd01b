import { childInput, type Child, type ChildInput } from '../../../shared/contract/children.ts'

/** A child's details while they are typed: the date of birth may still be missing. */
export type ChildDraft = Omit<ChildInput, 'dateOfBirth'> & { dateOfBirth: string | null }

/** A form with nothing in it. */
export function emptyChild(): ChildDraft {
  const { dateOfBirth: _, ...rest } = childInput.parse({
    familyName: '-',
    givenName: '-',
    dateOfBirth: '2000-01-01',
  })
  return { ...rest, familyName: '', givenName: '', dateOfBirth: null }
}

/** What is held about a child, ready to be edited. */
export function draftOfChild({ id: _id, version: _version, diedOn: _diedOn, ...child }: Child): ChildDraft {
  return child
}

const words: Record<string, string> = {
  familyName: 'Enter the family name',
  givenName: 'Enter the given name',
  dateOfBirth: 'Enter the date of birth',
  gestationWeeks: 'Weeks of gestation are between 20 and 45',
  imdDecile: 'A deprivation decile is between 1 and 10',
}

export type ChildReading =
  { ok: true; child: ChildInput } | { ok: false; problems: { field: string; message: string }[] }

/** The draft as the backend takes it, or what is wrong with each field. Dates are checked against `today`. */
export function readChild(draft: ChildDraft, today: string): ChildReading {
  const read = childInput.safeParse(draft)
  if (!read.success) {
    const problems = read.error.issues.map((issue) => {
      const field = issue.path.join('.')
      return { field, message: words[field] ?? issue.message }
    })
    return { ok: false, problems }
  }
  if (read.data.dateOfBirth > today)
    return {
      ok: false,
      problems: [{ field: 'dateOfBirth', message: 'A date of birth cannot be in the future' }],
    }
  return { ok: true, child: read.data }
}

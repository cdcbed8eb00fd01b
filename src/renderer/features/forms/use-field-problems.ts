import { useCallback, useId, useMemo, useState } from 'react'
import type { FieldProblem } from '../../components/error-summary.tsx'

/** What is wrong with the fields of one form, and the ids that its summary links to. */
export interface FieldProblems {
  /** What to list above the form: nothing until somebody tried to save. */
  summary: readonly FieldProblem[]
  /** Id of the input of a field. */
  idOf(field: string): string
  /** What is wrong with a field, when something is. */
  of(field: string): string | undefined
  /** Told by a field on leaving it: what could not be read, or null. */
  report(field: string, message: string | null): void
  /** Told what a try to save found. Returns whether nothing stands in the way, not even an unreadable date. */
  attempted(problems: readonly { field: string; message: string }[]): boolean
}

type Messages = Readonly<Record<string, string>>

/** Keeps what fields report on leaving them beside what a try to save found. */
export function useFieldProblems(): FieldProblems {
  const prefix = useId()
  const [typed, setTyped] = useState<Messages>({})
  const [found, setFound] = useState<Messages>({})
  const [tried, setTried] = useState(false)
  const idOf = useCallback((field: string) => `${prefix}-${field}`, [prefix])
  const report = useCallback((field: string, message: string | null) => {
    setTyped((before) => {
      const { [field]: _, ...rest } = before
      return message === null ? rest : { ...rest, [field]: message }
    })
    setFound((before) => {
      const { [field]: _, ...rest } = before
      return rest
    })
  }, [])
  const isUnreadable = Object.keys(typed).length > 0
  const attempted = useCallback(
    (problems: readonly { field: string; message: string }[]) => {
      const isClear = problems.length === 0 && !isUnreadable
      setFound(Object.fromEntries(problems.map(({ field, message }) => [field, message])))
      setTried(!isClear)
      return isClear
    },
    [isUnreadable],
  )
  return useMemo(() => {
    const all: Messages = { ...found, ...typed }
    return {
      summary: tried
        ? Object.entries(all).map(([field, message]) => ({ fieldId: idOf(field), message }))
        : [],
      idOf,
      of: (field) => all[field],
      report,
      attempted,
    }
  }, [typed, found, tried, idOf, report, attempted])
}

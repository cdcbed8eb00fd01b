import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { refusalOf } from '../../app/refusal-of.ts'
import { useFieldProblems } from '../forms/index.ts'
import classes from './rounds.module.css'
import { useReadRounds } from './use-rounds.ts'
import { families } from './words.ts'

export interface Exception {
  childName: string
  why: string
}

interface BulkOptions<Done> {
  /** Says what was done, once it was for at least one family. */
  onSaved: (done: Done) => void
  onClose: () => void
  onDone: () => void
}

/** Saves for many families and, where some were left out, stays to name them. */
export function useBulk<Done extends { exceptions: readonly Exception[] }>(options: BulkOptions<Done>) {
  const read = useReadRounds()
  const problems = useFieldProblems()
  const [result, setResult] = useState<Done | null>(null)
  const saving = useMutation({
    mutationFn: (work: () => Promise<Done>) => work(),
    onSuccess: async (done) => {
      options.onSaved(done)
      if (done.exceptions.length === 0) {
        options.onClose()
        options.onDone()
      } else setResult(done)
      await read()
    },
  })
  const leave = () => {
    options.onClose()
    if (result !== null) options.onDone()
  }
  return { problems, saving, result, leave, refusal: saving.error ? refusalOf(saving.error) : null }
}

/** The families a bulk action left as they were, each with the reason. */
export function LeftAsTheyWere({ exceptions }: { exceptions: readonly Exception[] }) {
  if (exceptions.length === 0) return null
  return (
    <div role="status">
      <strong>Left as they were: {families(exceptions.length)}</strong>
      <ul className={classes.exceptions}>
        {exceptions.map(({ childName, why }, index) => (
          <li key={`${childName} ${index}`}>
            {childName}: {why}
          </li>
        ))}
      </ul>
    </div>
  )
}

/** Whom a dialog is about: the child by name, or how many families. */
export function subjectOf(rows: readonly { childName: string }[]): string {
  const [first] = rows
  return rows.length === 1 && first ? first.childName : families(rows.length)
}

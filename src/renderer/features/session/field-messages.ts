import { type RefObject, useEffect, useRef } from 'react'
import type { Refusal } from '../../../shared/result.ts'

export interface FieldMessages<Field extends string> {
  /** What to show beside each field. */
  of: Partial<Record<Field, string>>
  /** What belongs to none of them. */
  other: Refusal | null
}

/** Sorts what was refused by the fields a form has. */
export function fieldMessages<Field extends string>(
  refusal: Refusal | null,
  fields: readonly Field[],
): FieldMessages<Field> {
  if (refusal === null) return { of: {}, other: null }
  const of: Partial<Record<Field, string>> = {}
  const said = refusal.issues ?? (refusal.field ? [{ field: refusal.field, message: refusal.message }] : [])
  for (const { field, message } of said) {
    const known = fields.find((name) => name === field)
    if (known) of[known] ??= message
  }
  return { of, other: Object.keys(of).length === 0 ? refusal : null }
}

/** Puts the cursor into the first field of a form once it was refused. Give the form the ref that is returned. */
export function useFocusRefused(refused: unknown): RefObject<HTMLFormElement | null> {
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => {
    if (refused) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [refused])
  return form
}

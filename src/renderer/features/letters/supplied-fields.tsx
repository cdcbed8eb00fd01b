import { Textarea } from '@mantine/core'
import { useState } from 'react'
import type { LetterPreview, LetterWanted } from '../../../shared/contract/letters.ts'
import { letterField, type SuppliedField, suppliedFields } from '../../../shared/letters/fields.ts'

export interface SuppliedFieldsProps {
  wanted: LetterWanted
  missing: LetterPreview['missing']
  onChange: (wanted: LetterWanted) => void
}

function isSupplied(field: string): field is SuppliedField {
  return suppliedFields.some((each) => each === field)
}

/** Boxes for what the letter needs and the referral does not hold. A box once shown stays while it is typed in. */
export function SuppliedFields({ wanted, missing, onChange }: SuppliedFieldsProps) {
  const [shown, setShown] = useState<readonly SuppliedField[]>([])
  const wants = missing.flatMap(({ field }) => (isSupplied(field) && !shown.includes(field) ? [field] : []))
  if (wants.length > 0) setShown([...shown, ...wants])
  return [...shown, ...wants].map((name) => {
    const field = letterField(name)
    const held = wanted.supplied?.[name]
    const isList = field?.kind !== 'text'
    return (
      <Textarea
        key={name}
        label={field?.label ?? name}
        {...(isList && { description: 'One entry for each line.' })}
        required
        autosize
        minRows={1}
        maxRows={8}
        maxLength={2000}
        value={Array.isArray(held) ? held.join('\n') : (held ?? '')}
        onChange={(event) => {
          const typed = event.currentTarget.value
          onChange({
            ...wanted,
            supplied: { ...wanted.supplied, [name]: isList ? typed.split('\n') : typed },
          })
        }}
      />
    )
  })
}

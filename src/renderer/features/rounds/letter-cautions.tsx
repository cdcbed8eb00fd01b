import { Checkbox } from '@mantine/core'
import type { LetterCaution } from '../../../shared/codes/letter-purposes.ts'

const words: Partial<Record<LetterCaution, string>> = {
  safety_unknown: 'Write also where nobody has recorded whether it is safe to write',
  nobody_named: 'Write also where no contact is named, to “the parent or carer”',
  restricted: 'Write also about restricted records',
}

export interface LetterCautionsProps {
  cautions: readonly LetterCaution[]
  confirmed: readonly LetterCaution[]
  onConfirmed: (confirmed: readonly LetterCaution[]) => void
}

/** What has to be confirmed before more families can be written to. */
export function LetterCautions({ cautions, confirmed, onConfirmed }: LetterCautionsProps) {
  return cautions.map((caution) => {
    const label = words[caution]
    return label === undefined ? null : (
      <Checkbox
        key={caution}
        label={label}
        checked={confirmed.includes(caution)}
        onChange={(event) =>
          onConfirmed(
            event.currentTarget.checked
              ? [...confirmed, caution]
              : confirmed.filter((each) => each !== caution),
          )
        }
      />
    )
  })
}

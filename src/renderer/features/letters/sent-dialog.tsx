import { Radio, Stack } from '@mantine/core'
import { useState } from 'react'
import { type LetterSentBy, letterSentBy, letterSentByLabels } from '../../../shared/codes/letter-purposes.ts'
import { useWork } from '../../app/work-context.tsx'
import { DateField } from '../../components/date-field.tsx'
import { FormDialog } from '../referral-actions/index.ts'
import { lettersCounted, useLetterActions } from './use-letter-actions.ts'

export interface SentDialogProps {
  letterIds: readonly string[]
  onClose: () => void
  onDone?: () => void
}

/** Says when and how letters left. */
export function SentDialog({ letterIds, onClose, onDone }: SentDialogProps) {
  const { today } = useWork()
  const { markSent } = useLetterActions()
  const [how, setHow] = useState<LetterSentBy>('posted')
  const [on, setOn] = useState<string | null>(today)
  const [isSaving, setIsSaving] = useState(false)
  async function save(): Promise<void> {
    if (on === null) return
    setIsSaving(true)
    await markSent(letterIds, how, on)
    setIsSaving(false)
    onClose()
    onDone?.()
  }
  return (
    <FormDialog
      title="Mark as sent"
      subject={lettersCounted(letterIds.length)}
      saveLabel={`Mark ${lettersCounted(letterIds.length)} as sent`}
      isDirty={false}
      isSaving={isSaving}
      canSave={on !== null}
      onSave={() => void save()}
      onClose={onClose}
    >
      <Radio.Group label="How" value={how} onChange={(value) => setHow(value as LetterSentBy)}>
        <Stack gap="xs" mt="xs">
          {letterSentBy.map((each) => (
            <Radio key={each} value={each} label={letterSentByLabels[each]} />
          ))}
        </Stack>
      </Radio.Group>
      <DateField
        label="On"
        required
        value={on}
        onChange={setOn}
        today={today}
        max={{ date: today, message: 'That day is in the future.' }}
      />
    </FormDialog>
  )
}

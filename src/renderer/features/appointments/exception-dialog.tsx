import { Button, Checkbox, Group, Modal, Radio, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import { exceptionKindLabels, exceptionKinds } from '../../../shared/codes/clinics.ts'
import type { Clinic, ExceptionInput } from '../../../shared/contract/clinics.ts'
import type { Refusal } from '../../../shared/result.ts'
import { useWork } from '../../app/work-context.tsx'
import { DateField } from '../../components/date-field.tsx'
import { ErrorSummary } from '../../components/error-summary.tsx'
import { Problem } from '../../components/problem.tsx'
import { useFieldProblems } from '../forms/index.ts'
import { sessionSlots, SlotsField } from './slots-field.tsx'

export interface ExceptionDialogProps {
  clinic: Clinic
  /** Hidden, with everything typed kept, while another question is asked. */
  opened: boolean
  isSaving: boolean
  refusal: Refusal | null
  onSave: (exception: ExceptionInput, wholeClinician: boolean) => void
  onClose: () => void
}

/** A day that does not follow the usual weeks: cancelled, the clinician away, or one session more. */
export function ExceptionDialog({
  clinic,
  opened,
  isSaving,
  refusal,
  onSave,
  onClose,
}: ExceptionDialogProps) {
  const { today } = useWork()
  const problems = useFieldProblems()
  const [kind, setKind] = useState<ExceptionInput['kind']>('away')
  const [from, setFrom] = useState<string | null>(null)
  const [to, setTo] = useState<string | null>(null)
  const [note, setNote] = useState('')
  const [slots, setSlots] = useState(clinic.templates[0]?.slots ?? sessionSlots('09:00', '12:00', 45, 1))
  const [wholeClinician, setWholeClinician] = useState(true)
  function save(): void {
    const last = kind === 'extra' ? from : (to ?? from)
    const wrong = [
      ...(from === null ? [{ field: 'from', message: 'Enter the day' }] : []),
      ...(from !== null && last !== null && last < from
        ? [{ field: 'to', message: 'The last day is before the first' }]
        : []),
      ...(kind === 'extra' && slots.length === 0
        ? [{ field: 'slots', message: 'Add at least one time' }]
        : []),
    ]
    if (!problems.attempted(wrong) || from === null || last === null) return
    onSave(
      { kind, from, to: last, slots: kind === 'extra' ? slots : [], note: note.trim() },
      kind === 'away' && wholeClinician,
    )
  }
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={`Another day for ${clinic.name}`}
      size="lg"
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': 'Close without saving' }}
    >
      <Stack gap="md">
        <ErrorSummary problems={problems.summary} />
        <Radio.Group
          label="What is different"
          value={kind}
          onChange={(value) => setKind(value as ExceptionInput['kind'])}
        >
          <Group mt="xs">
            {exceptionKinds.map((each) => (
              <Radio key={each} value={each} label={exceptionKindLabels[each]} />
            ))}
          </Group>
        </Radio.Group>
        <Group align="flex-start">
          <DateField
            label={kind === 'extra' ? 'Day' : 'First day'}
            required
            today={today}
            id={problems.idOf('from')}
            error={problems.of('from')}
            value={from}
            onChange={setFrom}
            min={{ date: today, message: 'That day has gone by' }}
            onProblem={(message) => problems.report('from', message)}
          />
          {kind !== 'extra' && (
            <DateField
              label="Last day (if more than one)"
              today={today}
              id={problems.idOf('to')}
              error={problems.of('to')}
              value={to}
              onChange={setTo}
              onProblem={(message) => problems.report('to', message)}
            />
          )}
        </Group>
        <TextInput
          label="Note"
          description="Shown on the week, such as Annual leave. Nothing about a child."
          maxLength={200}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        {kind === 'away' && (
          <Checkbox
            label={`In every clinic of ${clinic.clinician}`}
            checked={wholeClinician}
            onChange={(event) => setWholeClinician(event.currentTarget.checked)}
          />
        )}
        {kind === 'extra' && <SlotsField slots={slots} onChange={setSlots} error={problems.of('slots')} />}
        {refusal && <Problem refusal={refusal} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button loading={isSaving} onClick={save}>
            Save the day
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}

import { Checkbox, Radio, Stack, TextInput } from '@mantine/core'
import { ehcExceptionLabels, ehcExceptions } from '../../../shared/codes/ehc-exceptions.ts'
import { DateField } from '../../components/date-field.tsx'
import type { ActionFieldsProps } from './action-fields.tsx'
import type { ActionDraft } from './action-draft.ts'

interface Choice {
  question: string
  description?: string
  answers: readonly { value: string; label: string }[]
  required: boolean
}

const choices: Partial<Record<ActionDraft['type'], Choice>> = {
  was_not_brought: {
    question: 'Can we show that the family had been told of it?',
    description:
      'A letter or message with date, place and time. It matters where a consultant leads the service.',
    answers: [
      { value: 'yes', label: 'Yes, it was clearly communicated' },
      { value: 'no', label: 'No, or not surely' },
    ],
    required: false,
  },
  active_monitoring_started: {
    question: 'Whose wish was it?',
    answers: [
      { value: 'clinician', label: 'A clinician’s decision, agreed with the family' },
      { value: 'family', label: 'The family’s wish' },
    ],
    required: true,
  },
  active_monitoring_ended: {
    question: 'What comes next?',
    answers: [
      {
        value: 'goes_ahead',
        label: 'The family goes ahead: a new clock starts, the place in the queue is kept',
      },
      { value: 'ends', label: 'Nothing more for now' },
    ],
    required: true,
  },
  rebook_agreed: {
    question: 'Who asked for it?',
    answers: [
      { value: 'family', label: 'The family got in touch' },
      { value: 'service', label: 'The service decided to offer it' },
    ],
    required: true,
  },
  ehc_exception: {
    question: 'Which exception?',
    description: 'The only three in law. A long waiting list is none of them.',
    answers: ehcExceptions.map((value) => ({ value, label: ehcExceptionLabels[value] })),
    required: true,
  },
}

/** The fields of facts about clocks: whose wish, what next, until when. */
export function ClockFields({ draft, onChange, problems, today, takesFocus }: ActionFieldsProps) {
  const focus = takesFocus ? { 'data-autofocus': true } : {}
  const choice = choices[draft.type]
  if (choice !== undefined)
    return (
      <Radio.Group
        label={choice.question}
        description={choice.description}
        required={choice.required}
        id={problems.idOf('choice')}
        value={draft.choice ?? ''}
        onChange={(value) => onChange({ ...draft, choice: value })}
        error={problems.of('choice')}
      >
        <Stack gap={6} mt={4}>
          {choice.answers.map((answer) => (
            <Radio key={answer.value} value={answer.value} label={answer.label} />
          ))}
        </Stack>
      </Radio.Group>
    )
  switch (draft.type) {
    case 'decision_to_treat':
      return (
        <Checkbox
          label="A new treatment, not part of the plan agreed before"
          checked={draft.isTreatment}
          onChange={(event) => onChange({ ...draft, isTreatment: event.currentTarget.checked })}
        />
      )
    case 'treatment_started':
    case 'clinical_review':
      return (
        <TextInput
          label={draft.type === 'clinical_review' ? 'What was decided' : 'Treatment'}
          description="In a few words"
          maxLength={200}
          autoComplete="off"
          value={draft.outcome}
          onChange={(event) => onChange({ ...draft, outcome: event.currentTarget.value })}
        />
      )
    case 'delay_requested':
      return (
        <DateField
          label="Can come from"
          description="Any UK form, or +14, +6w"
          id={problems.idOf('otherDate')}
          today={today}
          required
          value={draft.otherDate}
          onChange={(otherDate) => onChange({ ...draft, otherDate })}
          onProblem={(message) => problems.report('otherDate', message)}
          error={problems.of('otherDate')}
          {...focus}
        />
      )
    default:
      return null
  }
}

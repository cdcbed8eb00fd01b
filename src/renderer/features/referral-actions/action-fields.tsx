import { Checkbox, Radio, Select, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { type ClosedReason, closedReasonLabels, closedReasons } from '../../../shared/codes/closed-reasons.ts'
import { pathwayLabels } from '../../../shared/codes/pathways.ts'
import { type Priority, priorities, priorityLabels } from '../../../shared/codes/priorities.ts'
import { DateField } from '../../components/date-field.tsx'
import type { FieldProblems } from '../forms/index.ts'
import type { ActionDraft } from './action-draft.ts'
import { actionOf } from './actions.ts'
import { ClockFields } from './clock-fields.tsx'

export interface ActionFieldsProps {
  draft: ActionDraft
  onChange: (draft: ActionDraft) => void
  problems: FieldProblems
  /** `YYYY-MM-DD`. */
  today: string
  needsReason: boolean
  /** Whether the first field takes the focus when the form opens. */
  takesFocus: boolean
  /** What the referral asks for and is not closed, as stored. */
  strands?: readonly string[]
}

/** Closures after which somebody else sees the child. */
const handedOn: ReadonlySet<ClosedReason> = new Set(['transferred_out', 'right_to_choose', 'redirected'])
const strandReasons: readonly ClosedReason[] = [
  'right_to_choose',
  'redirected',
  'not_accepted',
  'declined',
  'discharged',
]

const channels = ['Telephone', 'Text message', 'Email', 'Letter', 'In person', 'Video']

function needsNoReason(type: ActionDraft['type']): boolean {
  return type === 'note'
}

function DetailFields(props: ActionFieldsProps) {
  const { draft, onChange, problems, today } = props
  const focus = props.takesFocus ? { 'data-autofocus': true } : {}
  function set(part: Partial<ActionDraft>): void {
    onChange({ ...draft, ...part })
  }
  const date = (field: 'otherDate' | 'followUpOn', label: string, more: object = {}) => (
    <DateField
      label={label}
      id={problems.idOf(field)}
      today={today}
      value={draft[field]}
      onChange={(value) => set({ [field]: value })}
      onProblem={(message) => problems.report(field, message)}
      error={problems.of(field)}
      {...more}
    />
  )
  const notLater = { max: { date: today, message: 'That date is in the future' } }
  switch (draft.type) {
    case 'appointment_booked':
      return (
        <>
          {date('otherDate', 'Date of the appointment', {
            required: true,
            description: 'Any UK form, or +14, +6w',
            ...focus,
          })}
          <Select
            label="Kind"
            data={[
              { value: 'first', label: 'First appointment' },
              { value: 'follow_up', label: 'Follow-up' },
              { value: 'drop_in', label: 'Drop-in' },
            ]}
            allowDeselect={false}
            value={draft.kind}
            onChange={(kind) => set({ kind: (kind ?? 'first') as ActionDraft['kind'] })}
          />
          <TextInput
            label="Place"
            maxLength={100}
            autoComplete="off"
            value={draft.place}
            onChange={(event) => set({ place: event.currentTarget.value })}
          />
        </>
      )
    case 'attended':
      return (
        <>
          <Checkbox
            label="Treatment began at this contact"
            checked={draft.isTreatment}
            onChange={(event) => set({ isTreatment: event.currentTarget.checked })}
          />
          <TextInput
            label="Outcome"
            description="What happens next, in a few words"
            maxLength={200}
            autoComplete="off"
            value={draft.outcome}
            onChange={(event) => set({ outcome: event.currentTarget.value })}
          />
        </>
      )
    case 'information_requested':
      return (
        <>
          <Textarea
            label="What was asked for"
            description="One thing a line"
            id={problems.idOf('items')}
            required
            rows={3}
            value={draft.items}
            onChange={(event) => set({ items: event.currentTarget.value })}
            error={problems.of('items')}
            {...focus}
          />
          {date('followUpOn', 'Chase on')}
        </>
      )
    case 'priority_changed':
      return (
        <>
          <Radio.Group
            label="Priority"
            required
            id={problems.idOf('priority')}
            value={draft.priority ?? ''}
            onChange={(value) => set({ priority: value as Priority })}
            error={problems.of('priority')}
          >
            <Stack gap={6} mt={4}>
              {priorities
                .filter((priority) => priority !== 'planned')
                .map((priority, index) => (
                  <Radio
                    key={priority}
                    value={priority}
                    label={priorityLabels[priority]}
                    {...(index === 0 ? focus : {})}
                  />
                ))}
            </Stack>
          </Radio.Group>
          {date('followUpOn', 'Due by', { description: 'Left blank, the service’s own target counts' })}
        </>
      )
    case 'opt_in_sent':
      return date('followUpOn', 'Reply by')
    case 'planned':
      return date('otherDate', 'Due on', { required: true, ...focus })
    case 'received_date_corrected':
      return date('otherDate', 'Right received date', { required: true, ...notLater, ...focus })
    case 'contact_made':
      return (
        <>
          <Radio.Group
            label="Who spoke"
            value={draft.direction}
            onChange={(value) => set({ direction: value as ActionDraft['direction'] })}
          >
            <Stack gap={6} mt={4}>
              <Radio value="two_way" label="Both: we spoke with the family" {...focus} />
              <Radio value="out" label="We tried or wrote, no reply yet" />
              <Radio value="in" label="The family got in touch" />
            </Stack>
          </Radio.Group>
          <Select
            label="How"
            data={channels.map((label) => ({ value: label.toLowerCase(), label }))}
            value={draft.channel}
            onChange={(channel) => set({ channel })}
            placeholder="Not recorded"
            clearable
          />
        </>
      )
    case 'closed':
      return (
        <>
          <Select
            label="Why it leaves the list"
            required
            id={problems.idOf('closedReason')}
            data={closedReasons.map((value) => ({ value, label: closedReasonLabels[value] }))}
            value={draft.closedReason}
            onChange={(value) => set({ closedReason: value as ClosedReason | null })}
            error={problems.of('closedReason')}
            description={
              draft.closedReason === 'registered_in_error'
                ? 'Leaves every count, past and future.'
                : draft.closedReason === 'discharged'
                  ? 'Missed appointments alone are never a reason to discharge a child.'
                  : undefined
            }
          />
          {draft.closedReason !== null && handedOn.has(draft.closedReason) && (
            <TextInput
              label="Who takes over"
              description="The provider or service, as the family will be told"
              id={problems.idOf('to')}
              required={draft.closedReason === 'transferred_out'}
              maxLength={120}
              autoComplete="off"
              value={draft.to}
              onChange={(event) => set({ to: event.currentTarget.value })}
              error={problems.of('to')}
            />
          )}
          {draft.closedReason === 'discharged' && (
            <>
              <TextInput
                label="Clinician who decides"
                description="Needed where the child was not brought, the family cancelled three times, or nobody answered"
                id={problems.idOf('clinician')}
                maxLength={100}
                autoComplete="off"
                value={draft.clinician}
                onChange={(event) => set({ clinician: event.currentTarget.value })}
                error={problems.of('clinician')}
              />
              <Textarea
                label="Risk to the child, and how it was weighed"
                description="Needed with the clinician"
                id={problems.idOf('risk')}
                maxLength={2000}
                rows={2}
                value={draft.risk}
                onChange={(event) => set({ risk: event.currentTarget.value })}
                error={problems.of('risk')}
              />
              <Checkbox
                label="After a missed appointment that the family had been told of, under our published policy that protects children"
                description="Stops the referral to treatment clock on the day of that appointment"
                checked={draft.isMissedPolicy}
                onChange={(event) => set({ isMissedPolicy: event.currentTarget.checked })}
              />
            </>
          )}
        </>
      )
    case 'strand_closed':
      return (
        <>
          <Radio.Group
            label="Which strand"
            required
            id={problems.idOf('choice')}
            value={draft.choice ?? ''}
            onChange={(choice) => set({ choice })}
            error={problems.of('choice') ?? problems.of('pathway')}
          >
            <Stack gap={6} mt={4}>
              {(props.strands ?? []).map((strand, index) => (
                <Radio
                  key={strand}
                  value={strand}
                  label={(pathwayLabels as Record<string, string>)[strand] ?? strand}
                  {...(index === 0 ? focus : {})}
                />
              ))}
            </Stack>
          </Radio.Group>
          <Select
            label="Why this strand leaves the list"
            required
            id={problems.idOf('closedReason')}
            data={strandReasons.map((value) => ({ value, label: closedReasonLabels[value] }))}
            value={draft.closedReason}
            onChange={(value) => set({ closedReason: value as ClosedReason | null })}
            error={problems.of('closedReason')}
          />
          <TextInput
            label="Who takes over"
            maxLength={120}
            autoComplete="off"
            value={draft.to}
            onChange={(event) => set({ to: event.currentTarget.value })}
          />
        </>
      )
    case 'note':
      return (
        <Textarea
          label="Note"
          required
          id={problems.idOf('text')}
          rows={4}
          maxLength={4000}
          value={draft.text}
          onChange={(event) => set({ text: event.currentTarget.value })}
          error={problems.of('text')}
          {...focus}
        />
      )
    default:
      return <ClockFields {...props} />
  }
}

const detailFirst: ReadonlySet<ActionDraft['type']> = new Set([
  'appointment_booked',
  'information_requested',
  'priority_changed',
  'planned',
  'received_date_corrected',
  'contact_made',
  'strand_closed',
  'note',
  'delay_requested',
])

/** The fields of one kind of fact: what it is, when it happened, and why. */
export function ActionFields(props: ActionFieldsProps) {
  const { draft, onChange, problems, today, needsReason, takesFocus } = props
  const action = actionOf(draft.type)
  const isDateFirst = !detailFirst.has(draft.type)
  const date = (
    <DateField
      label={action?.dateLabel ?? 'Date'}
      description={isDateFirst ? 'Any UK form; t is today, -1 yesterday' : undefined}
      id={problems.idOf('happenedOn')}
      required
      today={today}
      max={{ date: today, message: 'That date is in the future' }}
      value={draft.happenedOn}
      onChange={(happenedOn) => onChange({ ...draft, happenedOn })}
      onProblem={(message) => problems.report('happenedOn', message)}
      error={problems.of('happenedOn')}
      {...(takesFocus && isDateFirst ? { 'data-autofocus': true } : {})}
    />
  )
  return (
    <Stack gap="md">
      {action?.effect && <Text c="dimmed">{action.effect}</Text>}
      {isDateFirst && date}
      <DetailFields {...props} />
      {!isDateFirst && date}
      {!needsNoReason(draft.type) && (
        <Textarea
          label={needsReason ? 'Reason' : 'Remark'}
          description={needsReason ? 'Kept with the entry, for whoever reads it later' : undefined}
          id={problems.idOf('reason')}
          required={needsReason}
          rows={2}
          maxLength={2000}
          value={draft.reason}
          onChange={(event) => {
            if (problems.of('reason')) problems.report('reason', null)
            onChange({ ...draft, reason: event.currentTarget.value })
          }}
          error={problems.of('reason')}
        />
      )}
    </Stack>
  )
}

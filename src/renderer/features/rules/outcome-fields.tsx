import { Checkbox, Group, NumberInput, Select, TagsInput, TextInput } from '@mantine/core'
import { type Priority, priorities, priorityLabels } from '../../../shared/codes/priorities.ts'
import { rejectReasonLabels } from '../../../shared/codes/reject-reasons.ts'
import { triageFields } from '../../../shared/codes/triage-fields.ts'
import { triageFlagLabels } from '../../../shared/codes/triage-flags.ts'
import { type RuleSuggestion, ruleSuggestions } from '../../../shared/triage/rules.ts'
import classes from './editor.module.css'
import type { OutcomePartProps, PlainOutcome } from './outcome-editor.tsx'

type KeysOf<Value> = {
  [Key in keyof PlainOutcome]-?: NonNullable<PlainOutcome[Key]> extends Value ? Key : never
}[keyof PlainOutcome]

interface FieldProps<Value> extends OutcomePartProps {
  name: KeysOf<Value>
  label: string
  description?: string
}

function TextField({ outcome, set, field, name, label, description }: FieldProps<string>) {
  return (
    <TextInput
      {...field(name)}
      label={label}
      description={description}
      maxLength={500}
      value={outcome[name] ?? ''}
      onChange={(event) => set(name, (event.currentTarget.value || undefined) as PlainOutcome[typeof name])}
    />
  )
}

function NumberField({
  outcome,
  set,
  field,
  name,
  label,
  description,
  unit,
}: FieldProps<number> & { unit?: string }) {
  return (
    <NumberInput
      {...field(name)}
      className={classes.number}
      label={label}
      description={description}
      min={0}
      allowDecimal={false}
      allowNegative={false}
      suffix={unit ? ` ${unit}` : ''}
      value={outcome[name] ?? ''}
      onChange={(value) => set(name, typeof value === 'number' ? value : undefined)}
    />
  )
}

function ListField({ outcome, set, field, name, label, description }: FieldProps<string[]>) {
  return (
    <TagsInput
      {...field(name)}
      label={label}
      description={description ?? 'Type one thing, then Enter'}
      splitChars={[]}
      acceptValueOnBlur
      value={outcome[name] ?? []}
      onChange={(value) => set(name, value.length === 0 ? undefined : value)}
    />
  )
}

function CheckField({ outcome, set, field, name, label, description }: FieldProps<boolean>) {
  return (
    <Checkbox
      {...field(name)}
      label={label}
      description={description}
      checked={outcome[name] === true}
      onChange={(event) => set(name, event.currentTarget.checked || undefined)}
    />
  )
}

const dateFields = triageFields
  .filter(({ type }) => type === 'date')
  .map(({ name, label }) => ({ value: name, label: label.charAt(0).toUpperCase() + label.slice(1) }))

function targetUnit(outcome: PlainOutcome): 'targetDays' | 'targetWorkingDays' {
  return outcome.targetWorkingDays === undefined ? 'targetDays' : 'targetWorkingDays'
}

/** How soon, counted from which date. */
export function PriorityFields(props: OutcomePartProps) {
  const { outcome, set, field } = props
  const unit = targetUnit(outcome)
  return (
    <>
      <Group align="flex-start" gap="md">
        <Select
          {...field('priority')}
          label="Priority"
          placeholder="None"
          clearable
          clearButtonProps={{ 'aria-label': 'No priority' }}
          data={priorities.map((value) => ({ value, label: priorityLabels[value] }))}
          value={outcome.priority ?? null}
          onChange={(value) => set('priority', (value ?? undefined) as Priority | undefined)}
        />
        <NumberInput
          {...field(unit)}
          className={classes.number}
          label="Target"
          placeholder="None"
          min={0}
          max={3660}
          allowDecimal={false}
          allowNegative={false}
          value={outcome[unit] ?? ''}
          onChange={(value) => set(unit, typeof value === 'number' ? value : undefined)}
        />
        <TargetUnit {...props} />
      </Group>
      <DateOrder {...props} />
      <CheckField
        {...props}
        name="clinicianDecides"
        label="A clinician decides the priority; the rule suggests none"
      />
    </>
  )
}

function TargetUnit({ outcome, set }: OutcomePartProps) {
  const unit = targetUnit(outcome)
  const other = unit === 'targetDays' ? 'targetWorkingDays' : 'targetDays'
  return (
    <Select
      label="Counted in"
      w={150}
      allowDeselect={false}
      disabled={outcome[unit] === undefined}
      data={[
        { value: 'targetDays', label: 'Calendar days' },
        { value: 'targetWorkingDays', label: 'Working days' },
      ]}
      value={unit}
      onChange={(value) => {
        if (value === other) set(unit, undefined, { [other]: outcome[unit] })
      }}
    />
  )
}

/** The dates a target counts from, the preferred first. */
function DateOrder({ outcome, set, field }: OutcomePartProps) {
  const [first, second] = outcome.targetFrom ?? []
  if (outcome.targetDays === undefined && outcome.targetWorkingDays === undefined && first === undefined)
    return null
  const choose = (next: (string | null | undefined)[]) => {
    const names = [...new Set(next.filter((name): name is string => typeof name === 'string'))]
    set('targetFrom', names.length === 0 ? undefined : names)
  }
  return (
    <Group align="flex-start" gap="md">
      <Select
        {...field('targetFrom')}
        label="Counted from"
        placeholder="Received date"
        clearable
        clearButtonProps={{ 'aria-label': 'Count from the received date' }}
        data={dateFields}
        value={first ?? null}
        onChange={(value) => choose([value, value === null ? null : second])}
      />
      {first !== undefined && (
        <Select
          label="Without that date, from"
          placeholder="Received date"
          clearable
          clearButtonProps={{ 'aria-label': 'Otherwise from the received date' }}
          data={dateFields.filter(({ value }) => value !== first)}
          value={second ?? null}
          onChange={(value) => choose([first, value])}
        />
      )}
    </Group>
  )
}

/** What is missing, how long to wait for it, and what silence means. */
export function InformationFields(props: OutcomePartProps) {
  return (
    <>
      <ListField {...props} name="needInfo" label="Ask for, before a decision" />
      <ListField {...props} name="needInfoSoft" label="Ask for, without holding anything up" />
      <NumberField {...props} name="chaseDays" label="Chase after" unit="days" />
      <TextField {...props} name="onNoResponse" label="When nobody replies" />
    </>
  )
}

const suggestionLabels: Record<RuleSuggestion, string> = {
  redirect: 'Redirect',
  watchAndReReferAdvice: 'Watch, and refer again if it goes on',
  localPolicy: 'Local policy: a clinician chooses',
}

/** Where else, and why. The app suggests; a clinician redirects or declines. */
export function SuggestionFields(props: OutcomePartProps) {
  const { outcome, set, field } = props
  const reason = outcome.rejectReason
  const isLocal = reason !== undefined && !Object.hasOwn(rejectReasonLabels, reason)
  return (
    <>
      <Group align="flex-start" gap="md">
        <Select
          {...field('suggest')}
          label="Suggest"
          placeholder="Nothing of this kind"
          clearable
          clearButtonProps={{ 'aria-label': 'Suggest nothing of this kind' }}
          w={280}
          data={ruleSuggestions.map((value) => ({ value, label: suggestionLabels[value] }))}
          value={outcome.suggest ?? null}
          onChange={(value) => set('suggest', (value ?? undefined) as RuleSuggestion | undefined)}
        />
        <Select
          {...field('rejectReason')}
          label="Reason"
          placeholder="None of the list"
          clearable
          clearButtonProps={{ 'aria-label': 'No reason' }}
          w={280}
          data={[
            ...Object.entries(rejectReasonLabels).map(([value, label]) => ({ value, label })),
            ...(isLocal ? [{ value: reason, label: `${reason} (local code)` }] : []),
          ]}
          value={reason ?? null}
          onChange={(value) => set('rejectReason', value ?? undefined)}
        />
      </Group>
      {outcome.suggest === 'localPolicy' && (
        <ListField {...props} name="options" label="Choices of the local policy" />
      )}
      <TextField
        {...props}
        name="route"
        label="Route"
        description="Where the child should go: a service, a team, a person"
      />
      <ListField {...props} name="routeOptions" label="Possible routes, when there are several" />
      <ListField {...props} name="copyTo" label="Copy the letter to" />
    </>
  )
}

/** What is raised, who does what by when, and who is told. */
export function TaskFields(props: OutcomePartProps) {
  const { outcome, set, field } = props
  const { flag } = outcome
  const isLocal = flag !== undefined && !Object.hasOwn(triageFlagLabels, flag)
  return (
    <>
      <Select
        {...field('flag')}
        label="Flag"
        placeholder="None"
        searchable
        clearable
        clearButtonProps={{ 'aria-label': 'No flag' }}
        w={280}
        data={[
          ...Object.entries(triageFlagLabels).map(([value, label]) => ({ value, label })),
          { value: 'LONG_WAIT_{weeks}', label: 'Long wait, with the weeks passed' },
          ...(isLocal && flag !== 'LONG_WAIT_{weeks}'
            ? [{ value: flag, label: `${flag} (local code)` }]
            : []),
        ]}
        value={flag ?? null}
        onChange={(value) => set('flag', value ?? undefined)}
      />
      <TextField {...props} name="task" label="Task" description="What somebody does, as the task says it" />
      <NumberField {...props} name="taskDueWorkingDays" label="Task due within" unit="working days" />
      <ListField {...props} name="notify" label="Tell" />
    </>
  )
}

/** Planned follow-up, place in the queue and duties set by law. */
export function ListFields(props: OutcomePartProps) {
  const { outcome, set, field } = props
  return (
    <>
      <Checkbox
        {...field('list')}
        label="Put on the planned list"
        checked={outcome.list === 'planned'}
        onChange={(event) => set('list', event.currentTarget.checked ? 'planned' : undefined)}
      />
      <NumberField
        {...props}
        name="dueAtCorrectedAgeMonths"
        label="Planned for this corrected age"
        unit="months"
      />
      <CheckField {...props} name="excludeFromWaitingList" label="Not a wait until the planned date" />
      <Group align="flex-start" gap="md">
        <NumberField {...props} name="statutoryDueDays" label="Due by law within" unit="days" />
        <Select
          {...field('statutoryFrom')}
          label="Counted from"
          placeholder="Choose a date"
          clearable
          clearButtonProps={{ 'aria-label': 'No date' }}
          w={280}
          data={dateFields}
          value={outcome.statutoryFrom ?? null}
          onChange={(value) => set('statutoryFrom', value ?? undefined)}
        />
      </Group>
      <Checkbox
        {...field('set')}
        label="Place in the queue from the original referral date"
        checked={outcome.set !== undefined}
        onChange={(event) =>
          set('set', event.currentTarget.checked ? { effectiveWaitStart: 'originalReferralDate' } : undefined)
        }
      />
    </>
  )
}

/** What few rules need. */
export function FurtherFields(props: OutcomePartProps) {
  return (
    <>
      <TextField {...props} name="action" label="What to do" description="Words beside the suggestion" />
      <TextField {...props} name="queue" label="Queue" />
      <CheckField {...props} name="blockAutoDischarge" label="No discharge without a clinician" />
      <CheckField {...props} name="blockBooking" label="No booking before this is settled" />
      <NumberField
        {...props}
        name="escalateWnbAt"
        label="Escalate when was not brought this often"
        unit="times"
      />
      <CheckField
        {...props}
        name="notAcceptanceCriterion"
        label="Only orders the list; never decides who joins it"
      />
      <TextField
        {...props}
        name="clock"
        label="The clock"
        description="Words on what the wait does meanwhile"
      />
      <TextField {...props} name="kpi" label="National indicator" />
    </>
  )
}

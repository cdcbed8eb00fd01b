import { Autocomplete, Button, Group, Kbd, Radio, Select, Stack, Textarea } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { priorities, type Priority, priorityLabels } from '../../../shared/codes/priorities.ts'
import { rejectReasonLabels } from '../../../shared/codes/reject-reasons.ts'
import type { TriageItem } from '../../../shared/contract/triage.ts'
import { formatDate } from '../../../shared/format/dates.ts'
import { useWork } from '../../app/work-context.tsx'
import { DateField } from '../../components/date-field.tsx'
import { ErrorSummary } from '../../components/error-summary.tsx'
import { type FieldProblems, optionsOf } from '../forms/index.ts'
import { type DecisionDraft, type DecisionKind, isReasonNeeded } from './decision-draft.ts'
import classes from './triage.module.css'

export interface DecisionFormProps {
  item: TriageItem
  draft: DecisionDraft
  onChange: (draft: DecisionDraft) => void
  problems: FieldProblems
  isSaving: boolean
  onSave: () => void
  onClose: () => void
}

const titles: Record<DecisionKind, { title: string; save: string }> = {
  accept: { title: 'Accept', save: 'Accept' },
  ask: { title: 'Ask for information', save: 'Ask' },
  redirect: { title: 'Redirect', save: 'Redirect' },
  not_accept: { title: 'Not accept', save: 'Do not accept' },
}

/** Places a child is often sent on to; any other can be typed. */
const commonRoutes = [
  'GP',
  'ENT',
  'Audiology',
  'Speech and language therapy',
  'Universal or drop-in offer',
  'Health visitor',
  'School or nursery',
  'Community paediatrics',
  'CAMHS',
  'Service of the home area',
]

function Fields({ item, draft, onChange, problems }: DecisionFormProps) {
  const { today } = useWork()
  const { suggestion } = item
  function set(part: Partial<DecisionDraft>): void {
    onChange({ ...draft, ...part })
  }
  const date = (field: 'dueBy' | 'plannedDueOn' | 'chaseOn', label: string, more: object = {}) => (
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
  const notPast = { min: { date: today, message: 'That date has passed' } }
  switch (draft.kind) {
    case 'accept':
      return (
        <>
          <Radio.Group
            label="Priority"
            value={draft.priority}
            onChange={(priority) => set({ priority: priority as Priority })}
          >
            <Group gap="md" mt={6}>
              {priorities.map((priority) => (
                <Radio
                  key={priority}
                  size="xs"
                  value={priority}
                  label={
                    priority === suggestion.priority
                      ? `${priorityLabels[priority]} (suggested)`
                      : priorityLabels[priority]
                  }
                  data-first-field={priority === draft.priority || undefined}
                />
              ))}
            </Group>
          </Radio.Group>
          {draft.priority === 'planned'
            ? date('plannedDueOn', 'Planned follow-up due', { required: true, ...notPast })
            : date('dueBy', 'Due by', dueByHelp(draft.dueBy, item.dueByFor[draft.priority], today))}
        </>
      )
    case 'ask':
      return (
        <>
          <Textarea
            label="What to ask for"
            description="One thing on each line"
            required
            rows={Math.min(6, Math.max(2, draft.items.split('\n').length))}
            data-first-field
            id={problems.idOf('items')}
            value={draft.items}
            onChange={(event) => set({ items: event.currentTarget.value })}
            error={problems.of('items')}
          />
          {date('chaseOn', 'Chase on', notPast)}
        </>
      )
    case 'redirect':
      return (
        <>
          <Autocomplete
            label="Where to"
            required
            data={commonRoutes}
            data-first-field
            id={problems.idOf('route')}
            maxLength={200}
            autoComplete="off"
            openOnFocus={false}
            value={draft.route}
            onChange={(route) => set({ route })}
            error={problems.of('route')}
          />
          <ReasonCode draft={draft} problems={problems} set={set} />
        </>
      )
    case 'not_accept':
      return (
        <>
          <ReasonCode draft={draft} problems={problems} set={set} isFirst />
          <Textarea
            label="Advice to the referrer and the family"
            rows={2}
            maxLength={2000}
            id={problems.idOf('advice')}
            value={draft.advice}
            onChange={(event) => set({ advice: event.currentTarget.value })}
          />
        </>
      )
  }
}

/** A target that has passed already stands in the box, so that nobody accepts it unseen; it is never moved. */
function dueByHelp(typed: string | null, target: string, today: string): object {
  const dueBy = typed ?? target
  if (dueBy >= today)
    return {
      placeholder: formatDate(target),
      description: `Left empty: ${formatDate(target)}, the target of this priority`,
    }
  return {
    placeholder: formatDate(target),
    value: dueBy,
    description: (
      <>
        <span className={classes.overdue}>Already past: {formatDate(dueBy)}.</span>
        {dueBy === target && ' The target counts from the day the referral was received.'}
      </>
    ),
  }
}

function ReasonCode(props: {
  draft: DecisionDraft
  problems: FieldProblems
  set: (part: Partial<DecisionDraft>) => void
  isFirst?: boolean
}) {
  return (
    <Select
      label="Ground"
      placeholder="None of the list"
      clearable
      data-first-field={props.isFirst || undefined}
      id={props.problems.idOf('reasonCode')}
      data={optionsOf(rejectReasonLabels)}
      value={props.draft.reasonCode}
      onChange={(reasonCode) => props.set({ reasonCode })}
    />
  )
}

/** One decision to fill in, under the suggestion it answers. Esc goes back; what was typed is kept. */
export function DecisionForm(props: DecisionFormProps) {
  const { draft, onChange, problems, isSaving, onSave, onClose, item } = props
  const { title, save } = titles[draft.kind]
  const form = useRef<HTMLFormElement>(null)
  const needsReason = isReasonNeeded(draft, item.suggestion)
  const close = useRef(onClose)
  close.current = onClose
  useEffect(() => {
    const opened = form.current
    opened
      ?.querySelector<HTMLElement>('[data-first-field]:is(input,textarea), [data-first-field] input')
      ?.focus()
    function onKeyDown(event: KeyboardEvent): void {
      if (event.key === 'Escape' && !event.defaultPrevented) close.current()
    }
    opened?.addEventListener('keydown', onKeyDown)
    return () => opened?.removeEventListener('keydown', onKeyDown)
  }, [])
  return (
    <form
      ref={form}
      className={classes.form}
      aria-label={title}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        onSave()
      }}
    >
      <h3>{title}</h3>
      <Stack gap="sm">
        <ErrorSummary problems={problems.summary} />
        <Fields {...props} />
        <Textarea
          label="Reason"
          description={
            needsReason
              ? 'Kept with the decision'
              : draft.kind === 'accept'
                ? item.suggestion.priority === null
                  ? 'Only needed for another priority than routine'
                  : 'Only needed when it differs from the suggestion'
                : undefined
          }
          required={needsReason}
          rows={2}
          maxLength={2000}
          id={problems.idOf('reason')}
          value={draft.reason}
          onChange={(event) => onChange({ ...draft, reason: event.currentTarget.value })}
          error={problems.of('reason')}
        />
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose} rightSection={<Kbd size="xs">Esc</Kbd>}>
            Back
          </Button>
          <Button
            type="submit"
            loading={isSaving}
            aria-keyshortcuts="Control+Enter"
            rightSection={
              <span aria-hidden className={classes.keys}>
                Ctrl+Enter
              </span>
            }
          >
            {draft.kind === 'accept' ? `${save} as ${priorityLabels[draft.priority].toLowerCase()}` : save}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

import {
  Autocomplete,
  Checkbox,
  Group,
  NativeSelect,
  Radio,
  Select,
  Stack,
  Text,
  Textarea,
  TextInput,
} from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { circumstanceLabels, circumstances } from '../../../shared/codes/circumstances.ts'
import { priorities, type Priority, priorityLabels } from '../../../shared/codes/priorities.ts'
import { rejectReasonLabels } from '../../../shared/codes/reject-reasons.ts'
import type { Addressee, TriageItem } from '../../../shared/contract/triage.ts'
import { formatDate } from '../../../shared/format/dates.ts'
import { useProcedures } from '../../app/rpc.tsx'
import { useWork } from '../../app/work-context.tsx'
import { DateField } from '../../components/date-field.tsx'
import { type FieldProblems, optionsOf } from '../forms/index.ts'
import { aheadPriorities, type DecisionDraft, isPlainReasonNeeded, isReasonNeeded } from './decision-draft.ts'
import classes from './triage.module.css'

export interface DecisionFieldsProps {
  item: TriageItem
  draft: DecisionDraft
  onChange: (draft: DecisionDraft) => void
  problems: FieldProblems
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

const addressees: readonly { value: Addressee; label: string }[] = [
  { value: 'referrer', label: 'The referrer' },
  { value: 'family', label: 'The family' },
  { value: 'both', label: 'Both' },
]

/** The fields of one kind of decision. What must be typed comes first, so that few keys reach it. */
export function DecisionFields(props: DecisionFieldsProps) {
  const { item, draft, onChange, problems } = props
  const { today } = useWork()
  const { suggestion, referral } = item
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
  const reason = <Reason {...props} set={set} />
  const priority = (choices: readonly Priority[]) => (
    <Radio.Group
      label="Priority"
      value={draft.priority}
      onChange={(value) => set({ priority: value as Priority })}
    >
      <Group gap="md" mt={6}>
        {choices.map((each) => (
          <Radio
            key={each}
            size="xs"
            value={each}
            label={
              each === suggestion.priority ? `${priorityLabels[each]} (suggested)` : priorityLabels[each]
            }
            data-first-field={(each === draft.priority && draft.kind === 'accept') || undefined}
          />
        ))}
      </Group>
    </Radio.Group>
  )
  switch (draft.kind) {
    case 'accept':
      return (
        <>
          {priority(priorities)}
          {reason}
          {draft.priority === 'planned'
            ? date('plannedDueOn', 'Planned follow-up due', { required: true, ...notPast })
            : date('dueBy', 'Due by', dueByHelp(draft.dueBy, item.dueByFor[draft.priority], today))}
        </>
      )
    case 'expedite':
      return (
        <>
          <Checkbox.Group
            label="Grounds"
            description="Circumstances a clinician has weighed. They never move a child by themselves."
            required
            value={draft.grounds}
            onChange={(grounds) => set({ grounds: circumstances.filter((each) => grounds.includes(each)) })}
            error={problems.of('grounds')}
          >
            <Stack gap={4} mt={6}>
              {circumstances.map((each, index) => (
                <Checkbox
                  key={each}
                  size="xs"
                  value={each}
                  label={circumstanceLabels[each]}
                  id={index === 0 ? problems.idOf('grounds') : undefined}
                  data-first-field={index === 0 || undefined}
                />
              ))}
            </Stack>
          </Checkbox.Group>
          {priority(aheadPriorities)}
          {date('dueBy', 'New due-by date', { required: true, ...notPast })}
          <TextInput
            label="Decided by"
            description="The clinician or the panel"
            required
            maxLength={100}
            id={problems.idOf('decidedBy')}
            value={draft.decidedBy}
            onChange={(event) => set({ decidedBy: event.currentTarget.value })}
            error={problems.of('decidedBy')}
          />
          {reason}
        </>
      )
    case 'ask':
      return (
        <>
          <Textarea
            label="What to ask for"
            description="One thing on each line; one letter asks for all of it"
            required
            rows={Math.min(6, Math.max(2, draft.items.split('\n').length))}
            data-first-field
            id={problems.idOf('items')}
            value={draft.items}
            onChange={(event) => set({ items: event.currentTarget.value })}
            error={problems.of('items')}
          />
          <Radio.Group
            label="Ask"
            value={draft.addressee}
            onChange={(value) => set({ addressee: value as Addressee })}
          >
            <Group gap="md" mt={6}>
              {addressees.map(({ value, label }) => (
                <Radio key={value} size="xs" value={value} label={label} />
              ))}
            </Group>
          </Radio.Group>
          {date('chaseOn', 'Chase on', { required: true, ...notPast })}
          <Text size="sm" className={classes.quiet}>
            The clock keeps running{clockWords(referral.daysWaited)}. The referral waits under “Awaiting
            information” until the answer comes.
          </Text>
          {reason}
        </>
      )
    case 'redirect':
      return (
        <>
          <Autocomplete
            label="Where to"
            required
            data={commonRoutes}
            data-first-field={draft.route === '' || undefined}
            id={problems.idOf('route')}
            maxLength={200}
            autoComplete="off"
            openOnFocus={false}
            value={draft.route}
            onChange={(route) => set({ route })}
            error={problems.of('route')}
          />
          {reason}
          <Ground {...props} set={set} />
        </>
      )
    case 'not_accept':
      return (
        <>
          <Ground {...props} set={set} isRequired />
          <Textarea
            label="Advice"
            description="What the referrer and the family can do now; it stands in both letters"
            required
            rows={3}
            maxLength={2000}
            data-first-field={draft.reasonCode !== null || undefined}
            id={problems.idOf('advice')}
            value={draft.advice}
            onChange={(event) => set({ advice: event.currentTarget.value })}
            error={problems.of('advice')}
          />
          <PlainReason {...props} set={set} />
          {reason}
          <SignedBy {...props} set={set} />
        </>
      )
  }
}

function clockWords(daysWaited: number | null): string {
  if (daysWaited === null) return ''
  return `: ${daysWaited} ${daysWaited === 1 ? 'day' : 'days'} so far`
}

type WithSet = DecisionFieldsProps & { set: (part: Partial<DecisionDraft>) => void }

function Reason({ item, draft, problems, set }: WithSet) {
  const isNeeded = isReasonNeeded(draft, item.suggestion)
  const isFirst = draft.kind === 'redirect' && draft.route !== ''
  return (
    <Textarea
      label="Reason"
      description={
        isNeeded
          ? 'Kept with the decision, and counted by rule where it departs from one'
          : draft.kind === 'accept'
            ? item.suggestion.priority === null
              ? 'Only needed for another priority than routine'
              : 'Only needed when it differs from the suggestion'
            : undefined
      }
      required={isNeeded}
      rows={2}
      maxLength={draft.kind === 'expedite' ? 1000 : 2000}
      data-first-field={isFirst || undefined}
      id={problems.idOf('reason')}
      value={draft.reason}
      onChange={(event) => set({ reason: event.currentTarget.value })}
      error={problems.of('reason')}
    />
  )
}

/** The ground for the letters: what a clinician types for the record is never copied into them. */
function PlainReason({ draft, problems, set }: WithSet) {
  if (!isPlainReasonNeeded(draft)) return null
  return (
    <Textarea
      label="Why, in plain words for the letters"
      description="No code of the list says it; the reason for the record stays out of the letters"
      required
      rows={2}
      maxLength={300}
      id={problems.idOf('plainReason')}
      value={draft.plainReason}
      onChange={(event) => set({ plainReason: event.currentTarget.value })}
      error={problems.of('plainReason')}
    />
  )
}

function SignedBy({ draft, problems, set }: WithSet) {
  const { person } = useWork()
  const procedures = useProcedures()
  const signatories = useQuery(procedures.letters.signatories.queryOptions())
  const known = signatories.data ?? []
  const data = known.map(({ accountId, name, role }) => ({ value: accountId, label: `${name}, ${role}` }))
  return (
    <Select
      label="Signed by"
      required
      allowDeselect={false}
      id={problems.idOf('signatory')}
      data={data.length > 0 ? data : [{ value: person.id, label: person.displayName }]}
      value={draft.signatoryId ?? person.id}
      onChange={(signatoryId) => {
        const name = known.find(({ accountId }) => accountId === signatoryId)?.name
        if (name !== undefined) set({ signatoryId, signatory: name })
      }}
      error={problems.of('signatory')}
    />
  )
}

/** A list the page draws itself: an arrow key chooses in it without opening it. */
function Ground({ draft, problems, set, isRequired = false }: WithSet & { isRequired?: boolean }) {
  return (
    <NativeSelect
      label="Ground"
      required={isRequired}
      data-first-field={(isRequired && draft.reasonCode === null) || undefined}
      id={problems.idOf('reasonCode')}
      data={[
        { value: '', label: isRequired ? 'Choose one' : 'None of the list' },
        ...optionsOf(rejectReasonLabels),
      ]}
      value={draft.reasonCode ?? ''}
      onChange={(event) => set({ reasonCode: event.currentTarget.value || null })}
      error={problems.of('reasonCode')}
    />
  )
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

import { type ReactNode, useState } from 'react'
import type { RuleOutcome } from '../../../shared/triage/rules.ts'
import classes from './editor.module.css'
import {
  FurtherFields,
  InformationFields,
  ListFields,
  PriorityFields,
  SuggestionFields,
  TaskFields,
} from './outcome-fields.tsx'
import type { PlaceProblems } from './place-problems.ts'

/** An effect of a rule without its branches. */
export type PlainOutcome = Omit<RuleOutcome, 'branch' | 'otherwise'>

export interface OutcomePartProps {
  outcome: PlainOutcome
  /** Sets one effect, or takes it away; `more` is set with it. */
  set: <Key extends keyof PlainOutcome>(
    key: Key,
    value: PlainOutcome[Key] | undefined,
    more?: Partial<PlainOutcome>,
  ) => void
  /** Error and id of the control of one effect. */
  field: (key: keyof PlainOutcome) => { id: string; error: string | undefined }
}

interface Part {
  title: string
  keys: readonly (keyof PlainOutcome)[]
  fields: (props: OutcomePartProps) => ReactNode
}

/** What a rule can lead to, in the order it is read. */
const parts: readonly Part[] = [
  {
    title: 'Priority and target',
    keys: ['priority', 'clinicianDecides', 'targetDays', 'targetWorkingDays', 'targetFrom'],
    fields: PriorityFields,
  },
  {
    title: 'Ask for information',
    keys: ['needInfo', 'needInfoSoft', 'chaseDays', 'onNoResponse'],
    fields: InformationFields,
  },
  {
    title: 'Redirect, decline or local policy',
    keys: ['suggest', 'rejectReason', 'route', 'routeOptions', 'options', 'copyTo'],
    fields: SuggestionFields,
  },
  { title: 'Flag and task', keys: ['flag', 'task', 'taskDueWorkingDays', 'notify'], fields: TaskFields },
  {
    title: 'Planned list and dates set by law',
    keys: [
      'list',
      'dueAtCorrectedAgeMonths',
      'excludeFromWaitingList',
      'statutoryDueDays',
      'statutoryFrom',
      'set',
    ],
    fields: ListFields,
  },
  {
    title: 'Further effects',
    keys: [
      'action',
      'queue',
      'blockAutoDischarge',
      'blockBooking',
      'escalateWnbAt',
      'notAcceptanceCriterion',
      'clock',
      'kpi',
    ],
    fields: FurtherFields,
  },
]

export interface OutcomeEditorProps {
  outcome: PlainOutcome
  onChange: (outcome: PlainOutcome) => void
  /** `outcome`, `outcome.branch[0].outcome`, `outcome.otherwise`. */
  place: string
  problems: PlaceProblems
}

/** What the rule leads to when it fires: only the parts that are set stand open. */
export function OutcomeEditor({ outcome, onChange, place, problems }: OutcomeEditorProps) {
  const props: OutcomePartProps = {
    outcome,
    set(key, value, more = {}) {
      const { [key]: _, ...rest } = outcome
      onChange(value === undefined ? { ...rest, ...more } : { ...rest, [key]: value, ...more })
    },
    field: (key) => ({
      id: problems.idOf(`${place}.${key}`),
      error: problems.at(`${place}.${key}`),
    }),
  }
  const own = problems.at(place)
  return (
    <div className={classes.outcome}>
      {own && (
        <p className={classes.problem} id={problems.idOf(place)} tabIndex={-1}>
          {own}
        </p>
      )}
      {parts.map((part) => (
        <OutcomePart key={part.title} part={part} {...props} />
      ))}
    </div>
  )
}

/** One part: open from the start when it is in use. Its fields are only made once they are looked at. */
function OutcomePart({ part: { title, keys, fields: Fields }, ...props }: OutcomePartProps & { part: Part }) {
  const isUsed = keys.some((key) => props.outcome[key] !== undefined)
  const [isOpen, setIsOpen] = useState(isUsed)
  const [wasSeen, setWasSeen] = useState(isUsed)
  return (
    <details
      className={classes.part}
      open={isOpen}
      onToggle={(event) => {
        setIsOpen(event.currentTarget.open)
        if (event.currentTarget.open) setWasSeen(true)
      }}
    >
      <summary>
        {title}
        {isUsed && <span className={classes.used}> · in use</span>}
      </summary>
      {wasSeen && (
        <div className={classes.partFields}>
          <Fields {...props} />
        </div>
      )}
    </details>
  )
}

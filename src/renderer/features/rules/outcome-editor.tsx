import type { ReactNode } from 'react'
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
      {parts.map(({ title, keys, fields: Fields }) => {
        const used = keys.filter((key) => outcome[key] !== undefined).length
        return (
          <details key={title} className={classes.part} open={used > 0 || undefined}>
            <summary>
              {title}
              {used > 0 && <span className={classes.used}> · in use</span>}
            </summary>
            <div className={classes.partFields}>
              <Fields {...props} />
            </div>
          </details>
        )
      })}
    </div>
  )
}

import { NumberInput, Select } from '@mantine/core'
import { circumstanceLabels } from '../../../shared/codes/circumstances.ts'
import { type TriageField, triageFields } from '../../../shared/codes/triage-fields.ts'
import type { ReferralFactsInput } from '../../../shared/contract/referrals.ts'
import { DateField } from '../../components/date-field.tsx'
import { AskedField } from './asked-field.tsx'
import { isAskedFor } from './asked-by-service.ts'
import { CodeListField } from './code-list-field.tsx'
import classes from './forms.module.css'
import { optionsOf } from './options.ts'
import type { FieldProblems } from './use-field-problems.ts'

type Answers = ReferralFactsInput['circumstances']

/** Fields the rules read that have a place of their own, on the child or on the referral. */
const heldElsewhere = new Set([
  'nhsNumberStatus',
  'dob',
  'postcode',
  'gpPracticeCode',
  'contactPhone',
  'dateReceived',
  'originalReferralDate',
  'referrerRole',
  'pathway',
  'reasonCodes',
  'reasonText',
  'redFlagsAsked',
  'redFlags',
  'evidence',
  'consentStatus',
  'consentGiverRole',
  'childInCare',
  'cpPlan',
  'childInNeed',
  'armedForcesFamilyMove',
  'transferIn',
  'interpreterNeed',
  'aisNeed',
  // Kept as `circumstances`, below.
  'flags',
])

/** The fields that are kept with a referral’s circumstances, in the order of the rules’ catalogue. */
export const circumstanceFields: readonly TriageField[] = triageFields.filter(
  (field) => !field.derived && !heldElsewhere.has(field.name),
)

/** The name under which grounds for an expedite review are kept. */
const groundsField = 'circumstances'

function capital(text: string): string {
  return text.charAt(0).toLocaleUpperCase('en-GB') + text.slice(1)
}

function asList(value: Answers[string] | undefined): string[] | null {
  return Array.isArray(value) ? value : null
}

export interface CircumstanceFieldsProps {
  value: Answers
  onChange: (value: Answers) => void
  problems: FieldProblems
  /** `YYYY-MM-DD`. */
  today: string
  /** Narrows the answers to those the rules of this service read, and those already given. */
  serviceId?: string | null
}

/** Further answers the triage rules read. What was not asked stays blank, which is not the same as no. */
export function CircumstanceFields(props: CircumstanceFieldsProps) {
  const { value, onChange, problems, today, serviceId } = props
  const isShown = (name: string, keptAs = name) => isAskedFor(serviceId, name) || value[keptAs] !== undefined
  const shown = circumstanceFields.filter((field) => isShown(field.name))
  function set(name: string, answer: Answers[string]): void {
    const { [name]: _, ...rest } = value
    onChange(answer === null ? rest : { ...rest, [name]: answer })
  }
  function control(field: TriageField) {
    const { name } = field
    const label = capital(field.label)
    const held = value[name]
    switch (field.type) {
      case 'boolean':
        return (
          <AskedField
            key={name}
            label={label}
            value={typeof held === 'boolean' ? held : null}
            onChange={(answer) => set(name, answer)}
          />
        )
      case 'date':
        return (
          <DateField
            key={name}
            label={label}
            id={problems.idOf(name)}
            today={today}
            value={typeof held === 'string' ? held : null}
            onChange={(date) => set(name, date)}
            onProblem={(message) => problems.report(name, message)}
            error={problems.of(name)}
          />
        )
      case 'number':
        return (
          <NumberInput
            key={name}
            label={field.unit === undefined ? label : `${label}, ${field.unit}`}
            id={problems.idOf(name)}
            min={0}
            allowDecimal={false}
            hideControls
            value={typeof held === 'number' ? held : ''}
            onChange={(answer) => set(name, typeof answer === 'number' ? answer : null)}
          />
        )
      default:
        return (
          <Select
            key={name}
            label={label}
            id={problems.idOf(name)}
            data={optionsOf(field.codes ?? {})}
            value={typeof held === 'string' ? held : null}
            onChange={(code) => set(name, code)}
            placeholder="Not asked"
            clearable
          />
        )
    }
  }
  return (
    <div className={classes.fields}>
      {isShown('flags', groundsField) && (
        <div className={classes.wide}>
          <CodeListField
            id={problems.idOf(groundsField)}
            label="Grounds for an earlier look"
            description="Asks a clinician; never a test of who may join the list"
            options={optionsOf(circumstanceLabels)}
            value={asList(value[groundsField])}
            onChange={(codes) => set(groundsField, codes)}
            noneLabel="Asked, none of these"
          />
        </div>
      )}
      {shown.filter((field) => field.type !== 'boolean').map(control)}
      <div className={classes.questions}>
        {shown.filter((field) => field.type === 'boolean').map(control)}
      </div>
    </div>
  )
}

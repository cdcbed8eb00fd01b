import { Checkbox, MultiSelect, Select, Textarea, TextInput } from '@mantine/core'
import { consentGiverRoleLabels } from '../../../shared/codes/consent-giver-roles.ts'
import { consentStatusLabels } from '../../../shared/codes/consent-statuses.ts'
import { evidenceLabels } from '../../../shared/codes/evidence.ts'
import { pathwayLabels } from '../../../shared/codes/pathways.ts'
import { reasonCodeLabels } from '../../../shared/codes/reason-codes.ts'
import { redFlagLabels } from '../../../shared/codes/red-flags.ts'
import { referrerRoleLabels } from '../../../shared/codes/referrer-roles.ts'
import { referralFactsInput, type ReferralFactsInput } from '../../../shared/contract/referrals.ts'
import { DateField } from '../../components/date-field.tsx'
import { AskedField } from './asked-field.tsx'
import { CircumstanceFields } from './circumstance-fields.tsx'
import { CodeListField } from './code-list-field.tsx'
import { Fold } from './fold.tsx'
import classes from './forms.module.css'
import { optionsOf } from './options.ts'
import type { FieldProblems } from './use-field-problems.ts'

/** A letter of which nothing has been written down yet. */
export function emptyReferralFacts(): ReferralFactsInput {
  return referralFactsInput.parse({})
}

export interface ReferralFactsFormProps {
  value: ReferralFactsInput
  onChange: (value: ReferralFactsInput) => void
  problems: FieldProblems
  /** `YYYY-MM-DD`. */
  today: string
  /** Narrows the further answers to those the rules of this service read. */
  serviceId?: string | null
  /** Whether the further answers start folded away, as they do while registering. */
  isFolded?: boolean
}

/** What the referral letter says, in the order it says it. The caller keeps the value and saves it. */
export function ReferralFactsForm(props: ReferralFactsFormProps) {
  const { value, onChange, problems, today, serviceId, isFolded = false } = props
  function set<Key extends keyof ReferralFactsInput>(field: Key, next: ReferralFactsInput[Key]): void {
    onChange({ ...value, [field]: next })
  }
  const notLater = { date: today, message: 'That date is in the future' }
  const circumstances = (
    <CircumstanceFields
      value={value.circumstances}
      onChange={(answers) => set('circumstances', answers)}
      problems={problems}
      today={today}
      serviceId={serviceId}
    />
  )
  return (
    <div className={classes.form}>
      <fieldset className={classes.section}>
        <legend>Who referred</legend>
        <div className={classes.fields}>
          <Select
            label="Referrer"
            id={problems.idOf('referrerRole')}
            data={optionsOf(referrerRoleLabels)}
            value={value.referrerRole}
            onChange={(code) => set('referrerRole', code)}
            placeholder="Not recorded"
            searchable
            clearable
          />
          <TextInput
            label="Referrer’s name"
            id={problems.idOf('referrerName')}
            maxLength={100}
            autoComplete="off"
            value={value.referrerName ?? ''}
            onChange={(event) => set('referrerName', event.currentTarget.value || null)}
          />
          <TextInput
            label="Referrer’s organisation"
            id={problems.idOf('referrerOrganisation')}
            maxLength={200}
            autoComplete="off"
            value={value.referrerOrganisation ?? ''}
            onChange={(event) => set('referrerOrganisation', event.currentTarget.value || null)}
          />
          <DateField
            label="Original referral date"
            description="When another service referred the child on"
            id={problems.idOf('originalReferralDate')}
            today={today}
            max={notLater}
            value={value.originalReferralDate}
            onChange={(date) => set('originalReferralDate', date)}
            onProblem={(message) => problems.report('originalReferralDate', message)}
            error={problems.of('originalReferralDate')}
          />
        </div>
      </fieldset>

      <fieldset className={classes.section}>
        <legend>Why</legend>
        <div className={classes.fields}>
          <div className={classes.wide}>
            <MultiSelect
              label="Pathway"
              id={problems.idOf('pathways')}
              data={optionsOf(pathwayLabels)}
              value={value.pathways}
              onChange={(codes) => set('pathways', codes)}
              placeholder={value.pathways.length === 0 ? 'Not recorded' : undefined}
              searchable
              clearable
              hidePickedOptions
              clearButtonProps={{ 'aria-label': 'Clear pathway' }}
              nothingFoundMessage="Nothing by that name"
            />
          </div>
          <div className={classes.wide}>
            <CodeListField
              id={problems.idOf('reasonCodes')}
              label="Reasons"
              options={optionsOf(reasonCodeLabels)}
              value={value.reasonCodes}
              onChange={(codes) => set('reasonCodes', codes)}
              noneLabel="Read, none of these"
            />
          </div>
          <Textarea
            className={classes.wide}
            label="Reason in the referrer’s words"
            description="Kept for people to read. The rules never read free text."
            id={problems.idOf('reasonText')}
            rows={4}
            maxLength={4000}
            value={value.reasonText ?? ''}
            onChange={(event) => set('reasonText', event.currentTarget.value || null)}
          />
        </div>
      </fieldset>

      <fieldset className={classes.section}>
        <legend>Red flags</legend>
        <AskedField
          id={problems.idOf('redFlagsAsked')}
          label="Were the red-flag questions asked?"
          description="A blank is never taken as a no"
          value={value.redFlagsAsked}
          onChange={(asked) =>
            onChange({ ...value, redFlagsAsked: asked, redFlags: asked ? (value.redFlags ?? []) : null })
          }
        />
        {value.redFlagsAsked === true && (
          <Checkbox.Group
            mt="sm"
            label="Which were present?"
            description="None ticked means asked and none"
            value={value.redFlags ?? []}
            onChange={(flags) => set('redFlags', flags)}
          >
            <div className={classes.checks}>
              {optionsOf(redFlagLabels).map((option) => (
                <Checkbox key={option.value} value={option.value} label={option.label} />
              ))}
            </div>
          </Checkbox.Group>
        )}
      </fieldset>

      <fieldset className={classes.section}>
        <legend>Evidence and consent</legend>
        <div className={classes.fields}>
          <div className={classes.wide}>
            <CodeListField
              id={problems.idOf('evidence')}
              label="Evidence held"
              options={optionsOf(evidenceLabels)}
              value={value.evidence}
              onChange={(codes) => set('evidence', codes)}
              noneLabel="Looked for, none held"
            />
          </div>
          <Select
            label="Consent"
            id={problems.idOf('consentStatus')}
            data={optionsOf(consentStatusLabels)}
            value={value.consentStatus}
            onChange={(code) => set('consentStatus', code)}
            placeholder="Not recorded"
            clearable
          />
          <Select
            label="Who gave consent"
            id={problems.idOf('consentGiverRole')}
            data={optionsOf(consentGiverRoleLabels)}
            value={value.consentGiverRole}
            onChange={(code) => set('consentGiverRole', code)}
            placeholder="Not recorded"
            clearable
          />
          <DateField
            label="Date of consent"
            id={problems.idOf('consentOn')}
            today={today}
            max={notLater}
            value={value.consentOn}
            onChange={(date) => set('consentOn', date)}
            onProblem={(message) => problems.report('consentOn', message)}
            error={problems.of('consentOn')}
          />
        </div>
      </fieldset>

      {isFolded ? (
        <Fold title="More that triage asks about" hint="Answers the rules of this service read">
          {circumstances}
        </Fold>
      ) : (
        <fieldset className={classes.section}>
          <legend>Further answers the rules read</legend>
          {circumstances}
        </fieldset>
      )}
    </div>
  )
}

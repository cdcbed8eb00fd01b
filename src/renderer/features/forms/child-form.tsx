import { Autocomplete, Checkbox, NumberInput, Select, Textarea, TextInput } from '@mantine/core'
import { DateField } from '../../components/date-field.tsx'
import { NhsNumberField } from '../../components/nhs-number-field.tsx'
import { AskedField } from './asked-field.tsx'
import type { ChildDraft } from './child-draft.ts'
import { ContactFields } from './contact-fields.tsx'
import { Fold } from './fold.tsx'
import classes from './forms.module.css'
import {
  commonLanguages,
  ethnicCategoryOptions,
  genderOptions,
  informationFormats,
  nhsNumberStatusOptions,
} from './options.ts'
import type { FieldProblems } from './use-field-problems.ts'

export interface ChildFormProps {
  value: ChildDraft
  onChange: (value: ChildDraft) => void
  problems: FieldProblems
  /** `YYYY-MM-DD`. */
  today: string
  /** Whether this is the made-up store, where test numbers need no remark. */
  isDemo?: boolean
  /** Whether what a letter seldom says starts folded away, as it does while registering. */
  isFolded?: boolean
}

type TextField = {
  [Key in keyof ChildDraft]: ChildDraft[Key] extends string | null ? Key : never
}[keyof ChildDraft]
type Question = {
  [Key in keyof ChildDraft]: ChildDraft[Key] extends boolean | null ? Key : never
}[keyof ChildDraft]

const questions: { field: Exclude<Question, 'restricted' | 'interpreterNeeded'>; label: string }[] = [
  { field: 'childInCare', label: 'Child in care' },
  { field: 'cpPlan', label: 'Child protection plan' },
  { field: 'childInNeed', label: 'Child in need' },
  { field: 'ehcp', label: 'EHC plan' },
  { field: 'armedForcesFamily', label: 'Armed forces family' },
]

/** All that is held about a child, in the order a referral letter gives it. The caller keeps the draft and saves it. */
export function ChildForm(props: ChildFormProps) {
  const { value, onChange, problems, today, isDemo = false, isFolded = false } = props
  function set<Key extends keyof ChildDraft>(field: Key, next: ChildDraft[Key]): void {
    onChange({ ...value, [field]: next })
  }
  function text(field: TextField, isRequired = false) {
    return {
      id: problems.idOf(field),
      value: value[field] ?? '',
      error: problems.of(field),
      autoComplete: 'off',
      onChange: (typed: string) => {
        if (problems.of(field)) problems.report(field, null)
        set(field, typed === '' && !isRequired ? null : typed)
      },
    }
  }
  function textInput(field: TextField, isRequired = false) {
    const { onChange: change, ...rest } = text(field, isRequired)
    return {
      ...rest,
      onChange: (event: { currentTarget: { value: string } }) => change(event.currentTarget.value),
    }
  }
  function requiredName(field: 'familyName' | 'givenName', message: string) {
    return {
      ...textInput(field, true),
      required: true,
      maxLength: 100,
      onBlur: () => problems.report(field, value[field].trim() === '' ? message : null),
    }
  }
  const rest = (
    <>
      <fieldset className={classes.section}>
        <legend>Communication</legend>
        <div className={classes.fields}>
          <Autocomplete
            label="Language at home"
            data={commonLanguages}
            maxLength={100}
            {...text('language')}
          />
          <Autocomplete
            label="Information format"
            data={informationFormats}
            maxLength={100}
            {...text('informationFormat')}
          />
          <AskedField
            id={problems.idOf('interpreterNeeded')}
            label="Interpreter needed"
            value={value.interpreterNeeded}
            onChange={(answer) => set('interpreterNeeded', answer)}
          />
          <Textarea
            className={classes.wide}
            label="Reasonable adjustments"
            rows={2}
            maxLength={500}
            {...textInput('reasonableAdjustments')}
          />
        </div>
      </fieldset>

      <fieldset className={classes.section}>
        <legend>Care and circumstances</legend>
        <div className={classes.questions}>
          {questions.map(({ field, label }) => (
            <AskedField
              key={field}
              id={problems.idOf(field)}
              label={label}
              value={value[field]}
              onChange={(answer) => set(field, answer)}
            />
          ))}
        </div>
        <Checkbox
          mt="md"
          id={problems.idOf('restricted')}
          label="Restricted record"
          description="Marked on every screen. Each view is recorded with the person’s name."
          checked={value.restricted}
          onChange={(event) => set('restricted', event.currentTarget.checked)}
        />
      </fieldset>
    </>
  )
  return (
    <div className={classes.form}>
      <fieldset className={classes.section}>
        <legend>Name and birth</legend>
        <div className={classes.fields}>
          <TextInput label="Family name" {...requiredName('familyName', 'Enter the family name')} />
          <TextInput label="Given name" {...requiredName('givenName', 'Enter the given name')} />
          <TextInput label="Preferred name" maxLength={100} {...textInput('preferredName')} />
          <DateField
            label="Date of birth"
            id={problems.idOf('dateOfBirth')}
            required
            today={today}
            value={value.dateOfBirth}
            onChange={(date) => set('dateOfBirth', date)}
            onProblem={(message) => problems.report('dateOfBirth', message)}
            max={{ date: today, message: 'A date of birth cannot be in the future' }}
            error={problems.of('dateOfBirth')}
          />
          <NhsNumberField
            label="NHS number"
            id={problems.idOf('nhsNumber')}
            value={value.nhsNumber}
            onChange={(number) => set('nhsNumber', number)}
            onProblem={(message) => problems.report('nhsNumber', message)}
            error={problems.of('nhsNumber')}
            testRangeIsFine={isDemo}
          />
          <Select
            label="NHS number status"
            id={problems.idOf('nhsNumberStatus')}
            data={nhsNumberStatusOptions}
            value={value.nhsNumberStatus}
            onChange={(code) => set('nhsNumberStatus', code)}
            placeholder="Not recorded"
            clearable
          />
          <TextInput
            label="Local id"
            description="The number in the record system"
            maxLength={40}
            {...textInput('localPatientId')}
          />
          <Select
            label="Gender"
            id={problems.idOf('gender')}
            data={genderOptions}
            value={value.gender}
            onChange={(code) => set('gender', code)}
            placeholder="Not recorded"
            clearable
          />
          <NumberInput
            label="Gestation at birth"
            description="Completed weeks, 20 to 45"
            id={problems.idOf('gestationWeeks')}
            min={20}
            max={45}
            allowDecimal={false}
            hideControls
            value={value.gestationWeeks ?? ''}
            onChange={(weeks) => set('gestationWeeks', typeof weeks === 'number' ? weeks : null)}
            error={problems.of('gestationWeeks')}
          />
          <Select
            label="Ethnic category"
            id={problems.idOf('ethnicCategory')}
            data={ethnicCategoryOptions}
            value={value.ethnicCategory}
            onChange={(code) => set('ethnicCategory', code)}
            placeholder="Not recorded"
            searchable
            clearable
          />
        </div>
      </fieldset>

      <fieldset className={classes.section}>
        <legend>Home, GP and school</legend>
        <div className={classes.fields}>
          <Textarea
            className={classes.wide}
            label="Address"
            rows={2}
            maxLength={300}
            {...textInput('address')}
          />
          <TextInput label="Postcode" maxLength={10} {...textInput('postcode')} />
          <NumberInput
            label="Deprivation decile"
            description="1 is the most deprived tenth"
            id={problems.idOf('imdDecile')}
            min={1}
            max={10}
            allowDecimal={false}
            hideControls
            value={value.imdDecile ?? ''}
            onChange={(decile) => set('imdDecile', typeof decile === 'number' ? decile : null)}
            error={problems.of('imdDecile')}
          />
          <TextInput
            label="GP practice code"
            description="Such as A81001"
            maxLength={10}
            {...textInput('gpPracticeCode')}
          />
          <TextInput
            label="School or setting"
            description="Name as the family says it"
            maxLength={200}
            {...textInput('school')}
          />
        </div>
      </fieldset>

      <fieldset className={classes.section}>
        <legend>Family and carers</legend>
        <ContactFields
          contacts={value.contacts}
          problems={problems}
          onChange={(contacts) => set('contacts', contacts)}
        />
      </fieldset>

      {isFolded ? (
        <Fold title="Communication, care and circumstances" hint="Language, interpreter, plans, restriction">
          {rest}
        </Fold>
      ) : (
        rest
      )}
    </div>
  )
}

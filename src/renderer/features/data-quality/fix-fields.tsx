import { Autocomplete, Select, TextInput } from '@mantine/core'
import { consentGiverRoleLabels } from '../../../shared/codes/consent-giver-roles.ts'
import { consentStatusLabels } from '../../../shared/codes/consent-statuses.ts'
import type { QualityFix } from '../../../shared/codes/data-quality-rules.ts'
import { type Child, childInput, type ChildInput } from '../../../shared/contract/children.ts'
import type { ReferralDetail, ReferralFactsInput } from '../../../shared/contract/referrals.ts'
import { DateField } from '../../components/date-field.tsx'
import { NhsNumberField } from '../../components/nhs-number-field.tsx'
import {
  AskedField,
  commonLanguages,
  ContactFields,
  ethnicCategoryOptions,
  type FieldProblems,
  nhsNumberStatusOptions,
  optionsOf,
} from '../forms/index.ts'
import classes from './data-quality.module.css'

/** A record while one gap of it is put right. */
export interface FixDraft {
  child: ChildInput
  /** What the referral says; null where the gap is not in it. */
  facts: ReferralFactsInput | null
}

export type FixReading =
  | { ok: true; child: ChildInput | null; facts: ReferralFactsInput | null }
  | { ok: false; problems: { field: string; message: string }[] }

/** The record as it is. */
export function draftOfFix(
  { id: _id, version: _version, diedOn: _diedOn, ...child }: Child,
  referral: ReferralDetail | null,
): FixDraft {
  return { child, facts: referral?.facts ?? null }
}

/** What was changed in a draft since its start, on top of the record as it is now. */
export function onTopOf(present: FixDraft, start: FixDraft, draft: FixDraft): FixDraft {
  return {
    child: withChanges(present.child, start.child, draft.child),
    facts:
      present.facts === null || start.facts === null || draft.facts === null
        ? present.facts
        : withChanges(present.facts, start.facts, draft.facts),
  }
}

function withChanges<T extends object>(present: T, start: T, draft: T): T {
  const result = { ...present }
  for (const key in draft)
    if (JSON.stringify(draft[key]) !== JSON.stringify(start[key])) result[key] = draft[key]
  return result
}

/** What is to be saved: the child, the referral, both or, where nothing was changed, neither. */
export function readFix(fix: QualityFix, draft: FixDraft, start: FixDraft, today: string): FixReading {
  const read = childInput.safeParse(draft.child)
  const problems = read.success
    ? []
    : read.error.issues.map(({ path, message }) => ({ field: path.join('.'), message }))
  const { postcode, gpPracticeCode, dateOfBirth } = draft.child
  if (fix === 'postcode' && postcode !== null && !/^[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}$/i.test(postcode.trim()))
    problems.push({ field: 'postcode', message: 'Enter a whole postcode, such as QA1 1AA' })
  if (fix === 'gp_practice' && gpPracticeCode !== null && !/^[A-Z]\d{5}$/i.test(gpPracticeCode.trim()))
    problems.push({ field: 'gpPracticeCode', message: 'A practice code is a letter and five digits' })
  if (dateOfBirth > today)
    problems.push({ field: 'dateOfBirth', message: 'A date of birth cannot be in the future' })
  if (problems.length > 0 || !read.success) return { ok: false, problems }
  const changed = (key: keyof FixDraft) => JSON.stringify(draft[key]) !== JSON.stringify(start[key])
  return {
    ok: true,
    child: changed('child') ? withPostcodeSpace(read.data) : null,
    facts: changed('facts') ? draft.facts : null,
  }
}

/** A postcode is stored as NHS England reads it: with the space before its last three. */
function withPostcodeSpace(child: ChildInput): ChildInput {
  const text = child.postcode?.trim().toUpperCase().replaceAll(/\s+/g, '') ?? ''
  return text === '' ? child : { ...child, postcode: `${text.slice(0, -3)} ${text.slice(-3)}` }
}

export interface FixFieldsProps {
  fix: QualityFix
  draft: FixDraft
  onChange: (draft: FixDraft) => void
  problems: FieldProblems
  today: string
  isDemo: boolean
}

/** The fields in which one kind of gap is put right; nothing else of the record is touched. */
export function FixFields({ fix, draft, onChange, problems, today, isDemo }: FixFieldsProps) {
  const { child, facts } = draft
  const set = (part: Partial<ChildInput>) => onChange({ ...draft, child: { ...child, ...part } })
  const setFacts = (part: Partial<ReferralFactsInput>) =>
    facts !== null && onChange({ ...draft, facts: { ...facts, ...part } })
  const field = (name: string) => ({
    id: problems.idOf(name),
    error: problems.of(name),
    autoComplete: 'off',
  })
  const date = (name: string) => ({
    id: problems.idOf(name),
    error: problems.of(name),
    today,
    onProblem: (message: string | null) => problems.report(name, message),
  })
  switch (fix) {
    case 'nhs_number':
      return (
        <>
          <NhsNumberField
            label="NHS number"
            data-autofocus
            testRangeIsFine={isDemo}
            value={child.nhsNumber}
            onChange={(nhsNumber) => set({ nhsNumber })}
            onProblem={(message) => problems.report('nhsNumber', message)}
            {...field('nhsNumber')}
          />
          <Select
            label="NHS number status"
            description="01 only after a trace on the national spine"
            clearable
            data={nhsNumberStatusOptions.map(({ value, label }) => ({ value, label: `${value} ${label}` }))}
            value={child.nhsNumberStatus}
            onChange={(nhsNumberStatus) => set({ nhsNumberStatus })}
            {...field('nhsNumberStatus')}
          />
        </>
      )
    case 'ethnicity':
      return (
        <Select
          label="Ethnic category"
          description="As the family said. “Not stated” means they were asked and did not say."
          data-autofocus
          searchable
          clearable
          data={ethnicCategoryOptions}
          value={child.ethnicCategory}
          onChange={(ethnicCategory) => set({ ethnicCategory })}
          {...field('ethnicCategory')}
        />
      )
    case 'postcode':
      return (
        <TextInput
          label="Postcode"
          description="ZZ99 3VZ stands for no fixed abode"
          data-autofocus
          maxLength={10}
          value={child.postcode ?? ''}
          onChange={(event) => set({ postcode: event.currentTarget.value.toUpperCase() || null })}
          {...field('postcode')}
        />
      )
    case 'gp_practice':
      return (
        <TextInput
          label="GP practice code"
          description="A letter and five digits; V81997 when the child is registered nowhere"
          data-autofocus
          maxLength={6}
          value={child.gpPracticeCode ?? ''}
          onChange={(event) => set({ gpPracticeCode: event.currentTarget.value.toUpperCase() || null })}
          {...field('gpPracticeCode')}
        />
      )
    case 'language':
      return (
        <>
          <Autocomplete
            label="Language the family wants to use"
            data-autofocus
            data={commonLanguages}
            maxLength={100}
            value={child.language ?? ''}
            onChange={(language) => set({ language: language === '' ? null : language })}
            {...field('language')}
          />
          <AskedField
            label="Interpreter needed"
            value={child.interpreterNeeded}
            onChange={(interpreterNeeded) => set({ interpreterNeeded })}
          />
        </>
      )
    case 'consent':
      return (
        <>
          <Select
            label="Consent to the referral"
            data-autofocus
            clearable
            data={optionsOf(consentStatusLabels)}
            value={facts?.consentStatus ?? null}
            onChange={(consentStatus) => setFacts({ consentStatus })}
            {...field('consentStatus')}
          />
          <Select
            label="Given by"
            clearable
            data={optionsOf(consentGiverRoleLabels)}
            value={facts?.consentGiverRole ?? null}
            onChange={(consentGiverRole) => setFacts({ consentGiverRole })}
            {...field('consentGiverRole')}
          />
          <DateField
            label="On"
            value={facts?.consentOn ?? null}
            onChange={(consentOn) => setFacts({ consentOn })}
            {...date('consentOn')}
          />
        </>
      )
    case 'contacts':
      return (
        <ContactFields
          contacts={child.contacts}
          onChange={(contacts) => set({ contacts })}
          problems={problems}
        />
      )
    case 'dates':
      return (
        <>
          <DateField
            label="Date of birth"
            data-autofocus
            value={child.dateOfBirth}
            onChange={(dateOfBirth) => dateOfBirth !== null && set({ dateOfBirth })}
            {...date('dateOfBirth')}
          />
          <DateField
            label="Original referral date"
            description="Where it came by transfer"
            value={facts?.originalReferralDate ?? null}
            onChange={(originalReferralDate) => setFacts({ originalReferralDate })}
            {...date('originalReferralDate')}
          />
          <DateField
            label="Consent given on"
            value={facts?.consentOn ?? null}
            onChange={(consentOn) => setFacts({ consentOn })}
            {...date('consentOn')}
          />
          <p className={classes.hint}>
            A received date or a contact is corrected on the child’s page, with a reason: it moves the wait.
          </p>
        </>
      )
    case 'activity':
    case 'priority':
    case 'duplicates':
    case 'referral':
      return null
  }
}

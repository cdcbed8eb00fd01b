import { ethnicCategories } from '../../../shared/codes/ethnic-categories.ts'
import { genderLabels } from '../../../shared/codes/genders.ts'
import type { MergeField } from '../../../shared/contract/people.ts'
import { formatDate } from '../../../shared/format/dates.ts'
import { formatNhsNumber } from '../../../shared/format/nhs-number.ts'

export const mergeFieldLabels: Record<MergeField, string> = {
  family_name: 'Family name',
  given_name: 'Given name',
  preferred_name: 'Preferred name',
  date_of_birth: 'Born',
  nhs_number: 'NHS number',
  local_patient_id: 'Local patient id',
  gender: 'Gender',
  address: 'Address',
  postcode: 'Postcode',
  gp_practice_code: 'GP practice',
  school: 'School or setting',
  language: 'Language',
  interpreter_needed: 'Interpreter needed',
  information_format: 'Information format',
  reasonable_adjustments: 'Reasonable adjustments',
  ethnic_category: 'Ethnic category',
  gestation_weeks: 'Gestation at birth',
  child_in_care: 'Child in care',
  cp_plan: 'Child protection plan',
  child_in_need: 'Child in need',
  ehcp: 'EHC plan',
  armed_forces_family: 'Armed forces family',
  restricted: 'Restricted record',
  died_on: 'Died',
}

const yesOrNo: ReadonlySet<MergeField> = new Set([
  'interpreter_needed',
  'child_in_care',
  'cp_plan',
  'child_in_need',
  'ehcp',
  'armed_forces_family',
  'restricted',
])

/** A stored value for people to read; null where nothing is recorded. */
export function valueInWords(field: MergeField, value: string | number | null): string | null {
  if (value === null || value === '') return null
  if (yesOrNo.has(field)) return value === 1 ? 'Yes' : 'No'
  if (field === 'gestation_weeks') return `${value} weeks`
  const text = String(value)
  if (field === 'nhs_number') return formatNhsNumber(text)
  if (field === 'date_of_birth' || field === 'died_on') return formatDate(text)
  if (field === 'gender') return new Map<string, string>(Object.entries(genderLabels)).get(text) ?? text
  if (field === 'ethnic_category')
    return ethnicCategories.find((category) => category.code === text)?.label ?? text
  return text
}

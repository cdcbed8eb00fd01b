import { ethnicCategories } from '../../../shared/codes/ethnic-categories.ts'
import { genderLabels } from '../../../shared/codes/genders.ts'
import { nhsNumberStatusLabels } from '../../../shared/codes/nhs-number-statuses.ts'

export interface Option {
  value: string
  label: string
}

/** The choices of a code list for a select, in the order of the list. */
export function optionsOf(labels: Readonly<Record<string, string>>): Option[] {
  return Object.entries(labels).map(([value, label]) => ({ value, label }))
}

/** A code as its label; a code that is in no list is shown as it is. */
export function labelOf(labels: Readonly<Record<string, string>>, code: string): string {
  return labels[code] ?? code
}

/** Object keys that look like numbers would come first, so the order is written out. */
export const genderOptions: Option[] = (['2', '1', '9', 'X'] as const).map((value) => ({
  value,
  label: genderLabels[value],
}))

export const nhsNumberStatusOptions: Option[] = (
  ['01', '02', '03', '04', '05', '06', '07', '08'] as const
).map((value) => ({ value, label: nhsNumberStatusLabels[value] }))

/** The ethnic categories under their groups. */
export const ethnicCategoryOptions = [...Map.groupBy(ethnicCategories, (category) => category.group)].map(
  ([group, categories]) => ({
    group,
    items: categories.map(({ code, label }) => ({ value: code as string, label: label as string })),
  }),
)

/** An ethnic category with its group: `White: British`. */
export function ethnicCategoryLabel(code: string): string {
  const found = ethnicCategories.find((category) => category.code === code)
  if (!found) return code
  return found.group === found.label ? found.label : `${found.group}: ${found.label}`
}

/** Languages often asked for, offered while typing; any other can be typed. */
export const commonLanguages = [
  'English',
  'Albanian',
  'Arabic',
  'Bengali',
  'British Sign Language',
  'Farsi',
  'Gujarati',
  'Kurdish',
  'Pashto',
  'Polish',
  'Portuguese',
  'Punjabi',
  'Romanian',
  'Somali',
  'Spanish',
  'Tamil',
  'Tigrinya',
  'Turkish',
  'Ukrainian',
  'Urdu',
  'Vietnamese',
  'Welsh',
]

/** Formats of the Accessible Information Standard, offered while typing. */
export const informationFormats = ['Large print', 'Easy read', 'Braille', 'Audio', 'Email', 'Text message']

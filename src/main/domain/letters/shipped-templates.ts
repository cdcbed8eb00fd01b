import { easyReadTemplates } from './shipped/easy-read.ts'
import { familyTemplates } from './shipped/family.ts'
import type { ShippedTemplate } from './shipped/parts.ts'
import { professionalTemplates } from './shipped/professionals.ts'

export type { ShippedTemplate } from './shipped/parts.ts'

/** Every template the app ships. */
export const shippedTemplates: readonly ShippedTemplate[] = [
  ...familyTemplates,
  ...easyReadTemplates,
  ...professionalTemplates,
]

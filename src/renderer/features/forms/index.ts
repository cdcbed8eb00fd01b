export { isAskedFor } from './asked-by-service.ts'
export { AskedField, askedWords } from './asked-field.tsx'
export { ContactFields } from './contact-fields.tsx'
export { type ChildDraft, draftOfChild, emptyChild, readChild } from './child-draft.ts'
export { ChildForm } from './child-form.tsx'
export { circumstanceFields } from './circumstance-fields.tsx'
export {
  commonLanguages,
  ethnicCategoryLabel,
  ethnicCategoryOptions,
  labelOf,
  nhsNumberStatusOptions,
  optionsOf,
} from './options.ts'
export { emptyReferralFacts, ReferralFactsForm } from './referral-facts-form.tsx'
export { type FieldProblems, useFieldProblems } from './use-field-problems.ts'

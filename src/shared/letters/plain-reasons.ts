import type { RejectReason } from '../codes/reject-reasons.ts'

/**
 * A reason code as a sentence a family can read. Null where the ground was given in words, which the writer then
 * puts plainly; what a clinician typed for the record is never copied into a letter. Source: research on pathways
 * and triage, finding 7 ("Refuse safely").
 */
export function plainReason(code: string | null | undefined): string | null {
  return code && Object.hasOwn(sentences, code) ? (sentences[code as RejectReason] ?? null) : null
}

const sentences: Partial<Record<RejectReason, string>> = {
  OUT_OF_AREA: 'The home address is outside the area this team covers.',
  TOO_EARLY_WATCHFUL_WAIT: 'It is early, and things often get better in a few weeks without treatment.',
  REFER_ENT_OR_GP: 'A GP or an ear, nose and throat team should look first.',
  NOT_MECHANICAL_DYSPHAGIA:
    'This team helps with swallowing. Choosing only some foods is helped by another team.',
  ENT_FIRST: 'An ear, nose and throat team should look first.',
  EAL_NO_DISORDER:
    'The language used at home is growing well. Learning English as a further language takes time.',
  UNIVERSAL_OFFER_FIRST: 'The help that is open to every child fits best to start with.',
  UNDER_AGE_ADHD: 'This assessment is for children who are a little older.',
  CRITERIA_NOT_MET: 'What we were told does not fit what this team can help with.',
}

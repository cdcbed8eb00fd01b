import { triageField } from '../../../shared/codes/triage-fields.ts'
import type { Evaluation } from '../../domain/triage/evaluation.ts'
import { sentencesOf } from '../../domain/triage/sentences.ts'
import type { SuggestionInBrief } from '../projection/compute.ts'
import { suggestionInBrief } from './suggest.ts'

/**
 * What is kept of an evaluation with the referral: what lists need, what was said, and the inputs the rules that
 * fired had seen. Of text (a reason, a telephone number) it keeps only that it was recorded.
 */
export interface KeptEvaluation {
  brief: SuggestionInBrief
  sentences: string[]
  inputs: Record<string, unknown>
}

/** The part of an evaluation that is kept. */
export function toKept(evaluation: Evaluation): KeptEvaluation {
  const inputs: Record<string, unknown> = {}
  for (const firing of evaluation.fired) {
    for (const [field, value] of Object.entries(firing.inputs))
      inputs[field] = isPersonal(field, value) ? 'recorded' : value
  }
  return { brief: suggestionInBrief(evaluation), sentences: sentencesOf(evaluation), inputs }
}

function isPersonal(field: string, value: unknown): boolean {
  const type = triageField(field)?.type
  return value !== null && value !== '' && (type === 'text' || field === 'dob')
}

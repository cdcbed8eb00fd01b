import type { ReturnMonthState } from '../../../shared/contract/returns.ts'
import { monthInWords } from './months.ts'

type Known = Omit<ReturnMonthState, 'state' | 'sentence'> & { month: string; ended: boolean }

/** Where a month stands on its way to being signed off, and that in a sentence. */
export function monthState(known: Known): ReturnMonthState {
  const { month, ended, ...rest } = known
  const { twoPeople, firstSignature, signed, reopened } = rest
  const name = monthInWords(month)
  const state = (): Pick<ReturnMonthState, 'state' | 'sentence'> => {
    if (signed !== null && reopened === null) {
      const version = signed.version === 1 ? '' : `, version ${signed.version}`
      return { state: 'signed', sentence: `${name} is signed off by ${signed.signedBy}${version}.` }
    }
    if (!ended) {
      return { state: 'not_ended', sentence: `${name} has not ended, so it cannot be signed off yet.` }
    }
    if (firstSignature !== null && !firstSignature.void) {
      return {
        state: 'first_signature',
        sentence: `${firstSignature.by} has signed ${name}; another manager has to sign the same figures.`,
      }
    }
    const voided =
      firstSignature === null
        ? ''
        : ` The figures have changed since ${firstSignature.by} signed, so that signature no longer counts.`
    const need = twoPeople ? ' Two managers have to sign.' : ''
    if (signed !== null && reopened !== null) {
      return {
        state: 'reopened',
        sentence: `${name} was re-opened by ${reopened.by}; version ${signed.version} is kept.${need}${voided}`,
      }
    }
    return { state: 'open', sentence: `${name} is not signed off.${need}${voided}` }
  }
  return { ...state(), ...rest }
}

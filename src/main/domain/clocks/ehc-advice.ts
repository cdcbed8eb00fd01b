import type { EhcException } from '../../../shared/codes/ehc-exceptions.ts'
import type { ReferralEvent } from '../referral-status/events.ts'

/** How far advice for an EHC needs assessment has come. */
export interface EhcAdvice {
  /** When the advice was sent; null while it is owed. */
  sentOn: string | null
  /** The lawful exceptions recorded, in order. */
  exceptions: { on: string; exception: EhcException }[]
}

/**
 * What standing facts say about the advice. The first advice sent on or after the request ends what is owed; facts
 * before the request belong to an earlier one. Source: SEND Regulations 2014, regulation 8.
 */
export function ehcAdvice(standing: readonly ReferralEvent[], requestedOn: string): EhcAdvice {
  const since = standing.filter((fact) => fact.happenedOn >= requestedOn)
  return {
    sentOn: since.find((fact) => fact.type === 'ehc_advice_sent')?.happenedOn ?? null,
    exceptions: since.flatMap((fact) =>
      fact.type === 'ehc_exception' ? [{ on: fact.happenedOn, exception: fact.detail.exception }] : [],
    ),
  }
}

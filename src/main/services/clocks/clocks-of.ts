import type { ReferralClock } from '../../../shared/contract/clocks.ts'
import { type ClockCircumstances, referralClocks } from '../../domain/clocks/referral-clocks.ts'
import { toService } from '../nhs-services/rows.ts'
import type { ReferralRecord } from '../projection/reproject.ts'

/** Every clock a referral carries on a date. */
export function clocksOf(
  record: Pick<ReferralRecord, 'referral' | 'service' | 'events'>,
  asAt: string,
): ReferralClock[] {
  return referralClocks(record.events, circumstancesOf(record), asAt)
}

function circumstancesOf({
  referral,
  service,
}: Pick<ReferralRecord, 'referral' | 'service'>): ClockCircumstances {
  const held = JSON.parse(referral.circumstances) as Record<string, unknown>
  const date = (name: string) => (typeof held[name] === 'string' ? (held[name] as string) : null)
  return {
    service: toService(service),
    pathways: JSON.parse(referral.pathways) as string[],
    reasonCodes: referral.reason_codes === null ? null : (JSON.parse(referral.reason_codes) as string[]),
    dates: {
      screenCompletedDate: date('screenCompletedDate'),
      fitForTestingDate: date('fitForTestingDate'),
      hospitalDischargeDate: date('hospitalDischargeDate'),
      ehcnaAdviceRequestDate: date('ehcnaAdviceRequestDate'),
    },
  }
}

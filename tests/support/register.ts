import type { ChildInput } from '../../src/shared/contract/children.ts'
import type { InProcessClient } from '../../src/main/services/router.ts'

type Register = Parameters<InProcessClient['referrals']['register']>[0]
type NewChild = Partial<ChildInput>

let registered = 0

/** Registers a referral for a new made-up child through the app's own door, with only what a test cares about. */
export async function registerReferral(
  client: InProcessClient,
  referral: Partial<Register['referral']> = {},
  child: NewChild = {},
): Promise<{ referralId: string; childId: string }> {
  registered += 1
  return client.referrals.register({
    child: {
      kind: 'new',
      child: { familyName: `Testfamily${registered}`, givenName: 'Sam', dateOfBirth: '2019-05-17', ...child },
    },
    referral: { serviceId: 'slt', receivedDate: '2026-02-02', reason: 'Made for a test', ...referral },
  })
}

import type { InferContractRouterInputs } from '@orpc/contract'
import { letterCautions } from '../../src/shared/codes/letter-purposes.ts'
import { contactInput } from '../../src/shared/contract/children.ts'
import type { Contract } from '../../src/shared/contract/index.ts'
import type { LetterWanted } from '../../src/shared/contract/letters.ts'
import type { TriageDecision } from '../../src/shared/contract/triage.ts'
import { nhsNumberCheckDigit } from '../../src/shared/format/nhs-number.ts'
import { lettersOfDecision, suppliedByDecision } from '../../src/shared/triage/decision-letters.ts'
import { registerReferral } from './register.ts'
import type { TestStore } from './test-store.ts'

type Referral = InferContractRouterInputs<Contract>['referrals']['register']['referral']

export const receivedForTriage = '2026-02-23'

/** A made-up number from the test range with its check digit. */
function testNumber(start: number): string {
  for (let at = start; ; at++) {
    const nine = `999${String(at).padStart(6, '0')}`
    const digit = nhsNumberCheckDigit(nine)
    if (digit !== null) return `${nine}${digit}`
  }
}

/** Everything asked that every service asks, and nothing of note. */
const plainChild = {
  nhsNumber: testNumber(100),
  nhsNumberStatus: '01',
  postcode: 'ZZ99 3AA',
  gpPracticeCode: 'A99999',
  contacts: [contactInput.parse({ name: 'Contact', phone: '0100 000000', safeToContact: true })],
  interpreterNeeded: false,
  informationFormat: 'none',
}
export const plainLetter = {
  receivedDate: receivedForTriage,
  reasonText: 'As described',
  referrerName: 'R. Sample',
  referrerOrganisation: 'Example Surgery',
  consentStatus: 'given',
  redFlagsAsked: true,
  redFlags: [] as string[],
  reasonCodes: [] as string[],
  evidence: ['parent_questionnaire', 'setting_questionnaire', 'targeted_support_evidence'],
  circumstances: {
    gpInArea: true,
    residentInArea: true,
    schoolInArea: true,
    circumstances: [] as string[],
  } as Referral['circumstances'],
} satisfies Partial<Referral>
/** A feeding referral with a red flag: rule S01, urgent. */
export const choking = { pathways: ['dysphagia'], redFlags: ['choking'] }

/** Registers a plain referral with changes to the letter or the child. */
export function registerPlain(
  store: TestStore,
  referral: Partial<Referral> = {},
  child: Parameters<typeof registerReferral>[2] = {},
) {
  const circumstances = { ...plainLetter.circumstances, ...referral.circumstances }
  return registerReferral(
    store.client,
    { ...plainLetter, ...referral, circumstances },
    { ...plainChild, ...child },
  )
}

/** Ids of the rules that the stored triage result of a referral names. */
export async function storedRules(store: TestStore, referralId: string): Promise<string[]> {
  const row = await store.store.read
    .selectFrom('triage_result')
    .select('fired')
    .where('referral_id', '=', referralId)
    .executeTakeFirstOrThrow()
  return JSON.parse(row.fired) as string[]
}

/** The letters that go with a decision and can be made, with every caution confirmed. */
export async function lettersFor(
  { client }: TestStore,
  referralId: string,
  decision: TriageDecision,
): Promise<LetterWanted[]> {
  const supplied = { 'decision.reason': 'Another team can help.', ...suppliedByDecision(decision) }
  const letters = lettersOfDecision(decision).map(({ purpose, audience }) => ({
    ...{ purpose, audience, supplied },
    confirmed: [...letterCautions],
  }))
  if (letters.length === 0) return []
  const previews = await client.letters.preview({ referralId, letters })
  return letters.filter((_, index) => previews[index]?.refused === null)
}

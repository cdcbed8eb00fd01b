import { formatISO, parseISO, subDays, subMonths } from 'date-fns'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { shippedCases } from '../../src/main/domain/triage/worked-case.ts'
import { defaultRuleSet } from '../../src/main/domain/triage/default-rule-set.ts'
import { triageCases } from '../../src/main/domain/triage/triage-cases.ts'
import { canonicalServiceId } from '../../src/shared/triage/rules.ts'
import { ana, type Cells, extractOf, importText } from '../support/import-file.ts'
import { createTestStore, type TestStore } from '../support/test-store.ts'
import { receivedForTriage, storedRules } from '../support/triage.ts'

let store: TestStore
beforeEach(async () => {
  store = await createTestStore({ today: '2026-03-02' })
})
afterEach(() => store.close())

const day = (date: Date) => formatISO(date, { representation: 'date' })
const listed = (codes: unknown) => (Array.isArray(codes) && codes.length > 0 ? codes.join(';') : '')

interface Answers {
  service: string
  ageMonths: number
  ageDays?: number
  pathway: string[]
  reasonCodes: string[]
  evidence: string[]
  redFlags: string[]
  consentStatus: string | null
  contactPhone: string | null
  wnbCount: number
  cpPlan?: boolean
  referrerRole?: string
  concernDurationWeeks?: number
  functionalImpact?: string
  hearingRiskFactor?: boolean
  projectedAgeAtFirstContactMonths?: number
}

function bornOf(of: Answers): Date {
  const received = parseISO(receivedForTriage)
  return of.ageDays === undefined ? subMonths(received, of.ageMonths) : subDays(received, of.ageDays)
}

function rowOf(of: Answers): Cells {
  return {
    ...ana,
    nhs_number_status: '01',
    date_of_birth: day(bornOf(of)),
    postcode: 'ZZ99 3AA',
    gp_practice_code: 'A99999',
    interpreter_needed: 'no',
    ...(of.cpPlan !== undefined && { cp_plan: of.cpPlan ? 'yes' : 'no' }),
    contact_name: of.contactPhone === null ? '' : 'Contact',
    contact_phone: of.contactPhone === null ? '' : '0100 000000',
    service: canonicalServiceId(of.service),
    pathway: listed(of.pathway),
    referral_received_date: receivedForTriage,
    referrer_role: of.referrerRole ?? '',
    reason_codes: listed(of.reasonCodes),
    reason_text: 'As described',
    red_flags_asked: 'yes',
    red_flags: listed(of.redFlags),
    evidence: listed(of.evidence),
    consent_status: of.consentStatus ?? '',
    wnb_count: String(of.wnbCount),
  }
}

test.each(shippedCases.map((each) => [each.name, each] as const))(
  '“%s” fires the same rules through an import, completed on the screen, as through the command',
  async (_name, worked) => {
    const of = worked.facts as unknown as Answers
    await importText(store, extractOf([rowOf(of)]))
    const { id: referralId, child_id: childId } = await store.store.read
      .selectFrom('referral')
      .select(['id', 'child_id'])
      .executeTakeFirstOrThrow()
    // What no extract carries is asked for on the screen: the information format and the circumstances.
    const { child } = await store.client.children.get({ childId })
    const { id: _id, version: childVersion, diedOn: _diedOn, ...held } = child
    await store.client.children.update({
      childId,
      version: childVersion,
      child: { ...held, informationFormat: 'none' },
    })
    const { referral } = await store.client.triage.get({ referralId })
    const { concernDurationWeeks, functionalImpact, hearingRiskFactor } = of
    const given = Object.entries({ concernDurationWeeks, functionalImpact, hearingRiskFactor }).filter(
      (entry): entry is [string, string | number | boolean] => entry[1] !== undefined,
    )
    const likely = of.projectedAgeAtFirstContactMonths
    await store.client.referrals.updateFacts({
      referralId,
      version: referral.version,
      facts: {
        ...referral.facts,
        evidence: of.evidence,
        reasonCodes: of.reasonCodes,
        redFlags: of.redFlags,
        circumstances: {
          ...{ gpInArea: true, residentInArea: true, schoolInArea: true, circumstances: [] },
          ...Object.fromEntries(given),
          ...(likely !== undefined && { projectedFirstContactOn: day(subMonths(bornOf(of), -likely)) }),
        },
      },
    })
    const command = triageCases({ cases: [{ name: worked.name, referral: worked.facts }] }, defaultRuleSet())
    const fires = command.ok ? command.value[0]?.fires : []
    expect(fires).toEqual(worked.expected)
    expect((await storedRules(store, referralId)).toSorted()).toEqual(fires)
  },
)

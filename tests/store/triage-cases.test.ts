import { formatISO, parseISO, subDays, subMonths } from 'date-fns'
import { afterEach, beforeEach, expect, test } from 'vitest'
import shipped from '../fixtures/triage/cases.json' with { type: 'json' }
import { createTestStore, type TestStore } from '../support/test-store.ts'
import { receivedForTriage, registerPlain, storedRules } from '../support/triage.ts'

let store: TestStore
beforeEach(async () => {
  store = await createTestStore({ today: '2026-03-02' })
})
afterEach(() => store.close())

interface CaseReferral {
  service: string
  ageMonths: number
  ageDays?: number
  pathway: string[]
  reasonCodes: string[]
  redFlagsAsked: boolean
  redFlags: string[]
  evidence: string[]
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

// The cases give ages; the app holds dates, so each case gets a date of birth that makes its age.
test.each(shipped.cases.map((each) => [each.name, each] as const))(
  '“%s”, registered as people do, fires exactly its rules',
  async (_name, worked) => {
    const of = worked.referral as CaseReferral
    const on = parseISO(receivedForTriage)
    const day = (date: Date) => formatISO(date, { representation: 'date' })
    const born = of.ageDays === undefined ? subMonths(on, of.ageMonths) : subDays(on, of.ageDays)
    const { concernDurationWeeks, functionalImpact, hearingRiskFactor } = of
    const given = Object.entries({ concernDurationWeeks, functionalImpact, hearingRiskFactor }).filter(
      (entry): entry is [string, string | number | boolean] => entry[1] !== undefined,
    )
    // The case gives the likely age at first contact; the app holds the likely date.
    const projected: Record<string, string> =
      of.projectedAgeAtFirstContactMonths === undefined
        ? {}
        : { projectedFirstContactOn: day(subMonths(born, -of.projectedAgeAtFirstContactMonths)) }
    const { referralId } = await registerPlain(
      store,
      {
        serviceId: of.service === 'neurodev' ? 'neurodevelopment' : of.service,
        pathways: of.pathway,
        reasonCodes: of.reasonCodes,
        redFlagsAsked: of.redFlagsAsked,
        redFlags: of.redFlags,
        evidence: of.evidence,
        consentStatus: of.consentStatus,
        referrerRole: of.referrerRole ?? null,
        circumstances: { ...Object.fromEntries(given), ...projected },
      },
      {
        dateOfBirth: day(born),
        cpPlan: of.cpPlan ?? null,
        ...(of.contactPhone === null && { contacts: [] }),
      },
    )
    if (of.wnbCount > 0) {
      const { version } = await store.client.triage.decide({
        referralId,
        version: 1,
        decision: { kind: 'accept', priority: 'routine', reason: 'Decided for a test' },
      })
      const booked = await store.client.referrals.record({
        referralId,
        version,
        event: { type: 'appointment_booked', detail: { appointmentOn: '2026-03-02' } },
        happenedOn: '2026-03-02',
      })
      await store.client.referrals.record({
        referralId,
        version: booked.version,
        event: { type: 'was_not_brought' },
        happenedOn: '2026-03-02',
      })
    }
    expect((await storedRules(store, referralId)).toSorted()).toEqual(worked.fires)
    const { suggestion } = await store.client.triage.get({ referralId })
    expect(suggestion.sentences.map(({ ruleId }) => ruleId).toSorted()).toEqual(worked.fires)
  },
)

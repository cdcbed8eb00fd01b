import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { TriageDecision } from '../../src/shared/contract/triage.ts'
import { defaultRuleSet } from '../../src/main/domain/triage/default-rule-set.ts'
import { evaluate } from '../../src/main/domain/triage/evaluate.ts'
import { referralFacts } from '../../src/main/domain/triage/referral-facts.ts'
import { firingSentence } from '../../src/main/domain/triage/sentences.ts'
import { createTestStore, refusalOf, type TestStore } from '../support/test-store.ts'
import {
  choking,
  lettersFor,
  plainLetter,
  receivedForTriage,
  registerPlain,
  storedRules,
} from '../support/triage.ts'

let store: TestStore
beforeEach(async () => {
  store = await createTestStore({ today: '2026-03-02' })
})
afterEach(() => store.close())

const plain = (...changes: [Parameters<typeof registerPlain>[1]?, Parameters<typeof registerPlain>[2]?]) =>
  registerPlain(store, ...changes)

async function eventOf(eventId: string) {
  const row = await store.store.read
    .selectFrom('referral_event')
    .select(['type', 'detail', 'reason', 'happened_on'])
    .where('id', '=', eventId)
    .executeTakeFirstOrThrow()
  return { ...row, detail: JSON.parse(row.detail) as Record<string, unknown> }
}

async function queueOf(referralId: string): Promise<string | null> {
  const row = await store.store.read
    .selectFrom('waiting_list')
    .select('stage_queue')
    .where('referral_id', '=', referralId)
    .executeTakeFirstOrThrow()
  return row.stage_queue
}

describe('what a clinician is shown', () => {
  it('is what the rules make of the facts held, in their words', async () => {
    const { referralId, childId } = await plain({
      ...choking,
      referrerRole: 'health_visitor',
      circumstances: { feedingType: 'mechanical' },
    })
    const item = await store.client.triage.get({ referralId })
    const facts = referralFacts({
      service: 'slt',
      today: '2026-03-02',
      receivedDate: receivedForTriage,
      dateOfBirth: '2019-05-17',
      nhsNumberStatus: '01',
      postcode: 'ZZ99 3AA',
      gpPracticeCode: 'A99999',
      contactPhone: '0100 000000',
      pathway: ['dysphagia'],
      ...{ reasonCodes: [], redFlags: ['choking'], redFlagsAsked: true, reasonText: 'As described' },
      evidence: plainLetter.evidence,
      referrerRole: 'health_visitor',
      consentStatus: 'given',
      feedingType: 'mechanical',
      ...{ gpInArea: true, residentInArea: true, schoolInArea: true, circumstances: [] },
      ...{ interpreterNeed: false, aisNeed: false, wnbCount: 0, cancelledByFamilyCount: 0 },
      ...{ openReferralSameServiceCount: 0, probableDuplicate: false, transferIn: false },
    })
    const expected = evaluate(defaultRuleSet(), facts)
    expect(expected.fired.length).toBeGreaterThan(0)
    expect(item.suggestion.sentences).toEqual(
      expected.fired.map((firing) => ({ ruleId: firing.ruleId, text: firingSentence(firing, 1) })),
    )
    expect(item.suggestion).toMatchObject({
      step: 'accept',
      priority: expected.priority,
      needInfo: expected.needInfo,
      dueBy: '2026-03-02',
      targetInWords: 'within 5 working days: due by 02-Mar-2026',
      ruleSetNote: expect.stringContaining('not clinically approved'),
    })
    expect(item).toMatchObject({
      child: { childId, cpPlan: null, interpreterNeeded: false },
      triageBy: '2026-03-09',
      dueByFor: { urgent: '2026-03-02', routine: '2026-06-29' },
      evidenceHeld: [
        'Parent questionnaire',
        'School or nursery questionnaire',
        'Evidence of targeted support tried',
      ],
    })
  })

  it('leads with asking where a letter is incomplete, and names the gaps', async () => {
    const { referralId } = await plain({ consentStatus: null }, { contacts: [] })
    const { suggestion, missing } = await store.client.triage.get({ referralId })
    expect(suggestion.step).toBe('ask')
    expect(suggestion.needInfo).toContain('consent')
    expect(suggestion.askFor).toEqual(['contact telephone', 'consent'])
    expect(missing).toEqual(['contact telephone', 'consent'])
  })

  it('asks for the one questionnaire that is not held', async () => {
    const { referralId } = await plain({
      serviceId: 'neurodevelopment',
      pathways: ['autism'],
      evidence: ['parent_questionnaire'],
    })
    const { suggestion } = await store.client.triage.get({ referralId })
    expect(suggestion).toMatchObject({ step: 'ask', askFor: ['school or nursery questionnaire'] })
  })

  it('never leads with missing information or a redirect over a red flag, and says why', async () => {
    const { referralId } = await plain(
      {
        ...choking,
        consentStatus: null,
        circumstances: { gpInArea: false, residentInArea: false, schoolInArea: false },
      },
      { childInCare: false },
    )
    const { suggestion } = await store.client.triage.get({ referralId })
    expect(suggestion).toMatchObject({ step: 'accept', priority: 'urgent', redirect: null })
    expect(suggestion.suppressed).toContain('is not suggested because S01 makes this urgent')
  })

  it('asks about red flags before it suggests another route', async () => {
    const { referralId } = await plain(
      {
        redFlagsAsked: null,
        redFlags: null,
        circumstances: { gpInArea: false, residentInArea: false, schoolInArea: false },
      },
      { childInCare: false },
    )
    const { suggestion } = await store.client.triage.get({ referralId })
    expect(suggestion).toMatchObject({ step: 'ask', redirect: null, askFor: ['red flags'] })
    expect(suggestion.suppressed).toBe(
      'Redirecting (C04: outside the area) is not suggested until it is known: red flags.',
    )
  })

  it('is written to the audit trail as a view of the child', async () => {
    const { referralId, childId } = await plain()
    await store.client.triage.get({ referralId })
    const rows = await store.store.read
      .selectFrom('audit')
      .select(['action', 'subject'])
      .where('action', '=', 'child.viewed')
      .execute()
    expect(rows).toEqual([{ action: 'child.viewed', subject: childId }])
  })
})

describe('each decision', () => {
  const otherwise = 'Known to the team; spoke to the family'
  const cases: {
    name: string
    decision: TriageDecision
    type: string
    queue: string | null
    detail: Record<string, unknown>
  }[] = [
    {
      name: 'accept as suggested',
      decision: { kind: 'accept', priority: 'urgent', dueBy: null, plannedDueOn: null, reason: null },
      type: 'accepted',
      queue: 'to_book',
      detail: { priority: 'urgent', dueBy: '2026-03-02', asSuggested: true },
    },
    {
      name: 'accept at another priority',
      decision: {
        kind: 'accept',
        priority: 'soon',
        dueBy: '2026-03-30',
        plannedDueOn: null,
        reason: otherwise,
      },
      type: 'accepted',
      queue: 'to_book',
      detail: { priority: 'soon', dueBy: '2026-03-30', asSuggested: false },
    },
    {
      name: 'plan a follow-up',
      decision: {
        kind: 'accept',
        priority: 'planned',
        dueBy: null,
        plannedDueOn: '2026-09-01',
        reason: otherwise,
      },
      type: 'planned',
      queue: 'planned',
      detail: { dueOn: '2026-09-01', asSuggested: false },
    },
    {
      name: 'ask for information',
      decision: {
        kind: 'ask',
        items: ['Observed feed'],
        addressee: 'family',
        chaseOn: '2026-03-12',
        reason: otherwise,
      },
      type: 'information_requested',
      queue: 'information_awaited',
      detail: {
        items: ['Observed feed'],
        addressee: 'family',
        chaseOn: '2026-03-12',
        asSuggested: false,
        overridden: ['S01'],
      },
    },
    {
      name: 'redirect',
      decision: { kind: 'redirect', route: 'GP', reasonCode: 'REFER_ENT_OR_GP', reason: otherwise },
      type: 'redirected',
      queue: null,
      detail: { route: 'GP', reasonCode: 'REFER_ENT_OR_GP', asSuggested: false },
    },
    {
      name: 'not accept',
      decision: {
        kind: 'not_accept',
        reasonCode: 'UNIVERSAL_OFFER_FIRST',
        advice: 'Universal offer first',
        signatory: 'Test Clinician',
        reason: otherwise,
      },
      type: 'not_accepted',
      queue: null,
      detail: {
        reasonCode: 'UNIVERSAL_OFFER_FIRST',
        advice: 'Universal offer first',
        signatory: 'Test Clinician',
        asSuggested: false,
        overridden: ['S01'],
      },
    },
    {
      name: 'put ahead on a clinician’s word',
      decision: {
        kind: 'expedite',
        priority: 'soon',
        dueBy: '2026-03-20',
        grounds: ['youth_justice', 'camhs_high_risk'],
        decidedBy: 'Tuesday panel',
        reason: 'Court date in May.',
      },
      type: 'accepted',
      queue: 'to_book',
      detail: {
        priority: 'soon',
        dueBy: '2026-03-20',
        expedited: { grounds: ['youth_justice', 'camhs_high_risk'], decidedBy: 'Tuesday panel' },
        asSuggested: false,
      },
    },
  ]
  it.each(cases)(
    '$name: writes its fact, keeps the rules it saw, moves the referral and can be undone',
    async (each) => {
      const { referralId } = await plain(choking)
      const letters = await lettersFor(store, referralId, each.decision)
      const done = await store.client.triage.decide({
        referralId,
        version: 1,
        decision: each.decision,
        letters,
      })
      const event = await eventOf(done.eventId)
      expect(event).toMatchObject({
        type: each.type,
        happened_on: '2026-03-02',
        reason:
          each.decision.kind === 'expedite'
            ? 'Put ahead: contact with youth justice; high risk known to CAMHS. Decided by Tuesday panel. Court date in May.'
            : each.decision.reason,
      })
      expect(event.detail).toMatchObject({
        ...each.detail,
        suggested: 'urgent',
        ruleSetVersion: 1,
        rules: expect.arrayContaining(['S01']),
      })
      expect(await queueOf(referralId)).toBe(each.queue)
      await store.client.triage.undo({ referralId, version: done.version, eventId: done.eventId })
      expect(await queueOf(referralId)).toBe('not_triaged')
      expect((await store.client.store.verify()).problems).toEqual([])
    },
  )

  it('needs a reason to take a child the rules would redirect, beside the field', async () => {
    const away = { gpInArea: false, residentInArea: false, schoolInArea: false }
    const { referralId } = await plain({ circumstances: away }, { childInCare: false })
    const accept = { kind: 'accept' as const, priority: 'routine' as const }
    const refusal = await refusalOf(store.client.triage.decide({ referralId, version: 1, decision: accept }))
    expect(refusal).toMatchObject({ kind: 'invalid', field: 'reason' })
    expect(refusal.message).toContain('another route')
    const done = await store.client.triage.decide({
      referralId,
      version: 1,
      decision: { ...accept, reason: otherwise },
    })
    expect((await eventOf(done.eventId)).detail).toMatchObject({ asSuggested: false, rules: ['C04'] })
  })

  it('never plans a follow-up without a date of its own', async () => {
    const { referralId } = await plain()
    const refusal = await refusalOf(
      store.client.triage.decide({
        referralId,
        version: 1,
        decision: { kind: 'accept', priority: 'planned', reason: otherwise },
      }),
    )
    expect(refusal).toMatchObject({ kind: 'invalid', field: 'plannedDueOn' })
  })

  it('is refused when somebody decided first', async () => {
    const { referralId } = await plain()
    const accept = { kind: 'accept' as const, priority: 'routine' as const }
    await store.client.triage.decide({ referralId, version: 1, decision: accept })
    const refusal = await refusalOf(store.client.triage.decide({ referralId, version: 1, decision: accept }))
    expect(refusal.kind).toBe('conflict')
  })
})

describe('facts that change', () => {
  it('are triaged again: the letter', async () => {
    const { referralId } = await plain({ pathways: ['dysphagia'] })
    expect(await storedRules(store, referralId)).toEqual(['S02'])
    const { referral } = await store.client.triage.get({ referralId })
    await store.client.referrals.updateFacts({
      referralId,
      version: referral.version,
      facts: { ...referral.facts, redFlags: ['choking'] },
    })
    expect(await storedRules(store, referralId)).toEqual(['S01'])
    const { rows } = await store.client.waitingList.page({ filter: { queue: 'not_triaged' } })
    expect(rows[0]).toMatchObject({ referralId, suggestedPriority: 'urgent', dueBy: '2026-03-02' })
  })

  it('are triaged again: the child', async () => {
    const { referralId, childId } = await plain({ pathways: ['language'] })
    expect(await storedRules(store, referralId)).toEqual([])
    const { child } = await store.client.children.get({ childId })
    const { id: _id, version, diedOn: _diedOn, ...held } = child
    await store.client.children.update({ childId, version, child: { ...held, cpPlan: true } })
    expect(await storedRules(store, referralId)).toEqual(['C08'])
    const { suggestion } = await store.client.triage.get({ referralId })
    expect(suggestion.flags).toEqual([{ code: 'SAFEGUARDING', label: 'Safeguarding' }])
  })
})

describe('the rules in words', () => {
  it('read as sentences with their source, for everybody in the office', async () => {
    const manager = await store.clientAs(['manager'])
    const answer = await manager.rules.current()
    expect(answer).toMatchObject({ version: 1, note: expect.stringContaining('not clinically approved') })
    expect(answer.rules).toHaveLength(42)
    expect(answer.rules.find(({ id }) => id === 'S01')).toMatchObject({
      services: ['slt'],
      kind: 'urgent',
      confidence: 'VERIFIED',
      enabled: true,
      sentence: expect.stringContaining('→ urgent'),
      decisions: { made: 0, otherwise: 0 },
    })
    expect(answer.rules.find(({ id }) => id === 'C08')?.kind).toBe('flag')
    expect(answer.rules.find(({ id }) => id === 'C10')?.kind).toBe('same_day')
    for (const rule of answer.rules) expect(rule.sentence, rule.id).toMatch(/→ .+\.$/)
  })

  it('say how often people decided otherwise, taken-back decisions left out', async () => {
    const decide = async (priority: 'urgent' | 'routine', reason: string | null) => {
      const { referralId } = await plain(choking, { nhsNumber: null, nhsNumberStatus: '01' })
      const done = await store.client.triage.decide({
        referralId,
        version: 1,
        decision: { kind: 'accept', priority, reason },
      })
      return { referralId, ...done }
    }
    await decide('urgent', null)
    await decide('routine', 'Seen in clinic last week')
    const slip = await decide('routine', 'A slip')
    await store.client.referrals.voidEvent({
      referralId: slip.referralId,
      version: slip.version,
      eventId: slip.eventId,
      reason: 'Wrong child',
    })
    const { rules } = await store.client.rules.current()
    expect(rules.find(({ id }) => id === 'S01')?.decisions).toEqual({ made: 2, otherwise: 1 })
    expect(rules.find(({ id }) => id === 'N01')?.decisions).toEqual({ made: 0, otherwise: 0 })
  })
})

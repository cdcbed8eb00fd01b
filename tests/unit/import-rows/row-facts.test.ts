import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { communityWait, waitingOn } from '../../../src/main/domain/clocks/community-wait.ts'
import { factsOfRow, type ImportedFact } from '../../../src/main/domain/import-rows/row-facts.ts'
import { validateRow } from '../../../src/main/domain/import-rows/validate-row.ts'
import type { ReferralEvent } from '../../../src/main/domain/referral-status/events.ts'
import { replay } from '../../../src/main/domain/referral-status/replay.ts'
import { closedReasons } from '../../../src/shared/codes/closed-reasons.ts'
import { priorities } from '../../../src/shared/codes/priorities.ts'
import { triageOutcomes } from '../../../src/shared/codes/triage-outcomes.ts'

const context = {
  today: '2025-12-31',
  services: [{ id: 'slt', name: 'Speech and language therapy', chsLine: 'SLT' }],
}
const required = {
  nhs_number: '9990000018',
  family_name: 'Evans',
  given_name: 'Carys',
  date_of_birth: '2019-02-28',
  service: 'slt',
  referral_received_date: '2025-03-01',
}

function factsFor(cells: Record<string, string>): ImportedFact[] {
  const result = validateRow(2, { ...required, ...cells }, context)
  if (!result.ok) throw new Error(result.issues.map(({ message }) => message).join(' '))
  return factsOfRow(result.row)
}

function recorded(facts: readonly ImportedFact[]): ReferralEvent[] {
  return facts.map(
    (fact, index) =>
      ({
        ...fact,
        id: `event-${index}`,
        recordedAt: '',
        recordedBy: '',
        sequence: index + 1,
      }) as ReferralEvent,
  )
}

const brief = (facts: readonly ImportedFact[]) => facts.map(({ type, happenedOn }) => `${type} ${happenedOn}`)

describe('the facts of a row', () => {
  it('is a receipt when nothing else is known', () => {
    expect(brief(factsFor({}))).toEqual(['received 2025-03-01'])
  })

  it('accepts with the priority, routine where none is given', () => {
    const cells = { triage_outcome: 'accepted', triage_date: '2025-03-05' }
    expect(factsFor({ ...cells, priority: 'urgent' })[1]).toMatchObject({
      type: 'accepted',
      happenedOn: '2025-03-05',
      detail: { priority: 'urgent' },
    })
    expect(factsFor(cells)[1]?.detail).toEqual({ priority: 'routine' })
  })

  it('keeps a planned child off the list from receipt', () => {
    const facts = factsFor({ priority: 'planned', triage_outcome: 'accepted', triage_date: '2025-03-09' })
    expect(brief(facts)).toEqual(['received 2025-03-01', 'planned 2025-03-01'])
    const wait = communityWait(recorded(facts), { stopEvent: 'first_contact' })
    expect(waitingOn(wait, '2025-03-01')).toBeNull()
    expect(waitingOn(wait, '2025-12-31')).toBeNull()
  })

  it('records a redirect once, on the day the child left', () => {
    const facts = factsFor({
      triage_outcome: 'redirected',
      triage_date: '2025-03-10',
      closed_date: '2025-03-20',
      closed_reason: 'redirected',
    })
    expect(brief(facts)).toEqual(['received 2025-03-01', 'redirected 2025-03-20'])
  })

  it('puts a contact and a closure of one day in that order', () => {
    const facts = factsFor({
      first_contact_date: '2025-05-01',
      closed_date: '2025-05-01',
      closed_reason: 'discharged',
    })
    expect(brief(facts)).toEqual(['received 2025-03-01', 'attended 2025-05-01', 'closed 2025-05-01'])
  })

  it('dates a decision that the extract puts after the first contact to that contact, and says so', () => {
    const facts = factsFor({
      triage_outcome: 'accepted',
      triage_date: '2025-06-01',
      first_contact_date: '2025-05-01',
    })
    expect(brief(facts)).toEqual(['received 2025-03-01', 'accepted 2025-05-01', 'attended 2025-05-01'])
    expect(facts[1]?.reason).toContain('01-Jun-2025')
  })

  it('carries counts and the last contact', () => {
    const facts = factsFor({
      wnb_count: '2',
      cancelled_by_family_count: '1',
      last_contact_date: '2025-07-01',
      first_contact_date: '2025-05-01',
    })
    expect(brief(facts)).toEqual([
      'received 2025-03-01',
      'history_carried 2025-03-01',
      'attended 2025-05-01',
      'contact_made 2025-07-01',
    ])
    expect(replay(recorded(facts))).toMatchObject({
      wasNotBroughtCount: 2,
      cancelledByFamilyCount: 1,
      lastContactOn: '2025-07-01',
      status: 'seen',
    })
  })
})

const day = fc.integer({ min: 0, max: 20 }).map((n) => `2025-03-${String(n + 1).padStart(2, '0')}`)
const cell = (values: fc.Arbitrary<string>) => fc.oneof(fc.constant(''), values)
const rows = fc.record({
  priority: cell(fc.constantFrom(...priorities)),
  triage_outcome: cell(fc.constantFrom(...triageOutcomes)),
  triage_date: cell(day),
  first_contact_date: cell(day),
  last_contact_date: cell(day),
  wnb_count: cell(fc.constantFrom('0', '1', '3')),
  cancelled_by_family_count: cell(fc.constantFrom('0', '2')),
  closed_date: cell(day),
  closed_reason: cell(fc.constantFrom(...closedReasons)),
})

test('every fact of every row that is accepted fits where it comes, and the counts agree with the cells', () => {
  let accepted = 0
  fc.assert(
    fc.property(rows, (cells) => {
      const result = validateRow(2, { ...required, ...cells }, context)
      if (!result.ok) return
      accepted += 1
      const events = recorded(factsOfRow(result.row))
      expect(replay(events).misfits).toEqual([])
      const census = '2025-03-15'
      const left = cells.closed_date || sentAwayOn(cells)
      const expected =
        cells.priority !== 'planned' &&
        cells.closed_reason !== 'registered_in_error' &&
        !(cells.first_contact_date && cells.first_contact_date <= census) &&
        !(left && left <= census)
      const wait = communityWait(events, { stopEvent: 'first_contact' })
      expect(waitingOn(wait, census) !== null).toBe(expected)
    }),
    { numRuns: 4000 },
  )
  expect(accepted).toBeGreaterThan(300)
})

/** The day a row without a closure left by its triage outcome. */
function sentAwayOn(cells: {
  triage_outcome: string
  triage_date: string
  first_contact_date: string
}): string {
  if (cells.triage_outcome !== 'redirected' && cells.triage_outcome !== 'not_accepted') return ''
  const decided = cells.triage_date || '2025-03-01'
  return cells.first_contact_date > decided ? cells.first_contact_date : decided
}

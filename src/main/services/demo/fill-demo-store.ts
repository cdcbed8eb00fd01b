import { v7 as uuidv7 } from 'uuid'
import type { Person } from '../../../shared/contract/session.ts'
import type { ImportedFact } from '../../domain/import-rows/row-facts.ts'
import type { GeneratedChild } from '../../generator/people/child.ts'
import type { GeneratedReferral } from '../../generator/generated.ts'
import { type DemoInput, generateDemoHistories } from '../../generator/histories.ts'
import { writeInBulk } from '../../store/bulk-write.ts'
import type { Store } from '../../store/store.ts'
import { asked } from '../children/rows.ts'
import { matchFieldLabel } from '../children/similar.ts'
import { recordWriter } from '../import/commit.ts'
import { alikeAmong } from '../import/find-pairs.ts'
import { nameKeyOf } from '../import/row-columns.ts'
import { ruleSets } from '../triage/current-rules.ts'
import { settleDemoTasks } from './settle-tasks.ts'
import { timeSlices } from '../import/time-slices.ts'
import { addDemoCare } from './demo-care.ts'
import { addDemoClinics } from './demo-clinics.ts'
import { addDemoQuality } from './demo-quality.ts'
import { demoDecisions } from './demo-decisions.ts'
import { addDemoComparison } from './demo-comparison.ts'
import { addDemoReturns } from './demo-returns.ts'
import { addDemoRound } from './demo-round.ts'
import { fillDemoLetters } from './fill-demo-letters.ts'

/** The seed of every demonstration store: the same children on the same day, wherever it is looked at. */
const demoSeed = 'demonstration'

export interface DemoOptions extends Pick<DemoInput, 'waiting' | 'historyDays'> {
  /** `YYYY-MM-DD`: the list stands as on this day. */
  today: string
  /** UTC text. */
  now: string
}

/**
 * Fills a new demonstration store with a middling provider's made-up children and their whole histories up to today,
 * in the name of its first person.
 */
export async function fillDemoStore(
  store: Store,
  people: readonly Person[],
  { today, now, ...size }: DemoOptions,
): Promise<void> {
  const [person] = people
  if (person === undefined) throw new Error('A demonstration store needs somebody who recorded it')
  const slices = timeSlices()
  const byChild = new Map<string, GeneratedReferral[]>()
  for (const referral of generateDemoHistories({ seed: demoSeed, asAt: today, ...size })) {
    const known = byChild.get(referral.child.localPatientId)
    if (known === undefined) byChild.set(referral.child.localPatientId, [referral])
    else known.push(referral)
    if (slices.over) await slices.rest()
  }
  const children = [...byChild.values()].map((referrals) => ({ id: uuidv7(), referrals }))
  const pairs = alikeAmong(children.map(({ referrals }) => referrals[0]!.child))
  const alike = new Set(pairs.flatMap(({ left, right }) => [left, right]))
  await writeInBulk(store, async (tx) => {
    const recording = { personId: person.id, at: now, today, batchId: null }
    const writer = await recordWriter(store, tx, recording)
    const decided = demoDecisions((await ruleSets(tx)).current, today)
    for (const [position, { id, referrals }] of children.entries()) {
      const { child } = referrals[0]!
      const row = childRow(id, child)
      const hasPossibleDuplicate = alike.has(position)
      writer.addChild({
        row,
        contacts: contactsOf(child),
        hasPossibleDuplicate,
        referrals: referrals.map((referral) => {
          const asReferred = referralRow(referral)
          const facts = referral.events.map(
            (event) => ({ ...event, reason: event.reason ?? null }) as ImportedFact,
          )
          const input = {
            child: row,
            referral: { ...asReferred, child_id: id, created_at: now, version: 1 },
            contactPhone: child.contactPhone,
            events: [],
            hasPossibleDuplicate,
            otherOpenReferrals: 0,
          }
          return { row: asReferred, facts: decided(input, facts) }
        }),
      })
      if (slices.over) await slices.rest()
    }
    for (const pair of pairs) {
      const [left = '', right = ''] = [children[pair.left]!.id, children[pair.right]!.id].toSorted()
      writer.insert.duplicate_pair({
        id: uuidv7(),
        left_child_id: left,
        right_child_id: right,
        verdict: pair.verdict,
        twin: 0,
        agrees: JSON.stringify(pair.agrees.map(matchFieldLabel)),
        differs: JSON.stringify(pair.differs.map(matchFieldLabel)),
        found_on: today,
        decision: null,
        decided_by: null,
        decided_at: null,
        batch_id: null,
      })
    }
    settleDemoTasks(store, people, { today, now })
  })
  await store.write((tx) => addDemoClinics(tx, today, now))
  await addDemoCare(store, people, { today, now })
  await addDemoRound(store, people, { today, now })
  await fillDemoLetters(store, person, today, now)
  await addDemoComparison(store, person, now)
  await addDemoQuality(store, { today, now })
  await addDemoReturns(store, people, { today, now })
}

function childRow(id: string, child: GeneratedChild) {
  const names = { family_name: child.familyName, given_name: child.givenName }
  return {
    id,
    ...names,
    name_key: nameKeyOf(names),
    local_patient_id: child.localPatientId,
    nhs_number: child.nhsNumber,
    nhs_number_status: child.nhsNumberStatus,
    preferred_name: child.preferredName,
    date_of_birth: child.dateOfBirth,
    gestation_weeks: null,
    gender: child.gender,
    ethnic_category: child.ethnicCategory,
    address: `${(Number(child.localPatientId.replaceAll(/\D/g, '')) % 180) + 1} Sample Street, Exampleton`,
    postcode: child.postcode,
    imd_decile: child.imdDecile,
    gp_practice_code: child.gpPracticeCode,
    school: child.school,
    language: child.language,
    interpreter_needed: asked(child.interpreterNeeded),
    information_format: null,
    reasonable_adjustments: null,
    child_in_care: asked(child.childInCare),
    cp_plan: asked(child.cpPlan),
    child_in_need: asked(child.childInNeed),
    ehcp: asked(child.ehcp),
    armed_forces_family: null,
    restricted: 0 as const,
  }
}

function safety(localId: string): 0 | 1 | null {
  const number = Number(localId.replaceAll(/\D/g, ''))
  if (number % 97 === 0) return 0
  return number % 7 === 0 ? null : 1
}

/** A few were not asked; nobody but a parent is taken to have it. */
function responsibility({ localPatientId, contactRelationship }: GeneratedChild): 0 | 1 | null {
  if (Number(localPatientId.replaceAll(/\D/g, '')) % 9 === 0) return null
  return contactRelationship === 'mother' || contactRelationship === 'father' ? 1 : null
}

function contactsOf(child: GeneratedChild) {
  if (child.contactName === null) return []
  return [
    {
      name: child.contactName,
      relationship: child.contactRelationship,
      phone: child.contactPhone,
      email: child.contactEmail,
      parental_responsibility: responsibility(child),
      // Nearly everybody was asked; a few were not, and fewer are not safe.
      safe_to_contact: safety(child.localPatientId),
    },
  ]
}

function referralRow(referral: GeneratedReferral) {
  return {
    id: uuidv7(),
    service_id: referral.service,
    external_id: referral.referralId,
    pathways: JSON.stringify(referral.pathway),
    original_referral_date: referral.originalReferralDate,
    source_of_referral: referral.sourceOfReferral,
    referrer_role: referral.referrerRole,
    referrer_name: null,
    referrer_organisation: null,
    reason_codes: JSON.stringify(referral.reasonCodes),
    reason_text: referral.reasonText,
    red_flags_asked: asked(referral.redFlagsAsked),
    red_flags:
      referral.redFlagsAsked === true || referral.redFlags.length > 0
        ? JSON.stringify(referral.redFlags)
        : null,
    evidence: JSON.stringify(referral.evidence),
    consent_status: referral.consentStatus,
    consent_giver_role: referral.consentGiverRole,
    consent_on: null,
    circumstances: '{}',
  }
}

import type { ClosedReason } from '../../shared/codes/closed-reasons.ts'
import type { StartingServiceId } from '../../shared/codes/services.ts'
import { pickPicture } from './clinical-pictures/index.ts'
import type { ClinicalPicture, PictureUse } from './clinical-pictures/picture.ts'
import { isoOf } from './days.ts'
import type { Day } from './days.ts'
import type { GeneratedReferral } from './generated.ts'
import { workingDay, writeJourney, writePlannedJourney } from './journey.ts'
import type { Ending } from './journey.ts'
import type { Person } from './people/child.ts'
import type { Random } from './random.ts'
import type { ReferralSlot } from './referral-slots.ts'
import { serviceProfiles } from './service-profiles.ts'

/** A wait with its clinical picture and ending, not yet given to a child. */
export interface ReferralDraft {
  slot: ReferralSlot
  ending: Ending
  picture: ClinicalPicture
  bornOn: Day
  /** Gives the draft a picture that suits a child born on this day; false, and no change, when none does. */
  refit(bornOn: Day): boolean
}

const daysPerMonth = 30.4375
/** Nobody is referred whose wait would run past the eighteenth birthday. */
const oldestDays = Math.floor(18 * 365.25) - 1
const plannedDueDays = 244

/** Decides how a wait ends, how pressing it is, and what it is about. */
export function draftReferral(random: Random, slot: ReferralSlot, asAt: Day): ReferralDraft {
  const elsewhere = slot.kind !== 'planned' && endsAtTriage(random, slot)
  const use = pictureUse(random, slot, elsewhere)
  const lastDay = slot.kind === 'planned' ? asAt : Math.min(slot.stopOn, asAt)
  const longest = lastDay - slot.receivedOn
  let picture = mustPick(random, slot.service, use)
  let ageDays = drawAge(random, picture, longest)
  for (let attempt = 0; ageDays === null && attempt < 50; attempt++) {
    picture = mustPick(random, slot.service, use)
    ageDays = drawAge(random, picture, longest)
  }
  const bornOn = slot.receivedOn - (ageDays ?? 60 * daysPerMonth)
  const draft: ReferralDraft = {
    slot,
    picture,
    bornOn: Math.floor(bornOn),
    ending: chooseEnding(random, slot, picture, elsewhere, Math.floor(lastDay - bornOn)),
    refit(born) {
      if (born >= slot.receivedOn || lastDay - born > oldestDays) return false
      const fitting = pickPicture(random, slot.service, use, (slot.receivedOn - born) / daysPerMonth)
      if (fitting === null) return false
      draft.picture = fitting
      draft.bornOn = born
      draft.ending = chooseEnding(random, slot, fitting, elsewhere, lastDay - born)
      return true
    },
  }
  return draft
}

function endsAtTriage(random: Random, { service, receivedOn, stopOn }: ReferralSlot): boolean {
  const wait = stopOn - receivedOn
  return random.chance(wait <= 56 ? serviceProfiles[service].endsAtTriage : wait <= 150 ? 0.02 : 0)
}

function pictureUse(random: Random, slot: ReferralSlot, elsewhere: boolean): PictureUse {
  if (slot.kind === 'planned') return 'planned'
  if (elsewhere) return 'elsewhere'
  const wait = slot.stopOn - slot.receivedOn
  const shares = serviceProfiles[slot.service].priorities.find(({ upTo }) => wait <= upTo)!
  const uses = ['same_day', 'urgent', 'soon', 'routine'] as const
  const routine = 1 - shares.sameDay - shares.urgent - shares.soon
  const use = uses[random.weighted([shares.sameDay, shares.urgent, shares.soon, routine])]!
  return use === 'same_day' && wait > 1 ? 'urgent' : use
}

function mustPick(random: Random, service: StartingServiceId, use: PictureUse): ClinicalPicture {
  const picture = pickPicture(random, service, use)
  if (picture === null) throw new Error(`No clinical picture of ${service} is ${use}`)
  return picture
}

/** Age in days within the picture's range and young enough for the wait; null when that cannot be had. */
function drawAge(random: Random, { ageMonths: age }: ClinicalPicture, longestWait: number): number | null {
  for (let attempt = 0; attempt < 12; attempt++) {
    const months = random.normal(age.usual, age.spread)
    const days = Math.max(1, Math.floor(months * daysPerMonth + random.next()))
    if (months >= age.from && months <= age.to && days + longestWait <= oldestDays) return days
  }
  return null
}

function chooseEnding(
  random: Random,
  slot: ReferralSlot,
  picture: ClinicalPicture,
  elsewhere: boolean,
  ageDaysAtEnd: number,
): Ending {
  if (elsewhere && picture.elsewhere)
    return {
      kind: 'elsewhere',
      type: random.chance(0.65) ? 'redirected' : 'not_accepted',
      ...picture.elsewhere,
    }
  const wait = slot.stopOn - slot.receivedOn
  const share = wait > 21 ? serviceProfiles[slot.service].endsUnseen : 0.02
  if (!random.chance(share)) return { kind: 'seen' }
  return { kind: 'unseen', reason: unseenReason(random, slot.service, wait, ageDaysAtEnd) }
}

function unseenReason(
  random: Random,
  service: StartingServiceId,
  wait: number,
  ageDaysAtEnd: number,
): ClosedReason {
  if (wait > 120 && ageDaysAtEnd > oldestDays - 120) return 'aged_out'
  const reasons: readonly (readonly [ClosedReason, number])[] = [
    ['declined', 36],
    ['moved_away', 24],
    ['discharged', wait > 90 ? 14 : 0],
    ['right_to_choose', service === 'neurodevelopment' && wait > 126 ? 18 : 0],
    ['transferred_out', 7],
    ['redirected', 7],
    ['registered_in_error', 4],
    ['died', 0.3],
  ]
  return reasons[random.weighted(reasons.map(([, weight]) => weight))]![0]
}

/** Writes the referral of a draft for a child, up to the as-at date. */
export function finishReferral(
  random: Random,
  { slot, ending, picture }: ReferralDraft,
  person: Person,
  asAt: Day,
  referralId: string,
): GeneratedReferral {
  const profile = serviceProfiles[slot.service]
  const [referrerRole] = picture.referrers[random.weighted(picture.referrers.map(([, weight]) => weight))]!
  const moved = slot.kind !== 'planned' && random.chance(0.012)
  const originalReferralOn = moved ? slot.receivedOn - random.between(40, 420) : null
  const original =
    originalReferralOn !== null && originalReferralOn > person.bornOn ? originalReferralOn : null
  const planned = slot.kind === 'planned'
  const dueOn = Math.max(person.bornOn + plannedDueDays, asAt + 7)
  const priority = picture.use === 'elsewhere' || picture.use === 'planned' ? 'routine' : picture.use
  return {
    referralId,
    child: person.record,
    service: slot.service,
    pathway: [...picture.pathway],
    receivedDate: isoOf(slot.receivedOn),
    originalReferralDate: original === null ? null : isoOf(original),
    sourceOfReferral: sourceOf[referrerRole] ?? 'other',
    referrerRole,
    reasonCodes: [...picture.reasonCodes],
    reasonText: random.chance(0.02) ? null : random.pick(picture.texts),
    ...redFlagsOf(random, picture),
    evidence: evidenceOf(random, picture, slot, asAt),
    ...consentOf(random, person, slot),
    events: planned
      ? writePlannedJourney(slot.receivedOn, workingDay(slot.receivedOn + 2, asAt), dueOn)
      : writeJourney(random, {
          receivedOn: slot.receivedOn,
          stopOn: slot.stopOn,
          asAt,
          ending,
          priority,
          profile,
          missing: person.missing,
          originalReferralOn: original,
        }),
  }
}

const sourceOf: Record<string, string> = {
  gp: 'primary_care',
  health_visitor: 'community_health',
  school_nurse: 'community_health',
  paediatrician: 'community_health',
  slt: 'community_health',
  hospital: 'acute_hospital',
  newborn_screening: 'screening',
  camhs: 'mental_health',
  school: 'education',
  nursery: 'education',
  educational_psychologist: 'education',
  social_worker: 'social_care',
  parent: 'self',
}

function redFlagsOf(
  random: Random,
  { redFlags }: ClinicalPicture,
): Pick<GeneratedReferral, 'redFlagsAsked' | 'redFlags'> {
  if (!redFlags) return { redFlagsAsked: null, redFlags: [] }
  if (!random.chance(redFlags.asked))
    return { redFlagsAsked: random.chance(0.25) ? false : null, redFlags: [] }
  if (!random.chance(redFlags.present)) return { redFlagsAsked: true, redFlags: [] }
  const first = random.pick(redFlags.which)
  const second = random.pick(redFlags.which)
  return { redFlagsAsked: true, redFlags: second === first || random.chance(0.5) ? [first] : [first, second] }
}

/** Documents held: what came with the referral; a child who waits on has mostly had the missing ones sent in. */
function evidenceOf(random: Random, { evidence }: ClinicalPicture, slot: ReferralSlot, asAt: Day): string[] {
  if (!evidence) return []
  const isNew = asAt - slot.receivedOn < 21
  return Object.entries(evidence)
    .filter(([, share]) => random.chance(isNew ? share * 0.75 : share))
    .map(([kind]) => kind)
}

function consentOf(
  random: Random,
  person: Person,
  slot: ReferralSlot,
): Pick<GeneratedReferral, 'consentStatus' | 'consentGiverRole'> {
  if (random.chance(0.05)) return { consentStatus: null, consentGiverRole: null }
  const grown = slot.receivedOn - person.bornOn > 16 * 365.25 && random.chance(0.6)
  const carer = person.record.contactRelationship
  const giver = carer === 'foster_carer' && random.chance(0.8) ? 'local_authority' : carer
  return { consentStatus: 'given', consentGiverRole: grown ? 'young_person' : giver }
}

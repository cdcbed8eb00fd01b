import type { Person } from '../../../shared/contract/session.ts'
import {
  type HarmKind,
  type HarmLevel,
  type NeedChange,
  reviewThresholds,
  type SupportHelped,
  type SupportKind,
} from '../../../shared/codes/waiting-care.ts'
import { addDays } from '../../domain/clocks/days.ts'
import { reviewDue } from '../../domain/waiting-care/review-due.ts'
import type { Store } from '../../store/store.ts'
import type { ServiceContext } from '../context.ts'
import { reproject } from '../projection/reproject.ts'
import { recordFact } from '../referrals/commands.ts'
import { newEvent, toEventRow } from '../referrals/events.ts'
import { supportHandlers } from '../support/handlers.ts'
import { offerSupport } from '../support/offer.ts'
import { recordSupportOutcome } from '../support/outcome.ts'
import { inTransaction } from '../transaction.ts'
import { demoContext } from './demo-context.ts'

interface DemoOption {
  name: string
  kind: SupportKind
  services: string[]
  languages: string[]
  fromMonths: number | null
  toMonths: number | null
  howToReach: string
  note: string
}

const options: readonly DemoOption[] = [
  {
    name: 'Little Talkers at the Harbour',
    kind: 'voluntary_group',
    services: ['slt'],
    languages: ['English', 'Polish'],
    fromMonths: 18,
    toMonths: 59,
    howToReach: 'Harbour Hall, Exampleton. Tuesdays 10am, no booking. 01632 960 201',
    note: 'Stay and play with a speech and language assistant once a month.',
  },
  {
    name: 'Ways to play and talk',
    kind: 'workshop',
    services: ['slt'],
    languages: ['English', 'Urdu', 'Romanian'],
    fromMonths: null,
    toMonths: 71,
    howToReach: 'Online or at Hill Road Clinic. Families book on 01632 960 202',
    note: 'Two evenings for parents and grandparents.',
  },
  {
    name: 'Community connector, Exampleton North',
    kind: 'community_connector',
    services: [],
    languages: ['English', 'Bengali'],
    fromMonths: null,
    toMonths: null,
    howToReach: 'We refer by email; the connector telephones within a week.',
    note: 'Goes with families to a first visit where that helps.',
  },
  {
    name: 'Neighbours in Difference family group',
    kind: 'voluntary_group',
    services: ['neurodevelopment'],
    languages: ['English'],
    fromMonths: 48,
    toMonths: 215,
    howToReach: 'Old Library, Sampleford. First Saturday of the month. 01632 960 204',
    note: 'No diagnosis is needed to come.',
  },
  {
    name: 'Sleep and routines workshop',
    kind: 'workshop',
    services: ['neurodevelopment'],
    languages: ['English', 'Welsh'],
    fromMonths: 36,
    toMonths: 143,
    howToReach: 'Four Thursday evenings, online. Families book on 01632 960 205',
    note: '',
  },
  {
    name: 'The Sampleshire parents’ library',
    kind: 'digital_library',
    services: [],
    languages: ['English', 'Polish', 'Arabic', 'Vietnamese'],
    fromMonths: null,
    toMonths: null,
    howToReach: 'Films and leaflets; the address goes out with the letter.',
    note: 'Easy read for every topic.',
  },
  {
    name: 'Visiting specialist teacher',
    kind: 'school_support',
    services: ['neurodevelopment', 'slt'],
    languages: ['English'],
    fromMonths: 48,
    toMonths: 191,
    howToReach: 'The school’s SENCo asks; we write to the school.',
    note: 'Support in class does not wait for a diagnosis.',
  },
  {
    name: 'Hearing advice line',
    kind: 'helpline',
    services: ['audiology'],
    languages: ['English', 'British Sign Language by video'],
    fromMonths: null,
    toMonths: null,
    howToReach: '01632 960 208, weekdays 9am to 1pm',
    note: '',
  },
]

/** What came of the offers, in turn; null is not known yet. */
const outcomes: readonly (SupportHelped | 'not_taken_up' | null)[] = [
  'yes',
  null,
  'a_little',
  'not_taken_up',
  'yes',
  null,
  'no',
]
const offersOfEach = 4

/** What the reviews found, in turn. */
const findings: readonly { change: NeedChange; level: HarmLevel; harm: HarmKind[]; action: string }[] = [
  {
    change: 'same',
    level: 'none',
    harm: [],
    action: 'Nothing more is needed; the family knows whom to call',
  },
  { change: 'worse', level: 'low', harm: ['education'], action: 'School asked for support in class now' },
  {
    change: 'worse',
    level: 'moderate',
    harm: ['emotional', 'family'],
    action: 'Family group offered; telephone call every six weeks',
  },
  {
    change: 'same',
    level: 'low',
    harm: ['communication'],
    action: 'Workshop offered, strategies sent to nursery',
  },
  {
    change: 'not_known',
    level: 'not_known',
    harm: [],
    action: 'Could not reach the family; second try by letter',
  },
  { change: 'better', level: 'none', harm: [], action: 'Support in school is working; stays on the list' },
]
/** One long wait in so many has its review still due. */
const leftDue = 7

const reports = [
  { by: 'parent', what: 'Has stopped sleeping through and does not want to go to school' },
  { by: 'school', what: 'Fewer words than in the autumn; sits alone at lunch' },
  { by: 'gp', what: 'Parents exhausted, asks whether anything can be done sooner' },
] as const

/** Gives a demonstration store a directory of made-up help, offers with what came of them, reviews and reports. */
export async function addDemoCare(
  store: Store,
  people: readonly Person[],
  { today, now }: { today: string; now: string },
): Promise<void> {
  const person = people.find(({ roles }) => roles.includes('clinician')) ?? people[0]
  if (person === undefined) return
  const context = demoContext(store, person, { today, now })
  const rows = await store.read
    .selectFrom('waiting_list')
    .innerJoin('referral', 'referral.id', 'waiting_list.referral_id')
    .select(['waiting_list.referral_id', 'waiting_list.service_id', 'waiting_list.clock_start'])
    .where('waiting_list.is_waiting', '=', 1)
    .where('waiting_list.status', '=', 'waiting')
    .orderBy('waiting_list.clock_start')
    .orderBy('referral.external_id')
    .limit(400)
    .execute()
  for (const [index, option] of options.entries()) {
    const saved = await supportHandlers.saveOption(context, { ...option, optionId: null, version: null }, {})
    if (!saved.ok) continue
    const { optionId } = saved.value
    const fitting = rows.filter(
      ({ service_id: id }) => option.services.length === 0 || option.services.includes(id),
    )
    const offeredOn = addDays(today, -(14 + 9 * index))
    await offerSupport(context, {
      optionId,
      referralIds: fitting
        .filter((_, position) => position % options.length === index)
        .slice(0, offersOfEach)
        .map((row) => row.referral_id),
      selection: null,
      offeredOn,
      language: option.languages.length > 1 && index % 2 === 0 ? (option.languages[1] ?? null) : null,
      note: null,
    })
    const offers = await store.read
      .selectFrom('support_offer')
      .select(['id', 'version'])
      .where('option_id', '=', optionId)
      .orderBy('id')
      .execute()
    for (const [position, { id, version }] of offers.entries()) {
      const outcome = outcomes[(index + position) % outcomes.length] ?? null
      if (outcome === null) continue
      await recordSupportOutcome(context, {
        offerId: id,
        version,
        answeredOn: addDays(offeredOn, 10),
        takenUp: outcome !== 'not_taken_up',
        helped: outcome === 'not_taken_up' ? 'not_known' : outcome,
        note: null,
      })
    }
  }

  await addReviews(context)
  const worse = rows.filter((_, index) => index % 40 === 20).slice(0, reports.length)
  for (const [index, row] of worse.entries()) {
    const detail = reports[index]
    if (detail === undefined) continue
    const happenedOn = addDays(today, -1 - index)
    await inTransaction(store, (tx) =>
      recordFact(tx, context, row.referral_id, null, {
        type: 'deterioration_reported',
        happenedOn,
        detail: { ...detail },
        reason: null,
      }),
    )
  }
}

/** Reviews of most long waits, made within three weeks of the threshold; the others are due. */
async function addReviews(context: ServiceContext): Promise<void> {
  const today = context.today()
  await context.store.write(async (tx) => {
    const long = await tx
      .selectFrom('waiting_list')
      .innerJoin('referral', 'referral.id', 'waiting_list.referral_id')
      .select(['waiting_list.referral_id', 'waiting_list.clock_start'])
      .where('waiting_list.is_waiting', '=', 1)
      .where('waiting_list.clock_start', '<=', addDays(today, -reviewThresholds[0].days))
      .orderBy('waiting_list.clock_start')
      .orderBy('referral.external_id')
      .execute()
    const reviewed: string[] = []
    for (const [index, row] of long.entries()) {
      const weeks = reviewDue(row.clock_start, 0, today)
      const threshold = reviewThresholds.find((each) => each.weeks === weeks)
      const found = findings[index % findings.length]
      if (threshold === undefined || found === undefined || index % leftDue === 3) continue
      const happenedOn = addDays(row.clock_start, threshold.days + (index % 21))
      if (happenedOn > today) continue
      const event = newEvent(context, 'long_wait_reviewed', {
        happenedOn,
        detail: { weeks: threshold.weeks, ...found, familyTold: index % 3 !== 1 },
      })
      await tx
        .insertInto('referral_event')
        .values(toEventRow(row.referral_id, event, null))
        .execute()
      reviewed.push(row.referral_id)
    }
    await reproject(tx, reviewed, today)
  })
}

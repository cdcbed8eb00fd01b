import { type RawBuilder, sql } from 'kysely'
import type { SupportOffer, SupportOption } from '../../../shared/contract/support.ts'
import { supportSentence, type SupportTally } from '../../domain/waiting-care/support-summary.ts'
import type { Readable } from '../../store/store.ts'

/** Whether the offer stands: nobody voided the fact. */
const standing = sql<boolean>`NOT EXISTS (SELECT 1 FROM referral_event AS voiding
  WHERE voiding.referral_id = support_offer.referral_id AND voiding.voids_event_id = support_offer.offered_event_id)`
/** Whether its answer stands. */
const answered = sql<boolean>`(support_offer.outcome_event_id IS NOT NULL AND NOT EXISTS (
  SELECT 1 FROM referral_event AS voiding WHERE voiding.referral_id = support_offer.referral_id
    AND voiding.voids_event_id = support_offer.outcome_event_id))`

/** The directory with what became of the offers, by name; with `ended` also what is no longer offered. */
export async function optionRows(db: Readable, ended: boolean): Promise<SupportOption[]> {
  const [options, tallies] = await Promise.all([
    db
      .selectFrom('support_option')
      .selectAll()
      .$if(!ended, (query) => query.where('ended_on', 'is', null))
      .orderBy('name')
      .execute(),
    db
      .selectFrom('support_offer')
      .select('option_id')
      .select([
        sql<number>`count(*)`.as('offered'),
        countWhen(sql`${answered} AND taken_up = 1`).as('takenUp'),
        countWhen(sql`${answered} AND taken_up = 0`).as('notTakenUp'),
        countWhen(sql`${answered} AND helped = 'yes'`).as('helped'),
        countWhen(sql`${answered} AND helped = 'a_little'`).as('helpedALittle'),
        countWhen(sql`${answered} AND helped = 'no'`).as('didNotHelp'),
      ])
      .where(standing)
      .groupBy('option_id')
      .execute(),
  ])
  const byOption = new Map(tallies.map(({ option_id: id, ...tally }) => [id, tally]))
  return options.map((option) => {
    const tally: SupportTally = byOption.get(option.id) ?? nothingYet
    return {
      optionId: option.id,
      version: option.version,
      name: option.name,
      kind: option.kind,
      services: JSON.parse(option.services) as string[],
      languages: JSON.parse(option.languages) as string[],
      fromMonths: option.from_months,
      toMonths: option.to_months,
      howToReach: option.how_to_reach,
      note: option.note,
      endedOn: option.ended_on,
      ...tally,
      sentence: supportSentence(tally),
    }
  })
}

/** What a family was offered, newest first; offers that were voided are left out. */
export async function offersOf(db: Readable, referralId: string): Promise<SupportOffer[]> {
  const rows = await db
    .selectFrom('support_offer')
    .innerJoin('support_option', 'support_option.id', 'support_offer.option_id')
    .selectAll('support_offer')
    .select(['support_option.name', 'support_option.kind', answered.as('is_answered')])
    .where('support_offer.referral_id', '=', referralId)
    .where(standing)
    .orderBy('support_offer.offered_on', 'desc')
    .orderBy('support_offer.id', 'desc')
    .execute()
  return rows.map((row) => ({
    offerId: row.id,
    version: row.version,
    optionId: row.option_id,
    optionName: row.name,
    kind: row.kind,
    referralId: row.referral_id,
    offeredOn: row.offered_on,
    language: row.language,
    takenUp: row.is_answered && row.taken_up !== null ? row.taken_up === 1 : null,
    helped: row.is_answered ? row.helped : null,
    answeredOn: row.is_answered ? row.answered_on : null,
    note: row.note,
  }))
}

const nothingYet: SupportTally = {
  offered: 0,
  takenUp: 0,
  notTakenUp: 0,
  helped: 0,
  helpedALittle: 0,
  didNotHelp: 0,
}

function countWhen(condition: RawBuilder<unknown>): RawBuilder<number> {
  return sql<number>`coalesce(sum(${condition}), 0)`
}

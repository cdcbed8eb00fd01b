import type { Person } from '../../../shared/contract/session.ts'
import { addDays } from '../../domain/clocks/days.ts'
import { lastDayOfMonth, monthOf, nextMonth, previousMonth } from '../../domain/returns/months.ts'
import type { Store } from '../../store/store.ts'
import { recordFact } from '../referrals/commands.ts'
import { viewReturn } from '../returns/view.ts'
import { signMonth } from '../signed-returns/sign.ts'
import { inTransaction } from '../transaction.ts'
import { demoContext } from './demo-context.ts'

/** How many months stand signed; the one that ended last is left for whoever tries month end. */
const monthsSigned = 3

/** Days after the first of the next month on which a month is signed. */
const signedAfterDays = 5

/**
 * Signs the months before the last one off in a demonstration store, as its manager would have done each time, and then
 * enters one contact late, so that the month to be signed has a correction to explain. A month that cannot be signed is
 * left as it is, and those after it too.
 */
export async function addDemoReturns(
  store: Store,
  people: readonly Person[],
  { today, now }: { today: string; now: string },
): Promise<void> {
  const person = people.find(({ roles }) => roles.includes('manager')) ?? people[0]
  if (person === undefined) return
  const lastEnded = previousMonth(monthOf(today))
  const months: string[] = []
  for (let month = previousMonth(lastEnded); months.length < monthsSigned; month = previousMonth(month)) {
    months.unshift(month)
  }
  for (const month of months) {
    const day = addDays(`${nextMonth(month)}-01`, signedAfterDays)
    const at = `${day}T10:12:00.000Z`
    const viewed = await viewReturn(store.read, month, day, at)
    if (!viewed.ok) return
    const signer = { store, person, today: () => day, now: () => at }
    const signed = await signMonth(signer, { month, seen: viewed.value.view.seen })
    if (!signed.ok) return
  }
  await enterContactLate(store, people, lastDayOfMonth(months.at(-1) ?? lastEnded), { today, now })
}

/** One child who was waiting at a signed month's end turns out to have been seen the week before. */
async function enterContactLate(
  store: Store,
  people: readonly Person[],
  censusDate: string,
  { today, now }: { today: string; now: string },
): Promise<void> {
  const person = people.find(({ roles }) => roles.includes('administrator')) ?? people[0]
  if (person === undefined) return
  const context = demoContext(store, person, { today, now })
  const waiting = await store.read
    .selectFrom('waiting_list')
    .select('referral_id')
    .where('service_id', '=', 'slt')
    .where('stage_queue', '=', 'to_book')
    .where('is_open', '=', 1)
    .where('clock_start', '<', addDays(censusDate, -60))
    .where('triaged_on', '<', addDays(censusDate, -30))
    .where('last_contact_on', 'is', null)
    .orderBy('received_date', 'desc')
    .orderBy('referral_id')
    .limit(5)
    .execute()
  for (const { referral_id } of waiting) {
    const entered = await inTransaction(store, (tx) =>
      recordFact(tx, context, referral_id, null, {
        type: 'attended',
        happenedOn: addDays(censusDate, -6),
        detail: { outcome: 'Assessed; the clinic sheet was found later' },
        reason: null,
      }),
    )
    if (entered.ok) return
  }
}

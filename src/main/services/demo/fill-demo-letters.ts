import type { Person } from '../../../shared/contract/session.ts'
import { letterWanted } from '../../../shared/contract/letters.ts'
import type { LetterPurpose } from '../../../shared/codes/letter-purposes.ts'
import type { Store } from '../../store/store.ts'
import { createLettersFor } from '../letters/store-letter.ts'
import { everyService } from '../letters/senders.ts'
import { demoContext } from './demo-context.ts'

const written: readonly [status: 'received' | 'waiting' | 'booked', purpose: LetterPurpose, count: number][] =
  [
    ['received', 'acknowledgement', 8],
    ['waiting', 'accepted', 6],
    ['waiting', 'long_wait_update', 4],
  ]

/** Gives a demonstration store somebody to call and a few letters to send, some of them held. */
export async function fillDemoLetters(
  store: Store,
  person: Person,
  today: string,
  now: string,
): Promise<void> {
  const context = demoContext(store, person, { today, now })
  await store.write(async (tx) => {
    await tx
      .insertInto('letter_sender')
      .values({
        sender_key: everyService,
        service_id: null,
        version: 1,
        team: '',
        address: 'Example House\n1 Sample Street\nExampleton\nZZ99 3AA',
        phone: '01632 960 100',
        email: '',
        hours: 'Monday to Friday, 9am to 4.30pm',
      })
      .execute()
    for (const [status, purpose, count] of written) {
      const referrals = await tx
        .selectFrom('waiting_list')
        .select('referral_id')
        .where('status', '=', status)
        .where('is_open', '=', 1)
        .orderBy('received_date', purpose === 'long_wait_update' ? 'asc' : 'desc')
        .limit(count)
        .execute()
      for (const { referral_id: referralId } of referrals) {
        // A letter refused (a contact marked unsafe, say) is one that would not be there either.
        await createLettersFor(tx, context, {
          referralId,
          letters: [
            letterWanted.parse({
              purpose,
              audience: 'family',
              confirmed: ['safety_unknown', 'nobody_named', 'restricted'],
            }),
          ],
        })
      }
    }
  })
}

import type { LetterSender } from '../../../shared/contract/letters.ts'
import type { Readable, Writing } from '../../store/store.ts'

/** Key of the sender that serves every service without one of its own. */
export const everyService = 'all'

/** Who letters are from, by service id and under `all`. */
export async function sendersByService(db: Readable | Writing): Promise<Map<string, LetterSender>> {
  const rows = await db.selectFrom('letter_sender').selectAll().execute()
  return new Map(
    rows.map((row) => [
      row.sender_key,
      {
        serviceId: row.service_id,
        version: row.version,
        team: row.team,
        address: row.address,
        phone: row.phone,
        email: row.email,
        hours: row.hours,
      },
    ]),
  )
}

/** The sender of a service: its own words, each gap filled from everybody's. */
export function senderOf(
  senders: ReadonlyMap<string, LetterSender>,
  serviceId: string,
): Omit<LetterSender, 'version'> {
  const own = senders.get(serviceId)
  const all = senders.get(everyService)
  const pick = (part: 'team' | 'address' | 'phone' | 'email' | 'hours') => own?.[part] || all?.[part] || ''
  return {
    serviceId,
    team: own?.team ?? '',
    address: pick('address'),
    phone: pick('phone'),
    email: pick('email'),
    hours: pick('hours'),
  }
}

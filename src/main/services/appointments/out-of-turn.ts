import { sql } from 'kysely'
import type { OutOfTurnRow } from '../../../shared/contract/appointments.ts'
import { outOfTurnRate } from '../../domain/booking/queue-place.ts'
import type { Readable } from '../../store/store.ts'

/** Reasons shown for one service and month. */
const mostReasons = 50

/**
 * First appointments booked in a stretch of days (both ends included) and how many of them went ahead of somebody
 * who fitted, by service and month, newest month first. Bookings taken back as mistakes do not count.
 */
export async function outOfTurnRows(
  db: Readable,
  from: string,
  to: string,
  services: readonly string[] | undefined,
): Promise<OutOfTurnRow[]> {
  const month = sql<string>`substr(appointment.booked_on, 1, 7)`
  let counted = db
    .selectFrom('appointment')
    .innerJoin('clinic', 'clinic.id', 'appointment.clinic_id')
    .innerJoin('service', 'service.id', 'clinic.service_id')
    .where('appointment.booked_on', '>=', from)
    .where('appointment.booked_on', '<=', to)
    .where('appointment.kind', '=', 'first')
    .where('appointment.status', '!=', 'taken_back')
  if (services !== undefined) counted = counted.where('clinic.service_id', 'in', [...services])
  const [totals, reasons] = await Promise.all([
    counted
      .select(['clinic.service_id', 'service.name as service_name', month.as('month')])
      .select((select) => [
        select.fn.countAll<number>().as('booked'),
        select.fn.sum<number>('appointment.out_of_turn').as('out_of_turn'),
      ])
      .groupBy(['clinic.service_id', 'service.name', month])
      .orderBy('month', 'desc')
      .orderBy('service.name')
      .execute(),
    counted
      .where('appointment.out_of_turn', '=', 1)
      .innerJoin('referral', 'referral.id', 'appointment.referral_id')
      .select([
        'clinic.service_id',
        month.as('month'),
        'appointment.reason',
        'appointment.booked_on',
        'appointment.referral_id',
        'referral.child_id',
      ])
      .orderBy('appointment.booked_on', 'desc')
      .limit(500)
      .execute(),
  ])
  return totals.map((row) => ({
    serviceId: row.service_id,
    serviceName: row.service_name,
    month: row.month,
    booked: row.booked,
    outOfTurn: row.out_of_turn,
    rate: outOfTurnRate(row.booked, row.out_of_turn),
    reasons: reasons
      .filter((each) => each.service_id === row.service_id && each.month === row.month)
      .slice(0, mostReasons)
      .map((each) => ({
        reason: each.reason ?? '',
        on: each.booked_on,
        referralId: each.referral_id,
        childId: each.child_id,
      })),
  }))
}

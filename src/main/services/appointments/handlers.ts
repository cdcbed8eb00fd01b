import type { ReferralBooking } from '../../../shared/contract/appointments.ts'
import { ok } from '../../../shared/result.ts'
import { daysBetween } from '../../domain/clocks/days.ts'
import type { Readable } from '../../store/store.ts'
import type { HandlersOf } from '../handlers.ts'
import { book, setPreference, takeBack } from './book.ts'
import { candidateFor, fitSlot } from './fit.ts'
import { isReasonableOffer, offer, type OfferedDate, replyToOffer } from './offers.ts'
import { outOfTurnRows } from './out-of-turn.ts'
import { chooseNext, dropIn, recordOutcome, undoOutcome } from './outcomes.ts'

/** Booking into clinics, what came of it, offers of dates, and how often it was out of turn. */
export const appointmentsHandlers: HandlersOf<'appointments'> = {
  fit: ({ store, today }, { limit, ...slot }) => fitSlot(store.read, slot, limit, today()),

  async candidate({ store, today }, { referralId, ...slot }) {
    const found = await candidateFor(store.read, slot, referralId, today())
    return found.ok ? ok(found.value.candidate) : found
  },

  book,
  takeBack,
  recordOutcome,
  chooseNext,
  undoOutcome,
  dropIn,
  offer,
  replyToOffer,
  setPreference,

  async ofReferral({ store }, { referralId }) {
    return ok(await bookingOf(store.read, referralId))
  },

  async outOfTurn({ store }, { from, to, services }) {
    return ok(await outOfTurnRows(store.read, from, to, services))
  },
}

async function bookingOf(db: Readable, referralId: string): Promise<ReferralBooking> {
  const [appointments, offers, preference] = await Promise.all([
    db
      .selectFrom('appointment')
      .innerJoin('clinic', 'clinic.id', 'appointment.clinic_id')
      .selectAll('appointment')
      .select(['clinic.name', 'clinic.clinician', 'clinic.place'])
      .where('appointment.referral_id', '=', referralId)
      .orderBy('appointment.on_date', 'desc')
      .orderBy('appointment.id', 'desc')
      .execute(),
    db
      .selectFrom('appointment_offer')
      .selectAll()
      .where('referral_id', '=', referralId)
      .orderBy('offered_on', 'desc')
      .orderBy('id', 'desc')
      .execute(),
    db.selectFrom('booking_preference').selectAll().where('referral_id', '=', referralId).executeTakeFirst(),
  ])
  return {
    appointments: appointments.map((row) => ({
      appointmentId: row.id,
      version: row.version,
      clinicId: row.clinic_id,
      clinicName: row.name,
      clinician: row.clinician,
      place: row.place,
      on: row.on_date,
      at: row.starts_at,
      minutes: row.minutes,
      status: row.status,
      toldBy: row.told_by,
      outOfTurn: row.out_of_turn === 1,
    })),
    offers: offers.map((row) => {
      const dates = JSON.parse(row.dates) as OfferedDate[]
      return {
        offerId: row.id,
        version: row.version,
        offeredOn: row.offered_on,
        toldBy: row.told_by,
        dates: dates.map((date) => ({ ...date, noticeDays: daysBetween(row.offered_on, date.on) })),
        reasonable: isReasonableOffer(row.offered_on, dates),
        reply: row.reply,
        repliedOn: row.replied_on,
        reason: row.reason,
      }
    }),
    preference:
      preference === undefined
        ? null
        : {
            version: preference.version,
            shortNoticeOn: preference.short_notice_on,
            shortNoticeNote: preference.short_notice_note,
            place: preference.place,
          },
  }
}

import type { ReferralEvent } from '../../domain/referral-status/events.ts'
import type { ChildContactTable, ChildTable, ReferralEventTable, ReferralTable } from '../../store/schema.ts'
import { toEvent } from '../referrals/events.ts'
import type { Connection, Statement } from './connection.ts'

/** What of a stored child decides whether a row is about it. */
export type KeyedChild = Pick<
  ChildTable,
  'id' | 'nhs_number' | 'local_patient_id' | 'family_name' | 'given_name' | 'preferred_name' | 'date_of_birth'
>

/** A fact with where it came from. */
export interface SourcedEvent {
  event: ReferralEvent
  /** Whether an import recorded it, and not a person in the app. */
  imported: boolean
}

const keyed =
  'id, nhs_number, local_patient_id, family_name, given_name, preferred_name, date_of_birth' as const

/** Statements that are run for each row of a file, compiled once for a connection. */
export class Lookups {
  readonly #childByNumber: Statement
  readonly #childByLocalId: Statement
  readonly #childById: Statement
  readonly #contacts: Statement
  readonly #referralByExternal: Statement
  readonly #referralByKey: Statement
  readonly #referral: Statement
  readonly #events: Statement
  readonly #batches: Set<string>

  constructor(connection: Connection) {
    this.#childByNumber = connection.prepare(`SELECT ${keyed} FROM child WHERE nhs_number = ?`)
    this.#childByLocalId = connection.prepare(`SELECT ${keyed} FROM child WHERE local_patient_id = ?`)
    this.#childById = connection.prepare('SELECT * FROM child WHERE id = ?')
    this.#contacts = connection.prepare('SELECT * FROM child_contact WHERE child_id = ? ORDER BY position')
    // A referral whose facts were all undone is no longer anybody's; one registered in error only its own row's.
    const live = `(list.status <> 'registered_in_error' OR (? = 1 AND list.closed_reason = 'registered_in_error'))`
    this.#referralByExternal = connection.prepare(
      `SELECT referral.id, referral.child_id FROM referral JOIN waiting_list AS list ON list.referral_id = referral.id
       WHERE referral.external_id = ? AND referral.service_id = ? AND ${live} ORDER BY list.is_open DESC, referral.id`,
    )
    this.#referralByKey = connection.prepare(
      `SELECT referral.id, referral.external_id FROM waiting_list AS list JOIN referral ON referral.id = list.referral_id
       WHERE list.child_id = ? AND list.service_id = ? AND list.received_date = ? AND ${live}
       ORDER BY list.is_open DESC, referral.id`,
    )
    this.#referral = connection.prepare('SELECT * FROM referral WHERE id = ?')
    this.#events = connection.prepare('SELECT * FROM referral_event WHERE referral_id = ? ORDER BY sequence')
    this.#batches = new Set(connection.prepare('SELECT id FROM import_batch').pluck().all() as string[])
  }

  childByNumber(nhsNumber: string): KeyedChild | undefined {
    return this.#childByNumber.get(nhsNumber) as KeyedChild | undefined
  }

  childrenByLocalId(localPatientId: string): KeyedChild[] {
    return this.#childByLocalId.all(localPatientId) as KeyedChild[]
  }

  child(id: string): ChildTable | undefined {
    return this.#childById.get(id) as ChildTable | undefined
  }

  contacts(childId: string): ChildContactTable[] {
    return this.#contacts.all(childId) as ChildContactTable[]
  }

  /** Referrals that another system knows by this id. */
  referralsByExternalId(
    externalId: string,
    serviceId: string,
    orInError: boolean,
  ): { id: string; child_id: string }[] {
    return this.#referralByExternal.all([externalId, serviceId, orInError ? 1 : 0]) as never
  }

  referralsByKey(
    childId: string,
    serviceId: string,
    receivedDate: string,
    orInError: boolean,
  ): { id: string; external_id: string | null }[] {
    return this.#referralByKey.all([childId, serviceId, receivedDate, orInError ? 1 : 0]) as never
  }

  referral(id: string): ReferralTable | undefined {
    return this.#referral.get(id) as ReferralTable | undefined
  }

  /** All facts of a referral, voided ones included, in the order of recording. */
  events(referralId: string): SourcedEvent[] {
    return (this.#events.all(referralId) as ReferralEventTable[]).map((row) => ({
      event: toEvent(row),
      imported: row.batch_id !== null && this.#batches.has(row.batch_id),
    }))
  }
}

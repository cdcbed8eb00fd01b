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

/** A record with its own names and the child it stands for now; that child's NHS number, if any, is the one that counts. */
const keyed = `SELECT coalesce(survivor.id, child.id) AS id, coalesce(survivor.nhs_number, child.nhs_number) AS nhs_number,
  child.local_patient_id, child.family_name, child.given_name, child.preferred_name, child.date_of_birth
  FROM child LEFT JOIN merged_child AS merged ON merged.child_id = child.id
  LEFT JOIN child AS survivor ON survivor.id = merged.survivor_id`

/** Identifiers by which a row can name a record. */
type Named = { nhsNumber: string | null; localPatientId: string | null }

/** Statements that are run for each row of a file, compiled once for a connection. */
export class Lookups {
  readonly #childByNumber: Statement
  readonly #childByLocalId: Statement
  readonly #childById: Statement
  readonly #mergedInto: Statement
  readonly #mergedAway: Statement
  readonly #takenBy: Statement
  readonly #hasMerges: boolean
  readonly #contacts: Statement
  readonly #referralByExternal: Statement
  readonly #referralByKey: Statement
  readonly #referral: Statement
  readonly #events: Statement
  readonly #batches: Set<string>

  constructor(connection: Connection) {
    this.#childByNumber = connection.prepare(
      `${keyed} WHERE child.nhs_number = ? ORDER BY survivor.id IS NOT NULL, child.id`,
    )
    this.#childByLocalId = connection.prepare(
      `${keyed} WHERE child.local_patient_id = ? ORDER BY survivor.id IS NOT NULL, child.id`,
    )
    this.#childById = connection.prepare('SELECT * FROM child WHERE id = ?')
    this.#mergedInto = connection.prepare(
      `SELECT child.* FROM merged_child AS merged JOIN child ON child.id = merged.child_id
       WHERE merged.survivor_id = ? ORDER BY child.id`,
    )
    this.#hasMerges = connection.prepare('SELECT 1 FROM merged_child LIMIT 1').get() !== undefined
    this.#mergedAway = connection.prepare('SELECT 1 FROM merged_child WHERE child_id = ?')
    this.#takenBy = connection
      .prepare('SELECT taken FROM child_merge WHERE survivor_id = ? AND undone_at IS NULL')
      .pluck()
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

  /** Records that hold an NHS number, one that stands for itself first: each with its own names. */
  childrenByNumber(nhsNumber: string): KeyedChild[] {
    return this.#childByNumber.all(nhsNumber) as KeyedChild[]
  }

  childrenByLocalId(localPatientId: string): KeyedChild[] {
    return this.#childByLocalId.all(localPatientId) as KeyedChild[]
  }

  child(id: string): ChildTable | undefined {
    return this.#childById.get(id) as ChildTable | undefined
  }

  /** The records that were merged into a child. */
  mergedInto(childId: string): ChildTable[] {
    return this.#mergedInto.all(childId) as ChildTable[]
  }

  /** Whether a record was merged into another. */
  isMergedAway(childId: string): boolean {
    return this.#mergedAway.get(childId) !== undefined
  }

  /** The record merged into a child that a row names by an identifier which is not the child's own; null when none. */
  mergedRecordNamed(child: ChildTable, row: Named): ChildTable | null {
    const merged = this.#hasMerges ? this.mergedInto(child.id) : []
    if (merged.length === 0) return null
    const taken = new Set(
      (this.#takenBy.all(child.id) as string[]).flatMap((text) => Object.keys(JSON.parse(text) as object)),
    )
    const names = (record: ChildTable, column: 'nhs_number' | 'local_patient_id', value: string | null) =>
      value !== null && record[column] === value && (child[column] !== value || taken.has(column))
    return (
      merged.find(
        (record) =>
          names(record, 'local_patient_id', row.localPatientId) ||
          (names(record, 'nhs_number', row.nhsNumber) && row.localPatientId === null),
      ) ?? null
    )
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

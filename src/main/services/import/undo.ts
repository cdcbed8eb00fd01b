import { formatDate } from '../../../shared/format/dates.ts'
import { displayName } from '../../../shared/format/names.ts'
import { eventLabels } from '../../../shared/codes/event-types.ts'
import { ok, refuse, type Result } from '../../../shared/result.ts'
import { replay } from '../../domain/referral-status/replay.ts'
import type { ReferralEvent } from '../../domain/referral-status/events.ts'
import type { ImportBatchRowTable, ReferralEventTable } from '../../store/schema.ts'
import { writeInBulk } from '../../store/bulk-write.ts'
import { type Store, StoreIsReadOnly, type Writing } from '../../store/store.ts'
import { followImport } from '../appointments/follow-facts.ts'
import { appendAudit } from '../audit/append.ts'
import type { ServiceContext } from '../context.ts'
import { toEvent } from '../referrals/events.ts'
import { Refused } from '../refused.ts'
import { projectChildren, recordWriter } from './commit.ts'
import { Lookups } from './lookups.ts'
import { preparedUpdates } from './prepared-updates.ts'
import type { RecordWriter } from './record-writer.ts'
import { type TimeSlices, timeSlices } from './time-slices.ts'

export interface Undone {
  undone: number
  kept: { referralId: string; childName: string; why: string }[]
}

/**
 * Takes an import back: the facts it recorded are voided and the columns it changed get their former values, except
 * where something was recorded or changed since; those referrals are named with the reason and stay.
 */
export async function undoBatch(
  context: ServiceContext,
  batchId: string,
  reason: string,
): Promise<Result<Undone>> {
  const result = await inBulk(context.store, async (tx) => {
    const batch = await tx
      .selectFrom('import_batch')
      .select(['id', 'undone_at'])
      .where('id', '=', batchId)
      .executeTakeFirst()
    if (batch === undefined) return refuse('not_found', 'That import is not in this store.')
    if (batch.undone_at !== null) return refuse('conflict', 'That import has been undone already.')
    const recording = {
      personId: context.person.id,
      at: context.now(),
      today: context.today(),
      batchId,
    }
    const writer = await recordWriter(context.store, tx, recording)
    const undone = await new Undoing(context.store, tx, writer, batchId, reason).run()
    await followImport(tx, batchId)
    await tx
      .updateTable('import_batch')
      .set({ undone_at: recording.at, undone_by: recording.personId, undone_reason: reason })
      .where('id', '=', batchId)
      .execute()
    await appendAudit(tx, context, {
      action: 'import.undone',
      subject: `import ${batchId}`,
      detail: { undone: undone.undone, kept: undone.kept.length },
    })
    return ok(undone)
  })
  if (result.ok)
    for (const noun of ['import', 'referral', 'child'] as const) context.changed({ noun, ids: [] })
  return result
}

/** A refusal undoes the transaction and is returned. */
async function inBulk<T>(store: Store, work: (tx: Writing) => Promise<Result<T>>): Promise<Result<T>> {
  try {
    return await writeInBulk(store, async (tx) => {
      const result = await work(tx)
      if (!result.ok) throw new Refused(result.refusal)
      return result
    })
  } catch (error) {
    if (error instanceof Refused) return { ok: false, refusal: error.refusal }
    if (error instanceof StoreIsReadOnly) return refuse('unavailable', error.message)
    throw error
  }
}

type Columns = Record<string, readonly [unknown, unknown]>

class Undoing {
  readonly #store: Store
  readonly #tx: Writing
  readonly #writer: RecordWriter
  readonly #lookups: Lookups
  readonly #batchId: string
  readonly #reason: string
  readonly #slices: TimeSlices = timeSlices()
  readonly #stale = new Set<string>()
  readonly #result: Undone = { undone: 0, kept: [] }

  constructor(store: Store, tx: Writing, writer: RecordWriter, batchId: string, reason: string) {
    this.#store = store
    this.#tx = tx
    this.#writer = writer
    this.#lookups = new Lookups(store.bare.writer)
    this.#batchId = batchId
    this.#reason = reason
  }

  async run(): Promise<Undone> {
    const next = this.#store.bare.writer.prepare(
      'SELECT * FROM import_batch_row WHERE batch_id = ? AND row_number > ? ORDER BY row_number LIMIT 200',
    )
    const events = this.#store.bare.writer.prepare(
      'SELECT * FROM referral_event WHERE referral_id = ? ORDER BY sequence',
    )
    for (let after = -1; ;) {
      const rows = next.all(this.#batchId, after) as ImportBatchRowTable[]
      for (const row of rows) {
        if (row.effect !== 'unchanged') {
          this.#undoRow(row, events.all(row.referral_id) as ReferralEventTable[])
        }
        if (this.#slices.over) await this.#slices.rest()
      }
      const last = rows.at(-1)
      if (last === undefined) break
      after = last.row_number
    }
    await this.#closePairs()
    await projectChildren(
      this.#tx,
      this.#store.bare.writer,
      this.#writer,
      [...this.#stale],
      this.#slices,
      () => undefined,
    )
    return this.#result
  }

  #undoRow(row: ImportBatchRowTable, stored: readonly ReferralEventTable[]): void {
    const why = row.effect === 'created' ? this.#whyKeep(row, stored) : null
    const events = stored.map(toEvent)
    const own = stored.filter(({ batch_id }) => batch_id === this.#batchId).map(({ id }) => id)
    const misfit = why ?? (row.effect === 'updated' ? whyNeeded(events, own) : null)
    if (misfit !== null) {
      this.#result.kept.push({
        referralId: row.referral_id,
        childName: this.#nameOf(row.child_id),
        why: misfit,
      })
      return
    }
    // The last entry first: voiding a void brings back what it had voided.
    for (const id of own.toReversed()) this.#writer.voidFact(row.referral_id, id, this.#reason)
    this.#restore(row)
    this.#stale.add(row.child_id)
    // A merge since then may have given the referral to another record.
    this.#stale.add(this.#lookups.referral(row.referral_id)?.child_id ?? row.child_id)
    this.#result.undone += 1
  }

  #whyKeep(row: ImportBatchRowTable, stored: readonly ReferralEventTable[]): string | null {
    const later = stored.findLast(({ batch_id }) => batch_id !== this.#batchId)
    if (later !== undefined)
      return `Something was recorded since: ${eventLabels[later.type].toLowerCase()} on ${formatDate(later.happened_on)}.`
    const version = this.#lookups.referral(row.referral_id)?.version ?? 1
    return version > 1 ? 'The details of the referral were changed since.' : null
  }

  /** Puts back former values where the present one is still the import's. */
  #restore(row: ImportBatchRowTable): void {
    if (row.before === null) return
    const before = JSON.parse(row.before) as { child?: Columns; referral?: Columns }
    const update = preparedUpdates(this.#store.bare.writer)
    const child = this.#lookups.child(row.child_id)
    const referral = this.#lookups.referral(row.referral_id)
    if (before.child !== undefined && child !== undefined) {
      update('child', row.child_id, stillOurs(child, before.child))
      const restored = this.#lookups.child(row.child_id)
      if (restored !== undefined) this.#writer.indexChild(restored)
    }
    if (before.referral !== undefined && referral !== undefined)
      update('referral', row.referral_id, stillOurs(referral, before.referral))
  }

  /** Pairs that the import found and nobody has decided are no question any more. */
  async #closePairs(): Promise<void> {
    const open = await this.#tx
      .selectFrom('duplicate_pair')
      .select(['id', 'left_child_id', 'right_child_id'])
      .where('batch_id', '=', this.#batchId)
      .where('decision', 'is', null)
      .execute()
    for (const pair of open) {
      if (!this.#stale.has(pair.left_child_id) && !this.#stale.has(pair.right_child_id)) continue
      await this.#tx.deleteFrom('duplicate_pair').where('id', '=', pair.id).execute()
      this.#stale.add(pair.left_child_id).add(pair.right_child_id)
    }
  }

  #nameOf(childId: string): string {
    const child = this.#lookups.child(childId)
    return child === undefined
      ? ''
      : displayName({
          familyName: child.family_name,
          givenName: child.given_name,
          preferredName: child.preferred_name,
        })
  }
}

/** Why facts cannot be taken away without a later entry losing its place; null when they can. */
function whyNeeded(events: readonly ReferralEvent[], own: readonly string[]): string | null {
  const known = new Set(replay(events).misfits.map(({ eventId }) => eventId))
  const left = replay(events.filter(({ id }) => !own.includes(id)))
  const fresh = left.misfits.find(({ eventId }) => !known.has(eventId))
  return fresh === undefined ? null : `A later entry depends on what the file said. (${fresh.why})`
}

function stillOurs(stored: object, columns: Columns): Record<string, unknown> {
  const now = new Map<string, unknown>(Object.entries(stored))
  return Object.fromEntries(
    Object.entries(columns)
      .filter(([column, [, after]]) => now.get(column) === after)
      .map(([column, [before]]) => [column, before]),
  )
}

import { v7 as uuidv7 } from 'uuid'
import type { ImportCounts, ImportProgress } from '../../../shared/contract/imports.ts'
import { factsOfRow } from '../../domain/import-rows/row-facts.ts'
import type { ValidRow } from '../../domain/import-rows/valid-row.ts'
import type { ChildTable, ImportBatchRowTable, ReferralTable } from '../../store/schema.ts'
import { writeInBulk } from '../../store/bulk-write.ts'
import type { Store, Writing } from '../../store/store.ts'
import { followImport } from '../appointments/follow-facts.ts'
import { appendAudit } from '../audit/append.ts'
import { matchFieldLabel } from '../children/similar.ts'
import type { ServiceContext } from '../context.ts'
import { toService } from '../nhs-services/rows.ts'
import { Refused } from '../refused.ts'
import { loadRecords } from '../projection/reproject.ts'
import { ruleSets } from '../triage/current-rules.ts'
import { type ChildChanges, changesSomething, childChanges, referralChanges } from './compare-row.ts'
import {
  countsOf,
  discardDraft,
  type Draft,
  type DraftChild,
  type DraftPair,
  flaggedChildren,
} from './draft.ts'
import { Lookups } from './lookups.ts'
import { rememberMapping } from './mapping.ts'
import { draftReader } from './plan-draft.ts'
import { stopped } from './preview.ts'
import type { Report } from './progress.ts'
import { type Recording, RecordWriter } from './record-writer.ts'
import { cellsKeeper } from './kept-cells.ts'
import { preparedUpdates, type Updates } from './prepared-updates.ts'
import { contactsOf, mergedChildColumns, nameKeyOf, referralColumns } from './row-columns.ts'
import { type TimeSlices, timeSlices } from './time-slices.ts'
import type { Connection } from './connection.ts'

/** Saves the good rows of a draft in one transaction: all of them, or none when it is stopped or fails. */
export async function commitDraft(
  context: ServiceContext,
  draft: Draft,
  report: Report,
  signal: AbortSignal,
): Promise<ImportProgress> {
  const batchId = uuidv7()
  const counts = await writeInBulk(context.store, async (tx) => {
    const commit = new Commit(context.store, tx, draft, {
      personId: context.person.id,
      at: context.now(),
      today: context.today(),
      batchId,
    })
    return commit.run(context, report, signal)
  })
  discardDraft(context.store, draft.id, context.person.id)
  for (const noun of ['import', 'referral', 'child'] as const) context.changed({ noun, ids: [] })
  return { kind: 'committed', batchId, counts }
}

/** What an update found, so that the batch can be undone. */
interface Before {
  child?: Record<string, readonly [unknown, unknown]>
  referral?: Record<string, readonly [unknown, unknown]>
}

class Commit {
  readonly #store: Store
  readonly #tx: Writing
  readonly #draft: Draft
  readonly #recording: Recording & { batchId: string }
  readonly #lookups: Lookups
  readonly #read: (position: number) => ValidRow
  readonly #flagged: Set<number>
  readonly #childIds: string[] = []
  readonly #created = new Set<string>()
  /** Children of the store whose referrals must be computed anew. */
  readonly #stale = new Set<string>()
  readonly #counts: ImportCounts
  readonly #update: Updates
  /** Notes that a referral was made on a record that is merged into its child. */
  readonly #noteHome: (referralId: string, childId: string) => void
  /** Keeps what the file says of a referral, to be compared with later extracts. */
  readonly #keepCells: ReturnType<typeof cellsKeeper>

  constructor(store: Store, tx: Writing, draft: Draft, recording: Recording & { batchId: string }) {
    this.#store = store
    this.#tx = tx
    this.#draft = draft
    this.#recording = recording
    this.#lookups = new Lookups(store.bare.writer)
    this.#read = draftReader(draft)
    this.#flagged = flaggedChildren(draft)
    this.#counts = { ...countsOf(draft), created: 0, updated: 0, unchanged: 0 }
    this.#update = preparedUpdates(store.bare.writer)
    const home = store.bare.writer.prepare('INSERT INTO referral_home (referral_id, child_id) VALUES (?, ?)')
    this.#noteHome = (referralId, childId) => void home.run(referralId, childId)
    this.#keepCells = cellsKeeper(store.bare.writer, recording.batchId, draft.source)
  }

  async run(context: ServiceContext, report: Report, signal: AbortSignal): Promise<ImportCounts> {
    const writer = await recordWriter(this.#store, this.#tx, this.#recording)
    const slices = timeSlices()
    await this.#openBatch()
    const total = this.#counts.rows - this.#counts.rejected
    let done = 0
    for (const [position, child] of this.#draft.children.entries()) {
      if (child.childId === null) this.#addChild(writer, position, child)
      else this.#updateChild(writer, child, child.childId)
      done += child.rows.length
      if (!slices.over) continue
      report({ kind: 'progress', stage: 'saving', done, total })
      await slices.rest()
      if (signal.aborted) throw new Refused(stopped)
    }
    for (const pair of this.#draft.pairs) {
      this.#notePair(writer, pair)
      if (slices.over) await slices.rest()
    }
    await this.#projectStale(writer, slices, signal)
    await this.#closeBatch(context)
    return this.#counts
  }

  async #openBatch(): Promise<void> {
    const { batchId, personId, at } = this.#recording
    await this.#tx
      .insertInto('import_batch')
      .values({
        id: batchId,
        file_name: this.#draft.fileName,
        sha256: this.#draft.sha256,
        source: this.#draft.source,
        imported_at: at,
        imported_by: personId,
        counts: '{}',
        undone_at: null,
        undone_by: null,
        undone_reason: null,
        keeps_cells: 1,
      })
      .execute()
  }

  async #closeBatch(context: ServiceContext): Promise<void> {
    const { batchId } = this.#recording
    await this.#tx
      .updateTable('import_batch')
      .set({ counts: JSON.stringify(this.#counts) })
      .where('id', '=', batchId)
      .execute()
    await followImport(this.#tx, this.#recording.batchId)
    await rememberMapping(this.#tx, this.#draft, this.#recording.at)
    await appendAudit(this.#tx, context, {
      action: 'import.committed',
      subject: `import ${batchId}`,
      detail: { ...this.#counts, sha256: this.#draft.sha256 },
    })
  }

  #addChild(writer: RecordWriter, position: number, child: DraftChild): void {
    this.#refuseIfKnownNow(child)
    const id = uuidv7()
    this.#childIds[position] = id
    this.#created.add(id)
    const rows = child.rows.map(this.#read)
    const columns = mergedChildColumns(rows)
    const referrals = rows.map((row) => ({ row: newReferral(row), facts: factsOfRow(row) }))
    writer.addChild({
      row: { ...emptyChild, ...columns, id, name_key: nameKeyOf(columns) },
      contacts: contactsOf(rows).map((contact) => ({
        ...contact,
        parental_responsibility: null,
        safe_to_contact: null,
      })),
      hasPossibleDuplicate: this.#flagged.has(position),
      referrals,
    })
    for (const [index, { row }] of referrals.entries())
      this.#noteRow(writer, child.rows[index] ?? -1, row.id, id, 'created', index === 0, null)
  }

  /** The list may have changed since the preview: then it must be made again. */
  #refuseIfKnownNow({ identity, localPatientId }: DraftChild): void {
    const known =
      (identity.nhsNumber && this.#lookups.childrenByNumber(identity.nhsNumber).length > 0) ||
      (localPatientId !== null &&
        this.#lookups
          .childrenByLocalId(localPatientId)
          .some(
            (each) => each.family_name === identity.familyName && each.date_of_birth === identity.dateOfBirth,
          ))
    if (known) throw new Refused(changedSince)
  }

  #updateChild(writer: RecordWriter, child: DraftChild, childId: string): void {
    const stored = this.#lookups.child(childId)
    if (stored === undefined || this.#lookups.isMergedAway(childId)) throw new Refused(changedSince)
    const rows = child.rows.map(this.#read)
    const changes = childChanges(this.#lookups, stored, rows)
    const childBefore = this.#saveChild(writer, stored, changes)
    if (childBefore !== null) this.#stale.add(childId)
    for (const [index, row] of rows.entries()) {
      const position = child.rows[index] ?? -1
      const isLast = index === rows.length - 1
      const before: Before = isLast && childBefore !== null ? { child: childBefore } : {}
      const referralId = this.#draft.rows[position]?.referralId ?? null
      if (referralId === null) {
        const referral = newReferral(row)
        writer.addReferral(childId, { row: referral, facts: factsOfRow(row) })
        const named = this.#lookups.mergedRecordNamed(stored, row)
        if (named !== null) this.#noteHome(referral.id, named.id)
        this.#stale.add(childId)
        this.#noteRow(writer, position, referral.id, childId, 'created', false, before)
        continue
      }
      const referralBefore = this.#saveReferral(writer, childId, referralId, row)
      if (referralBefore !== null) {
        before.referral = referralBefore
        this.#stale.add(childId)
      }
      const changed = before.child !== undefined || before.referral !== undefined
      this.#noteRow(writer, position, referralId, childId, changed ? 'updated' : 'unchanged', false, before)
    }
  }

  #saveChild(writer: RecordWriter, stored: ChildTable, changes: ChildChanges): Before['child'] | null {
    if (!changesSomething(changes)) return null
    const columns: Partial<ChildTable> = { ...changes.columns }
    const named = { ...stored, ...columns }
    const key = nameKeyOf(named)
    if (key !== stored.name_key) columns.name_key = key
    this.#update('child', stored.id, columns)
    let position = this.#lookups.contacts(stored.id).length
    for (const { contactId, columns: contact } of changes.contacts) {
      if (contactId !== null) {
        this.#update('child_contact', contactId, contact)
        continue
      }
      writer.insert.child_contact({
        ...contact,
        id: uuidv7(),
        child_id: stored.id,
        position,
        parental_responsibility: null,
        safe_to_contact: null,
      })
      position += 1
    }
    writer.indexChild({ ...stored, ...columns })
    return beforeAndAfter(stored, columns)
  }

  #saveReferral(
    writer: RecordWriter,
    childId: string,
    referralId: string,
    row: ValidRow,
  ): Before['referral'] | null {
    const referral = this.#lookups.referral(referralId)
    if (referral === undefined || referral.child_id !== childId) throw new Refused(changedSince)
    const changes = referralChanges(this.#lookups, referral, row)
    if (!changesSomething(changes)) return null
    this.#update('referral', referralId, changes.columns)
    for (const { voids, fact } of changes.facts) {
      if (voids !== null) writer.voidFact(referralId, voids.id, 'Changed in a later extract.')
      const event = writer.addFact(referralId, fact)
      if (event.type === 'closed' && event.detail.reason === 'died')
        this.#update('child', referral.child_id, { died_on: event.happenedOn })
    }
    return beforeAndAfter(referral, changes.columns)
  }

  #noteRow(
    writer: RecordWriter,
    position: number,
    referralId: string,
    childId: string,
    effect: ImportBatchRowTable['effect'],
    createdChild: boolean,
    before: Before | null,
  ): void {
    this.#counts[effect] += 1
    const hasBefore = before !== null && Object.keys(before).length > 0
    writer.insert.import_batch_row({
      batch_id: this.#recording.batchId,
      row_number: this.#draft.rows[position]?.row ?? 0,
      referral_id: referralId,
      child_id: childId,
      effect,
      created_child: createdChild ? 1 : 0,
      before: hasBefore ? JSON.stringify(before) : null,
    })
    const cells = this.#draft.rows[position]?.cells
    if (cells !== undefined) this.#keepCells(referralId, cells)
  }

  #notePair(writer: RecordWriter, pair: DraftPair): void {
    const left = this.#childIdAt(pair.left)
    const right = typeof pair.right === 'number' ? this.#childIdAt(pair.right) : pair.right.childId
    if (left === null || right === null || left === right) return
    for (const id of [left, right]) if (!this.#created.has(id)) this.#stale.add(id)
    writer.insert.duplicate_pair({
      id: uuidv7(),
      left_child_id: left < right ? left : right,
      right_child_id: left < right ? right : left,
      verdict: pair.verdict,
      twin: 0,
      agrees: JSON.stringify(pair.agrees.map(matchFieldLabel)),
      differs: JSON.stringify(pair.differs.map(matchFieldLabel)),
      found_on: this.#recording.today,
      decision: null,
      decided_by: null,
      decided_at: null,
      batch_id: this.#recording.batchId,
    })
  }

  #childIdAt(position: number): string | null {
    return this.#childIds[position] ?? this.#draft.children[position]?.childId ?? null
  }

  async #projectStale(writer: RecordWriter, slices: TimeSlices, signal: AbortSignal): Promise<void> {
    await projectChildren(this.#tx, this.#store.bare.writer, writer, [...this.#stale], slices, () => {
      if (signal.aborted) throw new Refused(stopped)
    })
  }
}

const changedSince = {
  kind: 'conflict' as const,
  message: 'The list has changed since the file was checked. Nothing was saved. Check the file again.',
}

/** The child columns that no extract fills. */
const emptyChild = {
  gestation_weeks: null,
  address: null,
  information_format: null,
  reasonable_adjustments: null,
  armed_forces_family: null,
  restricted: 0 as const,
}

function newReferral(row: ValidRow): Omit<ReferralTable, 'child_id' | 'created_at' | 'version'> {
  return {
    ...referralColumns(row),
    id: uuidv7(),
    service_id: row.service,
    referrer_name: null,
    referrer_organisation: null,
    consent_on: null,
    circumstances: '{}',
  }
}

function beforeAndAfter(stored: object, columns: object): Record<string, readonly [unknown, unknown]> {
  const before = new Map<string, unknown>(Object.entries(stored))
  return Object.fromEntries(
    Object.entries(columns).map(([column, value]) => [column, [before.get(column) ?? null, value] as const]),
  )
}

/** A writer over the store's services and the rules in force. */
export async function recordWriter(store: Store, tx: Writing, recording: Recording): Promise<RecordWriter> {
  const stored = await tx.selectFrom('service').selectAll().execute()
  const services = new Map(stored.map((row) => [row.id, { stored: row, service: toService(row) }]))
  return new RecordWriter(store, recording, await ruleSets(tx), services)
}

/** Computes anew what lists show of all referrals of some children, a few at a time. */
export async function projectChildren(
  tx: Writing,
  connection: Connection,
  writer: RecordWriter,
  childIds: readonly string[],
  slices: TimeSlices,
  between: () => void,
): Promise<void> {
  const referrals = connection.prepare('SELECT id FROM referral WHERE child_id = ?').pluck()
  for (let at = 0; at < childIds.length; at += 20) {
    const ids = childIds.slice(at, at + 20).flatMap((childId) => referrals.all(childId) as string[])
    // Twice where a child has several: whether another referral is open shows only once all are stored.
    for (const round of [1, 2]) {
      if (round === 2 && ids.length === childIds.slice(at, at + 20).length) break
      for (const record of await loadRecords(tx, ids)) writer.project(record)
    }
    if (slices.over) await slices.rest()
    between()
  }
}

import { v7 as uuidv7 } from 'uuid'
import { holdAnswers, letterStateLabels } from '../../../shared/codes/letter-purposes.ts'
import { letterWanted, type LetterException } from '../../../shared/contract/letters.ts'
import { ok, refuse, type Result } from '../../../shared/result.ts'
import type { Readable, Writing } from '../../store/store.ts'
import type { LetterTable } from '../../store/tables/letters.ts'
import { appendAudit } from '../audit/append.ts'
import type { ServiceContext } from '../context.ts'
import type { HandlersOf } from '../handlers.ts'
import { recordFact, voidFact } from '../referrals/commands.ts'
import { inTransaction } from '../transaction.ts'
import { buildLetter } from './build.ts'
import { loadSetting, loadSources } from './sources.ts'
import { hashOfDocument, whyNotCreate } from './store-letter.ts'
import { childOnEnvelope } from './values.ts'

type Commands = Pick<
  HandlersOf<'letters'>,
  'rewrite' | 'release' | 'cancel' | 'markSent' | 'undoSent' | 'markReturned'
>

const notHere = 'That letter is not in this store.'
const changedMeanwhile = 'Somebody changed this letter after you opened it. Look at it again, then decide.'

/** What people do with letters that were made. */
export const letterCommands: Commands = {
  async rewrite(context, { letterId, version, addedWords }) {
    return changing(context, async (tx) => {
      const found = await letterAt(tx, letterId, version)
      if (!found.ok) return found
      const row = found.value
      if (row.state !== 'draft' && row.state !== 'ready')
        return refuse(
          'invalid',
          `This letter is ${letterStateLabels[row.state].toLowerCase()}: its words stay as they are.`,
        )
      const source = (await loadSources(tx, [row.referral_id], context.today())).get(row.referral_id)
      if (source === undefined) return refuse('not_found', notHere)
      const wanted = letterWanted.parse({ ...JSON.parse(row.wanted), addedWords })
      const built = buildLetter(source, await loadSetting(tx, context.today()), wanted, row.created_by)
      const why = whyNotCreate(built, wanted)
      if (why !== null) return refuse('invalid', why)
      const { preview, template } = built
      if (template === null) throw new Error('A letter that can be made has a template')
      const document = JSON.stringify(preview.document)
      await tx
        .updateTable('letter')
        .set({
          version: version + 1,
          wanted: JSON.stringify(wanted),
          document,
          sha256: hashOfDocument(document),
          holds: JSON.stringify(preview.holds),
          state: preview.holds.length > 0 ? 'draft' : 'ready',
          addressee: built.addressee,
          language: preview.language,
          format: preview.format,
          template_id: template.templateId,
          template_version: template.version,
          template_name: template.name,
          printed_at: null,
          printed_by: null,
        })
        .where('id', '=', letterId)
        .execute()
      await audit(tx, context, 'letter.rewritten', row, { templateVersion: template.version })
      return ok({ version: version + 1 })
    })
  },

  async release(context, { letterId, version, answer, reason }) {
    return changing(context, async (tx) => {
      const found = await letterAt(tx, letterId, version)
      if (!found.ok) return found
      const row = found.value
      if (row.state !== 'draft') return refuse('invalid', 'This letter is not held.')
      const isOutside = answer === holdAnswers[1]
      // The translated or recorded letter leaves by another door; this one is not sent beside it.
      const state = isOutside ? 'cancelled' : 'ready'
      await tx
        .updateTable('letter')
        .set({
          version: version + 1,
          state,
          note: isOutside ? `Arranged outside this app: ${reason}` : reason,
        })
        .where('id', '=', letterId)
        .execute()
      await audit(tx, context, 'letter.released', row, { answer, state })
      return ok({ version: version + 1, state })
    })
  },

  async cancel(context, { letterIds, reason }) {
    return changing(context, async (tx) => {
      const { rows, exceptions } = await among(tx, letterIds, (row) =>
        row.state === 'draft' || row.state === 'ready'
          ? null
          : `It is ${letterStateLabels[row.state].toLowerCase()} and cannot be cancelled.`,
      )
      for (const row of rows) {
        await tx
          .updateTable('letter')
          .set({ version: row.version + 1, state: 'cancelled', note: reason })
          .where('id', '=', row.id)
          .execute()
        await audit(tx, context, 'letter.cancelled', row, {})
      }
      return ok({ cancelled: rows.length, exceptions })
    })
  },

  async markSent(context, { letterIds, how, sentOn }) {
    return changing(context, async (tx) => {
      const { rows, exceptions } = await among(tx, letterIds, (row) => {
        if (row.state === 'draft') return 'It is held: settle what it waits for first.'
        if (row.state !== 'ready') return `It is ${letterStateLabels[row.state].toLowerCase()} already.`
        return sentOn < row.created_on ? 'That day is before the letter was written.' : null
      })
      const batchId = uuidv7()
      let sent = 0
      for (const row of rows) {
        const fact = await recordFact(
          tx,
          context,
          row.referral_id,
          null,
          {
            type: 'letter_sent',
            happenedOn: sentOn,
            detail: { letterId: row.id, purpose: row.purpose, audience: row.audience, how },
            reason: null,
          },
          batchId,
        )
        if (!fact.ok) {
          exceptions.push(exceptionOf(row, fact.refusal.message))
          continue
        }
        await tx
          .updateTable('letter')
          .set({
            version: row.version + 1,
            state: 'sent',
            sent_on: sentOn,
            sent_how: how,
            sent_event_id: fact.value.eventId,
          })
          .where('id', '=', row.id)
          .execute()
        sent += 1
      }
      return ok({ sent, exceptions })
    })
  },

  async undoSent(context, { letterIds }) {
    return changing(context, async (tx) => {
      const { rows } = await among(tx, letterIds, (row) => (row.state === 'sent' ? null : 'It was not sent.'))
      let undone = 0
      for (const row of rows) {
        if (row.sent_event_id === null) continue
        const voided = await voidFact(
          tx,
          context,
          row.referral_id,
          null,
          row.sent_event_id,
          'The letter has not left after all',
        )
        if (!voided.ok) return voided
        undone += 1
      }
      return ok({ undone })
    })
  },

  async markReturned(context, { letterId, version, returnedOn, reason }) {
    return changing(context, async (tx) => {
      const found = await letterAt(tx, letterId, version)
      if (!found.ok) return found
      const row = found.value
      if (row.state !== 'sent' || row.sent_on === null)
        return refuse('invalid', 'Only a letter that was sent can come back.')
      if (returnedOn < row.sent_on)
        return refuse('invalid', 'That day is before the letter was sent.', { field: 'returnedOn' })
      const fact = await recordFact(tx, context, row.referral_id, null, {
        type: 'letter_returned',
        happenedOn: returnedOn,
        detail: { letterId },
        reason,
      })
      if (!fact.ok) return fact
      await tx
        .updateTable('letter')
        .set({
          version: version + 1,
          state: 'returned',
          returned_on: returnedOn,
          returned_event_id: fact.value.eventId,
          note: reason,
        })
        .where('id', '=', letterId)
        .execute()
      return ok({ version: version + 1 })
    })
  },
}

/** Runs a change of letters in one transaction and tells the windows. */
export async function changing<T>(
  context: ServiceContext,
  work: (tx: Writing) => Promise<Result<T>>,
): Promise<Result<T>> {
  const result = await inTransaction(context.store, work)
  if (result.ok) {
    context.changed({ noun: 'letter', ids: [] })
    context.changed({ noun: 'referral', ids: [] })
  }
  return result
}

async function letterAt(tx: Writing, letterId: string, version: number): Promise<Result<LetterTable>> {
  const row = await tx.selectFrom('letter').selectAll().where('id', '=', letterId).executeTakeFirst()
  if (row === undefined) return refuse('not_found', notHere)
  return row.version === version
    ? ok(row)
    : refuse('conflict', changedMeanwhile, { present: { version: row.version, state: row.state } })
}

export interface NamedLetter extends LetterTable {
  childName: string
}

/** Letters by id in the order asked, those something stands against set apart with the reason. */
export async function among(
  db: Readable | Writing,
  letterIds: readonly string[],
  whyNot: (row: NamedLetter) => string | null,
): Promise<{ rows: NamedLetter[]; exceptions: LetterException[] }> {
  const found = await db
    .selectFrom('letter')
    .innerJoin('child', 'child.id', 'letter.child_id')
    .selectAll('letter')
    .select(['child.family_name', 'child.given_name'])
    .where('letter.id', 'in', [...letterIds])
    .execute()
  const byId = new Map(found.map((row) => [row.id, { ...row, childName: childOnEnvelope(row) }]))
  const rows: NamedLetter[] = []
  const exceptions: LetterException[] = []
  for (const id of new Set(letterIds)) {
    const row = byId.get(id)
    if (row === undefined) continue
    const why = whyNot(row)
    if (why === null) rows.push(row)
    else exceptions.push(exceptionOf(row, why))
  }
  return { rows, exceptions }
}

function exceptionOf(row: NamedLetter, why: string): LetterException {
  return { referralId: row.referral_id, childName: row.childName, why, cautions: [] }
}

function audit(
  tx: Writing,
  context: ServiceContext,
  action: string,
  row: LetterTable,
  detail: Readonly<Record<string, unknown>>,
): Promise<void> {
  return appendAudit(tx, context, {
    action,
    subject: row.id,
    childId: row.child_id,
    detail: { referralId: row.referral_id, ...detail },
  })
}

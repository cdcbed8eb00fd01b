import { randomUUID } from 'node:crypto'
import type { PrintTicket } from '../../../shared/contract/letters.ts'
import { foldForMatch } from '../../../shared/format/names.ts'
import { ok, refuse, type Result } from '../../../shared/result.ts'
import { documentsToHtml } from '../../domain/letters/document-to-html.ts'
import { appendAudit } from '../audit/append.ts'
import type { ServiceContext } from '../context.ts'
import type { HandlersOf } from '../handlers.ts'
import { inTransaction } from '../transaction.ts'
import { among, type NamedLetter } from './commands.ts'
import { readDocument } from './store-letter.ts'

/**
 * Hands letters to the shell as one page, in the order given, under a ticket of one use. What is handed over is the
 * frozen letter. Refused are held and cancelled ones, letters to a family after a death, and letters to a contact
 * who has been marked unsafe since the letter was written.
 */
export const handOver: HandlersOf<'letters'>['handOver'] = async (context, { letterIds, to }) => {
  const { store, today } = context
  const found = await among(store.read, letterIds, (row) => {
    if (row.state === 'draft') return 'is held: settle what it waits for first.'
    return row.state === 'cancelled' ? 'was cancelled.' : null
  })
  const exceptions = [
    ...found.exceptions.map(({ childName, why }) => ({ childName, why })),
    ...(await stopped(context, found.rows)),
  ]
  const [first] = exceptions
  if (first)
    return refuse('invalid', `The letter about ${first.childName} ${first.why} Nothing was printed.`, {
      issues: exceptions.map(({ childName, why }) => ({
        field: 'letterIds',
        message: `${childName}: the letter ${why}`,
      })),
    })
  if (found.rows.length === 0) return refuse('not_found', 'Those letters are not in this store.')
  const documents = found.rows.map(readDocument)
  if (documents.includes(null))
    return refuse('unavailable', 'A letter’s words do not match their seal. Cancel it and write it again.')
  const html = documentsToHtml(documents.filter((document) => document !== null))
  const ticket = randomUUID()
  if (!context.handToShell) return refuse('unavailable', 'Printing works in the app only.')
  const noted = await note(context, found.rows, to)
  if (!noted.ok) return noted
  if (!context.handToShell({ ticket, html, title: `letters-${today()}` }))
    return refuse('unavailable', 'The letters could not be handed to the printer. Try again.')
  context.changed({ noun: 'letter', ids: [] })
  return ok<PrintTicket>({ ticket, letters: found.rows.length })
}

async function note(
  context: ServiceContext,
  rows: readonly NamedLetter[],
  to: 'printer' | 'pdf',
): Promise<Result<true>> {
  return inTransaction(context.store, async (tx) => {
    await tx
      .updateTable('letter')
      .set({ printed_at: context.now(), printed_by: context.person.id })
      .where(
        'id',
        'in',
        rows.map((row) => row.id),
      )
      .execute()
    for (const row of rows)
      await appendAudit(tx, context, {
        action: to === 'pdf' ? 'letter.exported' : 'letter.printed',
        subject: row.id,
        childId: row.child_id,
        detail: { referralId: row.referral_id, sha256: row.sha256 },
      })
    return ok(true)
  })
}

/** Letters to families that may not be printed any more, whatever was right when they were written. */
async function stopped(
  { store }: ServiceContext,
  rows: readonly NamedLetter[],
): Promise<{ childName: string; why: string }[]> {
  const toFamilies = rows.filter((row) => row.audience === 'family' && row.state === 'ready')
  if (toFamilies.length === 0) return []
  const childIds = toFamilies.map((row) => row.child_id)
  const [dead, unsafe] = await Promise.all([
    store.read
      .selectFrom('child')
      .select('id')
      .where('id', 'in', childIds)
      .where('died_on', 'is not', null)
      .execute(),
    store.read
      .selectFrom('child_contact')
      .select(['child_id', 'name'])
      .where('child_id', 'in', childIds)
      .where('safe_to_contact', '=', 0)
      .execute(),
  ])
  const died = new Set(dead.map((row) => row.id))
  return toFamilies.flatMap((row) => {
    if (died.has(row.child_id))
      return [{ childName: row.childName, why: 'is to the family of a child who has died.' }]
    const isUnsafe = unsafe.some(
      (contact) =>
        contact.child_id === row.child_id && foldForMatch(contact.name) === foldForMatch(row.addressee),
    )
    return isUnsafe
      ? [{ childName: row.childName, why: 'is to somebody now marked not safe to contact.' }]
      : []
  })
}

import { ok, refuse } from '../../../shared/result.ts'
import type { SignedReturnBrief } from '../../../shared/contract/signed-returns.ts'
import { monthInWords } from '../../domain/returns/months.ts'
import { appendAudit } from '../audit/append.ts'
import type { HandlersOf } from '../handlers.ts'
import { returnSettings } from '../returns/settings.ts'
import { type StoredSigned, signedRows } from '../returns/signed-store.ts'
import { inTransaction } from '../transaction.ts'
import { correctionsTo } from './corrections.ts'
import { exportSigned } from './export-signed.ts'
import { localLines, saveLocalLine } from './local-lines.ts'
import { overrideCheck, withdrawOverride } from './override.ts'
import { reopenMonth } from './reopen.ts'
import { saveReturnSettings } from './save-settings.ts'
import { endFirstSignature, signMonth, signedSubject } from './sign.ts'
import { signedChildrenBehind } from './signed-cell.ts'
import { verifySigned } from './verify-signed.ts'

const noSuchReturn = 'There is no such signed return.'

/** Signing months off, and the signed returns: their figures, children, hashes, corrections and files. */
export const signedReturnsHandlers: HandlersOf<'signedReturns'> = {
  async list({ store, today }, { month, offset, limit }) {
    const where = month === undefined ? {} : { month }
    const signed = await signedRows(store.read, where, { offset, limit })
    let counting = store.read.selectFrom('signed_return')
    if (month !== undefined) counting = counting.where('month', '=', month)
    const { count: total } = await counting
      .select((select) => select.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow()
    return ok({ rows: await briefs(store.read, signed), total, asAt: today() })
  },

  async get({ store }, { id }) {
    const [signed] = await signedRows(store.read, { id })
    if (signed === undefined) return refuse('not_found', noSuchReturn)
    const [brief] = await briefs(store.read, [signed])
    return ok({ ...brief!, document: signed.document })
  },

  async cell({ store }, input) {
    return signedChildrenBehind(store, input)
  },

  async verify(context, { id }) {
    const found = await verifySigned(context.store.read, id, context.now())
    if (found === null) return refuse('not_found', noSuchReturn)
    if (!context.store.problem) {
      await context.store.write((tx) =>
        appendAudit(tx, context, {
          action: 'return.signed_verified',
          subject: signedSubject(id),
          detail: { ok: found.ok, problems: found.problems.length },
        }),
      )
    }
    return ok(found)
  },

  async corrections({ store }, input) {
    return correctionsTo(store, input)
  },

  async export(context, { id, format, file }) {
    const granted = context.grantedFile(file)
    if (granted === null || granted.purpose !== 'write') {
      return refuse('invalid', 'Choose where to save the file, then export again.', { field: 'file' })
    }
    return exportSigned(context, { id, format, path: granted.path })
  },

  async sign(context, input) {
    const signed = await signMonth(context, input)
    if (signed.ok) context.changed({ noun: 'return', ids: [] })
    return signed
  },

  async withdrawSignature(context, { month }) {
    const done = await inTransaction(context.store, async (tx) => {
      if (!(await endFirstSignature(tx, month, 'withdrawn', context.now()))) {
        return refuse('not_found', `Nobody has signed ${monthInWords(month)} first.`)
      }
      await appendAudit(tx, context, {
        action: 'return.signature_withdrawn',
        subject: `return ${month}`,
        detail: { month },
      })
      return ok({ done: true as const })
    })
    if (done.ok) context.changed({ noun: 'return', ids: [] })
    return done
  },

  async reopen(context, input) {
    const done = await reopenMonth(context, input)
    if (done.ok) context.changed({ noun: 'return', ids: [] })
    return done
  },

  async override(context, input) {
    const made = await overrideCheck(context, input)
    if (made.ok) context.changed({ noun: 'return', ids: [] })
    return made
  },

  async withdrawOverride(context, input) {
    const done = await withdrawOverride(context, input)
    if (done.ok) context.changed({ noun: 'return', ids: [] })
    return done
  },

  async settings({ store }) {
    return ok(await returnSettings(store.read))
  },

  async saveSettings(context, input) {
    const saved = await saveReturnSettings(context, input)
    if (saved.ok) context.changed({ noun: 'return', ids: [] })
    return saved
  },

  async localLines({ store }) {
    return ok(await localLines(store.read))
  },

  async saveLocalLine(context, input) {
    const saved = await saveLocalLine(context, input)
    if (saved.ok) context.changed({ noun: 'return', ids: [] })
    return saved
  },
}

/** Signed returns as a list shows them. */
async function briefs(
  db: Parameters<typeof signedRows>[0],
  signed: readonly StoredSigned[],
): Promise<SignedReturnBrief[]> {
  const months = [...new Set(signed.map(({ ref }) => ref.month))]
  const latest = new Map<string, number>()
  if (months.length > 0) {
    const rows = await db
      .selectFrom('signed_return')
      .select(['month', (select) => select.fn.max<number>('version').as('version')])
      .where('month', 'in', months)
      .groupBy('month')
      .execute()
    for (const { month, version } of rows) latest.set(month, version)
  }
  return signed.map(({ ref, document, reopened }) => ({
    ...ref,
    censusDate: document.censusDate,
    signatures: document.signatures,
    total: document.lines.reduce((all, { total }) => all + total, 0),
    overrides: document.overrides.length,
    warnings: document.checks.filter(({ level }) => level === 'warning').length,
    reopened,
    isLatest: latest.get(ref.month) === ref.version,
  }))
}

import { createHash } from 'node:crypto'
import { v7 as uuidv7 } from 'uuid'
import { chsBands } from '../../../shared/codes/bands.ts'
import type { SignedRef } from '../../../shared/contract/returns.ts'
import type { Signature, SignedDocument } from '../../../shared/contract/signed-returns.ts'
import { ok, refuse, type Result } from '../../../shared/result.ts'
import { appVersion } from '../../../shared/app-version.ts'
import { canonicalJson } from '../../domain/returns/canonical-json.ts'
import { monthInWords } from '../../domain/returns/months.ts'
import { writeInBulk } from '../../store/bulk-write.ts'
import { migrations } from '../../store/migrations/index.ts'
import type { Writing } from '../../store/store.ts'
import { appendAudit } from '../audit/append.ts'
import type { ServiceContext } from '../context.ts'
import { Refused } from '../refused.ts'
import { latestSigned, signedByOf } from '../returns/signed-store.ts'
import { type ViewedReturn, viewReturn } from '../returns/view.ts'
import { providerOf } from '../session/new-store.ts'
import { freezeRows } from './freeze-rows.ts'
import { rowsAgainstFigures, sumRows } from './hash-rows.ts'

type Signer = Pick<ServiceContext, 'store' | 'person' | 'today' | 'now'>
export type SignOutcome = { state: 'first_signature' | 'signed'; signed: SignedRef | null }

/**
 * Signs a month off, or gives the first of two signatures. Everything is counted again inside the transaction:
 * refused when the month has not ended, is signed off already, has an error nobody overrode, or shows anything else
 * than `seen`. Where two people sign, a first signature on other figures is void and the new one stands first.
 */
export async function signMonth(
  context: Signer,
  asked: { month: string; seen: string },
): Promise<Result<SignOutcome>> {
  try {
    return await writeInBulk(context.store, async (tx) => {
      const result = await sign(tx, context, asked)
      if (!result.ok) throw new Refused(result.refusal)
      return result
    })
  } catch (error) {
    if (error instanceof Refused) return { ok: false, refusal: error.refusal }
    throw error
  }
}

async function sign(
  tx: Writing,
  context: Signer,
  { month, seen }: { month: string; seen: string },
): Promise<Result<SignOutcome>> {
  const viewed = await viewReturn(tx, month, context.today(), context.now())
  if (!viewed.ok) return viewed
  const { view, answer } = viewed.value
  if (!answer.period.ended) return refuse('invalid', view.state.sentence, { field: 'month' })
  if (view.state.state === 'signed') {
    return refuse('conflict', `${view.state.sentence} Re-open it, with a reason, to sign it again.`)
  }
  if (view.seen !== seen) {
    return refuse('conflict', 'The figures changed since you looked. Look at them again, then sign.', {
      present: { seen: view.seen },
    })
  }
  const [blocking] = view.blockedBy
  if (blocking !== undefined) {
    return refuse('invalid', `${monthInWords(month)} cannot be signed off: ${blocking.message}`)
  }
  const own: Signature = {
    accountId: context.person.id,
    name: context.person.displayName,
    at: context.now(),
  }
  const first = view.state.firstSignature
  if (view.state.twoPeople) {
    if (first !== null && !first.void && first.accountId === own.accountId) {
      return refuse('invalid', 'You have signed already. The second signature has to be another manager’s.')
    }
    if (first === null || first.void) {
      await endFirstSignature(tx, month, 'void', own.at)
      await tx
        .insertInto('return_signature')
        .values({ id: uuidv7(), month, seen, signed_at: own.at, signed_by: own.accountId })
        .execute()
      await appendAudit(tx, context, {
        action: 'return.first_signature',
        subject: `return ${month}`,
        detail: { month, seen, replacesVoid: first !== null },
      })
      return ok({ state: 'first_signature', signed: null })
    }
  }
  const signatures =
    first === null || first.void || first.accountId === own.accountId
      ? [own]
      : [{ accountId: first.accountId, name: first.by, at: first.at }, own]
  await endFirstSignature(tx, month, 'signed_off', own.at)
  return ok({ state: 'signed', signed: await freeze(tx, context, viewed.value, signatures) })
}

/** Ends the first signature that stands for a month, when there is one. */
export async function endFirstSignature(
  tx: Writing,
  month: string,
  as: 'signed_off' | 'withdrawn' | 'void',
  at: string,
): Promise<boolean> {
  const ended = await tx
    .updateTable('return_signature')
    .set({ ended_at: at, ended_as: as })
    .where('month', '=', month)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  return ended.numUpdatedRows > 0n
}

async function freeze(
  tx: Writing,
  context: Signer,
  { answer, view }: ViewedReturn,
  signatures: Signature[],
): Promise<SignedRef> {
  const { month, censusDate } = answer.period
  const before = await latestSigned(tx, month)
  const id = uuidv7()
  const version = (before?.ref.version ?? 0) + 1
  const signedAt = signatures.at(-1)?.at ?? context.now()
  const { last } = await tx
    .selectFrom('referral_event')
    .select((select) => select.fn.max('sequence').as('last'))
    .executeTakeFirstOrThrow()
  await freezeRows(context.store, tx, id, answer)
  const sum = await sumRows(tx, id)
  const problems = rowsAgainstFigures(sum, view)
  if (problems.length > 0) throw new Error('The rows behind a return do not give its figures')
  const provider = await providerOf(context.store)
  const document: SignedDocument = {
    format: 'cyp-waits signed return 1',
    kind: 'chs',
    month,
    version,
    censusDate,
    provider: { code: view.provider, name: provider.name },
    lines: view.lines,
    localLines: view.localLines,
    legacyBands: view.legacyBands,
    reconciliation: view.reconciliation,
    checks: view.checks,
    overrides: view.overrides,
    reportedElsewhere: view.reportedElsewhere.map(({ serviceId, service, waiting, dataSetName }) => ({
      serviceId,
      service,
      waiting,
      dataSetName,
    })),
    services: Object.fromEntries(
      [...answer.services.byLine].map(([line, ids]) => [
        line,
        ids.map((service) => ({ id: service, name: answer.services.names.get(service) ?? service })),
      ]),
    ),
    settings: { version: answer.settings.version, values: answer.settings.settings },
    bands: chsBands.map(({ id: band, fromDays, toDays }) => ({ id: band, fromDays, toDays })),
    ruleSetVersions: await publishedRuleSets(tx),
    appVersion,
    storeVersion: migrations.at(-1)?.number ?? 0,
    dataQuality: view.dataQuality,
    previous: answer.previous === null ? null : previousFigures(answer.previous),
    opensFrom:
      answer.openedFrom?.sha256 == null
        ? null
        : { id: answer.openedFrom.id, sha256: answer.openedFrom.sha256 },
    reopened:
      before === null || before.reopened === null
        ? null
        : { version: before.ref.version, ...before.reopened },
    lastSequence: last ?? 0,
    signatures,
    rows: sum.rows,
    movements: sum.movements,
  }
  const text = canonicalJson(document)
  const sha256 = createHash('sha256').update(text).digest('hex')
  await appendAudit(tx, context, {
    action: 'return.signed_off',
    subject: signedSubject(id),
    detail: {
      month,
      version,
      sha256,
      signatures: signatures.map(({ accountId }) => accountId),
      overrides: view.overrides.length,
      settings: answer.settings.version,
      lastSequence: document.lastSequence,
    },
  })
  const { sequence } = await tx
    .selectFrom('audit')
    .select((select) => select.fn.max<number>('sequence').as('sequence'))
    .executeTakeFirstOrThrow()
  await tx
    .insertInto('signed_return')
    .values({
      id,
      month,
      kind: 'chs',
      version,
      signed_at: signedAt,
      signed_by: context.person.id,
      last_sequence: document.lastSequence,
      document: text,
      sha256,
      audit_sequence: sequence,
    })
    .execute()
  return { id, month, version, signedAt, signedBy: signedByOf(document), sha256 }
}

/** What the audit trail calls a signed return. */
export function signedSubject(id: string): string {
  return `signed return ${id}`
}

function previousFigures({
  month,
  basis,
  lines,
}: NonNullable<ViewedReturn['answer']['previous']>): SignedDocument['previous'] {
  return { month, basis, lines }
}

async function publishedRuleSets(tx: Writing): Promise<number[]> {
  const rows = await tx.selectFrom('rule_set').select('version').orderBy('version').execute()
  return rows.map(({ version }) => version)
}

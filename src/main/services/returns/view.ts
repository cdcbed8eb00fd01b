import { createHash } from 'node:crypto'
import { publishedServiceLines } from '../../../shared/codes/service-lines.ts'
import { returningDataSetNames } from '../../../shared/codes/returning-data-sets.ts'
import type { ChsReturnView, ReturnMonthState } from '../../../shared/contract/returns.ts'
import { ok, type Result } from '../../../shared/result.ts'
import { canonicalJson } from '../../domain/returns/canonical-json.ts'
import { checkSource } from '../../domain/returns/check-sources.ts'
import { differencesOf } from '../../domain/returns/differences.ts'
import { legacyBandsOf } from '../../domain/returns/legacy-bands.ts'
import { monthState } from '../../domain/returns/month-state.ts'
import { overrideFor } from '../../domain/returns/overrides.ts'
import type { Readable, Writing } from '../../store/store.ts'
import { answerReturn, type ReturnAnswer } from './answer.ts'
import { lineScores } from './line-scores.ts'
import { overridesOf } from './overrides.ts'
import { latestSigned, signedRows } from './signed-store.ts'

/** What the screen shows of a month, with the answer it was made of. */
export interface ViewedReturn {
  answer: ReturnAnswer
  view: Omit<ChsReturnView, 'sinceLastExport'>
}

/**
 * A month's return with its state, the overrides that hold and what it is compared with. Stores nothing. Refuses a
 * month that has not begun. `db` must show one state of the store throughout.
 */
export async function viewReturn(
  db: Readable | Writing,
  month: string,
  today: string,
  now: string,
): Promise<Result<ViewedReturn>> {
  const answered = await answerReturn(db, month, today)
  if (!answered.ok) return answered
  const answer = answered.value
  const { document, services, previous } = answer
  const made = await overridesOf(db, month)
  const checks = document.checks.map((check) => ({
    ...check,
    override: check.level === 'error' ? overrideFor(check, made) : null,
    hasRecords: checkSource(check.code)?.kind !== 'figures',
  }))
  const standing = new Set(checks.flatMap(({ override }) => (override === null ? [] : [override.id])))
  const overrides = made.filter(({ id }) => standing.has(id))
  const byLine = Object.fromEntries(services.byLine)
  const signed = await latestSigned(db, month)
  const seen = createHash('sha256')
    .update(
      canonicalJson({
        ...document,
        services: byLine,
        overrides: overrides.map(({ id }) => id),
        settings: answer.settings.version,
        version: signed?.ref.version ?? 0,
      }),
    )
    .digest('hex')
  const [lastSigned] = await signedRows(db, { before: month }, { limit: 1 })
  const view: ViewedReturn['view'] = {
    ...document,
    checks,
    computedAt: now,
    seen,
    state: await stateOf(db, answer, signed, seen),
    blockedBy: checks.filter(({ level, override }) => level === 'error' && override === null),
    overrides,
    localLines: document.lines
      .map(({ line }) => line)
      .filter((line) => !publishedServiceLines.includes(line)),
    legacyBands: Object.fromEntries(document.lines.map((line) => [line.line, legacyBandsOf(line)])),
    reportedElsewhere: answer.reportedElsewhere.map(({ id, name, dataSet, waiting }) => ({
      serviceId: id,
      service: name,
      waiting,
      dataSet,
      dataSetName: returningDataSetNames[dataSet ?? 'other'],
    })),
    dataQuality: await lineScores(db, services, document.month),
    differences:
      previous === null
        ? null
        : {
            month: previous.month,
            basis: previous.basis,
            ...differencesOf(previous.lines, document.lines),
          },
    lastSigned: lastSigned?.ref ?? null,
    services: byLine,
  }
  return ok({ answer, view })
}

async function stateOf(
  db: Readable | Writing,
  answer: ReturnAnswer,
  signed: Awaited<ReturnType<typeof latestSigned>>,
  seen: string,
): Promise<ReturnMonthState> {
  const { month, ended } = answer.period
  const first = await db
    .selectFrom('return_signature')
    .innerJoin('account', 'account.id', 'return_signature.signed_by')
    .select([
      'return_signature.signed_by as accountId',
      'account.display_name as by',
      'return_signature.signed_at as at',
      'return_signature.seen',
    ])
    .where('month', '=', month)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  return monthState({
    month,
    ended,
    twoPeople: answer.settings.settings.twoPeople,
    firstSignature:
      first === undefined
        ? null
        : { accountId: first.accountId, by: first.by, at: first.at, void: first.seen !== seen },
    signed: signed?.ref ?? null,
    reopened: signed?.reopened ?? null,
  })
}

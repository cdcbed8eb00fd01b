import { setImmediate as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import type { Writing } from '../../store/store.ts'
import { appendAudit } from '../audit/append.ts'
import type { ServiceContext } from '../context.ts'
import { publishedChecks } from '../../domain/returns/chs-return.ts'
import type { ReturnAnswer } from './answer.ts'
import { censusParts, daysUpTo } from './census.ts'
import type { KeptFigures } from './kept-returns.ts'

/**
 * Keeps a month's figures and the referrals behind them, with their line and days, to compare with later and to open
 * the next month from. They are never changed afterwards. `sha256` is that of the file the figures went out in.
 */
export async function keepReturn(
  tx: Writing,
  context: Pick<ServiceContext, 'person' | 'now'>,
  answer: ReturnAnswer,
  file: { format: string; sha256: string },
): Promise<void> {
  const { document, period, services } = answer
  const id = uuidv7()
  const { last } = await tx
    .selectFrom('referral_event')
    .select((select) => select.fn.max('sequence').as('last'))
    .executeTakeFirstOrThrow()
  const figures: KeptFigures = {
    ...document,
    checks: publishedChecks(document.checks),
    ended: period.ended,
    services: Object.fromEntries(services.byLine),
  }
  await tx
    .insertInto('kept_return')
    .values({
      id,
      month: period.month,
      kind: 'chs',
      produced_at: context.now(),
      produced_by: context.person.id,
      last_sequence: last ?? 0,
      figures: JSON.stringify(figures),
      sha256: file.sha256,
    })
    .execute()
  for (const [service, line] of services.lineOf) {
    for (const part of censusParts(tx, period.censusDate)) {
      await tx
        .insertInto('kept_return_row')
        .columns(['kept_return_id', 'referral_id', 'line', 'days'])
        .expression(
          part
            .where('service_id', '=', service)
            .select([
              sql<string>`${id}`.as('kept_return_id'),
              'referral_id',
              sql<string>`${line}`.as('line'),
              daysUpTo(period.censusDate).as('days'),
            ])
            .orderBy('referral_id'),
        )
        .execute()
      await pause()
    }
  }
  await appendAudit(tx, context, {
    action: 'return.exported',
    subject: `return ${id}`,
    detail: { month: period.month, format: file.format, sha256: file.sha256, lastSequence: last ?? 0 },
  })
}

import { sql } from 'kysely'
import { queueLabels } from '../../../shared/codes/queues.ts'
import { referralStatusLabels } from '../../../shared/codes/referral-statuses.ts'
import { matchServiceLine } from '../../../shared/codes/service-lines.ts'
import type { Correction, CorrectionPreview, QueuePlaceShown } from '../../../shared/contract/clocks.ts'
import { formatDate } from '../../../shared/format/dates.ts'
import { ok, refuse, type Refusal, type Result } from '../../../shared/result.ts'
import { communityWait } from '../../domain/clocks/community-wait.ts'
import { compareClocks } from '../../domain/clocks/compare-clocks.ts'
import { monthChanges, monthsLookedAt } from '../../domain/clocks/month-changes.ts'
import { StoreIsReadOnly, type Writing } from '../../store/store.ts'
import type { ServiceContext } from '../context.ts'
import { toService } from '../nhs-services/rows.ts'
import { type LoadedReferral, loadReferrals } from '../projection/load.ts'
import { clocksOf } from './clocks-of.ts'
import { applyCorrection } from './correct.ts'

/** Carries what was seen out of a transaction that must not be kept. */
class Seen extends Error {
  readonly result: Result<CorrectionPreview>
  constructor(result: Result<CorrectionPreview>) {
    super('Looked at and taken back')
    this.result = result
  }
}

/**
 * What a correction would change: it is made inside a transaction, looked at, and taken back whole. So the preview
 * cannot differ from what is done, and nothing of it stays. Refuses what the correction itself would refuse.
 */
export async function previewCorrection(
  context: ServiceContext,
  referralId: string,
  correction: Correction,
): Promise<Result<CorrectionPreview>> {
  try {
    await context.store.write(async (tx) => {
      throw new Seen(await lookAt(tx, context, referralId, correction))
    })
  } catch (error) {
    if (error instanceof Seen) return error.result
    if (error instanceof StoreIsReadOnly) return refuse('unavailable', error.message)
    throw error
  }
  return refuse('unavailable', 'The change could not be looked at. Try again.')
}

async function lookAt(
  tx: Writing,
  context: ServiceContext,
  referralId: string,
  correction: Correction,
): Promise<Result<CorrectionPreview>> {
  const today = context.today()
  const [before] = await loadReferrals(tx, [referralId])
  if (before === undefined) return refuse('not_found', 'That referral is not in this store.')
  const queueBefore = await placeOf(tx, before)
  const done = await applyCorrection(tx, context, referralId, null, correction, 'Looked at, not recorded')
  if (!done.ok) return { ok: false, refusal: withField(done.refusal, correction) }
  const [after] = await loadReferrals(tx, [referralId])
  if (after === undefined) return refuse('not_found', 'That referral is not in this store.')
  const service = toService(before.record.service)
  const { changed, unchanged } = compareClocks(clocksOf(before.record, today), clocksOf(after.record, today))
  return ok({
    clocks: changed,
    unchanged,
    queueBefore,
    queueAfter: await placeOf(tx, after),
    statusBefore: referralStatusLabels[before.projection.row.status],
    statusAfter: referralStatusLabels[after.projection.row.status],
    months: monthChanges(
      communityWait(before.record.events, service),
      communityWait(after.record.events, service),
      service.reportedElsewhere ? null : matchServiceLine(service.chsLine),
      today,
      await producedMonths(tx),
    ),
    monthsLookedAt,
  })
}

/** The form shows a date that was refused beside its box. */
function withField(refusal: Refusal, correction: Correction): Refusal {
  if (correction.kind === 'void') return refusal
  return { ...refusal, field: 'date' }
}

async function producedMonths(tx: Writing): Promise<Set<string>> {
  const kept = tx.selectFrom('kept_return').select('month').where('kind', '=', 'chs')
  const signed = tx.selectFrom('signed_return').select('month').where('kind', '=', 'chs')
  const rows = await kept.union(signed).execute()
  return new Set(rows.map((row) => row.month))
}

async function placeOf(tx: Writing, { projection: { row } }: LoadedReferral): Promise<QueuePlaceShown> {
  if (row.stage_queue === null)
    return { ahead: null, queue: null, sentence: 'Closed, so it has no place in a queue.' }
  const queue = queueLabels[row.stage_queue]
  const { ahead } = await tx
    .selectFrom('waiting_list')
    .select((select) => select.fn.countAll<number>().as('ahead'))
    .where(sql<boolean>`is_open = 1`)
    .where('stage_queue', '=', row.stage_queue)
    .where('service_id', '=', row.service_id)
    .where(
      sql<boolean>`(order_tier, order_date, received_date, referral_id) < (${row.order_tier}, ${row.order_date}, ${row.received_date}, ${row.referral_id})`,
    )
    .executeTakeFirstOrThrow()
  const others =
    ahead === 0 ? 'nobody stands' : ahead === 1 ? '1 stands' : `${ahead.toLocaleString('en-GB')} stand`
  return {
    ahead,
    queue,
    sentence: `“${queue}”, ordered by ${formatDate(row.order_date)}: ${others} before it in this service.`,
  }
}

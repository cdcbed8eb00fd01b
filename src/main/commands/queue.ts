import type { WaitingListRow } from '../../shared/contract/waiting-list.ts'
import { queueIds } from '../../shared/codes/queues.ts'
import { ok, refuse, type Result } from '../../shared/result.ts'
import { queueDetails } from '../services/waiting-list/queue-details.ts'
import { type Command, WrongUsage } from './command.ts'
import { dateOption, wholeNumber } from './read-input.ts'
import { resultOf, type SignedInCommand, storeOptions, storeUsage, withStore } from './signed-in.ts'

const usage = `queue ${storeUsage} [--service ID] [--queue QUEUE] [--as-at DATE] [--limit N] [--offset N]`
const rowsAtOnce = 200

interface Wanted {
  service: string | undefined
  queue: (typeof queueIds)[number]
  asAt: string | undefined
  offset: number
  limit: number
}

/** A list in queue order with why each referral stands where it does; every open referral when no queue is named. */
export const queue: Command = {
  usage,
  options: {
    ...storeOptions,
    service: { type: 'string' },
    queue: { type: 'string' },
    'as-at': { type: 'string' },
    limit: { type: 'string' },
    offset: { type: 'string' },
  },
  async run(args) {
    const named = args.optional('queue') ?? 'all_open'
    const known = queueIds.find((each) => each === named)
    if (known === undefined) throw new WrongUsage(`--queue is one of ${queueIds.join(', ')}.`)
    const asAt = args.optional('as-at')
    const limit = args.optional('limit')
    const wanted: Wanted = {
      service: args.optional('service'),
      queue: known,
      asAt: asAt === undefined ? undefined : dateOption('as-at', asAt),
      offset: wholeNumber('offset', args.optional('offset') ?? '0', 0, 100_000_000),
      limit: limit === undefined ? Number.POSITIVE_INFINITY : wholeNumber('limit', limit, 0, 100_000_000),
    }
    return withStore(args, (signedIn) => listOf(signedIn, wanted))
  },
}

async function listOf({ context, client }: SignedInCommand, wanted: Wanted): Promise<Result<unknown>> {
  const today = context.today()
  const asAt = wanted.asAt ?? today
  if (asAt > today)
    return refuse('invalid', 'The list of a day to come is not known yet.', { field: 'as-at' })
  const services = wanted.service === undefined ? undefined : [wanted.service]
  if (services !== undefined) {
    const known = await resultOf(client.services.list())
    if (!known.ok) return known
    if (!known.value.some((service) => service.id === wanted.service)) {
      const ids = known.value.map((service) => service.id).join(', ')
      return refuse('not_found', `There is no such service in this store. There are: ${ids}.`, {
        field: 'service',
      })
    }
  }
  const rows: unknown[] = []
  let total = 0
  for (let offset = wanted.offset; ; offset += rowsAtOnce) {
    const limit = Math.min(rowsAtOnce, wanted.limit - rows.length)
    const page = await resultOf(
      client.waitingList.page({
        filter: { queue: wanted.queue, services },
        sort: [{ column: 'queue_order', direction: 'asc' }],
        asAt,
        offset,
        limit: Math.max(1, limit),
      }),
    )
    if (!page.ok) return page
    total = page.value.total
    if (limit > 0) rows.push(...(await detailed(context.store, page.value.rows, asAt, today)))
    if (limit < rowsAtOnce || offset + rowsAtOnce >= total) return ok({ total, asAt, rows })
  }
}

async function detailed(
  store: SignedInCommand['context']['store'],
  rows: readonly WaitingListRow[],
  asAt: string,
  today: string,
): Promise<unknown[]> {
  const details = await queueDetails(
    store,
    rows.map((row) => row.referralId),
    asAt,
    today,
  )
  return rows.map((row) => ({
    referralId: row.referralId,
    localPatientId: row.localPatientId,
    service: row.serviceId,
    priority: row.priority,
    receivedDate: row.receivedDate,
    effectiveWaitStart: row.effectiveWaitStart,
    dueBy: row.dueBy,
    daysWaited: row.daysWaited,
    band: row.band,
    status: row.status,
    queues: details.get(row.referralId)?.queues ?? [],
    why: details.get(row.referralId)?.why ?? '',
  }))
}

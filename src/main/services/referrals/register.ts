import { v7 as uuidv7 } from 'uuid'
import type { InferContractRouterOutputs } from '@orpc/contract'
import type { Contract } from '../../../shared/contract/index.ts'
import { formatDate } from '../../../shared/format/dates.ts'
import { ok, refuse, type Result } from '../../../shared/result.ts'
import { addDays } from '../../domain/clocks/days.ts'
import type { Writing } from '../../store/store.ts'
import { appendAudit } from '../audit/append.ts'
import { checkChild, insertChild } from '../children/save.ts'
import { findSimilar, notePairs } from '../children/similar.ts'
import type { ServiceContext } from '../context.ts'
import type { HandlersOf } from '../handlers.ts'
import { addLink } from '../people/links.ts'
import { survivorOf } from '../people/survivors.ts'
import { reproject } from '../projection/reproject.ts'
import { inTransaction } from '../transaction.ts'
import { newEvent, toEventRow } from './events.ts'
import { factsToRow } from './view.ts'

type Input = Parameters<HandlersOf<'referrals'>['register']>[1]
type Registered = InferContractRouterOutputs<Contract>['referrals']['register']

/** A received date further back than this asks for a reason: it is more often a slip than a fact. */
const longAgoDays = 90

/**
 * Registers a referral, and the child first when new, in one transaction. Refuses a received date in the future
 * or before birth, an NHS number another child has, and, without a reason, a received date long past or a second
 * open referral to the same service.
 */
export async function register(context: ServiceContext, input: Input): Promise<Result<Registered>> {
  const result = await inTransaction(context.store, async (tx) => {
    const today = context.today()
    if (input.referral.receivedDate > today)
      return refuse('invalid', 'A received date cannot be in the future.', { field: 'receivedDate' })
    const service = await tx
      .selectFrom('service')
      .select(['id', 'name'])
      .where('id', '=', input.referral.serviceId)
      .executeTakeFirst()
    if (service === undefined)
      return refuse('not_found', 'That service is not in this store.', { field: 'serviceId' })
    const child = await childFor(tx, context, input)
    if (!child.ok) return child
    const { childId, dateOfBirth, concerned } = child.value
    if (input.referral.receivedDate < dateOfBirth)
      return refuse('invalid', 'The received date is before the child was born.', { field: 'receivedDate' })
    const original = input.referral.originalReferralDate
    if (original !== null && original > input.referral.receivedDate)
      return refuse('invalid', 'The original referral date is after the received date.', {
        field: 'originalReferralDate',
      })
    const asked = await whyAsk(tx, childId, input, service.name, today)
    const hasReason = (input.referral.reason ?? '').trim().length >= 3
    if (asked.length > 0 && !hasReason)
      return refuse('invalid', `${asked.join(' ')} Give a reason to go on.`, { field: 'reason' })

    const referralId = await insertReferral(tx, context, childId, input)
    const others = await tx
      .selectFrom('referral')
      .select('id')
      .where('child_id', 'in', [childId, ...concerned])
      .execute()
    await reproject(
      tx,
      others.map((each) => each.id),
      today,
    )
    await appendAudit(tx, context, {
      action: 'referral.registered',
      subject: referralId,
      childId,
      detail: { serviceId: service.id, receivedDate: input.referral.receivedDate },
    })
    return ok({ referralId, childId, warnings: asked })
  })
  if (result.ok) {
    context.changed({ noun: 'referral', ids: [result.value.referralId] })
    context.changed({ noun: 'child', ids: [result.value.childId] })
  }
  return result
}

async function childFor(
  tx: Writing,
  context: ServiceContext,
  input: Input,
): Promise<Result<{ childId: string; dateOfBirth: string; concerned: string[] }>> {
  if (input.child.kind === 'existing') {
    const row = await tx
      .selectFrom('child')
      .select(['id', 'date_of_birth', 'died_on'])
      .where('id', '=', await survivorOf(tx, input.child.childId))
      .executeTakeFirst()
    if (row === undefined) return refuse('not_found', 'That child is not in this store.')
    if (row.died_on !== null) return refuse('invalid', 'This child is recorded as having died.')
    return ok({ childId: row.id, dateOfBirth: row.date_of_birth, concerned: [] })
  }
  const { child, relatedTo } = input.child
  const today = context.today()
  const checked = await checkChild(tx, child, today, null)
  if (!checked.ok) return checked
  const similar = await findSimilar(tx, child)
  const childId = await insertChild(tx, context, child)
  const leftOut = relatedTo.map((each) => each.childId)
  const concerned = await notePairs(tx, childId, similar, leftOut, today)
  for (const { childId: otherId, kind } of relatedTo) {
    const linked = await addLink(tx, context, { leftId: childId, rightId: otherId, kind, reason: null })
    if (!linked.ok) return linked
  }
  return ok({ childId, dateOfBirth: child.dateOfBirth, concerned })
}

async function whyAsk(
  tx: Writing,
  childId: string,
  input: Input,
  serviceName: string,
  today: string,
): Promise<string[]> {
  const asked: string[] = []
  const { receivedDate, serviceId } = input.referral
  if (receivedDate < addDays(today, -longAgoDays))
    asked.push(`The received date, ${formatDate(receivedDate)}, is more than ${longAgoDays} days ago.`)
  const open = await tx
    .selectFrom('waiting_list')
    .select('received_date')
    .where('child_id', '=', childId)
    .where('service_id', '=', serviceId)
    .where('is_open', '=', 1)
    .executeTakeFirst()
  if (open !== undefined)
    asked.push(
      `This child already has an open referral to ${serviceName}, received ${formatDate(open.received_date)}.`,
    )
  return asked
}

async function insertReferral(
  tx: Writing,
  context: ServiceContext,
  childId: string,
  { referral }: Input,
): Promise<string> {
  const referralId = uuidv7()
  await tx
    .insertInto('referral')
    .values({
      ...factsToRow(referral),
      id: referralId,
      version: 1,
      child_id: childId,
      service_id: referral.serviceId,
      external_id: null,
      created_at: context.now(),
    })
    .execute()
  const received = newEvent(context, 'received', {
    happenedOn: referral.receivedDate,
    detail: {
      receivedDate: referral.receivedDate,
      originalReferralDate: referral.originalReferralDate,
      transferIn: referral.circumstances['transferIn'] === true || Boolean(referral.transferFrom),
      ...(referral.transferFrom && { from: referral.transferFrom }),
    },
    reason: referral.reason,
  })
  await tx
    .insertInto('referral_event')
    .values(toEventRow(referralId, received, null))
    .execute()
  return referralId
}

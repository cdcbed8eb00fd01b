import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import type { Role } from '../../../shared/codes/roles.ts'
import {
  outcomesOf,
  outcomesWithNote,
  type TaskKind,
  taskKindLabels,
  type TaskOutcome,
  taskOutcomeLabels,
} from '../../../shared/codes/task-kinds.ts'
import { access, mayCall } from '../../../shared/contract/access.ts'
import { ok, refuse, type Result } from '../../../shared/result.ts'
import type { Readable, Writing } from '../../store/store.ts'
import type { TaskTable } from '../../store/tables/task.ts'
import { appendAudit } from '../audit/append.ts'
import type { ServiceContext } from '../context.ts'
import type { HandlersOf } from '../handlers.ts'
import { recordFact } from '../referrals/commands.ts'
import { loadReferrals } from '../projection/load.ts'
import { reopenedColumns } from './rows.ts'

type Inputs = { [Verb in keyof HandlersOf<'tasks'>]: Parameters<HandlersOf<'tasks'>[Verb]>[1] }

/** Kinds that only these roles may end. */
const endedBy: Partial<Record<TaskKind, readonly Role[]>> = {
  harm_review: ['clinician', 'clinical_lead'],
  deterioration: ['clinician', 'clinical_lead'],
  safeguarding_review: ['clinician', 'clinical_lead'],
  lead_sign_off: ['clinical_lead'],
}

/** Adds a task by hand. Refuses an unknown referral or child, a closed account and a due date that has passed. */
export async function createTask(
  tx: Writing,
  context: ServiceContext,
  input: Inputs['create'],
): Promise<Result<{ id: string }>> {
  const about = await subjectOfTask(tx, input.about)
  if (!about.ok) return about
  if (input.dueOn < context.today())
    return refuse('invalid', 'That due date has passed. Enter today or a later day.', { field: 'dueOn' })
  const owner = await checkOwner(tx, input.ownerId)
  if (!owner.ok) return owner
  const id = uuidv7()
  await tx
    .insertInto('task')
    .values({
      id,
      version: 1,
      referral_id: about.value.referralId,
      child_id: about.value.referralId === null ? about.value.childId : null,
      service_id: about.value.serviceId,
      kind: 'other',
      occasion: id,
      why: input.why,
      tell: '[]',
      opened_by: 'person',
      opened_ref: context.person.id,
      opened_ref_version: null,
      opened_on: context.today(),
      opens_on: context.today(),
      team_role: input.teamRole,
      owner_id: input.ownerId,
      due_on: input.dueOn,
      state: 'open',
      outcome: null,
      note: null,
      closed_on: null,
      closed_at: null,
      closed_by: null,
      closed_event_id: null,
    })
    .execute()
  await appendAudit(tx, context, {
    action: 'task.created',
    subject: `task ${id}`,
    childId: about.value.childId,
    detail: { dueOn: input.dueOn, teamRole: input.teamRole },
  })
  return ok({ id })
}

/** Gives a task to a person, or back to a team. */
export async function assignTask(
  tx: Writing,
  context: ServiceContext,
  {
    id,
    version,
    ownerId,
    teamRole,
  }: { id: string; version: number | null } & Pick<Inputs['assign'], 'ownerId' | 'teamRole'>,
): Promise<Result<{ version: number }>> {
  const task = await takeTask(tx, id, version)
  if (!task.ok) return task
  if (task.value.state !== 'open') return refuse('invalid', 'This task is closed. Re-open it first.')
  const owner = await checkOwner(tx, ownerId)
  if (!owner.ok) return owner
  return save(
    tx,
    context,
    task.value,
    'task.assigned',
    { owner_id: ownerId, ...(teamRole && { team_role: teamRole }) },
    {
      from: task.value.owner_id,
      to: ownerId,
      teamRole: teamRole ?? task.value.team_role,
    },
  )
}

/** Moves a task's due date; the reason is kept in the audit trail. */
export async function changeDue(
  tx: Writing,
  context: ServiceContext,
  { id, version, dueOn, reason }: Inputs['changeDue'],
): Promise<Result<{ version: number }>> {
  const task = await takeTask(tx, id, version)
  if (!task.ok) return task
  if (task.value.state !== 'open') return refuse('invalid', 'This task is closed. Re-open it first.')
  if (dueOn < context.today())
    return refuse('invalid', 'That due date has passed. Enter today or a later day.', { field: 'dueOn' })
  const note = [task.value.note, `Due date moved: ${reason}`].filter(Boolean).join('\n')
  return save(
    tx,
    context,
    task.value,
    'task.due_changed',
    { due_on: dueOn, note },
    {
      from: task.value.due_on,
      to: dueOn,
    },
  )
}

/**
 * Ends a task with an outcome its kind knows; some need a note, some a clinician. What was chased or came in is
 * recorded on the referral in the same transaction.
 */
export async function closeTask(
  tx: Writing,
  context: ServiceContext,
  {
    id,
    version,
    outcome,
    note,
  }: { id: string; version: number | null; outcome: TaskOutcome; note: string | null },
): Promise<Result<{ version: number }>> {
  const taken = await takeTask(tx, id, version)
  if (!taken.ok) return taken
  const task = taken.value
  const why = whyNotClose(task, outcome, note, context.person.roles)
  if (why !== null) return why
  const saved = await save(
    tx,
    context,
    task,
    'task.closed',
    {
      state: 'done',
      outcome,
      note: [task.note, note].filter(Boolean).join('\n') || null,
      closed_on: context.today(),
      closed_at: context.now(),
      closed_by: context.person.id,
    },
    { outcome },
  )
  if (!saved.ok || task.kind !== 'information_chase' || task.referral_id === null) return saved
  const recorded = await recordChaseOutcome(tx, context, task.referral_id, outcome, note)
  return recorded.ok ? saved : recorded
}

/** Opens a closed task again, with the reason. */
export async function reopenTask(
  tx: Writing,
  context: ServiceContext,
  { id, version, reason }: Inputs['reopen'],
): Promise<Result<{ version: number }>> {
  const task = await takeTask(tx, id, version)
  if (!task.ok) return task
  if (task.value.state === 'open') return refuse('invalid', 'This task is open already.')
  const note = [task.value.note, `Re-opened: ${reason}`].filter(Boolean).join('\n')
  return save(
    tx,
    context,
    task.value,
    'task.reopened',
    { ...reopenedColumns, note },
    {
      outcome: task.value.outcome,
    },
  )
}

function whyNotClose(
  task: TaskTable,
  outcome: TaskOutcome,
  note: string | null,
  roles: readonly Role[],
): ReturnType<typeof refuse> | null {
  const name = taskKindLabels[task.kind]
  if (task.state !== 'open') return refuse('invalid', 'This task is closed already.')
  if (!outcomesOf[task.kind].includes(outcome))
    return refuse('invalid', `“${taskOutcomeLabels[outcome]}” is no outcome of “${name}”.`, {
      field: 'outcome',
    })
  if (outcomesWithNote.has(outcome) && (note ?? '').trim().length < 3)
    return refuse('invalid', `“${taskOutcomeLabels[outcome]}” needs a note of at least 3 characters.`, {
      field: 'note',
    })
  const allowed = endedBy[task.kind]
  if (allowed !== undefined && !roles.some((role) => allowed.includes(role)))
    return refuse(
      'not_allowed',
      `“${name}” is ended by a ${allowed.includes('clinician') ? 'clinician' : 'clinical lead'}.`,
    )
  if (task.kind === 'information_chase' && !mayCall(access.tasks.chase, roles))
    return refuse('not_allowed', 'Chasing is recorded by an administrator or a clinician.')
  return null
}

async function recordChaseOutcome(
  tx: Writing,
  context: ServiceContext,
  referralId: string,
  outcome: TaskOutcome,
  note: string | null,
): Promise<Result<unknown>> {
  const on = { happenedOn: context.today(), reason: note }
  const channels = { chased_phone: 'phone', chased_letter: 'letter', chased_referrer: 'referrer' } as const
  if (outcome in channels) {
    const channel = channels[outcome as keyof typeof channels]
    return recordFact(tx, context, referralId, null, {
      type: 'information_chased',
      detail: { channel, nextChaseOn: null },
      ...on,
    })
  }
  if (outcome !== 'arrived') return ok(true)
  const [loaded] = await loadReferrals(tx, [referralId])
  const items = loaded?.projection.state.informationRequested?.items ?? []
  return recordFact(tx, context, referralId, null, { type: 'information_received', detail: { items }, ...on })
}

async function takeTask(tx: Writing, id: string, version: number | null): Promise<Result<TaskTable>> {
  const task = await tx.selectFrom('task').selectAll().where('id', '=', id).executeTakeFirst()
  if (task === undefined) return refuse('not_found', 'That task is not in this store.')
  if (version !== null && task.version !== version)
    return refuse('conflict', await changedWords(tx, task), {
      present: { version: task.version, state: task.state, ownerId: task.owner_id, dueOn: task.due_on },
    })
  return ok(task)
}

async function changedWords(tx: Writing, task: TaskTable): Promise<string> {
  const nameOf = async (id: string) =>
    (await tx.selectFrom('account').select('display_name').where('id', '=', id).executeTakeFirst())
      ?.display_name ?? 'somebody who has left'
  const now =
    task.state === 'open'
      ? `It is open${task.owner_id === null ? ' and nobody has it' : ` and ${await nameOf(task.owner_id)} has it`}.`
      : task.closed_by === null
        ? `It is no longer needed: ${task.note ?? ''}`
        : `${await nameOf(task.closed_by)} closed it: ${task.outcome === null ? '' : taskOutcomeLabels[task.outcome].toLowerCase()}.`
  return `This task was changed after you opened it. ${now} Nothing of yours was saved: try again if it still holds.`
}

async function save(
  tx: Writing,
  context: ServiceContext,
  task: TaskTable,
  action: string,
  columns: Partial<TaskTable>,
  detail: Record<string, unknown>,
): Promise<Result<{ version: number }>> {
  await tx
    .updateTable('task')
    .set({ ...columns, version: sql`version + 1` })
    .where('id', '=', task.id)
    .execute()
  const childId =
    task.child_id ??
    (
      await tx
        .selectFrom('referral')
        .select('child_id')
        .where('id', '=', task.referral_id ?? '')
        .executeTakeFirst()
    )?.child_id ??
    null
  await appendAudit(tx, context, {
    action,
    subject: `task ${task.id}`,
    childId,
    detail: { kind: task.kind, referralId: task.referral_id, ...detail },
  })
  return ok({ version: task.version + 1 })
}

async function checkOwner(db: Readable | Writing, ownerId: string | null): Promise<Result<true>> {
  if (ownerId === null) return ok(true)
  const account = await db.selectFrom('account').select('active').where('id', '=', ownerId).executeTakeFirst()
  if (account === undefined || account.active === 0)
    return refuse('invalid', 'That person does not work here any more. Choose somebody else.', {
      field: 'ownerId',
    })
  return ok(true)
}

async function subjectOfTask(
  tx: Writing,
  about: Inputs['create']['about'],
): Promise<Result<{ referralId: string | null; childId: string; serviceId: string }>> {
  if (about.kind === 'referral') {
    const row = await tx
      .selectFrom('referral')
      .select(['id', 'child_id', 'service_id'])
      .where('id', '=', about.referralId)
      .executeTakeFirst()
    if (row === undefined) return refuse('not_found', 'That referral is not in this store.')
    return ok({ referralId: row.id, childId: row.child_id, serviceId: row.service_id })
  }
  const child = await tx.selectFrom('child').select('id').where('id', '=', about.childId).executeTakeFirst()
  if (child === undefined) return refuse('not_found', 'That child is not in this store.')
  const service = await tx
    .selectFrom('service')
    .select('id')
    .where('id', '=', about.serviceId)
    .executeTakeFirst()
  if (service === undefined) return refuse('not_found', 'That service is not in this store.')
  return ok({ referralId: null, childId: child.id, serviceId: service.id })
}

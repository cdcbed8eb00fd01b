import {
  outcomesOf,
  outcomesWithNote,
  type TaskKind,
  type TaskOpener,
} from '../../../shared/codes/task-kinds.ts'
import type { Person } from '../../../shared/contract/session.ts'
import { addDays } from '../../domain/clocks/days.ts'
import type { Store } from '../../store/store.ts'
import { markThresholdsLookedAt } from '../tasks/catch-up.ts'

/** Kinds of which there would be hundreds on the first day, most of them dealt with in a store that is in use. */
const routine: ReadonlySet<TaskKind> = new Set([
  'validation_contact',
  'harm_review',
  'wait_target',
  'early_warning',
  'was_not_brought',
  'safeguarding_review',
  'rebook_first',
])
/** Of a hundred routine tasks, how many were done by now. */
const doneOfHundred = 85
/** How many tasks each person has in hand. */
const inHand = 9

/**
 * Leaves the tasks of a made-up store as weeks of use would have: most of the routine ones done, some overdue, some in
 * each person's hand. The same tasks in every such store. Only inside the write that filled it.
 */
export function settleDemoTasks(
  store: Store,
  people: readonly Person[],
  { today, now }: { today: string; now: string },
): void {
  const tasks = store.bare.writer
    .prepare<
      [string],
      { id: string; kind: TaskKind; team_role: string; opened_by: TaskOpener; due_on: string }
    >(
      `SELECT task.id, kind, team_role, opened_by, due_on FROM task JOIN referral ON referral.id = task.referral_id
       WHERE state = 'open' AND opens_on <= ? ORDER BY kind, referral.external_id, occasion`,
    )
    .all(today)
  const finish = store.bare.writer.prepare(
    `UPDATE task SET state = 'done', outcome = ?, opened_on = ?, opens_on = ?, due_on = ?, closed_on = ?, closed_at = ?,
       closed_by = ?, version = version + 1 WHERE id = ?`,
  )
  const age = store.bare.writer.prepare(
    'UPDATE task SET opened_on = ?, opens_on = ?, due_on = ? WHERE id = ?',
  )
  const give = store.bare.writer.prepare('UPDATE task SET owner_id = ? WHERE id = ?')
  const held = new Map<string, number>()
  for (const [index, task] of tasks.entries()) {
    const doer = people.find((person) => person.roles.some((role) => role === task.team_role))
    // A step of the ladder is not older than the missed appointment that it follows.
    const isAged = task.opened_by === 'threshold' || task.opened_by === 'rule'
    const daysAgo = isAged ? (index * 7) % 40 : 0
    const earlier = (date: string) => addDays(date, isAged ? -daysAgo - 12 : 0)
    if (routine.has(task.kind) && (index * 37) % 100 < doneOfHundred && doer !== undefined) {
      const outcome = outcomesOf[task.kind].find((each) => !outcomesWithNote.has(each)) ?? 'done'
      const opened = earlier(today)
      const closedOn = addDays(today, -daysAgo)
      finish.run(outcome, opened, opened, earlier(task.due_on), closedOn, now, doer.id, task.id)
      continue
    }
    if (index % 3 === 0 && isAged) {
      const opened = addDays(today, -14)
      age.run(opened, opened, addDays(task.due_on, -14), task.id)
    }
    if (doer !== undefined && (held.get(doer.id) ?? 0) < inHand && index % 2 === 0) {
      give.run(doer.id, task.id)
      held.set(doer.id, (held.get(doer.id) ?? 0) + 1)
    }
  }
  markThresholdsLookedAt(store, today)
}

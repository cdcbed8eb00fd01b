import { effectiveEvents } from '../../domain/referral-status/effective-events.ts'
import type { ReferralEvent } from '../../domain/referral-status/events.ts'
import type { Evaluation } from '../../domain/triage/evaluation.ts'
import type { RuleTask, TaskSubject } from '../../domain/tasks/wanted-task.ts'
import type { Projection } from '../projection/compute.ts'
import type { ReferralRecord } from '../projection/reproject.ts'

/** What tasks depend on, from a referral's rows and what was computed of them. */
export function taskSubject(
  record: Pick<ReferralRecord, 'events' | 'child'>,
  { row, state }: Pick<Projection, 'row' | 'state'>,
  service: { triageTargetDays: number },
  evaluation: Evaluation | null,
  today: string,
  clinicians: ReadonlySet<string> = new Set(),
): TaskSubject {
  return {
    today,
    serviceId: row.service_id,
    triageTargetDays: service.triageTargetDays,
    events: record.events,
    state,
    isOpen: row.is_open === 1,
    isWaiting: row.is_waiting === 1,
    isNotTriaged: row.stage_queue === 'not_triaged' || row.stage_queue === 'information_awaited',
    isUrgent: row.order_tier <= 2,
    clockStart: row.clock_start,
    contactFrom: row.contact_from,
    ageOutOn: row.age_out_on,
    statutoryDueOn: isAdviceAnswered(record.events) ? null : row.statutory_due_on,
    isAutism: isAutism(row.pathways),
    cpPlan: record.child.cp_plan === 1,
    childInCare: record.child.child_in_care === 1,
    clinicians,
    rules: evaluation === null ? [] : ruleTasks(evaluation),
  }
}

/** Whether a stored list of pathways names autism. */
export function isAutism(pathways: string): boolean {
  return pathways.includes('"autism"')
}

function isAdviceAnswered(events: readonly ReferralEvent[]): boolean {
  return effectiveEvents(events).some(({ type }) => type === 'ehc_advice_sent' || type === 'ehc_exception')
}

function ruleTasks({ tasks, fired, effects }: Evaluation): RuleTask[] {
  return tasks.map(({ ruleId, text, dueWorkingDays }) => ({
    ruleId,
    ruleVersion: fired.find((firing) => firing.ruleId === ruleId)?.ruleVersion ?? 1,
    text,
    dueWorkingDays,
    tell: effects.flatMap((effect) =>
      effect.kind === 'notify' && effect.ruleId === ruleId ? effect.who : [],
    ),
  }))
}

import type { Role } from '../../../shared/codes/roles.ts'
import type { TaskKind, TaskOpener } from '../../../shared/codes/task-kinds.ts'
import type { ReferralEvent } from '../referral-status/events.ts'
import type { ReferralState } from '../referral-status/replay.ts'

/** A task that what is known of a referral asks for. The kind and the occasion are its name within the referral. */
export interface WantedTask {
  kind: TaskKind
  occasion: string
  /** One line, for people. */
  why: string
  /** Who else is told, in words. */
  tell: string[]
  openedBy: TaskOpener
  /** The rule, threshold or step. */
  openedRef: string
  openedRefVersion: number | null
  /** It asks for nothing before this day. */
  opensOn: string
  role: Role
  dueOn: string
}

/** What the rules ask for. */
export interface RuleTask {
  ruleId: string
  ruleVersion: number
  text: string
  dueWorkingDays: number | null
  tell: string[]
}

/** What is known of a referral on a day, as far as tasks depend on it. */
export interface TaskSubject {
  /** `YYYY-MM-DD`. */
  today: string
  serviceId: string
  triageTargetDays: number
  /** All facts, voided ones included. */
  events: readonly ReferralEvent[]
  state: ReferralState
  isOpen: boolean
  /** Whether a wait is running. */
  isWaiting: boolean
  isNotTriaged: boolean
  /** Decided, or suggested while nobody has decided, as same-day or urgent. */
  isUrgent: boolean
  clockStart: string
  contactFrom: string
  ageOutOn: string
  statutoryDueOn: string | null
  isAutism: boolean
  cpPlan: boolean
  childInCare: boolean
  /** Accounts of clinicians, as far as a task depends on who recorded a fact. */
  clinicians: ReadonlySet<string>
  rules: readonly RuleTask[]
}

/** The name of a task within its referral. */
export function keyOf({ kind, occasion }: Pick<WantedTask, 'kind' | 'occasion'>): string {
  return `${kind} ${occasion}`
}

import { closedReasonLabels } from '../../../shared/codes/closed-reasons.ts'
import type { Reconciliation } from '../../../shared/contract/returns.ts'
import type { WaitInterval } from '../clocks/community-wait.ts'

/** Why a child left the list without a first contact. `planned` went to the planned list until a due date. */
export type RemovalReason = Exclude<NonNullable<WaitInterval['leftBy']>, 'first_contact'>

/**
 * Comings and goings of one line in one month, after the previous census and up to this one. `reopened` is everyone
 * who came back on to the list: re-opened without a contact, or planned and now due. `removals` holds only the
 * reasons that happened.
 */
export type Movements = Pick<
  Reconciliation,
  'received' | 'transferredIn' | 'reopened' | 'firstContacts' | 'removals'
>

/**
 * One line's proof. `corrections` are facts recorded since the opening figure was kept that changed the past, as a
 * net number of children.
 */
export type { Reconciliation }

/** No movements at all, to add to. */
export function noMovements(): Movements {
  return { received: 0, transferredIn: 0, reopened: 0, firstContacts: 0, removals: {} }
}

/**
 * One line's reconciliation, with whether it balances:
 * opening + received + transferred in + re-opened − first contacts − removals + corrections = closing.
 * `closing` must be the figure counted at the census, never one worked out from the rest, or nothing is proved.
 */
export function reconcile(figures: Omit<Reconciliation, 'balances'>): Reconciliation {
  const removed = Object.values(figures.removals).reduce((all, count) => all + count, 0)
  const expected =
    figures.opening +
    figures.received +
    figures.transferredIn +
    figures.reopened -
    figures.firstContacts -
    removed +
    figures.corrections
  return { ...figures, balances: expected === figures.closing }
}

/**
 * Where a month starts from. When last month was signed off, the opening is the figure kept then, and corrections
 * are the difference to last month's census counted again with what is known today: late receipts, contacts and
 * closures dated in a past month, entries voided, received dates corrected, referrals registered in error. With
 * nothing kept, the opening is counted again and there is nothing to correct.
 */
export function openingFigures(
  keptClosing: number | null,
  countedAgain: number,
): { opening: number; corrections: number } {
  if (keptClosing === null) return { opening: countedAgain, corrections: 0 }
  return { opening: keptClosing, corrections: countedAgain - keptClosing }
}

/** Which figure an interval's beginning is counted in. */
export const arrivals = {
  received: 'received',
  transferred_in: 'transferredIn',
  reopened: 'reopened',
  planned_due: 'reopened',
} as const satisfies Record<WaitInterval['enteredBy'], keyof Movements>

/** What each removal is called on screens and in exports. */
export const removalLabels: Record<RemovalReason, string> = {
  ...closedReasonLabels,
  planned: 'Put on the planned list',
}

import { type } from '@orpc/contract'
import { z } from 'zod'
import type { ChsBandId } from '../codes/bands.ts'
import type { ClosedReason } from '../codes/closed-reasons.ts'
import { monthText, procedure, rowId, serviceId } from './procedure.ts'
import type { Facet } from './waiting-list.ts'

/**
 * What the children behind a figure are broken down by, each at the end of the census day (of the day before the
 * month for `opening`):
 * - `site`: place of the clinic of the appointment booked last by then and not cancelled by then; '' when none is known;
 * - `pathway`: what the referral asks for, **as known today** (pathways have no dates); '' when nothing is named.
 *   A referral with two is counted under both, so these counts can add up to more than the figure;
 * - `priority`: by the decisions dated by then that stand today; 'none' while nobody had decided;
 * - `age`: completed years by then; the date of birth as known today;
 * - `waited`: days as the figure counts them, in weeks finer than the bands;
 * - `received`: month of the received date as known today.
 */
export const returnFacetNames = ['site', 'pathway', 'priority', 'age', 'waited', 'received'] as const
export type ReturnFacetName = (typeof returnFacetNames)[number]

/** What each is called on screens and in files. */
export const returnFacetLabels: Record<ReturnFacetName, string> = {
  site: 'Site',
  pathway: 'Pathway',
  priority: 'Priority',
  age: 'Age',
  waited: 'Weeks waited',
  received: 'Month received',
}

const chosen = z.array(z.string().max(200)).max(100).optional()

/** Values of facets to narrow to: any value of one facet, and every facet named. */
export const returnFilters = z.object({
  site: chosen,
  pathway: chosen,
  priority: chosen,
  age: chosen,
  waited: chosen,
  received: chosen,
})
export type ReturnFilters = z.infer<typeof returnFilters>

/** Which figure of which return is opened. */
export const figureInput = {
  month: monthText,
  /** A service line, or '' for all lines of the return together. */
  line: z.string().max(120),
  /** A band id (`0-7`), or one of `returnCells`; with `removals`, `reason` narrows to one. */
  cell: z.string().max(40),
  reason: z.string().max(40).nullable().default(null),
  services: z.array(serviceId).optional(),
  filters: returnFilters.optional(),
}

/** Which check of a return is opened. */
export const checkInput = {
  month: monthText,
  code: z.string().max(60),
  line: z.string().max(120).default(''),
  subject: z.string().max(40).nullable().default(null),
}

/** The children behind a figure, broken down. A value's count is the number `cell` opens when narrowed to it. */
export interface ReturnFacets {
  /** Children behind the figure with all filters applied. */
  total: number
  /** The day they are described on, `YYYY-MM-DD`. */
  asAt: string
  /**
   * Values with somebody in them, in the order to show. The choice made in a facet is left out of its own counts, so
   * that its other values stay visible.
   */
  facets: Record<ReturnFacetName, Facet[]>
}

/** How a referral came on to the list or left it. */
export type WaitMovement =
  'received' | 'transferred_in' | 'reopened' | 'planned_due' | 'first_contact' | 'planned' | ClosedReason

/** One month in which a referral is part of the return. */
export interface MonthCounted {
  /** `YYYY-MM`. */
  month: string
  censusDate: string
  /** False for a month that is not over: what it would say if nothing more happened. */
  ended: boolean
  /** Days and band at the census; null when the referral was not waiting at its end. */
  counted: { days: number; band: ChsBandId } | null
  /** Comings and goings in the month, by date. */
  movements: { on: string; what: WaitMovement }[]
  /** What the figures kept last for the month, signed or exported, say of the referral; null when none are kept. */
  kept: {
    how: 'signed' | 'exported'
    at: string
    by: string
    counted: { line: string; days: number } | null
  } | null
  /** Whether those figures count it differently from today's answer. */
  differs: boolean
}

/** Every month of the return that a referral is part of. */
export interface MonthsOfReferral {
  /** The service's line today; null when it is on none or reported through another data set: no month counts it. */
  line: string | null
  /** Newest first. */
  months: MonthCounted[]
}

/** What `returns` says of the children behind a figure, and of one referral. */
export const returnBreakdowns = {
  facets: procedure.input(z.object(figureInput)).output(type<ReturnFacets>()),
  monthsOfReferral: procedure.input(z.object({ referralId: rowId })).output(type<MonthsOfReferral>()),
}

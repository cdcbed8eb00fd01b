import { createContext, use } from 'react'
import type { ReturnCellRow, ReturnCheckFound } from '../../../shared/contract/returns.ts'
import type { FigureAsked } from './figure.tsx'

/** Where the children behind a figure are read from: today's count of a month, or the copy that was signed. */
export type FigureSource = { kind: 'month'; month: string } | { kind: 'signed'; month: string; id: string }

/** What the drawer lists: the children behind a figure, or what a check is about. */
export type Behind =
  | { kind: 'figure'; source: FigureSource; figure: FigureAsked; count: number }
  | { kind: 'check'; month: string; check: ReturnCheckFound }

/** A child in the drawer; in a signed return as they were then. */
export interface BehindRow extends ReturnCellRow {
  localPatientId?: string | null
}

const OpenBehind = createContext<(behind: Behind) => void>(() => undefined)
export const OpenBehindProvider = OpenBehind.Provider

/** Opens the drawer with the children behind something. */
export function useOpenBehind(): (behind: Behind) => void {
  return use(OpenBehind)
}

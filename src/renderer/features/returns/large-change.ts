import { useQuery } from '@tanstack/react-query'
import type { FigureDifference } from '../../../shared/contract/returns.ts'
import { useProcedures } from '../../app/rpc.tsx'

/** From when a change is large: more than this share and more than so many children. */
export interface LargeChange {
  largeChangePercent: number
  largeChangeChildren: number
}

/** Nothing is large until the thresholds are known. */
const unknown: LargeChange = {
  largeChangePercent: Number.POSITIVE_INFINITY,
  largeChangeChildren: Number.POSITIVE_INFINITY,
}

/** The thresholds that the provider set for the checks. */
export function useLargeChange(): LargeChange {
  const procedures = useProcedures()
  const settings = useQuery(procedures.signedReturns.settings.queryOptions())
  return settings.data?.settings ?? unknown
}

/** Whether a figure moved so far that somebody should be able to say why. */
export function isLarge({ before, change }: FigureDifference, large: LargeChange): boolean {
  if (before === null || change === null) return false
  const size = Math.abs(change)
  return size > large.largeChangeChildren && size * 100 > before * large.largeChangePercent
}

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import type { Role } from '../../../shared/codes/roles.ts'
import { useProcedures } from '../../app/rpc.tsx'
import { useServiceScope, useWork } from '../../app/work-context.tsx'
import { useRefresh } from '../referral-actions/index.ts'

const recorders: readonly Role[] = ['administrator', 'clinician', 'clinical_lead']

/** The figures of the service chosen in the top bar. */
export function useQualityFigures() {
  const procedures = useProcedures()
  const services = useServiceScope()
  return useQuery(procedures.dataQuality.figures.queryOptions({ input: services ? { services } : {} }))
}

/** Whether this person may change records; others see what is missing. */
export function useMayFix(): boolean {
  return useWork().person.roles.some((role) => recorders.includes(role))
}

/** Returns how to read again what a fix changes, without waiting for the change stream. */
export function useRefreshQuality(): () => Promise<void> {
  const refresh = useRefresh()
  const queryClient = useQueryClient()
  return useCallback(async () => {
    await Promise.all([
      refresh(),
      queryClient.invalidateQueries({
        predicate: ({ queryKey }) => Array.isArray(queryKey[0]) && queryKey[0][0] === 'dataQuality',
      }),
    ])
  }, [refresh, queryClient])
}

import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { useProcedures } from '../../app/rpc.tsx'

/** Reads the returns again after something was decided about one, without waiting for the stream of changes. */
export function useReturnsRefresh(): () => Promise<void> {
  const queryClient = useQueryClient()
  const procedures = useProcedures()
  return useCallback(async () => {
    await Promise.all([
      queryClient.invalidateQueries({ queryKey: procedures.returns.key() }),
      queryClient.invalidateQueries({ queryKey: procedures.signedReturns.key() }),
    ])
  }, [queryClient, procedures])
}

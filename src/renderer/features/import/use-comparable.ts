import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useProcedures } from '../../app/rpc.tsx'

/** Where an import is compared with the one before it from the same source. */
export function comparisonHref(batchId: string): string {
  return `/data-quality/extracts/${batchId}`
}

/** The imports that have an earlier one from the same source; none until that is known. */
export function useComparable(): ReadonlySet<string> {
  const procedures = useProcedures()
  const { data } = useQuery({ ...procedures.dataQuality.extracts.queryOptions(), staleTime: 0 })
  return useMemo(() => {
    const bySource = Map.groupBy(data ?? [], ({ source }) => source)
    // The latest comes first, so all but the last of a source have an earlier one.
    return new Set([...bySource.values()].flatMap((own) => own.slice(0, -1).map(({ batchId }) => batchId)))
  }, [data])
}

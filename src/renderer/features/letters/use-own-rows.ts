import { useState } from 'react'
import type { LetterFilter } from '../../../shared/contract/letters.ts'
import { useClient } from '../../app/rpc.tsx'
import { usePagedRows } from '../../components/data-grid/use-paged-rows.ts'

/** The letters a filter matches, page by page. */
export function useLetterRows(filter: LetterFilter) {
  const client = useClient()
  return usePagedRows({
    queryKey: ['letters.page', filter],
    fetchPage: ({ offset, limit }, signal) => client.letters.page({ filter, offset, limit }, { signal }),
    changedBy: ['letter'],
  })
}

/**
 * What the list of letters is narrowed to: letters to send at first, or every letter of one batch. View state only.
 */
export function useLetterFilter(serviceIds: string[] | undefined, batchId?: string) {
  const [own, setOwn] = useState<LetterFilter>(batchId === undefined ? { states: ['ready'] } : { batchId })
  const filter: LetterFilter = { ...own, ...(serviceIds && { services: serviceIds }) }
  return [filter, setOwn] as const
}

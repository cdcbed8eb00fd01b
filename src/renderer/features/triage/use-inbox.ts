import { useQuery } from '@tanstack/react-query'
import { useCallback, useMemo, useRef, useState } from 'react'
import {
  type InboxCounts,
  type InboxFilter,
  type InboxQueue,
  type InboxRow,
  olderThanDays,
} from '../../../shared/contract/triage.ts'
import type { ChangeListener } from '../../app/changes.ts'
import { useChanges, useClient, useProcedures } from '../../app/rpc.tsx'
import { useServiceScope } from '../../app/work-context.tsx'
import { type RowSource, usePagedRows } from '../../components/data-grid/use-paged-rows.ts'

export { olderThanDays }

/** Which of the two queues of triage is open, and what it is narrowed to. */
export interface InboxView {
  queue: InboxQueue
  sameDayOnly: boolean
  olderOnly: boolean
}

/** The queue of what is to be decided, with nothing left out. */
export const everythingToDecide: InboxView = {
  queue: 'not_triaged',
  sameDayOnly: false,
  olderOnly: false,
}

export interface Inbox {
  /** The list as the backend is asked for it. */
  filter: InboxFilter
  source: RowSource<InboxRow>
  /** How many each choice would show; undefined until they are read. */
  counts: Record<InboxQueue, InboxCounts> | undefined
  /** How many referrals somebody else changed since the list was read. */
  changedByOthers: number | 'some'
  /** Marks a referral as changed by this window, so that it is not counted as somebody else's. */
  own(referralId: string): void
  refresh(): void
  /** Where a referral stands in what has been read; -1 when it is not there. */
  indexOf(referralId: string | null): number
}

/** The list of referrals to triage, in the order the service gives, each with why it stands there. */
export function useInbox({ queue, sameDayOnly, olderOnly }: InboxView): Inbox {
  const client = useClient()
  const procedures = useProcedures()
  const services = useServiceScope()
  const filter: InboxFilter = useMemo(
    () => ({ queue, sameDay: sameDayOnly, older: olderOnly, ...(services && { services }) }),
    [queue, services, sameDayOnly, olderOnly],
  )
  const source = usePagedRows<InboxRow>({
    queryKey: ['triage-inbox', filter],
    fetchPage: (page, signal) => client.triage.inbox({ filter, ...page }, { signal }),
  })
  const counts = useQuery(procedures.triage.inboxCounts.queryOptions({ input: services ? { services } : {} }))

  const owned = useRef(new Set<string>())
  const [changed, setChanged] = useState<{ ids: ReadonlySet<string>; some: boolean }>({
    ids: new Set(),
    some: false,
  })
  const onChange = useCallback<ChangeListener>((change) => {
    const others = change.ids.filter((id) => !owned.current.has(id))
    if (change.ids.length > 0 && others.length === 0) return
    setChanged((before) => ({
      ids: new Set([...before.ids, ...others]),
      some: before.some || change.ids.length === 0,
    }))
  }, [])
  useChanges(['referral', 'import'], onChange)

  const { refresh: readAgain, row, total } = source
  const refresh = useCallback(() => {
    setChanged({ ids: new Set(), some: false })
    readAgain()
  }, [readAgain])
  const own = useCallback((referralId: string) => void owned.current.add(referralId), [])
  const found = useRef(0)
  const indexOf = useCallback(
    (referralId: string | null) => {
      if (referralId === null) return -1
      // Where it stood before, or beside it: a long list is not gone through at every key.
      for (let index = Math.max(0, found.current - 1); index <= found.current + 1; index++)
        if (row(index)?.referralId === referralId) return (found.current = index)
      for (let index = 0; index < (total ?? 0); index++)
        if (row(index)?.referralId === referralId) return (found.current = index)
      return -1
    },
    [row, total],
  )
  return {
    filter,
    source,
    counts: counts.data,
    changedByOthers: changed.some ? 'some' : changed.ids.size,
    own,
    refresh,
    indexOf,
  }
}

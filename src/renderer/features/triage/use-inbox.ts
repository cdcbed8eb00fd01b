import { useQuery } from '@tanstack/react-query'
import { useCallback, useMemo, useRef, useState } from 'react'
import type { ListFilter } from '../../../shared/contract/list-query.ts'
import type { WaitingListRow } from '../../../shared/contract/waiting-list.ts'
import { shiftDays } from '../../../shared/format/dates.ts'
import type { ChangeListener } from '../../app/changes.ts'
import { useChanges, useClient, useProcedures } from '../../app/rpc.tsx'
import { useServiceScope, useWork } from '../../app/work-context.tsx'
import { type RowSource, usePagedRows } from '../../components/data-grid/use-paged-rows.ts'

/** Which of the two queues of triage is open, and whether only the older referrals are shown. */
export interface InboxView {
  queue: 'not_triaged' | 'information_awaited'
  olderOnly: boolean
}

/** A referral received before this many days ago is an older one. */
export const olderThanDays = 14

export interface Inbox {
  source: RowSource<WaitingListRow>
  /** Days from receipt to the triage decision, by service. */
  triageTargetDays: ReadonlyMap<string, number>
  /** How many referrals somebody else changed since the list was read. */
  changedByOthers: number | 'some'
  /** Marks a referral as changed by this window, so that it is not counted as somebody else's. */
  own(referralId: string): void
  refresh(): void
  /** Where a referral stands in what has been read; -1 when it is not there. */
  indexOf(referralId: string | null): number
}

/** The list of referrals to triage, in the order the service gives: pressing suggestions first, then the oldest. */
export function useInbox({ queue, olderOnly }: InboxView): Inbox {
  const client = useClient()
  const procedures = useProcedures()
  const { today } = useWork()
  const services = useServiceScope()
  const list = useQuery(procedures.services.list.queryOptions())
  const filter: ListFilter = useMemo(
    () => ({
      queue,
      ...(services && { services }),
      ...(olderOnly && { receivedTo: shiftDays(today, -olderThanDays - 1) }),
    }),
    [queue, services, olderOnly, today],
  )
  const source = usePagedRows<WaitingListRow>({
    queryKey: ['triage-inbox', filter],
    fetchPage: (page, signal) => client.waitingList.page({ filter, ...page }, { signal }),
  })

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
  const indexOf = useCallback(
    (referralId: string | null) => {
      if (referralId === null) return -1
      for (let index = 0; index < (total ?? 0); index++)
        if (row(index)?.referralId === referralId) return index
      return -1
    },
    [row, total],
  )
  const triageTargetDays = useMemo(
    () => new Map((list.data ?? []).map((service) => [service.id, service.triageTargetDays])),
    [list.data],
  )
  return {
    source,
    triageTargetDays,
    changedByOthers: changed.some ? 'some' : changed.ids.size,
    own,
    refresh,
    indexOf,
  }
}

import { useQueries, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { ChangeNoun } from '../../../shared/contract/administration.ts'
import type { Refusal } from '../../../shared/result.ts'
import type { ChangeListener } from '../../app/changes.ts'
import { refusalOf } from '../../app/refusal-of.ts'
import { useChanges } from '../../app/rpc.tsx'

export interface RowPage<Row> {
  rows: readonly Row[]
  /** How many rows match in all. */
  total: number
  /** `YYYY-MM-DD`. */
  asAt?: string
}

export interface PagedRowsOptions<Row> {
  /** Everything the answer depends on: procedure, filter, sort, services. */
  queryKey: readonly unknown[]
  fetchPage: (page: { offset: number; limit: number }, signal: AbortSignal) => Promise<RowPage<Row>>
  /** Rows in a page. Default 100. */
  pageSize?: number
  /** Changes of these nouns are counted, and offered as a refresh, rather than moving rows under the reader. */
  changedBy?: readonly ChangeNoun[]
  enabled?: boolean
}

/** Rows of a list of any length, fetched a page at a time around what is on screen. */
export interface RowSource<Row> {
  /** Changes when the list asked for is another one. */
  key: string
  /** How many rows match; undefined until the first page came. */
  total: number | undefined
  asAt: string | undefined
  row(index: number): Row | undefined
  /** Tells which rows are on screen. */
  show(first: number, last: number): void
  /** Every row from `offset`, at most `limit`, fetching what is missing. */
  load(offset: number, limit: number): Promise<Row[]>
  /** Whether what is shown still belongs to the list asked for before. */
  settling: boolean
  problem: Refusal | null
  /** How many rows changed since they were read; `some` when too many to count. */
  changed: number | 'some'
  refresh(): void
}

const none: readonly ChangeNoun[] = []

/** Reads a list from the backend page by page for `DataGrid`. */
export function usePagedRows<Row>(options: PagedRowsOptions<Row>): RowSource<Row> {
  const { queryKey, fetchPage, pageSize = 100, changedBy = none, enabled = true } = options
  const queryClient = useQueryClient()
  const key = JSON.stringify(queryKey)
  const [range, setRange] = useState({ key, first: 0, last: 0 })
  const pages = range.key === key ? range : { first: 0, last: 0 }
  const fetcher = useRef(fetchPage)
  fetcher.current = fetchPage

  const pageQuery = useCallback(
    (page: number) => ({
      queryKey: ['rows', key, pageSize, page],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        fetcher.current({ offset: page * pageSize, limit: pageSize }, signal),
      staleTime: Number.POSITIVE_INFINITY,
      gcTime: 60_000,
      enabled,
    }),
    [key, pageSize, enabled],
  )
  const numbers = Array.from({ length: pages.last - pages.first + 1 }, (_, index) => pages.first + index)
  const results = useQueries({ queries: numbers.map(pageQuery) })

  const fresh = new Map<number, RowPage<Row>>()
  let newest: { page: RowPage<Row>; at: number } | undefined
  let error: unknown = null
  for (const [index, result] of results.entries()) {
    if (result.error) error = result.error
    if (!result.data) continue
    fresh.set(numbers[index]!, result.data)
    if (!newest || result.dataUpdatedAt >= newest.at) newest = { page: result.data, at: result.dataUpdatedAt }
  }

  const kept = useRef<{
    key: string
    total: number
    asAt: string | undefined
    pages: Map<number, RowPage<Row>>
  } | null>(null)
  if (newest) {
    const pagesKept = kept.current?.key === key ? new Map([...kept.current.pages, ...fresh]) : fresh
    while (pagesKept.size > 12) pagesKept.delete(pagesKept.keys().next().value!)
    kept.current = { key, total: newest.page.total, asAt: newest.page.asAt, pages: pagesKept }
  }
  const shown = kept.current

  const [changed, setChanged] = useState<{ key: string; ids: ReadonlySet<string>; some: boolean }>({
    key,
    ids: new Set(),
    some: false,
  })
  const onChange = useCallback<ChangeListener>(
    (change) =>
      setChanged((before) => {
        const ids = before.key === key ? before.ids : new Set<string>()
        return {
          key,
          ids: new Set([...ids, ...change.ids]),
          some: (before.key === key && before.some) || change.ids.length === 0,
        }
      }),
    [key],
  )
  useChanges(changedBy, onChange)

  const refresh = useCallback(() => {
    setChanged({ key, ids: new Set(), some: false })
    queryClient.removeQueries({ queryKey: ['rows', key], type: 'inactive' })
    void queryClient.refetchQueries({ queryKey: ['rows', key], type: 'active' })
  }, [queryClient, key])
  useEffect(() => setChanged({ key, ids: new Set(), some: false }), [key])

  const show = useCallback(
    (first: number, last: number) => {
      const next = {
        key,
        first: Math.floor(first / pageSize),
        last: Math.floor(Math.max(first, last) / pageSize),
      }
      setRange((before) =>
        before.key === next.key && before.first === next.first && before.last === next.last ? before : next,
      )
    },
    [key, pageSize],
  )
  const load = useCallback(
    async (offset: number, limit: number) => {
      const rows: Row[] = []
      const end = offset + limit
      for (let page = Math.floor(offset / pageSize); page * pageSize < end; page++) {
        const answer = await queryClient.ensureQueryData(pageQuery(page))
        rows.push(...answer.rows.slice(Math.max(0, offset - page * pageSize), end - page * pageSize))
        if ((page + 1) * pageSize >= answer.total) break
      }
      return rows
    },
    [queryClient, pageQuery, pageSize],
  )
  const stillBefore = shown !== null && shown.key !== key
  const row = useCallback(
    (index: number) => shown?.pages.get(Math.floor(index / pageSize))?.rows[index % pageSize],
    [shown, pageSize],
  )
  const problem = useMemo(() => (error === null ? null : refusalOf(error)), [error])

  return {
    key,
    total: shown?.total,
    asAt: shown?.asAt,
    row,
    show,
    load,
    settling: stillBefore,
    problem,
    changed: changed.key !== key ? 0 : changed.some ? 'some' : changed.ids.size,
    refresh,
  }
}

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { refusalOf } from '../../app/refusal-of.ts'
import { useClient, useProcedures } from '../../app/rpc.tsx'
import type { SortKey } from '../../components/data-grid/types.ts'
import { showDone, showProblem } from '../../components/undo-toast.tsx'
import type { ListState } from './list-state.ts'
import { contractSort } from './sort.ts'

export interface SavedViewsOptions {
  state: ListState
  changeList: (part: Partial<ListState>) => void
  /** Ids of the columns on show, in their order. */
  columns: readonly string[]
  /** Shows these columns, in this order. */
  onColumns: (columns: readonly string[]) => void
}

/** The saved views of the person, and how to choose, keep and remove one. */
export function useSavedViews({ state, changeList, columns, onColumns }: SavedViewsOptions) {
  const client = useClient()
  const procedures = useProcedures()
  const queryClient = useQueryClient()
  const views = useQuery(procedures.savedViews.list.queryOptions())
  const reread = () => queryClient.invalidateQueries({ queryKey: procedures.savedViews.key() })
  const saving = useMutation({
    mutationFn: ({ name, shared }: { name: string; shared: boolean }) => {
      // What was typed to find somebody is data, and a view keeps none.
      const { text: _text, importBatch: _importBatch, ...filter } = state.filter
      return client.savedViews.save({
        name,
        shared,
        filter,
        sort: contractSort(state.sort),
        columns: [...columns],
      })
    },
    onSuccess: async ({ id }, { name }) => {
      await reread()
      changeList({ viewId: id })
      showDone(`Saved the view “${name}”`)
    },
    onError: (error) => showProblem(refusalOf(error), 'The view was not saved'),
  })
  const removing = useMutation({
    mutationFn: (id: string) => client.savedViews.remove({ id }),
    onSuccess: async () => {
      await reread()
      changeList({ viewId: null })
      showDone('View removed')
    },
    onError: (error) => showProblem(refusalOf(error), 'The view was not removed'),
  })
  function choose(id: string): void {
    const view = views.data?.find((entry) => entry.id === id)
    if (!view) return
    const sort: SortKey[] = view.sort.map(({ column, direction }) => ({ id: column, direction }))
    changeList({ filter: view.filter, sort, viewId: id })
    if (view.columns.length > 0) onColumns(view.columns)
  }
  return {
    views: views.data ?? [],
    choose,
    save: (view: { name: string; shared: boolean }) => saving.mutateAsync(view).catch(() => undefined),
    remove: (id: string) => removing.mutate(id),
  }
}

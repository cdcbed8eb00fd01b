import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import type { RuleDraft } from '../../../shared/contract/rules.ts'
import { refusalOf } from '../../app/refusal-of.ts'
import { useProcedures } from '../../app/rpc.tsx'
import { useWork } from '../../app/work-context.tsx'

/** Whether the person may change rules: clinical leads only; the backend checks again. */
export function useMayChangeRules(): boolean {
  return useWork().person.roles.includes('clinical_lead')
}

/** Whether the person may try rules on the list: clinicians and leads. */
export function useMayBench(): boolean {
  return useWork().person.roles.some((role) => role === 'clinician' || role === 'clinical_lead')
}

/** The draft everybody shares. */
export function useDraft() {
  return useQuery(useProcedures().rules.draft.queryOptions())
}

/** How many rules the draft changes against the published version. */
export function changeCount({ changes }: RuleDraft): number {
  return changes.added + changes.removed + changes.changed
}

/** Reads everything about rules and triage again. */
export function useRulesRefresh(): () => Promise<void> {
  const queryClient = useQueryClient()
  const { rules, triage } = useProcedures()
  return useCallback(async () => {
    await Promise.all([
      queryClient.invalidateQueries({ queryKey: rules.key() }),
      queryClient.invalidateQueries({ queryKey: triage.key() }),
    ])
  }, [queryClient, rules, triage])
}

/** Runs one change of the draft and keeps the answer as the draft, so that the next change builds on it. */
export function useDraftChange<Input>(change: (input: Input, draftVersion: number) => Promise<RuleDraft>) {
  const queryClient = useQueryClient()
  const { rules } = useProcedures()
  const refresh = useRulesRefresh()
  return useMutation({
    mutationFn: (input: Input) => {
      const draft = queryClient.getQueryData<RuleDraft>(rules.draft.queryKey())
      return change(input, draft?.draftVersion ?? 0)
    },
    onSuccess: (draft) => {
      queryClient.setQueryData(rules.draft.queryKey(), draft)
      void refresh()
    },
    onError: (error) => {
      if (refusalOf(error).kind === 'conflict') void refresh()
    },
  })
}

import { Loader } from '@mantine/core'
import { useEffect, useMemo } from 'react'
import { useLocation, useParams, useRoute } from 'wouter'
import { refusalOf } from '../../app/refusal-of.ts'
import { EmptyState } from '../../components/empty-state.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { Problem } from '../../components/problem.tsx'
import { useStoredDraft } from '../register/use-stored-draft.ts'
import { RuleEditor } from './rule-editor.tsx'
import { type EditorMode, ruleToEdit } from './rule-form.ts'
import { readKept } from './kept-rule.ts'
import { useDraft, useMayChangeRules } from './use-draft.ts'

const titles: Record<EditorMode, string> = { edit: 'Change a rule', copy: 'Copy a rule', new: 'New rule' }

/** Opens the editor at a rule of the draft, at a copy of one or empty, with what was typed before a lock or a crash. */
export default function RuleEditorScreen() {
  const { ruleId } = useParams<{ ruleId?: string }>()
  const [isCopy] = useRoute('/rules/copy/:ruleId')
  const [, navigate] = useLocation()
  const mode: EditorMode = ruleId === undefined ? 'new' : isCopy ? 'copy' : 'edit'
  const mayChange = useMayChangeRules()
  const draft = useDraft()
  const store = useStoredDraft('rule')
  const key = `${mode} ${ruleId ?? ''}`
  const read = draft.data?.rules
  const start = useMemo(() => (read ? ruleToEdit(read, mode, ruleId) : undefined), [read, mode, ruleId])
  const kept = useMemo(() => readKept(store.kept, key), [store.kept, key])
  useEffect(() => {
    if (!mayChange) navigate(ruleId === undefined ? '/rules' : `/rules/${ruleId}`, { replace: true })
  }, [mayChange, navigate, ruleId])
  if (draft.error) return <Problem refusal={refusalOf(draft.error)} onRetry={() => void draft.refetch()} />
  if (start === undefined || kept === undefined || !draft.data)
    return <Loader aria-label="Opening the rule" />
  if (start === null)
    return (
      <>
        <PageHeader title={titles[mode]} />
        <EmptyState title="There is no such rule">
          It may have been retired since. Go back to the rules.
        </EmptyState>
      </>
    )
  return (
    <RuleEditor
      key={key}
      mode={mode}
      start={start}
      kept={kept}
      store={store}
      storeKey={key}
      draft={draft.data}
    />
  )
}

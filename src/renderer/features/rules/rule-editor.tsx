import { Button, Group, Text } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { IconHistory } from '@tabler/icons-react'
import { useEffect, useId, useMemo, useRef, useState } from 'react'
import { useLocation } from 'wouter'
import type { RuleChecked, RuleDraft } from '../../../shared/contract/rules.ts'
import type { TriageRule } from '../../../shared/triage/rules.ts'
import { refusalOf } from '../../app/refusal-of.ts'
import { useClient, useProcedures } from '../../app/rpc.tsx'
import { clockText } from '../../app/saved-at.ts'
import { useShortcuts } from '../../app/shortcuts.tsx'
import { ErrorSummary } from '../../components/error-summary.tsx'
import { Notice } from '../../components/notice.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { Problem } from '../../components/problem.tsx'
import { showDone } from '../../components/undo-toast.tsx'
import type { StoredDraft } from '../register/use-stored-draft.ts'
import { BranchEditor } from './branch-editor.tsx'
import { ConditionEditor } from './condition-editor.tsx'
import classes from './editor.module.css'
import { keptText } from './kept-rule.ts'
import { OutcomeEditor } from './outcome-editor.tsx'
import { placeInRule, placeProblems, shownProblems } from './place-problems.ts'
import { RuleAboutFields, RuleSourceFields } from './rule-about-fields.tsx'
import type { EditorMode } from './rule-form.ts'
import { RuleReading } from './rule-reading.tsx'
import { useDraftChange } from './use-draft.ts'

/** How long typing rests before the rule is checked, in milliseconds. */
const restBeforeCheck = 250

export interface RuleEditorProps {
  mode: EditorMode
  start: TriageRule
  /** What was typed before a lock or a crash. */
  kept: TriageRule | null
  store: StoredDraft
  storeKey: string
  draft: RuleDraft
}

/** The rule as the file format has it. */
function asJson(rule: TriageRule): Record<string, unknown> {
  return { ...rule }
}

function useRuleCheck(rule: TriageRule, replaces: string | null) {
  const { rules } = useProcedures()
  const [settled] = useDebouncedValue(rule, restBeforeCheck)
  const input = useMemo(() => ({ rule: asJson(settled), replaces }), [settled, replaces])
  const check = useQuery(
    rules.checkRule.queryOptions({ input, placeholderData: keepPreviousData, gcTime: 0 }),
  )
  return { ...check, isBehind: settled !== rule || check.isPlaceholderData }
}

const titles: Record<EditorMode, (rule: TriageRule) => string> = {
  edit: ({ id, name }) => `Change rule ${id}: ${name}`,
  copy: () => 'Copy a rule',
  new: () => 'New rule',
}

/** One rule in a form, read back as a sentence while it is written. It is saved to the draft and moves nobody. */
export function RuleEditor({ mode, start, kept, store, storeKey, draft }: RuleEditorProps) {
  const client = useClient()
  const [, navigate] = useLocation()
  const prefix = `${useId()}-`
  const [rule, setRule] = useState(kept ?? start)
  const [isRestored, setIsRestored] = useState(kept !== null)
  // Counts up when the form starts again, so that the trees of conditions do too.
  const [turn, setTurn] = useState(0)
  const [tried, setTried] = useState(false)
  const replaces = mode === 'edit' ? start.id : null
  const check = useRuleCheck(rule, replaces)
  const isDirty = useMemo(() => JSON.stringify(rule) !== JSON.stringify(start), [rule, start])
  const { keep, discard } = store
  useEffect(() => keep(isDirty ? keptText(storeKey, rule) : null), [isDirty, rule, storeKey, keep])

  const saving = useDraftChange((input: { rule: TriageRule }, draftVersion) =>
    client.rules.saveRule({ draftVersion, rule: asJson(input.rule), replaces }),
  )
  const refusal = saving.error ? refusalOf(saving.error) : null
  const found = useMemo(() => shownProblems(check.data?.problems ?? [], tried), [check.data, tried])
  const problems = useMemo(() => placeProblems(found, prefix), [found, prefix])

  async function save(): Promise<void> {
    if (saving.isPending) return
    setTried(true)
    let checked: RuleChecked
    try {
      checked = await client.rules.checkRule({ rule: asJson(rule), replaces })
      if (checked.problems.some(({ blocks }) => blocks)) return
      await saving.mutateAsync({ rule })
    } catch {
      return
    }
    discard()
    showDone(`Rule ${rule.id} is saved in the draft. Nothing changes until the draft is published.`)
    navigate(`/rules/${rule.id}`)
  }
  const latest = useRef(save)
  latest.current = save
  useShortcuts(
    useMemo(
      () => [
        {
          keys: 'Ctrl+Enter',
          label: 'Save the rule to the draft',
          group: 'Rules',
          run: () => void latest.current(),
        },
      ],
      [],
    ),
  )
  function leave(): void {
    discard()
    navigate(mode === 'new' ? '/rules' : `/rules/${start.id === rule.id || mode !== 'copy' ? start.id : ''}`)
  }
  const set = (part: Partial<TriageRule>) => setRule((before) => ({ ...before, ...part }))
  const { branch: _branch, otherwise: _otherwise, ...plain } = rule.outcome
  const blocking = tried ? found.filter(({ place }) => isBlocking(check.data, place)) : []
  return (
    <>
      <PageHeader
        title={titles[mode](start)}
        description="It is saved in the draft that all leads share. Publishing is a step of its own, and moves nobody."
      />
      {isRestored && (
        <Notice tone="info" icon={IconHistory} title="What you had typed is back">
          <Group gap="sm">
            {store.kept && <Text size="md">Kept at {clockText(Date.parse(store.kept.savedAt))}.</Text>}
            <Button
              variant="default"
              size="compact-sm"
              onClick={() => {
                setRule(start)
                setTurn(turn + 1)
                setIsRestored(false)
                discard()
              }}
            >
              Start again from the saved rule
            </Button>
          </Group>
        </Notice>
      )}
      {check.error && <Problem refusal={refusalOf(check.error)} onRetry={() => void check.refetch()} />}
      {refusal && <Problem refusal={refusal} />}
      <ErrorSummary
        problems={blocking.map(({ place, message }) => ({ fieldId: problems.idOf(place), message }))}
      />
      <form
        className={classes.editor}
        aria-label={titles[mode](start)}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
        }}
      >
        <div className={classes.fields} key={turn}>
          <RuleAboutFields rule={rule} set={set} problems={problems} isNew={mode !== 'edit'} draft={draft} />
          <section className={classes.panel} aria-labelledby={`${prefix}when-title`}>
            <h2 id={`${prefix}when-title`}>Fires when</h2>
            <ConditionEditor
              start={rule.when}
              onChange={(when) => set({ when })}
              place="when"
              of="rule"
              problems={problems}
            />
          </section>
          <section className={classes.panel} aria-labelledby={`${prefix}outcome-title`}>
            <h2 id={`${prefix}outcome-title`}>Leads to</h2>
            <OutcomeEditor
              outcome={plain}
              onChange={(next) =>
                setRule(({ outcome: { branch, otherwise }, ...rest }) => ({
                  ...rest,
                  outcome: { ...next, ...(branch && { branch }), ...(otherwise && { otherwise }) },
                }))
              }
              place="outcome"
              problems={problems}
            />
            <BranchEditor
              outcome={rule.outcome}
              onChange={(outcome) => set({ outcome })}
              problems={problems}
            />
          </section>
          <RuleSourceFields rule={rule} set={set} problems={problems} />
        </div>
        <aside className={classes.reading} aria-label="How the rule reads">
          <RuleReading
            checked={check.data}
            isBehind={check.isBehind}
            found={found.filter((each) => !blocking.includes(each))}
          />
          <Group gap="xs" justify="flex-end">
            <Button variant="default" onClick={leave}>
              {isDirty ? 'Leave without saving' : 'Back'}
            </Button>
            <Button loading={saving.isPending} aria-keyshortcuts="Control+Enter" onClick={() => void save()}>
              Save to the draft
            </Button>
          </Group>
        </aside>
      </form>
    </>
  )
}

function isBlocking(checked: RuleChecked | undefined, place: string): boolean {
  return checked?.problems.some((problem) => problem.blocks && placeInRule(problem.place) === place) ?? false
}

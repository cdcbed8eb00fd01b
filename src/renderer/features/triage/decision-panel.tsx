import { IconInfoCircle } from '@tabler/icons-react'
import { type Ref, useEffect, useImperativeHandle, useRef, useState } from 'react'
import { displayName } from '../../../shared/format/names.ts'
import type { TriageDecision, TriageItem } from '../../../shared/contract/triage.ts'
import { useWork } from '../../app/work-context.tsx'
import { Problem } from '../../components/problem.tsx'
import { useFieldProblems } from '../forms/index.ts'
import { DecisionBar } from './decision-bar.tsx'
import {
  acceptance,
  canAcceptAtOnce,
  type DecisionDraft,
  type DecisionKind,
  newDecisionDraft,
  readDecision,
} from './decision-draft.ts'
import { DecisionForm } from './decision-form.tsx'
import classes from './triage.module.css'
import type { Decisions } from './use-decisions.ts'
import { isUndecided } from './words.ts'

/** The forms of one referral, and which of them is open. */
export interface KeptForms {
  kind: DecisionKind | null
  drafts: Partial<Record<DecisionKind, DecisionDraft>>
}

const noForms: KeptForms = { kind: null, drafts: {} }

/** What the keys of the screen ask of the panel. */
export interface DecisionPanelHandle {
  /** Opens the form of one kind of decision. */
  open(kind: DecisionKind): void
  /** Saves the open form, or does what is suggested: accepts, or opens the form to ask or to redirect. */
  go(): void
}

export interface DecisionPanelProps {
  item: TriageItem
  mayDecide: boolean
  decisions: Decisions
  /** What was typed for each referral and not sent, kept while the person looks at others. */
  kept: Map<string, KeptForms>
  ref: Ref<DecisionPanelHandle>
}

/** What a key decides must have been on the screen this long, so that a double press decides no second thing. */
const lookFirstMs = 350

/** The decision on one referral: five buttons, or the form of one of them. */
export function DecisionPanel({ item, mayDecide, decisions, kept, ref }: DecisionPanelProps) {
  const { today } = useWork()
  const { suggestion, referral, child } = item
  const { referralId } = referral
  const [{ kind, drafts }, setForms] = useState(() => kept.get(referralId) ?? noForms)
  function change(part: Partial<KeptForms>): void {
    const next = { kind, drafts, ...part }
    kept.set(referralId, next)
    setForms(next)
  }
  const problems = useFieldProblems()
  const box = useRef<HTMLDivElement>(null)
  const [shownAt] = useState(() => performance.now())
  const followedAt = useRef(-lookFirstMs)
  const canDecide = mayDecide && isUndecided(item)
  const { refusal, decide, isSaving, forgetRefusal } = decisions
  const draft = kind === null ? null : (drafts[kind] ?? newDecisionDraft(kind, item, today))

  const { attempted } = problems
  const field = refusal?.field
  const message = refusal?.message
  useEffect(() => {
    if (field !== undefined && message !== undefined && kind !== null) attempted([{ field, message }])
  }, [field, message, kind, attempted])

  function open(next: DecisionKind): void {
    if (!canDecide || isSaving) return
    forgetRefusal()
    attempted([])
    change({ kind: next })
  }
  function close(): void {
    change({ kind: null })
    forgetRefusal()
    setTimeout(() => box.current?.querySelector('button')?.focus(), 0)
  }
  function record(decision: TriageDecision): void {
    decide({ referralId, version: referral.version, name: displayName(child) }, decision)
  }
  function follow(): void {
    if (!canDecide || isSaving) return
    followedAt.current = performance.now()
    if (canAcceptAtOnce(suggestion)) record(acceptance(suggestion))
    else open(suggestion.step)
  }
  function save(): void {
    if (draft === null || isSaving) return
    const reading = readDecision(draft, suggestion)
    if (attempted(reading.ok ? [] : reading.problems) && reading.ok) record(reading.decision)
  }
  // A date is read on leaving its box; the save must see what was read.
  const latestSave = useRef(save)
  latestSave.current = save
  useImperativeHandle(ref, () => ({
    open,
    go() {
      if (kind === null) {
        if (performance.now() - shownAt >= lookFirstMs) follow()
        return
      }
      if (performance.now() - followedAt.current < lookFirstMs) return
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
      setTimeout(() => latestSave.current(), 0)
    },
  }))

  if (!mayDecide)
    return (
      <p className={classes.remark} data-tone="info">
        <IconInfoCircle size={16} aria-hidden />
        <span>A clinician decides. You can look, and record what else happens on the child page.</span>
      </p>
    )
  if (!canDecide)
    return (
      <p className={classes.remark} data-tone="info">
        <IconInfoCircle size={16} aria-hidden />
        <span>
          Decided already: {referral.timeline.find((entry) => entry.voidedBy === null)?.sentence}. Nothing is
          left to decide here.
        </span>
      </p>
    )
  return (
    <div ref={box}>
      {refusal && (refusal.field === undefined || kind === null) && <Problem refusal={refusal} />}
      {draft === null ? (
        <DecisionBar suggestion={suggestion} isSaving={isSaving} onFollow={follow} onOpen={open} />
      ) : (
        <DecisionForm
          key={draft.kind}
          item={item}
          draft={draft}
          onChange={(next) => change({ drafts: { ...drafts, [next.kind]: next } })}
          problems={problems}
          isSaving={isSaving}
          onSave={save}
          onClose={close}
        />
      )}
    </div>
  )
}

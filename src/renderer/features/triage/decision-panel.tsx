import { IconInfoCircle } from '@tabler/icons-react'
import { type Ref, useEffect, useImperativeHandle, useRef, useState } from 'react'
import { displayName } from '../../../shared/format/names.ts'
import type { TriageDecision, TriageItem } from '../../../shared/contract/triage.ts'
import { lettersOfDecision } from '../../../shared/triage/decision-letters.ts'
import { useWork } from '../../app/work-context.tsx'
import { Problem } from '../../components/problem.tsx'
import { useFieldProblems } from '../forms/index.ts'
import type { LettersReady } from '../letters/letter-step.tsx'
import { DecisionBar } from './decision-bar.tsx'
import {
  acceptance,
  canAcceptAtOnce,
  type DecisionDraft,
  type DecisionKind,
  newDecisionDraft,
  lettersWanted,
  readDecision,
  sketchOf,
} from './decision-draft.ts'
import { DecisionForm } from './decision-form.tsx'
import { DecisionLetters } from './decision-letters.tsx'
import classes from './triage.module.css'
import type { Decisions } from './use-decisions.ts'
import { decidedSentence, isUndecided } from './words.ts'

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
  /** Shows the letters that go with the decision. */
  lookAtLetters(): void
  /** Saves the open form, or does what is suggested: accepts, or opens the form to ask or to redirect. */
  go(): void
}

export interface DecisionPanelProps {
  item: TriageItem
  mayDecide: boolean
  decisions: Decisions
  /** What was typed for each referral and not sent, kept while the person looks at others. */
  kept: Map<string, KeptForms>
  onNext: () => void
  ref: Ref<DecisionPanelHandle>
}

/** What a key decides must have been on the screen this long, so that a double press decides no second thing. */
const lookFirstMs = 350

/** Whether the decision waits for its letters; another goes on without one that cannot be made yet, and says so. */
function areLettersRequired(decision: TriageDecision): boolean {
  return lettersOfDecision(decision).some(({ required }) => required)
}

/** The decision on one referral: the buttons, or the form of one of them. */
export function DecisionPanel({ item, mayDecide, decisions, kept, onNext, ref }: DecisionPanelProps) {
  const { today, person } = useWork()
  const { suggestion, referral, child } = item
  const { referralId } = referral
  const [{ kind, drafts }, setForms] = useState(() => kept.get(referralId) ?? noForms)
  // Keys follow each other faster than screens: what the last one did counts, drawn or not.
  const openKind = useRef(kind)
  function change(part: Partial<KeptForms>): void {
    const next = { kind: openKind.current, drafts, ...part }
    openKind.current = next.kind
    kept.set(referralId, next)
    setForms(next)
  }
  const problems = useFieldProblems()
  const box = useRef<HTMLDivElement>(null)
  const [shownAt] = useState(() => performance.now())
  const followedAt = useRef(-lookFirstMs)
  const canDecide = mayDecide && isUndecided(item)
  const { refusal, decide, isSaving, forgetRefusal } = decisions
  const draft =
    kind === null ? null : (drafts[kind] ?? newDecisionDraft(kind, item, { today, name: person.displayName }))

  const { attempted } = problems
  const field = refusal?.field
  const message = refusal?.message
  useEffect(() => {
    if (field !== undefined && message !== undefined && kind !== null) attempted([{ field, message }])
  }, [field, message, kind, attempted])

  function open(next: DecisionKind): void {
    if (!canDecide || isSaving || openKind.current === next) return
    forgetLetters()
    forgetRefusal()
    attempted([])
    change({ kind: next })
  }
  function forgetLetters(): void {
    waiting.current = null
    readyNow.current = null
    setReady(null)
  }
  function close(): void {
    forgetLetters()
    change({ kind: null })
    forgetRefusal()
    setTimeout(() => box.current?.querySelector('button')?.focus(), 0)
  }
  const isAtOnce = draft === null && canAcceptAtOnce(suggestion)
  const sketch = draft !== null ? sketchOf(draft) : isAtOnce ? acceptance(suggestion) : null
  const wanted = sketch === null || !canDecide ? [] : lettersWanted(sketch, draft)
  const [lettersOpen, setLettersOpen] = useState(false)
  const [ready, setReady] = useState<LettersReady | null>(null)
  const readyNow = useRef<LettersReady | null>(null)
  // A decision sent before its letters were put together waits for them.
  const waiting = useRef<TriageDecision | null>(null)
  function send(decision: TriageDecision, letters: LettersReady | null): void {
    if (wanted.length > 0 && (letters === null || letters.isPending)) {
      waiting.current = decision
      return
    }
    waiting.current = null
    const cannot = wanted.length > 0 && letters !== null && !letters.isReady
    if (cannot && areLettersRequired(decision)) {
      attempted([
        { field: 'letters', message: `${letters.why ?? ''} Look at the letters, or leave that one out.` },
      ])
      return
    }
    const made = wanted.length === 0 || letters === null || cannot ? [] : letters.letters
    decide({ referralId, version: referral.version, name: displayName(child) }, decision, made)
  }
  function onReady(next: LettersReady): void {
    readyNow.current = next
    setReady(next)
    if (waiting.current !== null && !next.isPending) send(waiting.current, next)
  }
  function record(decision: TriageDecision): void {
    send(decision, readyNow.current)
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
    lookAtLetters() {
      if (wanted.length > 0) setLettersOpen(true)
    },
    go() {
      if (openKind.current === null) {
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
        <span>Decided already: {decidedSentence(item)}. Nothing is left to decide here.</span>
      </p>
    )
  const letters = wanted.length > 0 && (
    <DecisionLetters
      key={kind ?? 'at once'}
      referralId={referralId}
      wanted={wanted}
      ready={ready}
      onReady={onReady}
      isOpen={lettersOpen}
      onOpen={setLettersOpen}
      isDropped={sketch !== null && !areLettersRequired(sketch)}
      buttonId={problems.idOf('letters')}
    />
  )
  return (
    <div ref={box}>
      {refusal && (refusal.field === undefined || kind === null) && <Problem refusal={refusal} />}
      {draft === null ? (
        <DecisionBar
          suggestion={suggestion}
          isSaving={isSaving}
          onFollow={follow}
          onOpen={open}
          onNext={onNext}
          letters={letters}
        />
      ) : (
        <DecisionForm
          key={draft.kind}
          item={item}
          draft={draft}
          onChange={(next) => change({ drafts: { ...drafts, [next.kind]: next } })}
          problems={problems}
          isSaving={isSaving}
          letters={letters}
          onSave={save}
          onClose={close}
        />
      )}
    </div>
  )
}

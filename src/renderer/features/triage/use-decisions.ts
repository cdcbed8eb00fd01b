import { useMutation } from '@tanstack/react-query'
import { useCallback, useState } from 'react'
import type { LetterWanted } from '../../../shared/contract/letters.ts'
import type { TriageDecision } from '../../../shared/contract/triage.ts'
import type { Refusal } from '../../../shared/result.ts'
import { lettersOfDecision } from '../../../shared/triage/decision-letters.ts'
import { refusalOf } from '../../app/refusal-of.ts'
import { useClient } from '../../app/rpc.tsx'
import { useRefresh } from '../referral-actions/index.ts'
import { decidedWords } from './words.ts'

/** A decision that can still be taken back. */
export interface LastDecision {
  referralId: string
  eventId: string
  version: number
  /** "Accepted as urgent". */
  words: string
  /** Whose referral it was. */
  name: string
}

interface Subject {
  referralId: string
  version: number
  name: string
}

interface Sending {
  subject: Subject
  decision: TriageDecision
  letters: LetterWanted[]
}

function lettersWords(decision: TriageDecision, made: number): string {
  if (made === 0) return lettersOfDecision(decision).length === 0 ? '' : ', no letter made'
  return `, ${made} ${made === 1 ? 'letter' : 'letters'} made`
}

export interface Decisions {
  /** The last decision made on this screen, until the next one. */
  last: LastDecision | null
  isSaving: boolean
  /** Why the latest try was refused. */
  refusal: Refusal | null
  forgetRefusal(): void
  decide(subject: Subject, decision: TriageDecision, letters: LetterWanted[]): void
  undo(): void
}

/** Records decisions one at a time, and takes the last one back by voiding what it wrote. */
export function useDecisions(told: {
  onDeciding: (referralId: string) => void
  onDecided: (last: LastDecision) => void
  onUndone: (last: LastDecision) => void
}): Decisions {
  const client = useClient()
  const refresh = useRefresh()
  const [last, setLast] = useState<LastDecision | null>(null)
  const deciding = useMutation({
    mutationFn: ({ subject, decision, letters }: Sending) => {
      told.onDeciding(subject.referralId)
      return client.triage.decide({
        referralId: subject.referralId,
        version: subject.version,
        decision,
        letters,
      })
    },
    onSuccess: (done, { subject, decision }) => {
      const made = {
        referralId: subject.referralId,
        name: subject.name,
        words: `${decidedWords(decision)}${lettersWords(decision, done.letters.length)}`,
        eventId: done.eventId,
        version: done.version,
      }
      setLast(made)
      told.onDecided(made)
      void refresh()
    },
    onError: (error) => {
      if (refusalOf(error).kind === 'conflict') void refresh()
    },
  })
  const undoing = useMutation({
    mutationFn: ({ referralId, version, eventId }: LastDecision) =>
      client.triage.undo({ referralId, version, eventId }),
    onSuccess: (_done, undone) => {
      setLast(null)
      told.onUndone(undone)
      void refresh()
    },
    onError: () => {
      setLast(null)
      void refresh()
    },
  })
  const { mutate: send, reset: resetDeciding } = deciding
  const { mutate: takeBack, reset: resetUndoing } = undoing
  const isSaving = deciding.isPending || undoing.isPending
  const error = undoing.error ?? deciding.error
  return {
    last,
    isSaving,
    refusal: error ? refusalOf(error) : null,
    forgetRefusal: useCallback(() => {
      resetDeciding()
      resetUndoing()
    }, [resetDeciding, resetUndoing]),
    decide: useCallback(
      (subject, decision, letters) => {
        if (isSaving) return
        resetUndoing()
        send({ subject, decision, letters })
      },
      [isSaving, resetUndoing, send],
    ),
    undo: useCallback(() => {
      if (last === null || isSaving) return
      resetDeciding()
      takeBack(last)
    }, [last, isSaving, resetDeciding, takeBack]),
  }
}

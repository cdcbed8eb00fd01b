import { useMutation } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { TriageItem } from '../../../shared/contract/triage.ts'
import type { Refusal } from '../../../shared/result.ts'
import { displayName } from '../../../shared/format/names.ts'
import { guardLeaving } from '../../app/leave-guard.ts'
import { refusalOf } from '../../app/refusal-of.ts'
import { useClient } from '../../app/rpc.tsx'
import { useRefresh } from '../referral-actions/index.ts'
import { whyNotLeave } from './words.ts'

export interface Leaving {
  /** Goes on at once, or asks why the pressing referral that is open is left undecided and goes on after that. */
  leave(goOn: () => void): void
  /** The question, while it is asked. */
  asked: { name: string; why: string; lastReason: string } | null
  isSaving: boolean
  refusal: Refusal | null
  answer(reason: string): void
  stay(): void
}

/** Keeps same-day referrals and those due by law from being passed over in silence, on this screen and on leaving it. */
export function useLeaving(
  item: TriageItem | undefined,
  { mayDecide, today, own }: { mayDecide: boolean; today: string; own: (referralId: string) => void },
): Leaving {
  const client = useClient()
  const refresh = useRefresh()
  const [question, setQuestion] = useState<{ item: TriageItem; why: string; goOn: () => void } | null>(null)
  const why = mayDecide && item ? whyNotLeave(item) : null
  const now = useRef({ item, why })
  now.current = { item, why }

  const leave = useCallback((goOn: () => void) => {
    const { item: open, why: reason } = now.current
    if (open === undefined || reason === null) goOn()
    else setQuestion({ item: open, why: reason, goOn })
  }, [])
  const isPressing = why !== null
  useEffect(() => (isPressing ? guardLeaving(leave) : undefined), [isPressing, leave])

  const leavingOpen = useMutation({
    mutationFn: (reason: string) => {
      const referralId = question?.item.referral.referralId ?? ''
      own(referralId)
      return client.triage.leaveOpen({ referralId, reason })
    },
    onSuccess: () => {
      setQuestion(null)
      question?.goOn()
      void refresh()
    },
  })
  const { reset, mutate } = leavingOpen
  const stay = useCallback(() => {
    setQuestion(null)
    reset()
  }, [reset])
  const before = question?.item.leftOpen ?? null
  return {
    leave,
    asked: question && {
      name: displayName(question.item.child),
      why: question.why,
      lastReason: before !== null && before.on === today ? before.reason : '',
    },
    isSaving: leavingOpen.isPending,
    refusal: leavingOpen.error ? refusalOf(leavingOpen.error) : null,
    answer: mutate,
    stay,
  }
}

import { useCallback, useRef, useState } from 'react'
import type { Refusal } from '../../../shared/result.ts'
import { refusalOf } from '../../app/refusal-of.ts'

export interface Call<Input, Output> {
  run(input: Input): Promise<Output | undefined>
  busy: boolean
  refusal: Refusal | null
  /** Forgets the last refusal. */
  clear(): void
}

/**
 * One command with what became of it. Unlike a mutation it leaves nothing in a cache, because what is sent here may
 * be a password. `run` resolves to undefined when the command was refused.
 */
export function useCall<Input, Output>(call: (input: Input) => Promise<Output>): Call<Input, Output> {
  const [busy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const latest = useRef(call)
  latest.current = call
  const run = useCallback(async (input: Input) => {
    setBusy(true)
    setRefusal(null)
    try {
      return await latest.current(input)
    } catch (error) {
      setRefusal(refusalOf(error))
      return undefined
    } finally {
      setBusy(false)
    }
  }, [])
  const clear = useCallback(() => setRefusal(null), [])
  return { run, busy, refusal, clear }
}

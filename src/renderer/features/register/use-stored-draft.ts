import { useCallback, useEffect, useRef, useState } from 'react'
import { useClient } from '../../app/rpc.tsx'

/** How long typing must rest before it is kept, in milliseconds. */
const restBeforeKeeping = 400

export interface StoredDraft {
  /** What was kept from before; undefined while that is being read. */
  kept: { body: string; savedAt: string } | null | undefined
  /** When the present typing was last kept; UTC text. */
  savedAt: string | null
  /** Keeps the form a moment after the last change. Null keeps nothing new. */
  keep(body: string | null): void
  /** Forgets what is kept. */
  discard(): void
}

/** One half-typed form, kept encrypted in the store so that it survives a lock and a crash. */
export function useStoredDraft(form: string): StoredDraft {
  const client = useClient()
  const [kept, setKept] = useState<StoredDraft['kept']>(undefined)
  const [savedAt, setSavedAt] = useState<string | null>(null)
  const pending = useRef<{ body: string; timer: ReturnType<typeof setTimeout> } | null>(null)
  const last = useRef<Promise<unknown>>(Promise.resolve())
  const saved = useRef<string | null>(null)

  useEffect(() => {
    let gone = false
    client.drafts.get({ form }).then(
      (draft) => !gone && setKept(draft),
      () => !gone && setKept(null),
    )
    return () => {
      gone = true
    }
  }, [client, form])

  const flush = useCallback(() => {
    const waiting = pending.current
    if (!waiting) return
    clearTimeout(waiting.timer)
    pending.current = null
    if (waiting.body === saved.current) return
    saved.current = waiting.body
    last.current = last.current
      .then(() => client.drafts.save({ form, body: waiting.body }))
      .then(({ savedAt: at }) => setSavedAt(at))
      .catch(() => undefined)
  }, [client, form])

  const keep = useCallback(
    (body: string | null) => {
      if (pending.current) clearTimeout(pending.current.timer)
      pending.current = body === null ? null : { body, timer: setTimeout(flush, restBeforeKeeping) }
    },
    [flush],
  )
  const discard = useCallback(() => {
    keep(null)
    saved.current = null
    setKept(null)
    setSavedAt(null)
    last.current = last.current.then(() => client.drafts.discard({ form })).catch(() => undefined)
  }, [client, form, keep])

  useEffect(() => flush, [flush])
  return { kept, savedAt, keep, discard }
}

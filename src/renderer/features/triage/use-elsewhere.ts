import { useEffect, useState } from 'react'
import type { TriageItem } from '../../../shared/contract/triage.ts'

/**
 * Whether the referral that is open was changed by somebody else, or in another window, since it was opened here.
 * `readAt` is when the item was read, in milliseconds; what was read before the referral was opened does not count.
 */
export function useElsewhere(
  item: TriageItem | undefined,
  selectedId: string | null,
  readAt: number,
): boolean {
  const [opened, setOpened] = useState<{ id: string | null; at: number; version: number | null }>({
    id: null,
    at: 0,
    version: null,
  })
  useEffect(() => setOpened({ id: selectedId, at: Date.now(), version: null }), [selectedId])
  const version = item?.referral.version ?? null
  useEffect(() => {
    setOpened((before) =>
      before.version === null && version !== null && readAt >= before.at ? { ...before, version } : before,
    )
  }, [version, readAt])
  return opened.id === selectedId && opened.version !== null && version !== null && version !== opened.version
}

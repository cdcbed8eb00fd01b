import { IconAlertTriangle, IconCheck, IconLoader2, IconLock } from '@tabler/icons-react'
import classes from './frame.module.css'
import { useConnectionStatus } from './rpc.tsx'
import { clockText, useSavedState } from './saved-at.ts'

/**
 * Says quietly whether the backend is there and when the last change was saved. `readOnly` says that nothing can be
 * saved at all.
 */
export function SavedIndicator({ readOnly }: { readOnly: boolean }) {
  const connection = useConnectionStatus()
  const { savedAt, saving, failed } = useSavedState()
  const [Icon, words] =
    connection !== 'connected'
      ? ([IconLoader2, connection === 'connecting' ? 'Connecting…' : 'Reconnecting…'] as const)
      : readOnly
        ? ([IconLock, 'Read only'] as const)
        : saving
          ? ([IconLoader2, 'Saving…'] as const)
          : failed
            ? ([IconAlertTriangle, 'Last change not saved'] as const)
            : savedAt === null
              ? ([IconCheck, 'All saved'] as const)
              : ([IconCheck, `Saved ${clockText(savedAt)}`] as const)
  return (
    <span
      className={classes.saved}
      role="status"
      data-state={readOnly || failed || connection !== 'connected' ? 'attention' : undefined}
    >
      <Icon size={16} aria-hidden />
      {words}
    </span>
  )
}

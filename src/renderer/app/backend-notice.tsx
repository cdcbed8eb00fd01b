import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useQueryClient } from '@tanstack/react-query'
import { IconAlertTriangle, IconRefresh } from '@tabler/icons-react'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import type { BackendState, BackendStatus, CypWaitsBridge } from '../../shared/bridge.ts'
import classes from './backend-notice.module.css'

export interface BackendNoticeProps {
  bridge: Pick<CypWaitsBridge, 'onBackendState' | 'retryBackend'>
  children: ReactNode
}

const restartedNotice = 'backend-restarted'

function sayRestarted(): void {
  notifications.show({
    id: restartedNotice,
    title: 'The data service stopped and was started again',
    message: 'Everything you saved is kept; what you had not saved is still on the screen.',
    icon: <IconRefresh size={18} aria-hidden />,
    autoClose: 15_000,
    role: 'status',
    withBorder: true,
  })
}

/**
 * Tells people when the process that keeps the data stopped: a quiet notice when it came back by itself, a page
 * over everything when it did not. The screen below stays as it was, so that nothing typed is lost.
 */
export function BackendNotice({ bridge, children }: BackendNoticeProps) {
  const queryClient = useQueryClient()
  const [failed, setFailed] = useState<BackendStatus | null>(null)
  const [retrying, setRetrying] = useState(false)
  const before = useRef<BackendState | null>(null)

  useEffect(
    () =>
      bridge.onBackendState((status) => {
        const last = before.current
        before.current = status.state
        if (status.state === 'failed') {
          setFailed(status)
          setRetrying(false)
        }
        if (status.state !== 'ready' && status.state !== 'restarted') return
        setFailed(null)
        setRetrying(false)
        // A window opened after the restart is told of it too, but it has missed nothing.
        if (last === null || last === status.state) return
        // What changed while nobody could say so has to be read again.
        void queryClient.invalidateQueries()
        if (status.state === 'restarted') sayRestarted()
      }),
    [bridge, queryClient],
  )

  function retry(): void {
    setRetrying(true)
    bridge.retryBackend()
  }

  return (
    <>
      {children}
      {failed && <FailedPage reason={failed.reason} retrying={retrying} onRetry={retry} />}
    </>
  )
}

/** Keeps Escape from closing a form behind the page: Mantine asks the element that has the focus. */
const keepsEscape = { 'data-mantine-stop-propagation': true } as const

interface FailedPageProps {
  reason: string | undefined
  retrying: boolean
  onRetry: () => void
}

function FailedPage({ reason, retrying, onRetry }: FailedPageProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    const shown = dialog.current
    shown?.showModal()
    heading.current?.focus()
    return () => shown?.close()
  }, [])
  return (
    <dialog
      ref={dialog}
      className={classes.page}
      {...keepsEscape}
      aria-labelledby="backend-failed-title"
      onCancel={(event) => event.preventDefault()}
    >
      <div className={classes.column}>
        <p className={classes.product}>
          <strong>CYP Waits</strong>
        </p>
        <section className={classes.panel}>
          <h1
            ref={heading}
            id="backend-failed-title"
            tabIndex={-1}
            className={classes.title}
            {...keepsEscape}
          >
            <IconAlertTriangle size={24} aria-hidden />
            {reason ? 'The data cannot be opened' : 'The data service keeps stopping'}
          </h1>
          <p role="alert" className={classes.reason}>
            {reason ??
              'The part of the app that keeps the data stopped several times in a row and was not started again.'}
          </p>
          <div>
            <h2 className={classes.heading}>Nothing you saved is lost</h2>
            <p className={classes.words}>
              {reason
                ? 'Nothing was written or changed. What was saved is as it was, and so are the backups.'
                : 'What the app said was saved is kept. What you had not saved is still on the screen behind this page.'}
            </p>
          </div>
          <div>
            <h2 className={classes.heading}>What to do</h2>
            <ol className={classes.steps}>
              {reason ? (
                <li>Put right what is said above, then start the data service again.</li>
              ) : (
                <li>Start the data service again. The screen carries on where you left it.</li>
              )}
              <li>If this page comes back, close the app, open it again and sign in.</li>
              <li>If that does not help, tell whoever looks after this computer, in the words above.</li>
              <li>Leave the data folder as it is: do not move, rename or delete anything in it.</li>
            </ol>
          </div>
          <Button
            size="md"
            className={classes.button ?? ''}
            loading={retrying}
            leftSection={<IconRefresh size={18} aria-hidden />}
            onClick={onRetry}
            {...keepsEscape}
          >
            Start the data service again
          </Button>
        </section>
      </div>
    </dialog>
  )
}

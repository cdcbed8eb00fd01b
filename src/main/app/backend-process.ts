import { setTimeout as pause } from 'node:timers/promises'
import type { BackendState, BackendStatus } from '../../shared/bridge.ts'
import type { LogDetail, LogEntry, LogEvent } from '../../shared/log-entry.ts'
import type { MessageFromBackend, MessageToBackend, PageToPrint, Resume } from '../control-messages.ts'

/** What is used of Electron's `UtilityProcess`; `Port` is what it can be handed. */
export interface BackendChild<Port> {
  postMessage(message: MessageToBackend, transfer?: Port[]): void
  on(event: 'message', listener: (message: MessageFromBackend) => void): unknown
  on(event: 'exit', listener: (code: number) => void): unknown
  kill(): boolean
}

export interface BackendProcessOptions<Port> {
  dataFolder: string
  fork(): BackendChild<Port>
  log(entry: LogEntry): void
  onStatus(status: BackendStatus): void
  /** The backend has put a page together that somebody may print. */
  onPage?(page: PageToPrint): void
  /** Nobody is signed in any more. */
  onSessionEnd?(): void
  /** Waits that many milliseconds. */
  wait?(milliseconds: number): Promise<unknown>
  /** Milliseconds of a clock that only goes forward. */
  now?(): number
}

export interface BackendProcess<Port> {
  readonly status: BackendStatus
  start(): void
  /** Hands one end of a channel to the backend; `false` when it is not ready. */
  connect(port: Port): boolean
  /** Tells the backend about a file that the person picked; `false` when it is not ready. */
  grantFile(grant: Omit<Extract<MessageToBackend, { type: 'file-granted' }>, 'type'>): boolean
  /** Starts again after it failed; does nothing otherwise. */
  retry(): void
  /** Asks the backend to finish and waits for it; kills it after `patience` milliseconds. */
  stop(patience: number): Promise<void>
}

/** Pause before each start that follows an exit, in milliseconds. After the last one it has failed. */
export const pausesBeforeRestart = [100, 500, 2000, 5000] as const

/** A backend that has run this long counts as sound again, in milliseconds. */
export const soundAfter = 60_000

/** How long the backend may take to say it is ready, in milliseconds. */
const patienceForReady = 60_000

/**
 * Keeps the backend running: starts it, starts it again when it exits, gives up after several exits in a
 * row, and remembers what a restarted one needs to carry on with the session.
 */
export function keepBackend<Port>(options: BackendProcessOptions<Port>): BackendProcess<Port> {
  const wait = options.wait ?? pause
  const now = options.now ?? performance.now.bind(performance)
  let status: BackendStatus = { state: 'starting' }
  let child: BackendChild<Port> | null = null
  let ready = false
  let hasBeenReady = false
  let stopping = false
  let attempts = 0
  let startedAt = 0
  let resume: Resume | null = null
  let exited: PromiseWithResolvers<void> = Promise.withResolvers()

  const log = (level: LogEntry['level'], event: LogEvent, detail?: LogDetail) =>
    options.log({ level, event, detail })

  function setStatus(state: BackendState, reason?: string) {
    if (state === status.state && reason === status.reason) return
    status = reason === undefined ? { state } : { state, reason }
    options.onStatus(status)
  }

  function fail(reason?: string) {
    attempts = 0
    log('error', 'backend_failed')
    setStatus('failed', reason)
  }

  function start() {
    const current = options.fork()
    let refusal: string | null = null
    child = current
    ready = false
    startedAt = now()
    exited = Promise.withResolvers()
    setStatus('starting')
    log('info', 'backend_started', { attempt: attempts })

    current.on('message', (message) => {
      switch (message.type) {
        case 'ready':
          ready = true
          log('info', 'backend_ready', { durationMs: now() - startedAt })
          setStatus(hasBeenReady ? 'restarted' : 'ready')
          hasBeenReady = true
          return
        case 'refused':
          refusal = message.message
          log('warn', 'backend_refused')
          return
        case 'session-opened':
          resume = message.resume
          return
        case 'session-ended':
          resume = null
          options.onSessionEnd?.()
          return
        case 'log':
          options.log(message.entry)
          return
        case 'page-to-print':
          options.onPage?.(message.page)
          return
        case 'stopped':
          return
      }
    })
    current.on('exit', (code) => {
      if (child !== current) return
      child = null
      exited.resolve()
      const wasReady = ready
      ready = false
      if (stopping) return
      log('warn', 'backend_exited', { exitCode: code, attempt: attempts })
      if (refusal !== null) return fail(refusal)
      // A session that stops the backend from starting must not do so for ever.
      if (!wasReady) resume = null
      void startAgain()
    })
    current.postMessage({ type: 'start', dataFolder: options.dataFolder, ...(resume && { resume }) })
    void giveUpWaiting(current)
  }

  async function giveUpWaiting(current: BackendChild<Port>) {
    await wait(patienceForReady)
    if (child === current && !ready) current.kill()
  }

  async function startAgain() {
    if (now() - startedAt >= soundAfter) attempts = 0
    const delay = pausesBeforeRestart[attempts]
    if (delay === undefined) return fail()
    attempts += 1
    setStatus('starting')
    await wait(delay)
    if (!stopping) start()
  }

  return {
    get status() {
      return status
    },
    start,
    connect(port) {
      if (!child || !ready) return false
      child.postMessage({ type: 'connect' }, [port])
      return true
    },
    grantFile(grant) {
      if (!child || !ready) return false
      child.postMessage({ type: 'file-granted', ...grant })
      return true
    },
    retry() {
      if (status.state === 'failed' && !child) start()
    },
    async stop(patience) {
      stopping = true
      resume = null
      const current = child
      if (!current) return
      current.postMessage({ type: 'shutdown' })
      const outcome = await Promise.race([exited.promise.then(() => 'exited'), wait(patience)])
      if (outcome !== 'exited') current.kill()
    },
  }
}

import { RPCHandler } from '@orpc/server/message-port'
import type { SupportedMessagePort } from '@orpc/client/message-port'
import type { LogEntry } from '../../shared/log-entry.ts'
import type { PasswordCost } from '../store/keyring/wrapping.ts'
import { backUpIfChanged, backUpIfDue } from './backups/backups.ts'
import type { GrantedFile, PrintablePage } from './context.ts'
import { keepQualityMonth } from './data-quality/months.ts'
import { fillDemoStore } from './demo/fill-demo-store.ts'
import { handlers } from './handler-tree.ts'
import { catchUpThresholds } from './tasks/catch-up.ts'
import { aroundCall, buildRouter, type CallContext, clientOf, type InProcessClient } from './router.ts'
import {
  createSessionHost,
  type ResumeToken,
  type SessionHost,
  type SessionOptions,
} from './session/session-host.ts'

export type { ResumeToken } from './session/session-host.ts'

export interface BackendHostOptions {
  /** Holds the stores: `live` and `demo`. Checked by the caller. */
  dataFolder: string
  /** The session of the backend before this one. */
  resume?: ResumeToken
  onSession?(token: ResumeToken | null): void
  log?(entry: LogEntry): void
  /** Gives the shell a page to print; false when it cannot be told. */
  handToShell?(page: PrintablePage): boolean
  /** Today's calendar date `YYYY-MM-DD`; the computer's own when left out. */
  today?(): string
  /** Now as UTC text. */
  now?(): string
  passwordCost?: PasswordCost
  fillDemo?: SessionOptions['fillDemo']
}

/** The services and whoever is signed in, behind ports. */
export interface BackendHost {
  session: SessionHost
  attachPort(port: SupportedMessagePort): void
  grantFile(
    token: string,
    file: { path: string; name: string; size: number },
    purpose: 'read' | 'write',
  ): void
  /** Backs up what was changed and closes the store. */
  shutdown(): Promise<void>
}

/** How often it is asked whether the day's backup is due, in milliseconds. */
const betweenBackupChecks = 30 * 60_000

/** How often it is asked whether a new day has begun, in milliseconds. */
const betweenDayChecks = 60_000

/** The calendar date on this computer's clock. */
export function localToday(): string {
  const now = new Date()
  const part = (value: number) => String(value).padStart(2, '0')
  return `${now.getFullYear()}-${part(now.getMonth() + 1)}-${part(now.getDate())}`
}

const contexts = new WeakMap<BackendHost, CallContext>()
const router = buildRouter(handlers)

/** Starts the services over a data folder; carries on the session of the one before when there was one. */
export async function createBackendHost(options: BackendHostOptions): Promise<BackendHost> {
  const { dataFolder, resume, onSession = () => undefined, log = () => undefined } = options
  const now = options.now ?? (() => new Date().toISOString())
  const files = new Map<string, GrantedFile>()
  let backingUp: Promise<void> = Promise.resolve()
  let thresholds: Promise<void> = Promise.resolve()
  const stopping = new AbortController()
  const session = createSessionHost({
    dataFolder,
    now,
    today: options.today ?? localToday,
    onSession(token) {
      onSession(token)
      log({ level: 'info', event: token ? 'session_opened' : 'session_ended' })
      if (session.openStore()?.problem) log({ level: 'error', event: 'store_damaged' })
      if (token) {
        void keepBackups(backUpIfDue)
        void lookAtThresholds()
      }
    },
    grantedFile: (token) => files.get(token) ?? null,
    handToShell: options.handToShell,
    passwordCost: options.passwordCost,
    fillDemo:
      options.fillDemo ??
      ((store, people) =>
        fillDemoStore(store, people, { today: (options.today ?? localToday)(), now: now() })),
  })
  const context: CallContext = { host: session, signedIn: session.signedIn, log }
  const rpc = new RPCHandler(router, { clientInterceptors: [aroundCall] })

  /** One at a time, beside whatever else is going on. */
  function keepBackups(work: typeof backUpIfDue): Promise<void> {
    backingUp = backingUp
      .then(() => keepBackup(work))
      .catch(() => log({ level: 'error', event: 'backup_failed' }))
    return backingUp
  }

  async function keepBackup(work: typeof backUpIfDue): Promise<void> {
    const store = session.openStore()
    if (!store) return
    const made = await work(store, now())
    if (!made) return
    log(made.ok ? { level: 'info', event: 'backup_made' } : { level: 'error', event: 'backup_failed' })
    session.changes.publish('change', { noun: 'backup', ids: [] })
  }

  const timer = setInterval(() => void keepBackups(backUpIfDue), betweenBackupChecks)
  timer.unref()

  /** Opens what has become due since the last look, once a day and whenever somebody comes back to the store. */
  function lookAtThresholds(): Promise<void> {
    thresholds = thresholds
      .then(async () => {
        const signedIn = session.signedIn()
        if (!signedIn || signedIn.store.problem) return
        const done = await catchUpThresholds(signedIn.store, signedIn.today(), signedIn, stopping.signal)
        if (done !== null) {
          log({ level: 'info', event: 'thresholds_checked', detail: { count: done.opened } })
          session.changes.publish('change', { noun: 'task', ids: [] })
        }
        if (stopping.signal.aborted) return
        await keepQualityMonth(signedIn.store, signedIn.today(), now())
      })
      .catch(() => log({ level: 'error', event: 'thresholds_failed' }))
    return thresholds
  }

  const dayWatch = setInterval(() => void lookAtThresholds(), betweenDayChecks)
  dayWatch.unref()

  if (resume) {
    const resumed = await session.resume(resume)
    if (!resumed.ok) {
      log({ level: 'warn', event: 'store_refused', detail: { code: resumed.refusal.kind } })
      onSession(null)
    }
  }

  const host: BackendHost = {
    session,
    attachPort: (port) => rpc.upgrade(port, { context }),
    grantFile(token, file, purpose) {
      files.set(token, { ...file, purpose })
    },
    async shutdown() {
      clearInterval(timer)
      clearInterval(dayWatch)
      stopping.abort()
      await thresholds
      await keepBackups(backUpIfChanged)
      await session.close()
    },
  }
  contexts.set(host, context)
  return host
}

/** A client of a host in this process, with the same checks as over a port. */
export function createInProcessClient(host: BackendHost): InProcessClient {
  const context = contexts.get(host)
  if (!context) throw new Error('Not a host of this process')
  return clientOf(router, context)
}

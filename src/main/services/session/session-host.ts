import path from 'node:path'
import { EventPublisher } from '@orpc/shared'
import type { Role } from '../../../shared/codes/roles.ts'
import type { Change } from '../../../shared/contract/administration.ts'
import type { Person, SessionState } from '../../../shared/contract/session.ts'
import { ok, refuse, type Result } from '../../../shared/result.ts'
import { hasStore } from '../../store/files.ts'
import type { PasswordCost } from '../../store/keyring/wrapping.ts'
import { openStore } from '../../store/open.ts'
import type { Store } from '../../store/store.ts'
import { appendAudit } from '../audit/append.ts'
import { backupStateOf } from '../backups/backups.ts'
import type { GrantedFile, ServiceContext } from '../context.ts'
import { discardAllDrafts } from '../import/draft.ts'
import { createDemoStore, createStore, demoUserName, providerOf } from './new-store.ts'
import { rolesOf } from './people.ts'
import {
  resumeSession,
  type SignedIn,
  type SignInOptions,
  signInToDemo,
  signInWithPassword,
  signInWithRecoveryKey,
} from './sign-in.ts'

type Kind = 'live' | 'demo'

/** What a restarted backend needs to carry on without a password. Kept by the shell in memory only. */
export interface ResumeToken {
  kind: Kind
  /** The database key, base64. */
  key: string
  accountId: string
}

export interface SessionOptions {
  dataFolder: string
  today(): string
  now(): string
  onSession(token: ResumeToken | null): void
  grantedFile(token: string): GrantedFile | null
  handToShell?: ServiceContext['handToShell']
  passwordCost?: PasswordCost
  /** Fills a new demo store with made-up children. */
  fillDemo(store: Store, people: readonly Person[]): Promise<void>
}

/** One signed-in person for the whole backend, whichever window asks. */
export interface SessionHost {
  changes: EventPublisher<{ change: Change }>
  state(): Promise<SessionState>
  createStore(input: {
    displayName: string
    userName: string
    password: string
    providerCode: string
    providerName: string
  }): Promise<Result<{ recoveryKey: string; state: SessionState }>>
  createDemoStore(): Promise<Result<SessionState>>
  signIn(input: { userName: string; password: string }): Promise<Result<SessionState>>
  signInDemo(role: Role): Promise<Result<SessionState>>
  recover(input: {
    recoveryKey: string
    userName: string
    newPassword: string
  }): Promise<Result<SessionState>>
  lock(): Promise<SessionState>
  resume(token: ResumeToken): Promise<Result<true>>
  /** What services are given; null when nobody is signed in. */
  signedIn(): ServiceContext | null
  /** The store while it is open, signed in or locked. */
  openStore(): Store | null
  close(): Promise<void>
}

/** Minutes without input after which the page locks. */
const lockAfterMinutes = 15

/** Opens stores and keeps track of who is signed in. */
export function createSessionHost(options: SessionOptions): SessionHost {
  const { dataFolder, today, now, passwordCost } = options
  const changes = new EventPublisher<{ change: Change }>()
  let store: Store | null = null
  let context: ServiceContext | null = null
  let problem: string | null = null
  let busy: Promise<unknown> = Promise.resolve()

  const folderOf = (kind: Kind) => path.join(dataFolder, kind)
  const announce = () => changes.publish('change', { noun: 'session', ids: [] })

  /** One at a time: two windows signing in at once must not open two stores. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = busy.then(work)
    busy = done.catch(() => undefined)
    return done
  }

  async function closeStore(): Promise<void> {
    const closing = store
    context = null
    store = null
    await closing?.close()
  }

  async function open(kind: Kind, withKey: Buffer): Promise<Result<Store>> {
    if (store?.kind === kind) return ok(store)
    await closeStore()
    const opened = await openStore({ folder: folderOf(kind), kind, key: withKey, now, passwordCost })
    problem = opened.ok ? opened.value.problem : opened.refusal.message
    if (opened.ok) store = opened.value
    if (problem !== null) announce()
    return opened
  }

  function signInOptions(kind: Kind): SignInOptions {
    return { folder: folderOf(kind), open: (withKey) => open(kind, withKey), now, passwordCost }
  }

  function enter(signedIn: Pick<SignedIn, 'store' | 'person' | 'key'>): void {
    context = {
      store: signedIn.store,
      person: signedIn.person,
      today,
      now,
      changed(change) {
        changes.publish('change', change)
        if (change.noun === 'account') refreshPerson()
      },
      grantedFile: options.grantedFile,
      handToShell: options.handToShell,
    }
    options.onSession({
      kind: signedIn.store.kind,
      key: signedIn.key.toString('base64'),
      accountId: signedIn.person.id,
    })
    announce()
  }

  /** Roles that were changed hold from the next call on, so this must not wait for anything. */
  function refreshPerson(): void {
    if (!context) return
    const roles = context.store.bare.reader
      .prepare<[string], string>('SELECT roles FROM account WHERE id = ? AND active = 1')
      .pluck()
      .get(context.person.id)
    context =
      roles === undefined ? null : { ...context, person: { ...context.person, roles: rolesOf(roles) } }
  }

  async function admitted(result: Result<SignedIn>): Promise<Result<SessionState>> {
    if (!result.ok) return result
    enter(result.value)
    return ok(await state())
  }

  async function state(): Promise<SessionState> {
    const shown = context && (await providerOf(context.store))
    return {
      stores: { live: hasStore(folderOf('live')), demo: hasStore(folderOf('demo')) },
      store: context &&
        shown && { kind: context.store.kind, providerCode: shown.code, providerName: shown.name },
      person: context?.person ?? null,
      problem: store?.problem ?? problem,
      lockAfterMinutes,
      lastVerifiedBackupAt: store && (await backupStateOf(store)).lastVerifiedAt,
      today: today(),
    }
  }

  async function signOut(): Promise<void> {
    const left = context
    if (!left) return
    context = null
    discardAllDrafts(left.store)
    options.onSession(null)
    if (!left.store.problem) {
      await left.store.write((tx) =>
        appendAudit(tx, left, { action: 'session.locked', subject: `account ${left.person.id}` }),
      )
    }
    announce()
  }

  return {
    changes,
    state,
    createStore: (input) =>
      inTurn(async () => {
        const { userName, displayName, password, providerCode, providerName } = input
        const folder = folderOf('live')
        const made = await createStore({
          folder,
          provider: { code: providerCode, name: providerName },
          administrator: { userName, displayName, password },
          now: now(),
          passwordCost,
        })
        if (!made.ok) return made
        await signOut()
        const signedIn = await admitted(await signInWithPassword(signInOptions('live'), input, null))
        if (!signedIn.ok) return signedIn
        return ok({ recoveryKey: made.value.recoveryKey, state: signedIn.value })
      }),
    createDemoStore: () =>
      inTurn(async () => {
        const made = await createDemoStore({ folder: folderOf('demo'), now: now(), fill: options.fillDemo })
        if (!made.ok) return made
        announce()
        return ok(await state())
      }),
    signIn: (input) =>
      inTurn(async () => {
        if (!hasStore(folderOf('live'))) {
          return refuse('not_found', 'There are no data on this computer yet. Set the app up first.')
        }
        const signedIn = await signInWithPassword(
          signInOptions('live'),
          input,
          store?.kind === 'live' ? store : null,
        )
        return admitted(signedIn)
      }),
    signInDemo: (role) =>
      inTurn(async () => {
        if (!hasStore(folderOf('demo'))) {
          return refuse('not_found', 'There are no demonstration data on this computer yet.')
        }
        return admitted(await signInToDemo(signInOptions('demo'), demoUserName(role)))
      }),
    recover: (input) =>
      inTurn(async () => {
        if (!hasStore(folderOf('live'))) {
          return refuse('not_found', 'There are no data on this computer yet. Set the app up first.')
        }
        return admitted(await signInWithRecoveryKey(signInOptions('live'), input))
      }),
    lock: () =>
      inTurn(async () => {
        await signOut()
        return state()
      }),
    resume: (token) =>
      inTurn(async () => {
        const withKey = Buffer.from(token.key, 'base64')
        const opened = await open(token.kind, withKey)
        if (!opened.ok) return opened
        const person = await resumeSession(opened.value, token.accountId)
        if (!person) return refuse('not_signed_in', 'You are signed out. Sign in and carry on.')
        enter({ store: opened.value, person, key: withKey })
        return ok(true)
      }),
    signedIn: () => context,
    openStore: () => store,
    close: () => inTurn(closeStore),
  }
}

import type { Person } from '../../../shared/contract/session.ts'
import { ok, refuse, type Result } from '../../../shared/result.ts'
import { hasStore } from '../../store/files.ts'
import { readOpenKey, unwrap, unwrapWithTypedRecoveryKey } from '../../store/keyring/keyring.ts'
import type { PasswordCost } from '../../store/keyring/wrapping.ts'
import type { Store } from '../../store/store.ts'
import { appendAudit } from '../audit/append.ts'
import { activeAccountById, findActiveAccount, personOf } from './people.ts'

/** A person and the key they opened the store with. */
export interface SignedIn {
  store: Store
  person: Person
  key: Buffer
}

export interface SignInOptions {
  folder: string
  /** Opens the store with this key, or hands over the one that is open already. */
  open(key: Buffer): Promise<Result<Store>>
  now(): string
  passwordCost?: PasswordCost
}

const noAccount = () =>
  refuse('not_allowed', 'The user name or password is not right.', { field: 'password' })

async function admit(
  store: Store,
  key: Buffer,
  person: Person,
  now: () => string,
  action: string,
): Promise<Result<SignedIn>> {
  // A damaged store can be looked at; nothing can be written in it, not even who looked.
  if (store.problem) return ok({ store, person, key })
  const at = now()
  await store.write(async (tx) => {
    await tx.updateTable('account').set({ last_signed_in_at: at }).where('id', '=', person.id).execute()
    await appendAudit(tx, { person, now: () => at }, { action, subject: `account ${person.id}` })
  })
  return ok({ store, person, key })
}

/**
 * Opens a store with a person's password and notes it. Refuses a wrong name or password, someone who left, and
 * whatever `openStore` refuses. `openNow` is the store when it is open: a failed try is noted in it.
 */
export async function signInWithPassword(
  options: SignInOptions,
  { userName, password }: { userName: string; password: string },
  openNow: Store | null,
): Promise<Result<SignedIn>> {
  const { folder, open, now, passwordCost } = options
  if (!hasStore(folder)) return refuse('not_found', 'There are no data in this folder.')
  const key = await unwrap(folder, userName, password, { now: now(), cost: passwordCost })
  if (!key.ok) {
    if (openNow && !openNow.problem) await noteFailure(openNow, userName, now)
    return key
  }
  const store = await open(key.value)
  if (!store.ok) return store
  const account = await findActiveAccount(store.value.read, userName)
  if (!account) return noAccount()
  return admit(store.value, key.value, personOf(account), now, 'session.signed_in')
}

async function noteFailure(store: Store, userName: string, now: () => string): Promise<void> {
  const account = await findActiveAccount(store.read, userName)
  await store.write((tx) =>
    appendAudit(
      tx,
      { person: null, now },
      // A name that nobody has may be a password typed in the wrong box.
      { action: 'session.refused', subject: account ? `account ${account.id}` : 'unknown account' },
    ),
  )
}

/** Signs in to the demo store as one of its accounts: no password, since nobody in it exists. */
export async function signInToDemo(options: SignInOptions, userName: string): Promise<Result<SignedIn>> {
  const key = await readOpenKey(options.folder)
  if (!key.ok) return key
  const store = await options.open(key.value)
  if (!store.ok) return store
  const account = await findActiveAccount(store.value.read, userName)
  if (!account) return noAccount()
  return admit(store.value, key.value, personOf(account), options.now, 'session.signed_in')
}

/** Gives the named person a new password with the recovery key, and signs them in. */
export async function signInWithRecoveryKey(
  options: SignInOptions,
  { recoveryKey, userName, newPassword }: { recoveryKey: string; userName: string; newPassword: string },
): Promise<Result<SignedIn>> {
  const key = await unwrapWithTypedRecoveryKey(options.folder, recoveryKey, { now: options.now() })
  if (!key.ok) return key
  const store = await options.open(key.value)
  if (!store.ok) return store
  const account = await findActiveAccount(store.value.read, userName)
  if (!account) {
    return refuse('not_found', 'Nobody with this user name works here any more.', { field: 'userName' })
  }
  const set = await store.value.keyring.setPassword(account.user_name, newPassword)
  if (!set.ok) return { ok: false, refusal: { ...set.refusal, field: 'newPassword' } }
  return admit(store.value, key.value, personOf(account), options.now, 'session.recovered')
}

/** Carries on the session of a backend that stopped; null when the person has left meanwhile. */
export async function resumeSession(store: Store, accountId: string): Promise<Person | null> {
  const account = await activeAccountById(store.read, accountId)
  return account && personOf(account)
}

import { randomBytes } from 'node:crypto'
import { readFile, rename, writeFile } from 'node:fs/promises'
import { z } from 'zod'
import { ok, refuse, type Result } from '../../../shared/result.ts'
import { flush, flushFolder } from '../copy.ts'
import { keyringFile } from '../files.ts'
import { checkPassword } from './password-policy.ts'
import { newRecoveryKey, readRecoveryKey } from './recovery-key.ts'
import { inWords, throttleIn } from './throttle.ts'
import {
  type PasswordCost,
  passwordWrapping,
  pretendToUnwrap,
  recoveryWrapping,
  unwrapWithPassword,
  unwrapWithRecoveryKey,
  usualCost,
  wrapWithPassword,
  wrapWithRecoveryKey,
} from './wrapping.ts'

const keyringContent = z.object({
  format: z.literal(1),
  users: z.array(passwordWrapping),
  recovery: recoveryWrapping.nullable(),
  /** Only in the demo store, whose people are made up: the key itself. */
  openKey: z.base64().optional(),
})
type KeyringFile = z.infer<typeof keyringContent>

const recoveryName = '(recovery key)'

/** User names are compared without regard to case. */
export function foldUserName(userName: string): string {
  return userName.normalize('NFKC').trim().toLowerCase()
}

/** A new database key: 32 random bytes. */
export function newDatabaseKey(): Buffer {
  return randomBytes(32)
}

const putBack = 'Put back the copy from the backups folder.'

async function readKeyring(folder: string): Promise<Result<KeyringFile>> {
  let text: string
  try {
    text = await readFile(keyringFile(folder), 'utf8')
  } catch {
    return refuse(
      'unavailable',
      `The file keyring.json is missing from the data folder. Without it nobody can open the data. ` +
        putBack,
    )
  }
  try {
    return ok(keyringContent.parse(JSON.parse(text)))
  } catch {
    return refuse('unavailable', `The file keyring.json in the data folder is damaged. ${putBack}`)
  }
}

/** Written whole under another name first: a stop in between leaves the old keys as they were. */
async function writeKeyring(folder: string, content: KeyringFile): Promise<void> {
  const file = keyringFile(folder)
  const partial = `${file}.partial`
  await writeFile(partial, JSON.stringify(content, null, 2), { mode: 0o600 })
  await flush(partial)
  await rename(partial, file)
  await flushFolder(folder)
}

/**
 * Makes the keyring of a new store and returns the recovery key, which is not kept anywhere. `openKey` keeps the
 * database key unlocked: for the demo store only.
 */
export async function createKeyring(
  folder: string,
  key: Uint8Array,
  { openKey = false }: { openKey?: boolean } = {},
): Promise<string> {
  const recoveryKey = newRecoveryKey()
  await writeKeyring(folder, {
    format: 1,
    users: [],
    recovery: wrapWithRecoveryKey(key, recoveryKey),
    ...(openKey && { openKey: Buffer.from(key).toString('base64') }),
  })
  return recoveryKey
}

/** The key of a demo store. Refused for any other. */
export async function readOpenKey(folder: string): Promise<Result<Buffer>> {
  const keyring = await readKeyring(folder)
  if (!keyring.ok) return keyring
  const { openKey } = keyring.value
  return openKey
    ? ok(Buffer.from(openKey, 'base64'))
    : refuse('not_allowed', 'These data open with a password only.')
}

export interface UnwrapOptions {
  /** Now as UTC text. */
  now: string
  cost?: PasswordCost
}

const wrongPassword = 'The user name or password is not right.'

/**
 * The database key, unlocked with a person's password. A wrong name and a wrong password read the same and take
 * as long. Refuses (`not_allowed`) both, and refuses every try for a while after five wrong ones.
 */
export async function unwrap(
  folder: string,
  userName: string,
  password: string,
  { now, cost = usualCost }: UnwrapOptions,
): Promise<Result<Buffer>> {
  const keyring = await readKeyring(folder)
  if (!keyring.ok) return keyring
  const name = foldUserName(userName)
  const throttle = throttleIn(folder)
  const wait = await throttle.secondsToWait(name, now)
  if (wait > 0) return tooManyTries(wait)

  const wrapping = keyring.value.users.find((user) => user.userName === name)
  const key = wrapping ? await unwrapWithPassword(wrapping, password) : await pretendToUnwrap(password, cost)
  if (!key) {
    await throttle.wrong(name, now)
    const next = await throttle.secondsToWait(name, now)
    return next > 0 ? tooManyTries(next) : refuse('not_allowed', wrongPassword, { field: 'password' })
  }
  await throttle.right(name)
  return ok(key)
}

function tooManyTries(seconds: number): Result<never> {
  return refuse('not_allowed', `${wrongPassword} After several wrong tries, wait ${inWords(seconds)}.`, {
    field: 'password',
  })
}

/** The database key, unlocked with the recovery key in any spelling. Throttled like a password. */
export async function unwrapWithTypedRecoveryKey(
  folder: string,
  typed: string,
  { now }: UnwrapOptions,
): Promise<Result<Buffer>> {
  const keyring = await readKeyring(folder)
  if (!keyring.ok) return keyring
  const throttle = throttleIn(folder)
  const wait = await throttle.secondsToWait(recoveryName, now)
  if (wait > 0) {
    return refuse('not_allowed', `After several wrong tries, wait ${inWords(wait)}.`, {
      field: 'recoveryKey',
    })
  }
  const recoveryKey = readRecoveryKey(typed)
  if (!recoveryKey) {
    return refuse('invalid', 'This is not a whole recovery key: it has 8 groups of 5. Check each group.', {
      field: 'recoveryKey',
    })
  }
  const { recovery } = keyring.value
  const key = recovery && unwrapWithRecoveryKey(recovery, recoveryKey)
  if (!key) {
    await throttle.wrong(recoveryName, now)
    return refuse('not_allowed', 'This recovery key belongs to other data.', { field: 'recoveryKey' })
  }
  await throttle.right(recoveryName)
  return ok(key)
}

/** The keyring of a store that is open: who may unlock it. */
export interface OpenKeyring {
  /** Lets this person unlock the store with this password, in place of any they had. Refuses a weak one. */
  setPassword(userName: string, password: string): Promise<Result<true>>
  /** This person's password no longer unlocks the store. */
  removeUser(userName: string): Promise<Result<true>>
  /** Whether this is the person's password; throttled. `now` is UTC text. */
  checkPassword(userName: string, password: string, now: string): Promise<Result<true>>
}

/** Binds the keyring in `folder` to the key of the open store. */
export function openKeyring(folder: string, key: Uint8Array, cost: PasswordCost = usualCost): OpenKeyring {
  async function change(work: (content: KeyringFile) => Promise<KeyringFile>): Promise<Result<true>> {
    const keyring = await readKeyring(folder)
    if (!keyring.ok) return keyring
    await writeKeyring(folder, await work(keyring.value))
    return ok(true)
  }
  const without = (content: KeyringFile, name: string) =>
    content.users.filter((user) => user.userName !== name)

  return {
    async setPassword(userName, password) {
      const allowed = checkPassword(password, userName)
      if (!allowed.ok) return allowed
      const name = foldUserName(userName)
      const wrapping = await wrapWithPassword(key, name, password, cost)
      const changed = await change(async (content) => ({
        ...content,
        users: [...without(content, name), wrapping],
      }))
      await throttleIn(folder).right(name)
      return changed
    },
    removeUser(userName) {
      const name = foldUserName(userName)
      return change(async (content) => ({ ...content, users: without(content, name) }))
    },
    async checkPassword(userName, password, now) {
      const unwrapped = await unwrap(folder, userName, password, { now, cost })
      return unwrapped.ok ? ok(true) : unwrapped
    },
  }
}

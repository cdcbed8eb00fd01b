import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { ParseArgsOptionsConfig } from 'node:util'
import { ok, refuse, type Refusal, type Result } from '../../shared/result.ts'
import type { GrantedFile, ServiceContext } from '../services/context.ts'
import { handlers } from '../services/handler-tree.ts'
import { localToday } from '../services/host.ts'
import { buildRouter, clientOf, type InProcessClient } from '../services/router.ts'
import { signInWithPassword } from '../services/session/sign-in.ts'
import { openStore } from '../store/open.ts'
import type { Arguments } from './command.ts'

/** The options of every command that works with a store. */
export const storeOptions = {
  store: { type: 'string' },
  user: { type: 'string' },
  'password-file': { type: 'string' },
} as const satisfies ParseArgsOptionsConfig

/** The same as it is written in a usage line. */
export const storeUsage = '--store DIR --user NAME --password-file FILE'

/** The password in a file: its first line. Refuses a file that cannot be read or is empty. */
export async function readPassword(file: string): Promise<Result<string>> {
  let text: string
  try {
    text = await readFile(file, 'utf8')
  } catch {
    return refuse('not_found', 'The password file cannot be read.', { field: 'password-file' })
  }
  const [password = ''] = text.replace(/^\uFEFF/, '').split(/\r?\n/)
  return password
    ? ok(password)
    : refuse('invalid', 'The password file is empty.', { field: 'password-file' })
}

export interface SignedInCommand {
  context: ServiceContext
  /** Goes through the same checks of role and input as a window. */
  client: InProcessClient
  /** Makes a file known to the services; returns its token. */
  grant(file: GrantedFile): string
}

/** Opens the store that the arguments name, signs in, does the work and closes the store again. */
export async function withStore<T>(
  args: Arguments,
  work: (signedIn: SignedInCommand) => Promise<Result<T>>,
): Promise<Result<T>> {
  const folder = path.resolve(args.required('store'))
  const userName = args.required('user')
  const password = await readPassword(args.required('password-file'))
  if (!password.ok) return password
  const now = () => new Date().toISOString()
  const signedIn = await signInWithPassword(
    { folder, now, open: (key) => openStore({ folder, kind: 'live', key, now }) },
    { userName, password: password.value },
    null,
  )
  if (!signedIn.ok) return signedIn
  const { store, person } = signedIn.value
  const files = new Map<string, GrantedFile>()
  const context: ServiceContext = {
    store,
    person,
    now,
    today: localToday,
    changed: () => undefined,
    grantedFile: (token) => files.get(token) ?? null,
  }
  const client = clientOf(buildRouter(handlers), {
    host: null,
    signedIn: () => context,
    log: () => undefined,
  })
  try {
    return await work({
      context,
      client,
      grant(file) {
        const token = `command-file-${files.size + 1}`
        files.set(token, file)
        return token
      },
    })
  } finally {
    await store.close()
  }
}

function isRefused(error: unknown): error is Error & { data: Refusal } {
  return error instanceof Error && 'code' in error && error.code === 'REFUSED' && 'data' in error
}

/** The answer of a client's call as a result. Anything but a refusal is thrown on. */
export async function resultOf<T>(call: Promise<T>): Promise<Result<T>> {
  try {
    return ok(await call)
  } catch (error) {
    if (isRefused(error)) return { ok: false, refusal: error.data }
    throw error
  }
}

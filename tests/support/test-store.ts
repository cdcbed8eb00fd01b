import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type Role, roles as allRoles } from '../../src/shared/codes/roles.ts'
import type { Change } from '../../src/shared/contract/administration.ts'
import type { LogEntry } from '../../src/shared/log-entry.ts'
import type { Refusal } from '../../src/shared/result.ts'
import type { GrantedFile, ServiceContext } from '../../src/main/services/context.ts'
import { handlers } from '../../src/main/services/handler-tree.ts'
import { buildRouter, clientOf, type InProcessClient } from '../../src/main/services/router.ts'
import { fillWithDefaults } from '../../src/main/services/session/new-store.ts'
import { insertAccount } from '../../src/main/services/session/people.ts'
import { createKeyring, newDatabaseKey } from '../../src/main/store/keyring/keyring.ts'
import type { PasswordCost } from '../../src/main/store/keyring/wrapping.ts'
import { openStore } from '../../src/main/store/open.ts'
import type { Store } from '../../src/main/store/store.ts'

/** Argon2id at its cheapest: what a test of anything else than the cost itself should pay. */
export const cheapPasswords: PasswordCost = { memoryCost: 64, timeCost: 1, parallelism: 1 }

export interface TestStoreOptions {
  /** Roles of the person who is signed in; every role when left out, nobody when null. */
  roles?: readonly Role[] | null
  /** `YYYY-MM-DD`; the instant is noon of that day unless `now` says otherwise. */
  today?: string
  now?: () => string
}

/** A real encrypted store in a folder of its own, with somebody signed in and a client that checks everything. */
export interface TestStore {
  store: Store
  folder: string
  key: Buffer
  /** What services are given. */
  context: ServiceContext
  client: InProcessClient
  /** Signs in as somebody else with these roles. */
  clientAs(roles: readonly Role[] | null): Promise<InProcessClient>
  /** What commands told the windows, oldest first. */
  changed: Change[]
  log: LogEntry[]
  /** Makes a file on the disk known to the services under a token. */
  grant(token: string, file: GrantedFile): void
  /** Moves the calendar. */
  setToday(date: string): void
  close(): Promise<void>
}

/** Refusal of a call that must be refused; fails when the call succeeds or fails in another way. */
export async function refusalOf(call: Promise<unknown>): Promise<Refusal> {
  try {
    await call
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'REFUSED' && 'data' in error) {
      return error.data as Refusal
    }
    throw error
  }
  throw new Error('The call was not refused')
}

/** A folder that is removed by the function beside it. */
export async function temporaryFolder(): Promise<{ folder: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(path.join(tmpdir(), 'cyp-waits-test-'))
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) }
}

/** Makes a fresh store with the starting services and the default rules. Close it after the test. */
export async function createTestStore(options: TestStoreOptions = {}): Promise<TestStore> {
  const { folder, remove } = await temporaryFolder()
  let today = options.today ?? '2026-03-02'
  const now = options.now ?? (() => `${today}T12:00:00.000Z`)
  const key = newDatabaseKey()
  const opened = await openStore({
    folder,
    kind: 'live',
    key,
    create: true,
    now,
    passwordCost: cheapPasswords,
  })
  if (!opened.ok) throw new Error(opened.refusal.message)
  const store = opened.value
  await createKeyring(folder, key)
  await store.write((tx) => fillWithDefaults(tx, { code: 'RX1', name: 'Test NHS Trust' }, now()))

  const changed: Change[] = []
  const log: LogEntry[] = []
  const files = new Map<string, GrantedFile>()
  const router = buildRouter(handlers)
  let people = 0

  async function contextFor(roles: readonly Role[]): Promise<ServiceContext> {
    people += 1
    const person = await store.write((tx) =>
      insertAccount(tx, { userName: `person${people}`, displayName: `Test Person ${people}`, roles }, now()),
    )
    return {
      store,
      person,
      today: () => today,
      now,
      changed: (change) => void changed.push(change),
      grantedFile: (token) => files.get(token) ?? null,
    }
  }

  const clientFor = (context: ServiceContext | null) =>
    clientOf(router, { host: null, signedIn: () => context, log: (entry) => void log.push(entry) })

  const context = await contextFor(options.roles ?? allRoles)
  return {
    store,
    folder,
    key,
    context,
    client: clientFor(options.roles === null ? null : context),
    clientAs: async (roles) => clientFor(roles && (await contextFor(roles))),
    changed,
    log,
    grant: (token, file) => void files.set(token, file),
    setToday(date) {
      today = date
    },
    async close() {
      await store.close()
      await remove()
    },
  }
}

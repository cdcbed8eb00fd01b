import path from 'node:path'
import { roles } from '../../src/shared/codes/roles.ts'
import type { GrantedFile, ServiceContext } from '../../src/main/services/context.ts'
import { handlers } from '../../src/main/services/handler-tree.ts'
import { buildRouter, clientOf, type InProcessClient } from '../../src/main/services/router.ts'
import { readOpenKey } from '../../src/main/store/keyring/keyring.ts'
import { openStore } from '../../src/main/store/open.ts'
import { benchToday } from './build-store.ts'

/** A built store, open, with somebody signed in who may do everything. */
export interface OpenBench {
  context: ServiceContext
  /** The same door as the page's, without a port. */
  client: InProcessClient
  key: Buffer
  /** Makes a file known to the services under a token. */
  grant(token: string, file: GrantedFile): void
  /** Saves something small, so that nothing kept from before may be used again. */
  touch(): Promise<void>
  close(): Promise<void>
}

/** Opens the demo store of a data folder. */
export async function openBench(dataFolder: string): Promise<OpenBench> {
  const folder = path.join(dataFolder, 'demo')
  const key = await readOpenKey(folder)
  if (!key.ok) throw new Error(key.refusal.message)
  const opened = await openStore({ folder, kind: 'demo', key: key.value })
  if (!opened.ok) throw new Error(opened.refusal.message)
  const store = opened.value
  const account = await store.read.selectFrom('account').selectAll().executeTakeFirstOrThrow()
  const files = new Map<string, GrantedFile>()
  const context: ServiceContext = {
    store,
    person: {
      id: account.id,
      userName: account.user_name,
      displayName: account.display_name,
      roles: [...roles],
    },
    today: () => benchToday,
    now: () => `${benchToday}T12:00:00.000Z`,
    changed: () => undefined,
    grantedFile: (token) => files.get(token) ?? null,
  }
  const client = clientOf(buildRouter(handlers), {
    host: null,
    signedIn: () => context,
    log: () => undefined,
  })
  return {
    context,
    client,
    key: key.value,
    grant: (token, file) => void files.set(token, file),
    async touch() {
      await store.write(async (tx) => {
        const row = { key: 'bench', value: String(performance.now()) }
        await tx
          .insertInto('meta')
          .values(row)
          .onConflict((conflict) => conflict.column('key').doUpdateSet(row))
          .execute()
      })
    },
    close: () => store.close(),
  }
}

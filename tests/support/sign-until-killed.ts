import { openStore } from '../../src/main/store/open.ts'
import { handlers } from '../../src/main/services/handler-tree.ts'
import { buildRouter, clientOf } from '../../src/main/services/router.ts'
import type { ServiceContext } from '../../src/main/services/context.ts'
import type { Person } from '../../src/shared/contract/session.ts'

/** Signs a month off in the name of the store's first person, and dies once so many rows went into a table. */
const [folder = '', key = '', month = '', table = '', after = ''] = process.argv.slice(2)
const opened = await openStore({ folder, kind: 'live', key: Buffer.from(key, 'hex') })
if (!opened.ok) throw new Error(opened.refusal.message)
const store = opened.value
const account = await store.read.selectFrom('account').selectAll().executeTakeFirstOrThrow()
const person = {
  id: account.id,
  displayName: account.display_name,
  roles: JSON.parse(account.roles),
} as Person
const context: ServiceContext = {
  store,
  person,
  today: () => '2026-03-02',
  now: () => '2026-03-02T12:00:00.000Z',
  changed: () => undefined,
  grantedFile: () => null,
}
let rows = 0
store.bare.writer.function('row_went_in', () => {
  rows += 1
  if (rows === Number(after)) process.kill(process.pid, 'SIGKILL')
  return rows
})
store.bare.writer.exec(
  `CREATE TEMP TRIGGER died AFTER INSERT ON main.${table} BEGIN SELECT row_went_in(); END`,
)
const client = clientOf(buildRouter(handlers), { host: null, signedIn: () => context, log: () => undefined })
const { seen } = await client.returns.chs({ month })
await client.signedReturns.sign({ month, seen })
process.stdout.write('signed\n')
process.exit(0)

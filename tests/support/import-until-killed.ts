import { stat } from 'node:fs/promises'
import { handlers } from '../../src/main/services/handler-tree.ts'
import { buildRouter, clientOf } from '../../src/main/services/router.ts'
import type { ServiceContext } from '../../src/main/services/context.ts'
import { openStore } from '../../src/main/store/open.ts'
import type { Person } from '../../src/shared/contract/session.ts'

/** Imports a file in the name of the store's first person and says on stdout how many rows are on their way. */
const [folder = '', key = '', file = ''] = process.argv.slice(2)
const opened = await openStore({ folder, kind: 'live', key: Buffer.from(key, 'hex') })
if (!opened.ok) throw new Error(opened.refusal.message)
const account = await opened.value.read.selectFrom('account').selectAll().executeTakeFirstOrThrow()
const person = {
  id: account.id,
  displayName: account.display_name,
  roles: JSON.parse(account.roles),
} as Person
const granted = { path: file, name: 'extract.csv', size: (await stat(file)).size, purpose: 'read' as const }
const context: ServiceContext = {
  store: opened.value,
  person,
  today: () => '2026-03-02',
  now: () => '2026-03-02T12:00:00.000Z',
  changed: () => undefined,
  grantedFile: () => granted,
}
const client = clientOf(buildRouter(handlers), { host: null, signedIn: () => context, log: () => undefined })
const { mapping } = await client.imports.inspect({ file: 'file-token', source: 'PAS' })
let draftId = ''
for await (const event of await client.imports.preview({ file: 'file-token', source: 'PAS', mapping })) {
  if (event.kind === 'preview') draftId = event.draftId
}
for await (const event of await client.imports.commit({ draftId })) {
  if (event.kind === 'progress') process.stdout.write(`saving ${event.done}\n`)
}
process.stdout.write('committed\n')

import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/message-port'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { LogEntry } from '../../src/shared/log-entry.ts'
import type { Change } from '../../src/shared/contract/administration.ts'
import { handlers } from '../../src/main/services/handler-tree.ts'
import { type BackendHost, createBackendHost } from '../../src/main/services/host.ts'
import {
  buildRouter,
  clientOf,
  type HandlerTree,
  type InProcessClient,
} from '../../src/main/services/router.ts'
import { Refused } from '../../src/main/services/refused.ts'
import { cheapPasswords, createTestStore, refusalOf, temporaryFolder } from '../support/test-store.ts'

let folder: string
let remove: () => Promise<void>
let host: BackendHost
const log: LogEntry[] = []
const ports: MessagePort[] = []

beforeEach(async () => {
  ;({ folder, remove } = await temporaryFolder())
  log.length = 0
  host = await createBackendHost({
    dataFolder: folder,
    passwordCost: cheapPasswords,
    log: (entry) => void log.push(entry),
  })
})
afterEach(async () => {
  for (const port of ports.splice(0)) port.close()
  await host.shutdown()
  await remove()
})

/** A window: the other end of a port. */
function openWindow(): InProcessClient {
  const { port1, port2 } = new MessageChannel()
  host.attachPort(port2)
  port1.start()
  port2.start()
  ports.push(port1, port2)
  return createORPCClient(new RPCLink({ port: port1 }))
}

const administrator = {
  displayName: 'First Person',
  userName: 'first',
  password: 'three mossy kettles',
  providerCode: 'RX1',
}

describe('over a port', () => {
  it('answers, refuses with the reason as a value, and shares the session between windows', async () => {
    const one = openWindow()
    const two = openWindow()
    expect(await refusalOf(one.audit.page({}))).toEqual({
      kind: 'not_signed_in',
      message: 'You are signed out. Sign in and carry on.',
    })
    await one.session.createStore(administrator)
    expect((await two.session.state()).person?.userName).toBe('first')
    expect((await two.audit.page({})).total).toBe(2)
    const refusal = await refusalOf(two.services.update({ id: 'slt' } as never))
    expect(refusal.kind).toBe('invalid')
    expect(refusal.issues?.map(({ field }) => field)).toContain('version')
    await one.session.lock()
    expect((await refusalOf(two.services.list())).kind).toBe('not_signed_in')
  })

  it('tells every window of every change until it stops listening', async () => {
    const one = openWindow()
    const two = openWindow()
    await one.session.createStore(administrator)
    const seen: Change[] = []
    const stop = new AbortController()
    const watching = (async () => {
      for await (const change of await two.changes.watch(undefined, { signal: stop.signal }))
        seen.push(change)
    })().catch(() => undefined)
    await expect.poll(() => host.session.changes.size).toBe(1)
    await one.services.update({
      id: 'slt',
      version: 1,
      name: 'Speech',
      upperAgeYears: 18,
      triageTargetDays: 14,
      reportedElsewhere: false,
      targetDays: { same_day: 0, urgent: 28, soon: 42, routine: 126 },
    })
    await expect.poll(() => seen).toContainEqual({ noun: 'service', ids: ['slt'] })
    stop.abort()
    await watching
    await expect.poll(() => host.session.changes.size).toBe(0)
  })
})

describe('a fault inside a handler', () => {
  const secret = 'Marigold Quillfeather 999 000 1234'
  type Services = HandlerTree['services']

  async function withServices(list: Services['list']) {
    const test = await createTestStore()
    const entries: LogEntry[] = []
    const update: Services['update'] = async () => ({ ok: true, value: { version: 1 } })
    const client = clientOf(buildRouter({ ...handlers, services: { list, update } }), {
      host: null,
      signedIn: () => test.context,
      log: (entry) => void entries.push(entry),
    })
    return { client, entries, close: test.close }
  }

  it('is answered and logged without a word of the data', async () => {
    const { client, entries, close } = await withServices(async () => {
      throw new TypeError(`Cannot read ${secret}`)
    })
    const error: unknown = await client.services.list().catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({
      code: 'INTERNAL_SERVER_ERROR',
      message: 'Something went wrong inside the app.',
    })
    expect(JSON.stringify(error)).not.toContain('Marigold')
    expect(entries).toHaveLength(1)
    expect(entries[0]).toMatchObject({
      level: 'error',
      event: 'call_failed',
      detail: { call: 'services.list', errorName: 'TypeError' },
    })
    expect(entries[0]?.detail?.frames?.length).toBeGreaterThan(0)
    expect(JSON.stringify(entries)).not.toContain('Marigold')
    await close()
  })

  it('that is a refusal thrown by a stream or a transaction is a refusal', async () => {
    const { client, entries, close } = await withServices(async () => {
      throw new Refused({ kind: 'conflict', message: 'Somebody else was quicker.' })
    })
    expect(await refusalOf(client.services.list())).toEqual({
      kind: 'conflict',
      message: 'Somebody else was quicker.',
    })
    expect(entries).toEqual([])
    await close()
  })

  it('a slow call is logged by its name alone', async () => {
    const { client, entries, close } = await withServices(async () => {
      await new Promise((resolve) => setTimeout(resolve, 60))
      return { ok: true, value: [] }
    })
    await client.services.list()
    expect(entries).toHaveLength(1)
    expect(entries[0]).toMatchObject({ level: 'info', event: 'call_slow', detail: { call: 'services.list' } })
    expect(Object.keys(entries[0]?.detail ?? {})).toEqual(['call', 'durationMs'])
    await close()
  })
})

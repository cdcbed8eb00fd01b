import { implement } from '@orpc/server'
import { RPCHandler } from '@orpc/server/message-port'
import { describe, expect, it, vi } from 'vitest'
import { portMessageType } from '../../../src/shared/bridge.ts'
import { contract } from '../../../src/shared/contract/index.ts'
import { openConnection } from '../../../src/renderer/app/client.ts'
import { refusalOf } from '../../../src/renderer/app/refusal-of.ts'

const api = implement(contract)

/** A page to connect from, and backends that can be started and killed. */
function stage(router: Record<string, unknown>) {
  const page = new EventTarget()
  let port: MessagePort | undefined
  const requestPort = vi.fn<() => void>()
  function start(): void {
    const channel = new MessageChannel()
    port = channel.port1
    new RPCHandler(router as never).upgrade(channel.port1 as never)
    channel.port1.start()
    const event = Object.assign(new Event('message'), {
      data: { type: portMessageType },
      ports: [channel.port2],
      source: page,
    })
    page.dispatchEvent(event)
  }
  const connection = openConnection({
    requestPort,
    target: page as unknown as Window,
    waitMs: 300,
    retryMs: 20,
  })
  return { page, connection, requestPort, start, kill: () => port?.close() }
}

describe('openConnection', () => {
  it('asks for a port, keeps calls until it comes, and then answers them', async () => {
    const list = api.services.list.handler(() => [{ id: 'slt', name: 'Speech' } as never])
    const { connection, requestPort, start } = stage({ services: { list } })
    expect(requestPort).toHaveBeenCalledOnce()
    expect(connection.status()).toBe('connecting')
    const answer = connection.client.services.list()
    start()
    expect(await answer).toEqual([{ id: 'slt', name: 'Speech' }])
    expect(connection.status()).toBe('connected')
    connection.close()
  })

  it('refuses a pending call when the backend dies, then connects again', async () => {
    let answers = false
    const list = api.services.list.handler(() => (answers ? [] : new Promise<never>(() => undefined)))
    const { connection, requestPort, start, kill } = stage({ services: { list } })
    const statuses: string[] = []
    connection.subscribe(() => statuses.push(connection.status()))
    start()
    const pending = connection.client.services.list()
    await new Promise((resolve) => setTimeout(resolve, 30))
    kill()
    const error: unknown = await pending.then(
      () => null,
      (reason: unknown) => reason,
    )
    expect(error).toMatchObject({ code: 'backend_restarted' })
    expect(refusalOf(error).message).toContain('Everything saved before is safe')
    expect(connection.status()).toBe('reconnecting')
    expect(requestPort.mock.calls.length).toBeGreaterThanOrEqual(2)
    answers = true
    start()
    expect(await connection.client.services.list()).toEqual([])
    expect(statuses).toEqual(['connected', 'reconnecting', 'connected'])
    connection.close()
  })

  it('says so when no backend answers', async () => {
    const { connection } = stage({})
    const error: unknown = await connection.client.services.list().catch((reason: unknown) => reason)
    expect(refusalOf(error)).toMatchObject({ kind: 'unavailable' })
    expect(refusalOf(error).message).toContain('Nothing was sent')
    connection.close()
  })

  it('takes no port from another frame', async () => {
    const { page, connection } = stage({})
    const stranger = Object.assign(new Event('message'), {
      data: { type: portMessageType },
      ports: [new MessageChannel().port2],
      source: new EventTarget(),
    })
    page.dispatchEvent(stranger)
    expect(connection.status()).toBe('connecting')
    connection.close()
  })

  it('carries a refusal with its words', async () => {
    const list = api.services.list.handler(({ errors }) => {
      throw errors.REFUSED({ data: { kind: 'not_allowed', message: 'Only a manager may do this.' } })
    })
    const { connection, start } = stage({ services: { list } })
    start()
    const error: unknown = await connection.client.services.list().catch((reason: unknown) => reason)
    expect(refusalOf(error)).toEqual({ kind: 'not_allowed', message: 'Only a manager may do this.' })
    connection.close()
  })

  it('ends a stream when the backend dies', async () => {
    const watch = api.changes.watch.handler(async function* changes() {
      yield { noun: 'referral' as const, ids: ['a'] }
      await new Promise(() => undefined)
    })
    const { connection, start, kill } = stage({ changes: { watch } })
    start()
    const seen: string[] = []
    const stream = await connection.client.changes.watch()
    const ended = (async () => {
      for await (const change of stream) {
        seen.push(change.noun)
        kill()
      }
    })()
    await expect(ended).rejects.toBeTruthy()
    expect(seen).toEqual(['referral'])
    connection.close()
  })
})

describe('refusalOf', () => {
  it('never shows the words of an unexpected error', () => {
    const refusal = refusalOf(new Error('UNIQUE failed: SMITH, Mary 04-Mar-2021'))
    expect(refusal.kind).toBe('unavailable')
    expect(refusal.message).not.toContain('SMITH')
    expect(refusal.message).toContain('Nothing already saved is lost')
  })

  it('knows a stop from a failure', () => {
    expect(refusalOf(new DOMException('x', 'AbortError')).kind).toBe('cancelled')
  })
})

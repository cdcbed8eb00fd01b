import { EventEmitter } from 'node:events'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import {
  keepBackend,
  pausesBeforeRestart,
  soundAfter,
  type BackendChild,
  type BackendProcess,
} from '../../src/main/app/backend-process.ts'
import type { MessageFromBackend, MessageToBackend } from '../../src/main/control-messages.ts'
import type { BackendStatus } from '../../src/shared/bridge.ts'

class FakeChild extends EventEmitter implements BackendChild<string> {
  readonly sent: { message: MessageToBackend; ports?: string[] }[] = []
  isAlive = true
  postMessage(message: MessageToBackend, ports?: string[]): void {
    this.sent.push(ports ? { message, ports } : { message })
  }
  kill(): boolean {
    this.exit(9)
    return true
  }
  say(message: MessageFromBackend): void {
    this.emit('message', message)
  }
  exit(code: number): void {
    if (!this.isAlive) return
    this.isAlive = false
    this.emit('exit', code)
  }
}

const resume = { accountId: 'account', storeKey: 'key' }
let children: FakeChild[]
let statuses: BackendStatus[]
let backend: BackendProcess<string>
let clock: number

const latest = () => children.at(-1)!
const startOf = (child: FakeChild) => child.sent[0]?.message

beforeEach(() => {
  vi.useFakeTimers()
  children = []
  statuses = []
  clock = 0
  backend = keepBackend<string>({
    dataFolder: '/data/store',
    fork() {
      const child = new FakeChild()
      children.push(child)
      return child
    },
    log: () => undefined,
    onStatus: (status) => statuses.push(status),
    wait: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
    now: () => clock,
  })
  return () => vi.useRealTimers()
})

async function exitAndRestart(code = 1): Promise<void> {
  latest().exit(code)
  await vi.advanceTimersByTimeAsync(pausesBeforeRestart.at(-1)!)
}

describe('starting', () => {
  it('tells the backend its folder and reports when it is ready', () => {
    backend.start()
    expect(startOf(latest())).toEqual({ type: 'start', dataFolder: '/data/store' })
    expect(backend.status).toEqual({ state: 'starting' })
    latest().say({ type: 'ready' })
    expect(backend.status).toEqual({ state: 'ready' })
  })

  it('hands over ports and files only once it is ready', () => {
    const grant = { token: 't', path: '/a.csv', name: 'a.csv', size: 1, purpose: 'read' as const }
    backend.start()
    expect(backend.connect('port')).toBe(false)
    expect(backend.grantFile(grant)).toBe(false)
    latest().say({ type: 'ready' })
    expect(backend.connect('port')).toBe(true)
    expect(backend.grantFile(grant)).toBe(true)
    expect(latest().sent.slice(1)).toEqual([
      { message: { type: 'connect' }, ports: ['port'] },
      { message: { type: 'file-granted', ...grant } },
    ])
  })

  it('kills a backend that never gets ready', async () => {
    backend.start()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(children[0]!.isAlive).toBe(false)
  })
})

describe('after an exit', () => {
  it('starts again and says so', async () => {
    backend.start()
    latest().say({ type: 'ready' })
    await exitAndRestart(9)
    expect(children).toHaveLength(2)
    latest().say({ type: 'ready' })
    expect(statuses.map(({ state }) => state)).toEqual(['ready', 'starting', 'restarted'])
  })

  it('hands the session to the next backend as it was', async () => {
    backend.start()
    latest().say({ type: 'ready' })
    latest().say({ type: 'session-opened', resume })
    await exitAndRestart(9)
    expect(startOf(latest())).toEqual({ type: 'start', dataFolder: '/data/store', resume })
  })

  it('hands nothing over when the session had ended', async () => {
    backend.start()
    latest().say({ type: 'ready' })
    latest().say({ type: 'session-opened', resume })
    latest().say({ type: 'session-ended' })
    await exitAndRestart(9)
    expect(startOf(latest())).not.toHaveProperty('resume')
  })

  it('lets go of a session with which it cannot start', async () => {
    backend.start()
    latest().say({ type: 'ready' })
    latest().say({ type: 'session-opened', resume })
    await exitAndRestart(9)
    await exitAndRestart(1)
    expect(startOf(latest())).not.toHaveProperty('resume')
  })

  it('gives up after several exits in a row, and starts again when asked to', async () => {
    backend.start()
    for (let exits = 0; exits < pausesBeforeRestart.length; exits += 1) await exitAndRestart()
    expect(children).toHaveLength(1 + pausesBeforeRestart.length)
    await exitAndRestart()
    expect(backend.status).toEqual({ state: 'failed' })
    expect(children).toHaveLength(1 + pausesBeforeRestart.length)

    backend.retry()
    expect(children).toHaveLength(2 + pausesBeforeRestart.length)
    expect(backend.status).toEqual({ state: 'starting' })
  })

  it('forgets earlier exits once it has run soundly', async () => {
    backend.start()
    for (let run = 0; run < pausesBeforeRestart.length * 2; run += 1) {
      latest().say({ type: 'ready' })
      clock += soundAfter
      await exitAndRestart()
    }
    expect(backend.status.state).not.toBe('failed')
    expect(children).toHaveLength(1 + pausesBeforeRestart.length * 2)
  })

  it('does not try again what the backend refused, and passes on why', async () => {
    backend.start()
    latest().say({ type: 'refused', message: 'The data folder is on a network drive.' })
    await exitAndRestart(0)
    expect(children).toHaveLength(1)
    expect(backend.status).toEqual({ state: 'failed', reason: 'The data folder is on a network drive.' })
  })

  it('does nothing on retry unless it has failed', () => {
    backend.start()
    backend.retry()
    expect(children).toHaveLength(1)
  })
})

describe('stopping', () => {
  it('asks the backend to finish and does not start it again', async () => {
    backend.start()
    latest().say({ type: 'ready' })
    const stopped = backend.stop(60_000)
    expect(latest().sent.at(-1)?.message).toEqual({ type: 'shutdown' })
    latest().exit(0)
    await stopped
    await vi.advanceTimersByTimeAsync(60_000)
    expect(children).toHaveLength(1)
  })

  it('kills a backend that does not finish in time', async () => {
    backend.start()
    latest().say({ type: 'ready' })
    const stopped = backend.stop(5_000)
    await vi.advanceTimersByTimeAsync(4_999)
    expect(latest().isAlive).toBe(true)
    await vi.advanceTimersByTimeAsync(1)
    await stopped
    expect(latest().isAlive).toBe(false)
  })

  it('is done at once when there is no backend', async () => {
    await expect(backend.stop(60_000)).resolves.toBeUndefined()
  })
})

import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/message-port'
import type { ClientLink } from '@orpc/client'
import type { ContractRouterClient } from '@orpc/contract'
import { portMessageType } from '../../shared/bridge.ts'
import type { contract } from '../../shared/contract/index.ts'

/** Typed client of every procedure in the contract. */
export type Client = ContractRouterClient<typeof contract>

export type ConnectionStatus = 'connecting' | 'connected' | 'reconnecting'

/** The backend stopped while a call was pending: whether the call took effect is not known. */
export class BackendRestarted extends Error {
  readonly code = 'backend_restarted'
  constructor() {
    super('The part of the app that keeps the data restarted.')
    this.name = 'BackendRestarted'
  }
}

/** No connection came within the time allowed; the call was never sent. */
export class NotConnected extends Error {
  readonly code = 'unavailable'
  constructor() {
    super('The part of the app that keeps the data did not answer.')
    this.name = 'NotConnected'
  }
}

export interface Connection {
  client: Client
  status(): ConnectionStatus
  /** Calls back on each change of status; returns how to stop. */
  subscribe(listener: () => void): () => void
  close(): void
}

export interface ConnectionOptions {
  /** Asks the shell for a port; it arrives as a window message. */
  requestPort: () => unknown
  /** Where the message with the port arrives. */
  target: Pick<Window, 'addEventListener' | 'removeEventListener'>
  /** How long a call waits for a connection before it is refused, in milliseconds. */
  waitMs?: number
  /** How long to wait between requests for a new port, in milliseconds. */
  retryMs?: number
}

type Link = ClientLink<Record<never, never>>
interface OpenLink {
  link: Link
  closed: Promise<never>
}

function openLink(port: MessagePort, onClose: () => void): OpenLink {
  const { promise: closed, reject } = Promise.withResolvers<never>()
  closed.catch(() => undefined)
  port.addEventListener('close', () => {
    reject(new BackendRestarted())
    onClose()
  })
  const link = new RPCLink({ port })
  port.start()
  return { link, closed }
}

async function* untilClosed<T>(stream: AsyncIterator<T>, closed: Promise<never>): AsyncGenerator<T, unknown> {
  try {
    for (;;) {
      const next = await Promise.race([stream.next(), closed])
      if (next.done) return next.value
      yield next.value
    }
  } finally {
    await Promise.race([
      Promise.resolve(stream.return?.()).catch(() => undefined),
      closed.catch(() => undefined),
    ])
  }
}

function isStream(value: unknown): value is AsyncIterator<unknown> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value
}

/**
 * Keeps one client alive across restarts of the backend. A call made while disconnected waits for the next port;
 * a call pending when the port closes rejects with `BackendRestarted`, because nobody can say whether it was done.
 */
export function openConnection(options: ConnectionOptions): Connection {
  const { requestPort, target, waitMs = 20_000, retryMs = 1_000 } = options
  const listeners = new Set<() => void>()
  let status: ConnectionStatus = 'connecting'
  let current = Promise.withResolvers<OpenLink>()
  let retry: ReturnType<typeof setTimeout> | undefined
  let port: MessagePort | undefined
  let ended = false

  function announce(next: ConnectionStatus): void {
    if (next === status) return
    status = next
    for (const listener of listeners) listener()
  }

  function ask(): void {
    if (ended || status === 'connected') return
    requestPort()
    retry = setTimeout(ask, retryMs)
  }

  function lose(lost: MessagePort): void {
    if (ended || lost !== port) return
    current = Promise.withResolvers<OpenLink>()
    announce('reconnecting')
    ask()
  }

  function receive(event: Event): void {
    const message = event as MessageEvent<unknown>
    const data = message.data as { type?: unknown } | null
    if (message.source !== target && message.source !== null) return
    if (data?.type !== portMessageType) return
    const next = message.ports[0]
    if (!next) return
    clearTimeout(retry)
    if (status === 'connected') current = Promise.withResolvers<OpenLink>()
    port = next
    current.resolve(openLink(next, () => lose(next)))
    announce('connected')
  }

  async function connected(): Promise<OpenLink> {
    const { promise, reject } = Promise.withResolvers<never>()
    const timer = setTimeout(() => reject(new NotConnected()), waitMs)
    try {
      return await Promise.race([current.promise, promise])
    } finally {
      clearTimeout(timer)
    }
  }

  const steady: Link = {
    async call(path, input, callOptions) {
      const { link, closed } = await connected()
      const output = await Promise.race([link.call(path, input, callOptions), closed])
      return isStream(output) ? untilClosed(output, closed) : output
    },
  }

  target.addEventListener('message', receive)
  ask()
  return {
    client: createORPCClient<Client>(steady),
    status: () => status,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close() {
      ended = true
      clearTimeout(retry)
      target.removeEventListener('message', receive)
      port?.close()
    },
  }
}

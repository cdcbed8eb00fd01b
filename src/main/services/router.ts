import { mapEventIterator } from '@orpc/client'
import type { AnyContractProcedure, ContractRouterClient } from '@orpc/contract'
import { type AnyProcedure, createRouterClient, implement, ORPCError } from '@orpc/server'
import { isAsyncIteratorObject } from '@orpc/shared'
import type { Role } from '../../shared/codes/roles.ts'
import { type Access, access, mayCall } from '../../shared/contract/access.ts'
import { type Contract, contract } from '../../shared/contract/index.ts'
import type { LogEntry } from '../../shared/log-entry.ts'
import type { Refusal, Result } from '../../shared/result.ts'
import { framesOf } from '../app/redaction.ts'
import { saysDamaged, sqliteCodeOf } from '../store/dialects/connection.ts'
import { StoreIsReadOnly } from '../store/store.ts'
import type { ServiceContext } from './context.ts'
import type { CallOptions, HandlersOf } from './handlers.ts'
import { Refused } from './refused.ts'
import type { SessionHost } from './session/session-host.ts'

/** What a call finds: the host it reached, and who is signed in there. */
export interface CallContext {
  /** Null where one person works with one store and no windows: headless commands, tests of services. */
  host: SessionHost | null
  /** What services are given; null when nobody is signed in. */
  signedIn(): ServiceContext | null
  log(entry: LogEntry): void
}

/** The nouns that work before anybody is signed in. */
type HostNoun = 'session' | 'changes'

/** Every part of the contract and what does it. */
export type HandlerTree = {
  [Noun in keyof Contract]: HandlersOf<Noun, Noun extends HostNoun ? SessionHost : ServiceContext>
}

export type InProcessClient = ContractRouterClient<Contract>

/** A call that takes longer than this is logged by name, in milliseconds. */
const slowCall = 40

type Handler = (context: unknown, input: unknown, options: CallOptions) => Promise<Result<unknown>>
export type BackendRouter = Record<string, Record<string, AnyProcedure>>

interface Interception {
  context: CallContext
  path: readonly string[]
  signal?: AbortSignal
  next(): Promise<unknown>
}

/** Each procedure of the contract with its name and its entry in a tree of the same shape. */
function* proceduresOf(): Generator<{ noun: string; verb: string; procedure: AnyContractProcedure }> {
  for (const [noun, procedures] of Object.entries<Record<string, AnyContractProcedure>>(contract)) {
    for (const [verb, procedure] of Object.entries(procedures)) yield { noun, verb, procedure }
  }
}

function entryAt<T>(
  tree: Readonly<Record<string, Readonly<Record<string, unknown>> | undefined>>,
  noun: string,
  verb: string,
): T | undefined {
  const group = tree[noun]
  return group && Object.hasOwn(group, verb) ? (group[verb] as T) : undefined
}

const refused = (refusal: Refusal) =>
  new ORPCError('REFUSED', { message: 'Refused', defined: true, data: refusal })

/** Joins the contract with the handlers that do it. */
export function buildRouter(handlers: HandlerTree): BackendRouter {
  const router: BackendRouter = {}
  for (const { noun, verb, procedure } of proceduresOf()) {
    const handle = entryAt<Handler>(handlers, noun, verb)
    router[noun] ??= {}
    router[noun][verb] = implement(procedure)
      .$context<CallContext>()
      .handler(async ({ context, input, signal }) => {
        if (!handle) throw new Error(`${noun}.${verb} has no handler`)
        const given = noun === 'session' || noun === 'changes' ? context.host : context.signedIn()
        if (!given) throw refused({ kind: 'unavailable', message: 'This works in the app only.' })
        const result = await handle(given, input, { signal })
        if (!result.ok) throw refused(result.refusal)
        return result.value
      })
  }
  return router
}

function checkRole({ context, path: [noun = '', verb = ''] }: Interception): void {
  const rule = entryAt<Access>(access, noun, verb)
  if (!rule) throw refused({ kind: 'not_allowed', message: 'The app does not know this request.' })
  const roles: readonly Role[] | null = context.signedIn()?.person.roles ?? null
  if (mayCall(rule, roles)) return
  throw refused(
    roles === null
      ? { kind: 'not_signed_in', message: 'You are signed out. Sign in and carry on.' }
      : { kind: 'not_allowed', message: 'Your role does not allow this. Nothing was changed.' },
  )
}

interface Issue {
  message: string
  path?: readonly (PropertyKey | { key: PropertyKey })[]
}

/** The issues of a refused input, each beside its field (`child.contacts.0.email`). */
function refusalOfInput(issues: readonly Issue[]): Refusal {
  const named = issues.map(({ message, path = [] }) => ({
    field: path.map((part) => String(typeof part === 'object' ? part.key : part)).join('.'),
    message,
  }))
  const [first] = named
  return {
    kind: 'invalid',
    message: first?.field
      ? first.message
      : 'What was sent is not in a form the app accepts. Nothing was saved.',
    ...(first?.field && { field: first.field }),
    issues: named,
  }
}

/** What a call answers when something was thrown: a refusal as it is; a bug without a word of what it was about. */
function answerTo(error: unknown, { context, path, signal }: Omit<Interception, 'next'>): unknown {
  if (error instanceof ORPCError) {
    if (error.code === 'REFUSED') return error
    const data: unknown = error.data
    if (error.code === 'BAD_REQUEST' && typeof data === 'object' && data !== null && 'issues' in data) {
      return refused(refusalOfInput(data.issues as readonly Issue[]))
    }
  }
  if (error instanceof Refused) return refused(error.refusal)
  if (error instanceof StoreIsReadOnly) return refused({ kind: 'unavailable', message: error.message })
  if (signal?.aborted)
    return refused({ kind: 'cancelled', message: 'Stopped before it finished. Nothing was changed.' })
  if (sqliteCodeOf(error) === 'SQLITE_FULL') {
    return refused({
      kind: 'unavailable',
      message: 'The disk is full, so nothing was saved. Make room and try again.',
    })
  }
  const store = context.signedIn()?.store
  if (store && saysDamaged(error)) {
    context.log({
      level: 'error',
      event: 'store_damaged',
      detail: { code: sqliteCodeOf(error) ?? undefined },
    })
    return refused({ kind: 'unavailable', message: store.noteDamage() })
  }
  context.log({
    level: 'error',
    event: 'call_failed',
    detail: {
      call: path.join('.'),
      errorName: error instanceof Error ? error.name : undefined,
      code: sqliteCodeOf(error) ?? undefined,
      frames: error instanceof Error ? framesOf(error) : undefined,
    },
  })
  return new ORPCError('INTERNAL_SERVER_ERROR', { message: 'Something went wrong inside the app.' })
}

/** Goes round every call: role first, then the input, then the handler; whatever is thrown is turned into an answer. */
export async function aroundCall(call: Interception): Promise<unknown> {
  const started = performance.now()
  try {
    checkRole(call)
    const output = await call.next()
    if (!isAsyncIteratorObject(output)) return output
    return mapEventIterator(output, {
      value: async (value) => value,
      error: async (error) => answerTo(error, call),
    })
  } catch (error) {
    throw answerTo(error, call)
  } finally {
    const durationMs = performance.now() - started
    if (durationMs > slowCall) {
      call.context.log({
        level: 'info',
        event: 'call_slow',
        detail: { call: call.path.join('.'), durationMs },
      })
    }
  }
}

/** A client of the same router without a port: same checks, same answers. For headless commands and tests. */
export function clientOf(router: BackendRouter, context: CallContext): InProcessClient {
  const client: unknown = createRouterClient(router, { context, interceptors: [aroundCall] })
  return client as InProcessClient
}

import type { InferContractRouterInputs, InferContractRouterOutputs } from '@orpc/contract'
import type { Contract } from '../../shared/contract/index.ts'
import type { Result } from '../../shared/result.ts'
import type { ServiceContext } from './context.ts'

type Inputs = InferContractRouterInputs<Contract>
type Outputs = InferContractRouterOutputs<Contract>

/** What a call carries beside its input. */
export interface CallOptions {
  signal?: AbortSignal
}

/** The part of the contract that one service implements: checked input in, a result out. */
export type HandlersOf<Noun extends keyof Contract, Context = ServiceContext> = {
  [Verb in keyof Contract[Noun]]: (
    context: Context,
    input: Verb extends keyof Inputs[Noun] ? ParsedInput<Noun, Verb> : undefined,
    options: CallOptions,
  ) => Promise<Result<Verb extends keyof Outputs[Noun] ? Returned<Outputs[Noun][Verb]> : never>>
}

/** A stream is declared as oRPC's own class; any async generator of its values will do. */
type Returned<Output> =
  Output extends AsyncIterator<infer Value> ? AsyncIteratorObject<Value, unknown, unknown> : Output

/** Input after zod has filled in defaults. */
type ParsedInput<
  Noun extends keyof Contract,
  Verb extends keyof Contract[Noun],
> = Contract[Noun][Verb] extends {
  '~orpc': { inputSchema?: infer S }
}
  ? NonNullable<S> extends { '~standard': { types?: infer T } }
    ? NonNullable<T> extends { output: infer O }
      ? O
      : undefined
    : undefined
  : undefined

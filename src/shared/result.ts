/** Why a request was refused. Expected failures are values of this shape; a throw is a bug. */
export interface Refusal {
  kind: RefusalKind
  /** What happened and what to do, in plain English, without patient data. */
  message: string
  /** The input field the message belongs to, when there is one. */
  field?: string
  /** Further problems, each beside its field. */
  issues?: { field: string; message: string }[]
  /** For `conflict`: the row as it is now. */
  present?: unknown
}

export const refusalKinds = [
  'not_found',
  'conflict',
  'invalid',
  'not_allowed',
  'not_signed_in',
  'unavailable',
  'cancelled',
] as const
export type RefusalKind = (typeof refusalKinds)[number]

export type Result<T> = { ok: true; value: T } | { ok: false; refusal: Refusal }

/** A successful result. */
export function ok<T>(value: T): Result<T> {
  return { ok: true, value }
}

/** A refused result. */
export function refuse(
  kind: RefusalKind,
  message: string,
  more: Omit<Refusal, 'kind' | 'message'> = {},
): { ok: false; refusal: Refusal } {
  return { ok: false, refusal: { kind, message, ...more } }
}

/** Stops the compiler from letting a union member go unhandled. */
export function assertNever(value: never, message: string): never {
  throw new Error(`${message}: ${String(value)}`)
}

import type { Refusal } from '../../shared/result.ts'
import { refusalKinds } from '../../shared/result.ts'

function isRefusal(value: unknown): value is Refusal {
  if (typeof value !== 'object' || value === null) return false
  const { kind, message } = value as { kind?: unknown; message?: unknown }
  return typeof message === 'string' && (refusalKinds as readonly unknown[]).includes(kind)
}

function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined
}

function isAbort(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'name' in error && error.name === 'AbortError'
}

/**
 * Turns anything a call may throw into a refusal that can be shown. The words never contain the message of an
 * unexpected error, which may carry patient data.
 */
export function refusalOf(error: unknown): Refusal {
  if (isRefusal(error)) return error
  if (typeof error === 'object' && error !== null && 'data' in error && isRefusal(error.data))
    return error.data
  const code = codeOf(error)
  if (code === 'backend_restarted') {
    return {
      kind: 'unavailable',
      message:
        'The part of the app that keeps the data restarted while this was being done. Everything saved before is safe. Check whether this last step is there, then try it again.',
    }
  }
  if (code === 'unavailable') {
    return {
      kind: 'unavailable',
      message:
        'The part of the app that keeps the data did not answer. Nothing was sent and nothing is lost. Try again in a moment.',
    }
  }
  if (isAbort(error))
    return { kind: 'cancelled', message: 'Stopped before it finished. Nothing was changed.' }
  if (code === 'BAD_REQUEST') {
    return {
      kind: 'invalid',
      message:
        'Something in what was entered is not in a form the app accepts. Nothing was saved. Check it and try again.',
    }
  }
  if (code === 'FORBIDDEN')
    return { kind: 'not_allowed', message: 'Your role does not allow this. Nothing was changed.' }
  if (code === 'UNAUTHORIZED')
    return { kind: 'not_signed_in', message: 'You are signed out. Sign in and carry on.' }
  return {
    kind: 'unavailable',
    message:
      'Something went wrong inside the app. Nothing already saved is lost. Try again; if it happens again, restart the app and tell whoever looks after it.',
  }
}

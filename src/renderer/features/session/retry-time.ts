import { clockText } from '../../app/saved-at.ts'

/** When the next try is taken, as "14:05:40", read from a refusal that says how long to wait; null when none does. */
export function retryTime(message: string, now: number): string | null {
  const [, amount, unit] = /\bwait (\d+) (second|minute)/.exec(message) ?? []
  if (!amount) return null
  const seconds = Number(amount) * (unit === 'minute' ? 60 : 1)
  const at = new Date(now + seconds * 1000)
  return `${clockText(at.getTime())}:${String(at.getSeconds()).padStart(2, '0')}`
}

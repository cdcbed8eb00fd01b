import { createHmac, randomBytes } from 'node:crypto'

/** Hex digits of a pseudonym: 80 bits, so that two children never share one. */
const length = 20

/** A key for pseudonyms: 32 random bytes as hex. */
export function newPseudonymKey(): string {
  return randomBytes(32).toString('hex')
}

/**
 * The pseudonym of a child or a referral: HMAC-SHA-256 of its id in this store under the key of one recipient. The
 * same id has the same pseudonym under one key and another under the next, and without the key neither way can be
 * gone. The NHS number takes no part: there are few enough of them to try them all.
 */
export function pseudonym(key: string, kind: 'child' | 'referral', id: string): string {
  const digest = createHmac('sha256', Buffer.from(key, 'hex')).update(`${kind}:${id}`).digest('hex')
  return `${kind === 'child' ? 'C' : 'R'}-${digest.slice(0, length)}`
}

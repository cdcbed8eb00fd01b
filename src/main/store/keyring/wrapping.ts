import { hashRaw, type Algorithm } from '@node-rs/argon2'
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { z } from 'zod'

/**
 * How much work deriving a key from a password is. Least recommended for argon2id: 19 MiB, 2 passes, 1 lane
 * (OWASP Password Storage Cheat Sheet).
 */
export interface PasswordCost {
  /** KiB. */
  memoryCost: number
  timeCost: number
  parallelism: number
}
export const usualCost: PasswordCost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

// The package declares its constants in a way that type stripping cannot import.
const argon2id: Algorithm.Argon2id = 2

const base64 = z.base64()
const sealed = { salt: base64, iv: base64, wrapped: base64, tag: base64 }
export const passwordWrapping = z.object({
  userName: z.string(),
  memoryCost: z.number().int().min(8).max(1_048_576),
  timeCost: z.number().int().min(1).max(100),
  parallelism: z.number().int().min(1).max(16),
  ...sealed,
})
/** The database key locked with a person's password. */
export type PasswordWrapping = z.infer<typeof passwordWrapping>
export const recoveryWrapping = z.object(sealed)
/** The database key locked with the recovery key. */
export type RecoveryWrapping = z.infer<typeof recoveryWrapping>

type Sealed = Omit<RecoveryWrapping, 'salt'>

function seal(key: Uint8Array, lockedWith: Uint8Array, label: string): Sealed {
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', lockedWith, iv).setAAD(Buffer.from(label))
  const wrapped = Buffer.concat([cipher.update(key), cipher.final()])
  return {
    iv: iv.toString('base64'),
    wrapped: wrapped.toString('base64'),
    tag: cipher.getAuthTag().toString('base64'),
  }
}

function unseal({ iv, wrapped, tag }: Sealed, lockedWith: Uint8Array, label: string): Buffer | null {
  try {
    const decipher = createDecipheriv('aes-256-gcm', lockedWith, Buffer.from(iv, 'base64'), {
      authTagLength: 16,
    })
      .setAAD(Buffer.from(label))
      .setAuthTag(Buffer.from(tag, 'base64'))
    return Buffer.concat([decipher.update(Buffer.from(wrapped, 'base64')), decipher.final()])
  } catch {
    return null
  }
}

function stretch(password: string, salt: Uint8Array, cost: PasswordCost): Promise<Buffer> {
  const { memoryCost, timeCost, parallelism } = cost
  return hashRaw(password.normalize('NFKC'), {
    algorithm: argon2id,
    memoryCost,
    timeCost,
    parallelism,
    outputLen: 32,
    salt,
  })
}

const labelOf = (userName: string) => `cyp-waits keyring user ${userName}`

/** Locks the database key with a password. */
export async function wrapWithPassword(
  key: Uint8Array,
  userName: string,
  password: string,
  cost: PasswordCost,
): Promise<PasswordWrapping> {
  const salt = randomBytes(16)
  const lockedWith = await stretch(password, salt, cost)
  const { memoryCost, timeCost, parallelism } = cost
  return {
    userName,
    memoryCost,
    timeCost,
    parallelism,
    salt: salt.toString('base64'),
    ...seal(key, lockedWith, labelOf(userName)),
  }
}

/** The database key, or null when the password is wrong or the wrapping was changed. */
export async function unwrapWithPassword(
  wrapping: PasswordWrapping,
  password: string,
): Promise<Buffer | null> {
  const lockedWith = await stretch(password, Buffer.from(wrapping.salt, 'base64'), wrapping)
  return unseal(wrapping, lockedWith, labelOf(wrapping.userName))
}

/** Does the work of one wrong password, so that a name nobody has takes as long as a name somebody has. */
export async function pretendToUnwrap(password: string, cost: PasswordCost): Promise<null> {
  await stretch(password, randomBytes(16), cost)
  return null
}

const recoveryLabel = 'cyp-waits keyring recovery'

/** The recovery key has 195 random bits, so nothing is gained by making its use slow. */
function fromRecoveryKey(recoveryKey: string, salt: Uint8Array): Buffer {
  return Buffer.from(hkdfSync('sha256', recoveryKey, salt, recoveryLabel, 32))
}

/** Locks the database key with a recovery key in its one form (`readRecoveryKey`). */
export function wrapWithRecoveryKey(key: Uint8Array, recoveryKey: string): RecoveryWrapping {
  const salt = randomBytes(16)
  return {
    salt: salt.toString('base64'),
    ...seal(key, fromRecoveryKey(recoveryKey, salt), recoveryLabel),
  }
}

/** The database key, or null when this is not the store's recovery key. */
export function unwrapWithRecoveryKey(wrapping: RecoveryWrapping, recoveryKey: string): Buffer | null {
  return unseal(wrapping, fromRecoveryKey(recoveryKey, Buffer.from(wrapping.salt, 'base64')), recoveryLabel)
}

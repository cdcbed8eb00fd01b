import { type } from '@orpc/contract'
import { z } from 'zod'
import { type Role, roles } from '../codes/roles.ts'
import { procedure } from './procedure.ts'

export interface Person {
  id: string
  userName: string
  displayName: string
  roles: Role[]
}

/** What the app can do now: choose a store, sign in, or work. */
export interface SessionState {
  /** Which stores exist in the data folder. */
  stores: { live: boolean; demo: boolean }
  /** The store that is open, when somebody is signed in. */
  store: { kind: 'live' | 'demo'; providerCode: string; providerName: string } | null
  person: Person | null
  /** A reason the store cannot be used (damaged, newer version, unsafe folder), in words. */
  problem: string | null
  /** Minutes without input after which the app locks. */
  lockAfterMinutes: number
  lastVerifiedBackupAt: string | null
  today: string
}

/** At least 12 characters; shorter and well-known ones are refused with the reason. */
export const newPassword = z.string().min(12, 'Use at least 12 characters').max(200)
export const userName = z
  .string()
  .trim()
  .min(2, 'Use at least 2 characters')
  .max(60)
  .regex(/^[\p{L}\p{N}._-]+$/u, 'Use letters, numbers, dot, dash or underscore')

export const session = {
  state: procedure.output(type<SessionState>()),
  createStore: procedure
    .input(
      z.object({
        displayName: z.string().trim().min(2, 'Enter your name').max(100),
        userName,
        password: newPassword,
        providerCode: z
          .string()
          .trim()
          .toUpperCase()
          .regex(/^[A-Z0-9]{3,6}$/, 'An organisation code is 3 to 6 letters and numbers'),
        providerName: z.string().trim().max(120).default(''),
      }),
    )
    .output(type<{ recoveryKey: string; state: SessionState }>()),
  createDemoStore: procedure.output(type<SessionState>()),
  signIn: procedure
    .input(z.object({ userName: z.string().trim().max(60), password: z.string().max(200) }))
    .output(type<SessionState>()),
  signInDemo: procedure.input(z.object({ role: z.enum(roles) })).output(type<SessionState>()),
  recover: procedure
    .input(z.object({ recoveryKey: z.string().trim().max(200), userName, newPassword }))
    .output(type<SessionState>()),
  lock: procedure.output(type<SessionState>()),
}

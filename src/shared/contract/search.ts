import { type } from '@orpc/contract'
import { z } from 'zod'
import { procedure } from './procedure.ts'

export interface SearchHit {
  childId: string
  familyName: string
  givenName: string
  preferredName: string | null
  dateOfBirth: string
  nhsNumber: string | null
  localPatientId: string | null
  /** "Audiology: waiting to be booked", one for each referral, open ones first. */
  referrals: string[]
}

export const search = {
  /** NHS number with or without spaces, names in any order, date of birth in any form, or local id. */
  find: procedure
    .input(z.object({ text: z.string().trim().max(100), limit: z.number().int().min(1).max(50).default(20) }))
    .output(type<{ hits: SearchHit[]; more: boolean }>()),
}

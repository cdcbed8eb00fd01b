import { oc, type } from '@orpc/contract'
import { z } from 'zod'
import type { Refusal } from '../result.ts'

/** Every procedure may be refused; the reason travels as a value beside the error code. */
export const procedure = oc.errors({ REFUSED: { message: 'Refused', data: type<Refusal>() } })

/** A calendar date `YYYY-MM-DD` that exists. */
export const isoDate = z.iso.date()
/** Id of a row: UUID text. */
export const rowId = z.uuid()
/** Id of a service: a short slug. */
export const serviceId = z
  .string()
  .min(1)
  .max(40)
  .regex(/^[a-z0-9_]+$/)
/** The version of the row that the person saw. */
export const rowVersion = z.number().int().min(1)
/** Why a person did something: required where a rule asks for it. */
export const reasonText = z.string().trim().min(3, 'Give a reason of at least 3 characters').max(2000)
/** A file the person chose in a dialog or dropped; the page never sees its path. */
export const fileToken = z.string().min(8).max(100)
/** A calendar month `YYYY-MM`. */
export const monthText = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'A month is written YYYY-MM')

export const pageInput = {
  offset: z.number().int().min(0).default(0),
  limit: z.number().int().min(1).max(200).default(100),
}

/** One page of a longer list. */
export interface Page<Row> {
  rows: Row[]
  /** How many there are in all. */
  total: number
  /** The date the list speaks of, `YYYY-MM-DD`. */
  asAt: string
}

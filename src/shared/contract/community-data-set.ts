import { type } from '@orpc/contract'
import { z } from 'zod'
import { fileToken, monthText, type Page, pageInput, procedure } from './procedure.ts'

/** What became of one field of the community data set in a month. */
export interface DataSetFieldReport {
  /** `CYP101`. */
  table: string
  /** Field name of the intermediate database. */
  field: string
  /** Data dictionary name. */
  name: string
  requirement: 'M' | 'R' | 'O' | 'P'
  /** How sure the app is of the requirement. */
  confidence: 'published' | 'second_hand' | 'recalled'
  /** The table of codes that fills it, where one does. */
  codeSet: string | null
  rows: number
  filled: number
  missing: number
  invalid: number
  level: 'error' | 'warning' | 'info' | 'ok'
  sentence: string
}

/** The community data set of a month, checked field by field. */
export interface DataSetReport {
  month: string
  firstDay: string
  lastDay: string
  provider: string
  computedAt: string
  /** Whether something was recorded since it was counted. */
  isOutOfDate: boolean
  tables: { table: string; name: string; rows: number }[]
  verdict: string
  fields: DataSetFieldReport[]
  /** Appointments of the month that nobody has recorded an outcome for, so that they are in no table. */
  withoutOutcome: number
  /** Services whose referrals are left out because they are reported through another data set. */
  leftOut: string[]
}

/** What was written. */
export interface DataSetExported {
  /** Of the file. */
  sha256: string
  /** Of all tables. */
  rows: number
  /** Fields that are an error. */
  errors: number
  /** The report that is in the file. */
  report: Omit<DataSetReport, 'isOutOfDate'>
}

/** A row that a field of the report speaks of. */
export interface DataSetSubject {
  /** Its place in the list: a child can stand there with several rows. */
  place: number
  childId: string
  referralId: string
  familyName: string
  givenName: string
  dateOfBirth: string
  nhsNumber: string | null
  serviceName: string
  receivedDate: string
}

/** Local codes and the national codes that stand for them. */
export interface DataSetCodeSet {
  id: string
  name: string
  nationalName: string
  /** The national list with its labels; null where it is not published. */
  list: { codes: { code: string; label: string }[]; complete: boolean; source: string } | null
  entered: 'code' | 'organisation'
  codes: {
    local: string
    label: string
    national: string | null
    /** Whether the app proposed it and nobody has confirmed or changed it. */
    isProposal: boolean
    /** 0 until somebody has entered one. */
    version: number
    changedBy: string | null
    changedAt: string | null
  }[]
}

export const communityDataSet = {
  /** Counts and checks a month; the last answer is given again unless `again` is asked for. */
  report: procedure
    .input(z.object({ month: monthText, again: z.boolean().default(false) }))
    .output(type<DataSetReport>()),
  /** Whom the rows are about in which a field is missing or invalid, as of the last report. */
  affected: procedure
    .input(
      z.object({
        month: monthText,
        table: z.string().max(10),
        field: z.string().max(60),
        problem: z.enum(['missing', 'invalid']),
        ...pageInput,
      }),
    )
    .output(type<Page<DataSetSubject>>()),
  codes: procedure.output(type<DataSetCodeSet[]>()),
  saveCode: procedure
    .input(
      z.object({
        set: z.string().max(60),
        local: z.string().max(60),
        /** The version of the row that the person saw. */
        version: z.number().int().min(0),
        /** Null takes the code back. */
        national: z.string().trim().max(10).nullable(),
      }),
    )
    .output(type<{ version: number }>()),
  /** Writes the month as a ZIP of CSV files. It identifies children. */
  export: procedure.input(z.object({ month: monthText, file: fileToken })).output(type<DataSetExported>()),
}

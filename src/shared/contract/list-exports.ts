import { type } from '@orpc/contract'
import { z } from 'zod'
import { disclosurePolicyIds } from '../codes/disclosure-policies.ts'
import { qualityFilter, qualitySort } from './data-quality.ts'
import { listFilter, listSort } from './list-query.ts'
import { fileToken, isoDate, procedure, rowId } from './procedure.ts'
import { checkInput, figureInput } from './return-facets.ts'
import { taskFilter, taskSort } from './tasks.ts'
import { inboxFilter } from './triage.ts'

/** Which list is taken out, asked for as the screen asks for its pages. */
export const exportedList = z.discriminatedUnion('list', [
  z.object({
    list: z.literal('waiting_list'),
    filter: listFilter,
    sort: listSort,
    asAt: isoDate.optional(),
  }),
  z.object({ list: z.literal('return_cell'), ...figureInput }),
  z.object({
    list: z.literal('signed_cell'),
    id: rowId,
    line: z.string().max(120),
    cell: z.string().max(40),
    reason: z.string().max(40).nullable().default(null),
  }),
  z.object({ list: z.literal('return_check'), ...checkInput }),
  z.object({ list: z.literal('tasks'), filter: taskFilter, sort: taskSort }),
  z.object({ list: z.literal('triage_inbox'), filter: inboxFilter }),
  z.object({ list: z.literal('data_quality'), filter: qualityFilter, sort: qualitySort }),
])
export type ExportedList = z.infer<typeof exportedList>
/** The same before defaults are filled in: what a screen hands over. */
export type ExportedListAsked = z.input<typeof exportedList>

/** The stem of the name of a list's files: never anything about a person. */
export const listStems: Record<ExportedList['list'], string> = {
  waiting_list: 'waiting-list',
  return_cell: 'return-list',
  signed_cell: 'return-list',
  return_check: 'return-list',
  tasks: 'task-list',
  triage_inbox: 'triage-list',
  data_quality: 'data-quality',
}

/**
 * What a column holds, and so what becomes of it: identifying columns and free text never leave under pseudonyms,
 * dates leave as weeks.
 */
export const columnKinds = ['identifying', 'date', 'days', 'code', 'number', 'free_text'] as const
export type ColumnKind = (typeof columnKinds)[number]

const columnId = z.string().max(40)
const columns = z.array(columnId).min(1, 'Choose at least one column').max(60)

/** What leaves the app: rows that name children, rows under pseudonyms, or counts. */
export const exportShape = z.discriminatedUnion('form', [
  z.object({
    form: z.literal('identifiable'),
    columns,
    /** True leaves out what names a child and free text; rows carry the reference of the referral instead. */
    namesOff: z.boolean().default(false),
  }),
  z.object({
    form: z.literal('pseudonymised'),
    columns,
    /** Whose key the pseudonyms are made with; null for a key that is used once and thrown away. */
    recipientId: rowId.nullable(),
  }),
  z.object({
    form: z.literal('aggregate'),
    rows: columnId,
    columns: columnId.nullable(),
    policy: z.enum(disclosurePolicyIds),
    percentages: z.enum(['none', 'of_row', 'of_column', 'of_total']),
  }),
])
export type ExportShape = z.infer<typeof exportShape>
export type ExportForm = ExportShape['form']

/** Added to the stem of a file's name, so that its form can be told before it is opened. */
export const formSuffixes: Record<ExportForm, string> = {
  identifiable: '',
  pseudonymised: '-pseudonyms',
  aggregate: '-counts',
}

export interface ExportColumn {
  id: string
  header: string
  kind: ColumnKind
  /** Whether pseudonymised rows can have it. */
  pseudonymised: boolean
  /** From the record of the child and the referral, not a column of the list on the screen. */
  aboutChild: boolean
}

/** What a column of dates or days is called where it tells weeks only. */
export function weeksHeader({ header, kind }: Pick<ExportColumn, 'header' | 'kind'>): string {
  return kind === 'date' ? `${header} (ISO week)` : header.replace(/^Days/, 'Weeks')
}

/** Somebody who is given pseudonymised rows for a purpose; exports to the same one can be joined. */
export interface ExportRecipient {
  id: string
  name: string
  purpose: string
  createdOn: string
}

/** What a list is and how it can be taken out. */
export interface ListDescription {
  title: string
  noun: { one: string; many: string }
  count: number
  /** How many there are without the filters. */
  outOf: number
  asAt: string
  /** What it is narrowed to, in words; none when it is whole. */
  filters: string[]
  sort: string
  columns: ExportColumn[]
  /** What children can be counted by. */
  groupings: { id: string; label: string }[]
  recipients: ExportRecipient[]
}

export interface ExportPreview {
  header: string[]
  /** True where the column holds figures. */
  isFigure: boolean[]
  rows: (string | number | null)[][]
  /** What leaves the building, in plain sentences. */
  leaves: string[]
}

export const listExports = {
  describe: procedure.input(z.object({ source: exportedList })).output(type<ListDescription>()),
  /** The first rows, or the whole table of counts, as the file will hold them. */
  preview: procedure
    .input(z.object({ source: exportedList, shape: exportShape }))
    .output(type<ExportPreview>()),
  /** Writes the file, whole or not at all. */
  save: procedure
    .input(
      z.object({
        source: exportedList,
        shape: exportShape,
        format: z.enum(['xlsx', 'csv']),
        file: fileToken,
      }),
    )
    .output(type<{ rows: number; sha256: string }>()),
  /** Hands the list to the shell as a page to print or to save as PDF; pseudonymised rows are not printed. */
  print: procedure
    .input(z.object({ source: exportedList, shape: exportShape, to: z.enum(['printer', 'pdf']) }))
    .output(type<{ ticket: string; rows: number }>()),
  addRecipient: procedure
    .input(
      z.object({
        name: z.string().trim().min(2, 'Say who is given the rows').max(100),
        purpose: z.string().trim().min(3, 'Say what for').max(300),
      }),
    )
    .output(type<{ recipientId: string }>()),
}

import { type } from '@orpc/contract'
import { z } from 'zod'
import type { PublishedBandId, PublishedScheme } from '../codes/national-figures.ts'
import { fileToken, monthText, procedure, reasonText, rowId, rowVersion } from './procedure.ts'

/** One set of published figures that this store holds. */
export interface Publication {
  id: string
  version: number
  month: string
  scheme: PublishedScheme
  publishedOn: string | null
  revisedOn: string | null
  /** A workbook somebody imported, or the figures that come with the app. */
  source: 'workbook' | 'supplied'
  fileName: string | null
  importedAt: string
  /** Null for the figures that come with the app. */
  importedBy: string | null
  /** One is current for each month; the others are kept and can be used again. */
  state: 'current' | 'replaced' | 'removed'
  stateAt: string | null
  stateBy: string | null
  stateReason: string | null
  organisations: { regions: number; icbs: number; providers: number }
  notes: string[]
}

/** One figure that differs between two workbooks of the same month. */
export interface FigureDifference {
  organisation: string
  line: string
  /** "Total" or the weeks of a band. */
  measure: string
  /** As people read it: a count, "blank" or "withheld". */
  before: string
  now: string
}

/** What a workbook holds, before anything is saved. */
export interface WorkbookInspection {
  fileName: string
  sha256: string
  month: string
  scheme: PublishedScheme
  publishedOn: string | null
  revisedOn: string | null
  organisations: { regions: number; icbs: number; providers: number }
  /** Children's lines with a figure. */
  lines: number
  notes: string[]
  /** Our own row in it, by the provider's code. */
  ownProvider: string | null
  /** The very same file, when it is here already. */
  sameFile: { id: string; importedAt: string; importedBy: string | null; state: Publication['state'] } | null
  /** The figures of the same month that it would take the place of. */
  replaces: {
    id: string
    importedAt: string
    source: Publication['source']
    differences: FigureDifference[]
    differenceCount: number
  } | null
}

export interface OrganisationOption {
  code: string
  name: string
}

/** With whom this store compares itself. */
export interface ComparisonChoice {
  /** 0 before anybody chose. */
  version: number
  providerCode: string | null
  regionCode: string | null
  icbCode: string | null
  peers: string[]
}

export interface ComparisonOptions {
  regions: OrganisationOption[]
  icbs: OrganisationOption[]
  providers: OrganisationOption[]
  /** Lines with figures in this publication, in the published order. */
  lines: string[]
  /** Lines our services report on. */
  ownLines: string[]
  provider: { code: string; name: string }
  /** Whether the provider's own code has a row of its own in the published figures. */
  providerFound: boolean
  choice: ComparisonChoice
}

export type ComparisonRole = 'own' | 'own_published' | 'england' | 'region' | 'icb' | 'peer'

/** A line's figures of one organisation; shares are of the children in bands, 0 to 1. */
export interface ComparisonRow {
  role: ComparisonRole
  code: string
  name: string
  /** Null: not published, or nothing of ours. */
  total: number | null
  /** In the order of `bands`. */
  bands: (number | null)[]
  within18: number | null
  over52: number | null
  over104: number | null
  /** Whether figures are held back, as against blank. */
  withheld: boolean
}

export const comparedMeasures = ['within18', 'over52', 'over104', 'total'] as const
export type ComparedMeasure = (typeof comparedMeasures)[number]

/** Where providers stand in one measure, from the first place on. */
export interface Distribution {
  measure: ComparedMeasure
  /** Providers with somebody waiting whose figure is known, and us among them in the place of our published row. */
  providers: { code: string; name: string; value: number; role: 'own' | 'peer' | 'other' }[]
  own: number | null
  /** Our place; `tied` when another has the same figure. */
  rank: { place: number; of: number; tied: boolean } | null
  /** Of the other providers. */
  quartiles: [number, number, number] | null
  /** Providers with somebody waiting whose figure is not known. */
  unknown: number
}

export interface Comparison {
  line: string
  publication: Pick<
    Publication,
    'id' | 'month' | 'scheme' | 'publishedOn' | 'revisedOn' | 'source' | 'fileName'
  >
  /** How many children waited at the end of which day, as counted or as signed. */
  own: {
    month: string
    censusDate: string
    ended: boolean
    basis: 'counted' | 'signed' | 'none'
    signedAvailable: boolean
    signedBy: string | null
    readAt: string
  }
  bands: { id: PublishedBandId; weeks: string }[]
  rows: ComparisonRow[]
  distributions: Distribution[]
  /** What a board would read. */
  sentences: string[]
  /** What to bear in mind. */
  cautions: string[]
  nationalOnly: boolean
}

const compared = {
  line: z.string().min(1).max(150),
  ownMonth: monthText,
  publishedMonth: monthText,
  /** `signed` takes the signed figures where the month is signed off, and counts where it is not. */
  figures: z.enum(['signed', 'counted']).default('signed'),
}
const code = z.string().min(1).max(10)

export const nationalFigures = {
  /** Every version of every month, newest month first. */
  publications: procedure.output(type<Publication[]>()),
  options: procedure.input(z.object({ publishedMonth: monthText })).output(type<ComparisonOptions>()),
  saveChoice: procedure
    .input(
      z.object({
        version: z.number().int().min(0),
        providerCode: code.nullable(),
        regionCode: code.nullable(),
        icbCode: code.nullable(),
        peers: z.array(code).max(20, 'Choose at most 20 peers'),
      }),
    )
    .output(type<{ version: number }>()),
  compare: procedure.input(z.object(compared)).output(type<Comparison>()),
  export: procedure
    .input(z.object({ ...compared, format: z.enum(['csv', 'xlsx']), file: fileToken }))
    .output(type<{ sha256: string }>()),
  /** Reads a workbook and says what importing it would do. */
  inspect: procedure.input(z.object({ file: fileToken })).output(type<WorkbookInspection>()),
  import: procedure
    .input(
      z.object({
        file: fileToken,
        /** Of the file as it was inspected. */
        sha256: z.string().length(64),
        /** The current figures of the month as they were seen; null when there were none. */
        replaces: rowId.nullable(),
      }),
    )
    .output(type<{ id: string; month: string }>()),
  /** Takes figures out of use. They are kept. */
  remove: procedure
    .input(z.object({ id: rowId, version: rowVersion, reason: reasonText }))
    .output(type<{ version: number }>()),
  /** Puts kept figures in use again, in place of the current ones of their month. */
  use: procedure.input(z.object({ id: rowId, version: rowVersion })).output(type<{ version: number }>()),
  /** Loads the figures that come with the app into a store that has none of that month. */
  loadSupplied: procedure.output(type<{ id: string; month: string }>()),
}

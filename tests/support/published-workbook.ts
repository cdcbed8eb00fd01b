import type { SheetText } from '../../src/main/domain/national-figures/published.ts'
import { cellText } from '../../src/main/services/import/reading/xlsx-cells.ts'
import { writeXlsx } from '../../src/main/services/spreadsheets/xlsx-writer.ts'
import { publishedServiceLines } from '../../src/shared/codes/service-lines.ts'

export type Cell = string | number | null
export interface Sheet {
  name: string
  rows: Cell[][]
}

/** Total and bands of one line, shortest wait first. */
export type Figures = readonly Cell[]

export interface PublishedRow {
  type: string
  code: string
  name: string
  lines: Record<string, Figures>
}

export interface PublishedOptions {
  /** As titles name it. */
  month?: string
  bands?: 7 | 8
  /** `DD/MM/YYYY`, as the cover has it. */
  published?: string
  revised?: string
  organisations: readonly PublishedRow[]
  /** Rows of Table 3 besides those of the lines of England: the sums. */
  sums?: Record<string, Figures>
}

export const audiology = '(CYP) Audiology'
export const slt = '(CYP) Therapy interventions: Speech and language'
export const paediatrics = '(CYP) Community paediatric service'
export const lookedAfter = '(CYP) Looked after children teams'

const eight = ['0-1', '>1-2', '>2-4', '>4-12', '>12-18', '>18-52', '>52-104', '>104']
const days = ['0-7', '8-14', '15-28', '29-84', '85-126', '127-364', '365-728']

function title(index: number, bands: 7 | 8): string {
  if (index === 0) return 'Total waiting list'
  if (bands === 7 && index === 7) return 'Number waiting over 52 weeks (over 365 days)'
  if (index === 8) return 'Number waiting over 104 weeks (over 2 years)'
  return `Number waiting ${eight[index - 1]} weeks (${days[index - 1]} days)`
}

function head(index: number, bands: 7 | 8): string {
  if (index === 0) return 'Total waiting list'
  return bands === 7 && index === 7 ? 'Waiting >52 weeks' : `Waiting ${eight[index - 1]} weeks`
}

function tableName(index: number): string {
  return `Table 4${index === 0 ? '' : 'abcdefgh'[index - 1]}`
}

/** The sheets of a workbook laid out as NHS England publishes it: a test changes what it wants and writes it. */
export function publishedSheets(options: PublishedOptions): Sheet[] {
  const {
    month = 'October 2025',
    bands = 8,
    published = '11/12/2025',
    revised = '-',
    organisations,
  } = options
  const tables = Array.from({ length: bands + 1 }, (_, index) => index)
  const england = organisations.find(({ type }) => type.toLowerCase() === 'national')
  const note = 'Blanks indicate no organisation submitted for the service line.'
  const caution = 'Variation in the number of providers may not be real - see Table 1 for more detail.'
  return [
    {
      name: 'Cover page',
      rows: [
        ['Title:', 'Community Health Services Waiting Times'],
        ['Period:', '01 April 2025 - 31 March 2026'],
        ['Published:', published],
        ['Revised:', revised],
      ],
    },
    {
      name: 'Contents',
      rows: [
        ['Contents'],
        ['Table 3: National overview of waiting list metrics by service'],
        ...tables.map((index) => [`${tableName(index)}: ${title(index, bands)} by service`]),
      ],
    },
    {
      name: 'Table 2',
      rows: [
        ['National time series of total reported waiting list by service'],
        ['Service', 'Aug-25', 'Sep-25', 'Oct-25', 'Nov-25'],
        ['England', 30, 31, 32, null],
      ],
    },
    {
      name: 'Table 3',
      rows: [
        [`National overview of waiting list metrics by service, ${month}`],
        [caution],
        ['The sum of weekly breakdowns may not match the total waiting list'],
        [],
        ['', ...tables.map((index) => head(index, bands))],
        ...Object.entries(options.sums ?? {}).map(([name, figures]) => [name, ...figures]),
        ...Object.entries(england?.lines ?? {}).map(([line, figures]) => [line, ...figures]),
      ],
    },
    ...tables.map((index) => ({
      name: tableName(index),
      rows: [
        [`${title(index, bands)} by service, ${month}`],
        [note],
        [caution],
        [],
        ['Organisation Type', 'Organisation Code', 'Organisation Name', ...publishedServiceLines],
        ...organisations.map(({ type, code, name, lines }) => [
          type,
          code,
          name,
          ...publishedServiceLines.map((line) => lines[line]?.[index] ?? null),
        ]),
      ],
    })),
  ]
}

/** One sheet by its name, to change it. */
export function sheetOf(sheets: readonly Sheet[], name: string): Sheet {
  const found = sheets.find((sheet) => sheet.name === name)
  if (!found) throw new Error(`No sheet ${name}`)
  return found
}

/** The sheets as the reader of workbooks hands them on. */
export function asText(sheets: readonly Sheet[]): SheetText[] {
  return sheets.map(({ name, rows }) => ({
    name,
    rows: rows
      .map((cells, index) => ({ row: index + 1, cells: cells.map(cellText) }))
      .filter(({ cells }) => cells.some((cell) => cell.trim() !== '')),
  }))
}

/** The sheets as the bytes of a workbook. */
export async function workbookBytes(sheets: readonly Sheet[]): Promise<Uint8Array> {
  const written = await writeXlsx({
    title: 'Published',
    sheets: sheets.map(({ name, rows }) => ({ name, columns: [], rows: [], above: rows, showHeader: false })),
  })
  if (!written.ok) throw new Error(written.refusal.message)
  return written.value
}

const providers: [code: string, name: string, slt: Figures, audiology?: Figures][] = [
  ['RX1', 'Own Community NHS Trust', [100, 10, 10, 10, 10, 10, 30, 15, 5], [0, 0, 0, 0, 0, 0, 0, 0, 0]],
  ['RX2', 'Elder Community NHS Trust', [200, 20, 30, 40, 50, 20, 40, 0, 0], [50, 10, 10, 10, 10, 5, 5, 0, 0]],
  ['RX3', 'Willow Children’s NHS Foundation Trust', [50, 1, 1, 1, 1, 1, 20, 20, 5]],
  ['RX4', 'Ash Partnership NHS Trust', [80, 10, 10, 20, 20, 20, 0, 0, 0]],
  // Its bands are blank: the total is known and no share is.
  ['RX5', 'Rowan Health CIC', [40, null, null, null, null, null, null, null, null]],
]

/** A small England of one region, one ICB and five providers. */
export function smallEngland(): PublishedRow[] {
  const all: Figures = [470, 41, 51, 71, 81, 51, 90, 35, 10]
  const hearing: Figures = [50, 10, 10, 10, 10, 5, 5, 0, 0]
  return [
    {
      type: 'National',
      code: '',
      name: 'England',
      lines: {
        [slt]: all,
        [audiology]: hearing,
        [lookedAfter]: [12, null, null, null, null, null, null, null, 3],
      },
    },
    { type: 'Region', code: 'Y62', name: 'NORTH WEST', lines: { [slt]: all, [audiology]: hearing } },
    {
      type: 'ICB',
      code: 'QOP',
      name: 'NHS GREATER EXAMPLETON INTEGRATED CARE BOARD',
      lines: { [slt]: [300, 30, 40, 50, 60, 30, 70, 15, 5] },
    },
    ...providers.map(([code, name, speech, ears]) => ({
      type: 'Provider',
      code,
      name,
      lines: { [slt]: speech, ...(ears && { [audiology]: ears }) },
    })),
  ]
}

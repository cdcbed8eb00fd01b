import { formatDate, isIsoDate } from '../../../shared/format/dates.ts'
import { escapeHtml, printedPagePolicy } from '../letters/document-to-html.ts'

export interface PrintedColumn {
  header: string
  /** Figures stand at the end of their column. */
  isFigure: boolean
  /** In characters: how the width of the sheet is shared out. */
  width: number
}

/** A list as it is to stand on paper. */
export interface PrintedList {
  title: string
  /** Everything else the list says of itself, label and words. */
  furniture: readonly (readonly [label: string, words: string])[]
  /** Stands at the foot of every sheet. */
  foot: string
  columns: readonly PrintedColumn[]
  rows: readonly (readonly (string | number | null)[])[]
  /** Sets the last row apart as a total. */
  hasTotal: boolean
}

const style = `
* { box-sizing: border-box; }
html, body { margin: 0; padding: 0; background: #fff; color: #000; }
body { font-family: "Atkinson Hyperlegible", Arial, "Liberation Sans", Helvetica, sans-serif; font-size: 9pt; line-height: 1.3; }
h1 { margin: 0 0 2mm; font-size: 15pt; line-height: 1.2; }
dl { display: grid; grid-template-columns: max-content 1fr max-content 1fr; gap: 0.6mm 4mm; margin: 0 0 4mm; }
dt { color: #333; }
dd { margin: 0; font-weight: bold; overflow-wrap: anywhere; }
.wide { grid-column: 2 / -1; font-weight: normal; }
table { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
th, td { padding: 0.9mm 1.2mm; border-bottom: 0.2mm solid #999; text-align: left; vertical-align: top; overflow-wrap: break-word; }
.whole { white-space: nowrap; }
thead th { border-bottom: 0.5mm solid #000; vertical-align: bottom; }
tbody th { font-weight: bold; }
.figure { text-align: right; }
.total > * { border-top: 0.5mm solid #000; font-weight: bold; }
.none { margin: 6mm 0; font-size: 11pt; }
.dense { font-size: 8pt; }
.denser { font-size: 7pt; }
`

/** Columns from which the print is smaller, and smaller still. */
const denseFrom = 11
const denserFrom = 16

/**
 * A list as one self-contained page for the printer: what it is above it, its header on every sheet, and at the foot
 * of each sheet how it may be handled and which of how many it is. Every word is escaped.
 */
export function listPage(list: PrintedList): string {
  const { title, columns, rows, hasTotal } = list
  const size = columns.length >= denserFrom ? 'denser' : columns.length >= denseFrom ? 'dense' : ''
  return [
    '<!doctype html><html lang="en-GB"><head><meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${printedPagePolicy}">`,
    `<title>List</title><style>${sheetStyle(list.foot)}${style}</style></head><body>`,
    `<h1>${escapeHtml(title)}</h1>`,
    furnitureOf(list.furniture),
    rows.length === 0
      ? '<p class="none">Nobody is on this list.</p>'
      : [
          `<table class="${size}"><colgroup>${widths(columns)}</colgroup><thead><tr>`,
          ...columns.map(
            ({ header, isFigure }) =>
              `<th scope="col"${isFigure ? ' class="figure"' : ''}>${escapeHtml(header)}</th>`,
          ),
          '</tr></thead><tbody>',
          ...rows.map((row, at) => rowOf(row, columns, hasTotal && at === rows.length - 1)),
          '</tbody></table>',
        ].join(''),
    '</body></html>',
  ].join('')
}

function sheetStyle(foot: string): string {
  const words = 'font: 8pt Arial, "Liberation Sans", Helvetica, sans-serif; color: #000;'
  return `
@page { size: A4 landscape; margin: 12mm 12mm 16mm;
  @bottom-left { content: ${cssText(foot)}; width: 82%; text-align: left; ${words} }
  @bottom-right { content: "Page " counter(page) " of " counter(pages); text-align: right; white-space: nowrap; ${words} }
}`
}

/** Words as a string of a style sheet: anything but plain characters as its number, so that nothing can end it. */
function cssText(words: string): string {
  const safe = words.replace(/[^A-Za-z0-9 ,.:;()]/gu, (character) => {
    return `\\${(character.codePointAt(0) ?? 0).toString(16)} `
  })
  return `"${safe}"`
}

/** Words longer than this have a line to themselves. */
const longWords = 60

function furnitureOf(furniture: PrintedList['furniture']): string {
  const short = furniture.filter(([, words]) => words.length <= longWords)
  const long = furniture.filter(([, words]) => words.length > longWords)
  const spare = short.length % 2 === 1 ? '<dt></dt><dd></dd>' : ''
  return [
    '<dl>',
    ...short.map(([label, words]) => `<dt>${escapeHtml(label)}</dt><dd>${escapeHtml(words)}</dd>`),
    spare,
    ...long.map(
      ([label, words]) => `<dt>${escapeHtml(label)}</dt><dd class="wide">${escapeHtml(words)}</dd>`,
    ),
    '</dl>',
  ].join('')
}

function widths(columns: readonly PrintedColumn[]): string {
  const all = columns.reduce((sum, { width }) => sum + width, 0)
  return columns.map(({ width }) => `<col style="width:${((width / all) * 100).toFixed(2)}%">`).join('')
}

/** Dates, NHS numbers and waiting bands, which read badly in two lines. */
const oneLine = /^(\d{2}-[A-Z][a-z]{2}-\d{4}|\d{3} \d{3} \d{4}|>?\d+(-\d+)? weeks)$/

function rowOf(
  row: readonly (string | number | null)[],
  columns: readonly PrintedColumn[],
  isTotal: boolean,
): string {
  const cells = columns.map(({ isFigure }, at) => {
    const tag = at === 0 ? 'th' : 'td'
    const scope = at === 0 ? ' scope="row"' : ''
    const text = cellText(row[at] ?? null)
    const looks = isFigure ? ' class="figure"' : oneLine.test(text) ? ' class="whole"' : ''
    return `<${tag}${scope}${looks}>${escapeHtml(text)}</${tag}>`
  })
  return `<tr${isTotal ? ' class="total"' : ''}>${cells.join('')}</tr>`
}

function cellText(value: string | number | null): string {
  if (value === null) return ''
  if (typeof value === 'number') return value.toLocaleString('en-GB')
  return isIsoDate(value) ? formatDate(value) : value
}

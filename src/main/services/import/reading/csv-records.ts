import Papa from 'papaparse'
import type { Delimiter, TableRow } from './table.ts'

/** Longest record in characters. A quotation mark that is never closed would swallow the rest of the file. */
export const longestRecord = 1_000_000
/** So many rows with broken quotation marks mean that the file is not CSV as we know it. */
export const mostBrokenQuotes = 1000

const brokenQuotes =
  'A quotation mark in this row is opened and not closed, or stands inside a quoted cell without being doubled. Correct the row in the file, or type it in.'

export type SplitStop = 'record_too_long' | 'quotes_broken'

export interface RecordSplitter {
  /** Adds text; line ends of every kind are accepted. */
  add(text: string): void
  /** Says that no more text comes. */
  finish(): void
  /**
   * Records that are complete so far, each with its row number. Call again while `more` is true; `stop` says
   * why the rest of the file cannot be read, and at which row.
   */
  take(): { records: TableRow[]; more: boolean; stop?: { reason: SplitStop; row: number } }
}

/**
 * Splits CSV text that arrives in pieces into records, by papaparse's parser. A record whose quotation marks
 * are broken is given back as a problem and reading goes on at the line after its first broken cell, so that
 * one bad row does not take the rest of the file with it.
 */
export function recordSplitter(delimiter: Delimiter): RecordSplitter {
  let text = ''
  let finished = false
  let row = 0
  let broken = 0
  let heldReturn = false

  function parse(whole: boolean): Papa.ParseResult<string[]> {
    const parser = new Papa.Parser({ delimiter, newline: '\n' })
    return parser.parse(text, 0, !whole) as Papa.ParseResult<string[]>
  }

  return {
    add(piece) {
      let incoming = heldReturn ? `\r${piece}` : piece
      heldReturn = incoming.endsWith('\r')
      if (heldReturn) incoming = incoming.slice(0, -1)
      text += incoming.includes('\r') ? incoming.replace(/\r\n?/g, '\n') : incoming
    },
    finish() {
      if (heldReturn) text += '\n'
      heldReturn = false
      finished = true
    },
    take() {
      if (text === '') return { records: [], more: false }
      let result = parse(finished)
      let firstBroken = brokenRecord(result)
      const stuck = result.data.length === 0 && !firstBroken && text.length > longestRecord
      if (stuck && !finished) {
        result = parse(true)
        firstBroken = brokenRecord(result)
        if (!firstBroken)
          return { records: [], more: false, stop: { reason: 'record_too_long', row: row + 1 } }
      }

      const good = firstBroken ? result.data.slice(0, firstBroken.record) : result.data
      const records = good.map((cells): TableRow => ({ row: ++row, cells }))
      if (!firstBroken) {
        text = finished ? '' : text.slice(result.meta.cursor)
        // A last line end begins no further record.
        if (finished && records.at(-1)?.cells.length === 1 && records.at(-1)?.cells[0] === '') records.pop()
        return { records, more: false }
      }
      records.push({ row: ++row, cells: [], problem: brokenQuotes })
      broken += 1
      const lineEnd = text.indexOf('\n', firstBroken.index)
      text = lineEnd < 0 ? '' : text.slice(lineEnd + 1)
      if (broken > mostBrokenQuotes) return { records, more: false, stop: { reason: 'quotes_broken', row } }
      return { records, more: text !== '' }
    },
  }
}

/** The first complete record with broken quotation marks, and where in the text its broken cell begins. */
function brokenRecord(result: Papa.ParseResult<string[]>): { record: number; index: number } | null {
  const error = result.errors.find(
    ({ type, row }) => type === 'Quotes' && row !== undefined && row < result.data.length,
  )
  return error ? { record: error.row!, index: error.index ?? 0 } : null
}

/** The records of a short text, for trying out a delimiter. */
export function sampleRecords(text: string, delimiter: Delimiter): string[][] {
  const parser = new Papa.Parser({ delimiter, newline: '\n' })
  const result = parser.parse(text.replace(/\r\n?/g, '\n'), 0, false) as Papa.ParseResult<string[]>
  return result.data.filter((cells) => cells.some((cell) => cell.trim() !== ''))
}

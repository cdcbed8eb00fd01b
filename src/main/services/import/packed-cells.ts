import { type ImportHeader, importHeaders } from '../../../shared/codes/import-columns.ts'

/** Stands between cells. No cell that is accepted holds it: a control character is refused as damage. */
const separator = '\u001f'

/** The cells of a row as one text of its own, which keeps nothing else of the file in memory. */
export function packCells(cells: readonly string[]): string {
  return cells
    .map((cell) => (cell.includes(separator) ? cell.replaceAll(separator, '\u0000') : cell))
    .join(separator)
}

/** The cells again, in their order. */
export function unpackCells(packed: string): string[] {
  return packed.split(separator)
}

/** The cells of the canonical layout that are not blank, by header. */
export function cellsByHeader(packed: string): Partial<Record<ImportHeader, string>> {
  const cells = unpackCells(packed)
  return Object.fromEntries(
    importHeaders.flatMap((header, index) => (cells[index] ? [[header, cells[index]]] : [])),
  )
}

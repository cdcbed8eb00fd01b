/** What the thread that reads a workbook is told, and what it answers. */
export interface XlsxJob {
  path: string
  /** Name of the sheet; the first visible one when null. */
  sheet: string | null
  /** All sheets one after the other, hidden ones included; `sheet` is then null and `mostRows` holds for each. */
  everySheet?: boolean
  /** Stop after so many rows with content, counting the header. */
  mostRows: number | null
  /** Two integers: slices that are not taken yet, and whether to stop. */
  control: SharedArrayBuffer
}

export type XlsxFailure =
  'password' | 'zip_bomb' | 'damaged' | 'no_such_sheet' | 'no_sheets' | 'too_many_columns' | 'changed'

export type XlsxMessage =
  | { kind: 'opened'; sheets: string[]; sheet: string }
  | { kind: 'sheet'; sheet: string }
  | { kind: 'rows'; rows: { row: number; cells: string[] }[] }
  | { kind: 'done' }
  | { kind: 'failed'; reason: XlsxFailure }

/** Positions in the control array. */
export const waitingSlot = 0
export const stopSlot = 1
/** Slices the thread may be ahead of whoever takes them. */
export const mostWaiting = 4
export const sliceRows = 250

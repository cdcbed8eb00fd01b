import type { Column } from './types.ts'

/**
 * A cell's text as Excel can paste it: one line, no tabs, and an apostrophe before text that Excel would take for
 * a formula (`=`, `+`, `-`, `@`), so that nothing pasted from a list can run. Plain numbers stay numbers.
 */
export function pasteSafe(text: string): string {
  const line = text.replaceAll(/[\t\r\n]+/g, ' ').trim()
  if (/^[+-]?\d+(\.\d+)?$/.test(line)) return line
  return /^[=+\-@]/.test(line) ? `'${line}` : line
}

/** Rows as tab-separated text with a header line. */
export function rowsAsText<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string {
  const header = columns.map((column) => pasteSafe(column.header)).join('\t')
  const lines = rows.map((row) => columns.map((column) => pasteSafe(column.text(row))).join('\t'))
  return [header, ...lines].join('\r\n')
}

function copyByCommand(text: string): boolean {
  const area = document.createElement('textarea')
  area.value = text
  area.setAttribute('aria-hidden', 'true')
  area.style.position = 'fixed'
  area.style.opacity = '0'
  const before = document.activeElement
  document.body.append(area)
  area.select()
  const copied = typeof document.execCommand === 'function' && document.execCommand('copy')
  area.remove()
  if (before instanceof HTMLElement) before.focus({ preventScroll: true })
  return copied
}

/** Puts text on the clipboard. Returns whether that worked. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return copyByCommand(text)
  }
}

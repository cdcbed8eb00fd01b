/** A value as the workbook reader gives it. */
export type WorkbookValue = string | number | boolean | Date | null | undefined

function two(value: number): string {
  return String(value).padStart(2, '0')
}

/**
 * A cell of a workbook as the text that a CSV of it would hold: dates as `YYYY-MM-DD` (with the time when it is
 * not midnight), times of day as `HH:MM`, whole numbers with all their digits, booleans as yes and no.
 */
export function cellText(value: WorkbookValue): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'string') return value
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value === 'number') return numberText(value)
  return dateText(value)
}

function numberText(value: number): string {
  if (!Number.isFinite(value)) return ''
  if (Number.isInteger(value) && Math.abs(value) < 1e15) return value.toFixed(0)
  // Spreadsheets keep 15 digits: 0.1 + 0.2 reads 0.3.
  return String(Number(value.toPrecision(15)))
}

function dateText(date: Date): string {
  if (Number.isNaN(date.getTime())) return ''
  // Serials carry fractions of a day, so a whole second may be a little off.
  const rounded = new Date(Math.round(date.getTime() / 1000) * 1000)
  const time = `${two(rounded.getUTCHours())}:${two(rounded.getUTCMinutes())}`
  if (rounded.getUTCFullYear() < 1900) return time
  const day = `${String(rounded.getUTCFullYear()).padStart(4, '0')}-${two(rounded.getUTCMonth() + 1)}-${two(rounded.getUTCDate())}`
  return time === '00:00' && rounded.getUTCSeconds() === 0
    ? day
    : `${day} ${time}:${two(rounded.getUTCSeconds())}`
}

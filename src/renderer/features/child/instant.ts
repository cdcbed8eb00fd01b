import { formatDate } from '../../../shared/format/dates.ts'

/** An instant as `20-Nov-2026 14:05`, in the computer’s own time zone. */
export function instantText(instant: string): string {
  const at = new Date(instant)
  if (Number.isNaN(at.getTime())) return instant
  const two = (value: number) => String(value).padStart(2, '0')
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`
  return `${formatDate(day)} ${two(at.getHours())}:${two(at.getMinutes())}`
}

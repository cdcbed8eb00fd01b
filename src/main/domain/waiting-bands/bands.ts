import { chsBands, chsLegacyBands, type ChsBandId } from '../../../shared/codes/bands.ts'
import { ok, refuse, type Result } from '../../../shared/result.ts'

export const bandSchemes = ['chs8', 'chs7', 'rtt-weekly'] as const
/** `chs8` is the current community return, `chs7` the older one, `rtt-weekly` the RTT return's weekly bands. */
export type BandScheme = (typeof bandSchemes)[number]

const lastWeeklyBand = 104

/**
 * The band a wait of whole days falls in: a day label for the community schemes ("29-84", "365+"), a week label
 * for RTT (">1-2", "104+"). The first band holds eight days (0 to 7). Refuses anything but a whole number of
 * days from 0 and a scheme it does not know. Source: NHS England CHS workbook, October 2025; RTT guidance v5.0
 * s10.1.7.
 */
export function bandOf(scheme: BandScheme, days: number): Result<string> {
  if (!Number.isSafeInteger(days) || days < 0) {
    return refuse('invalid', 'Days waited must be a whole number, 0 or more.', { field: 'days' })
  }
  switch (scheme) {
    case 'chs8':
      return ok(chsBandOf(days))
    case 'chs7':
      return ok(bandIdIn(chsLegacyBands, days))
    case 'rtt-weekly':
      return ok(weeklyLabel(days))
    default:
      return refuse('invalid', `The band scheme must be one of ${bandSchemes.join(', ')}.`, {
        field: 'scheme',
      })
  }
}

/** The community return's band for days already known to be a whole number from 0; anything else is a bug. */
export function chsBandOf(days: number): ChsBandId {
  return bandIdIn(chsBands, days)
}

/**
 * Labels for a list of `{ scheme, days }`, in the order given. Takes unchecked input. Refuses the whole list at
 * the first entry that is not right, naming its place (`[2].days`).
 */
export function bandMany(input: unknown): Result<string[]> {
  if (!Array.isArray(input)) return refuse('invalid', 'Give a list of { "scheme", "days" } entries.')
  const labels: string[] = []
  for (const [index, entry] of input.entries()) {
    const { scheme, days } = Object(entry) as { scheme?: unknown; days?: unknown }
    const label = bandOf(scheme as BandScheme, days as number)
    if (!label.ok) {
      const field = `[${index}].${label.refusal.field}`
      return refuse('invalid', `Entry ${index + 1}: ${label.refusal.message}`, { field })
    }
    labels.push(label.value)
  }
  return ok(labels)
}

function bandIdIn<Id extends string>(
  bands: readonly { id: Id; fromDays: number; toDays: number | null }[],
  days: number,
): Id {
  const band = bands.find((each) => days >= each.fromDays && (each.toDays === null || days <= each.toDays))
  if (band === undefined || !Number.isSafeInteger(days)) throw new RangeError(`No band holds ${days} days`)
  return band.id
}

function weeklyLabel(days: number): string {
  const week = Math.max(1, Math.ceil(days / 7))
  if (week > lastWeeklyBand) return `${lastWeeklyBand}+`
  return week === 1 ? '0-1' : `>${week - 1}-${week}`
}

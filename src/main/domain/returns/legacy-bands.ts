import { chsBands, chsLegacyBands } from '../../../shared/codes/bands.ts'
import type { ReturnLine } from './chs-return.ts'

/**
 * A line in the seven bands used before the split at 104 weeks, whose last is 365 days and more, by band id. Every
 * older band is one of today's or the sum of some. Source: older NHS England CHS landing page.
 */
export function legacyBandsOf(line: Pick<ReturnLine, 'bands'>): Record<string, number> {
  return Object.fromEntries(
    chsLegacyBands.map(({ id, fromDays, toDays }) => [
      id,
      chsBands
        .filter(
          (band) => band.fromDays >= fromDays && (toDays === null || (band.toDays ?? Infinity) <= toDays),
        )
        .reduce((all, band) => all + line.bands[band.id], 0),
    ]),
  )
}

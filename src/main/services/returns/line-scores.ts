import type { Readable, Writing } from '../../store/store.ts'
import type { ReportingServices } from './reporting-services.ts'

/** The data-quality score of each line, 0 to 100, as kept for the month; null where none was kept. */
export async function lineScores(
  _db: Readable | Writing,
  services: ReportingServices,
  _month: string,
): Promise<Record<string, number | null>> {
  return Object.fromEntries([...services.byLine.keys()].map((line) => [line, null]))
}

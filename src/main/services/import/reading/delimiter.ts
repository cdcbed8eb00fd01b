import { sampleRecords } from './csv-records.ts'
import type { Delimiter } from './table.ts'

export const delimiters: readonly Delimiter[] = [',', ';', '\t', '|']

/** The delimiter named by a first line such as `sep=;`, which Excel writes and hides. */
export function declaredDelimiter(text: string): { delimiter: Delimiter; length: number } | null {
  const found = /^sep=([,;\t|])(?:\r\n|\n|\r|$)/i.exec(text)
  return found ? { delimiter: found[1] as Delimiter, length: found[0].length } : null
}

/**
 * The delimiter under which the first lines have most columns and most often the same number of them; a comma
 * where none of them separates anything.
 */
export function detectDelimiter(sample: string): Delimiter {
  let best: Delimiter = ','
  let bestScore = 0
  for (const delimiter of delimiters) {
    const records = sampleRecords(sample, delimiter).slice(0, 50)
    const columns = records[0]?.length ?? 0
    if (columns < 2) continue
    const alike = records.filter((cells) => cells.length === columns).length / records.length
    const score = columns * alike
    if (score > bestScore) {
      best = delimiter
      bestScore = score
    }
  }
  return best
}

import { closeSync, openSync, writeSync } from 'node:fs'
import type { StartingServiceId } from '../../../src/shared/codes/services.ts'
import type { GeneratedReferral } from '../../../src/main/generator/generated.ts'
import { generateDemoHistories } from '../../../src/main/generator/histories.ts'
import { importHeaderLine, importLine, toImportRow } from '../../../src/main/generator/import-rows.ts'

export interface ExtractOptions {
  file: string
  /** `YYYY-MM-DD`: the day on which the made-up children wait. */
  asAt: string
  /** Children waiting in each service; by default 200, 500 and 1,100. */
  waiting?: Record<StartingServiceId, number>
  /** Days of ended waits kept beside them. */
  historyDays?: number
  seed?: string
}

/** Writes an import file of made-up children. Returns its rows, in the order of the file. */
export function writeExtract({ file, seed = 'journeys', ...options }: ExtractOptions): GeneratedReferral[] {
  const rows: GeneratedReferral[] = []
  const handle = openSync(file, 'w')
  try {
    writeSync(handle, importHeaderLine())
    for (const referral of generateDemoHistories({ ...options, seed })) {
      writeSync(handle, importLine(toImportRow(referral)))
      rows.push(referral)
    }
  } finally {
    closeSync(handle)
  }
  return rows
}

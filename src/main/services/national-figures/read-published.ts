import { ok, type Result } from '../../../shared/result.ts'
import type { PublishedFigures } from '../../domain/national-figures/published.ts'
import { readPublishedWorkbook } from '../../domain/national-figures/read-workbook.ts'
import { openWorkbook } from '../import/reading/open-workbook.ts'

/** Figures of a workbook, with the hash of the file they came from. */
export interface PublishedFile {
  figures: PublishedFigures
  sha256: string
}

/** Reads NHS England's published workbook from a file. Refuses anything else, damaged and harmful files included. */
export async function readPublishedFile(path: string, signal?: AbortSignal): Promise<Result<PublishedFile>> {
  const workbook = await openWorkbook(path, signal === undefined ? {} : { signal })
  if (!workbook.ok) return workbook
  const figures = readPublishedWorkbook(workbook.value.sheets)
  return figures.ok ? ok({ figures: figures.value, sha256: workbook.value.sha256 }) : figures
}

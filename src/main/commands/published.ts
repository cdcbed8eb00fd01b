import { stat } from 'node:fs/promises'
import path from 'node:path'
import { ok, refuse } from '../../shared/result.ts'
import { printedFigures } from '../domain/national-figures/as-printed.ts'
import { readPublishedFile } from '../services/national-figures/read-published.ts'
import type { Command } from './command.ts'

/** The figures of NHS England's published workbook of community waiting times. */
export const published: Command = {
  usage: 'published FILE.xlsx',
  options: {},
  positionals: { least: 1, most: 1 },
  async run({ positionals: [file = ''] }) {
    const isFile = await stat(file).then(
      (found) => found.isFile(),
      () => false,
    )
    if (!isFile) return refuse('not_found', 'The file cannot be read.', { field: 'file' })
    const read = await readPublishedFile(path.resolve(file))
    return read.ok ? ok(printedFigures(read.value.figures)) : read
  },
}

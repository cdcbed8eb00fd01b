import { bandMany } from '../domain/waiting-bands/bands.ts'
import type { Command } from './command.ts'
import { readJson } from './read-input.ts'

/** The band of each wait in a file of `[{ "scheme", "days" }]`. */
export const band: Command = {
  usage: 'band FILE.json',
  options: {},
  positionals: { least: 1, most: 1 },
  async run({ positionals: [file = ''] }) {
    const input = await readJson(file)
    return input.ok ? bandMany(input.value) : input
  },
}

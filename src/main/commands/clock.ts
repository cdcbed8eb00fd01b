import { rttCases } from '../domain/clocks/rtt-cases.ts'
import type { Command } from './command.ts'
import { readJson } from './read-input.ts'

/** The RTT clocks of the pathways in a file of `{"cases": [{"name", "events", "census"}]}`. */
export const clock: Command = {
  usage: 'clock FILE.json',
  options: {},
  positionals: { least: 1, most: 1 },
  async run({ positionals: [file = ''] }) {
    const input = await readJson(file)
    return input.ok ? rttCases(input.value) : input
  },
}

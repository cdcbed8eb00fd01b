import type { ParseArgsOptionsConfig } from 'node:util'
import type { Result } from '../../shared/result.ts'

/** What was written after the command's name. */
export interface Arguments {
  /** An option's text. Throws `WrongUsage` when it is missing. */
  required(option: string): string
  optional(option: string): string | undefined
  flag(option: string): boolean
  /** What stands without an option, in order: files. */
  positionals: readonly string[]
}

/** One headless command: one file, one entry in `commands`. */
export interface Command {
  /** How it is called, as shown for wrong usage. */
  usage: string
  options: ParseArgsOptionsConfig
  /** How many arguments without an option it takes; none when left out. */
  positionals?: { least: number; most: number }
  /** Its result is printed as JSON; a refusal becomes the error. */
  run(args: Arguments): Promise<Result<unknown>>
}

/** The command was called in a way it does not know: exit code 2. */
export class WrongUsage extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'WrongUsage'
  }
}

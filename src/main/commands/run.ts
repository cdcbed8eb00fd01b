import { parseArgs } from 'node:util'
import type { Refusal } from '../../shared/result.ts'
import { type Arguments, type Command, WrongUsage } from './command.ts'

export interface Outcome {
  exitCode: 0 | 1 | 2
  stdout: string
  stderr: string
}

function failed(exitCode: 1 | 2, code: string, message: string, detail?: unknown): Outcome {
  const error = { code, message, ...(detail !== undefined && { detail }) }
  return { exitCode, stdout: '', stderr: `${JSON.stringify({ error })}\n` }
}

function detailOf({ field, issues, present }: Refusal): unknown {
  if (field === undefined && issues === undefined && present === undefined) return undefined
  return { field, issues, present }
}

function isParseError(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')
}

function readArguments(command: Command, rest: readonly string[]): Arguments {
  const { least, most } = command.positionals ?? { least: 0, most: 0 }
  const { values, positionals } = parseArgs({
    args: [...rest],
    options: command.options,
    allowPositionals: most > 0,
    strict: true,
  })
  if (positionals.length < least || positionals.length > most) throw new WrongUsage(`Usage: ${command.usage}`)
  const optional = (option: string) => {
    const value = values[option]
    return typeof value === 'string' ? value : undefined
  }
  return {
    positionals,
    optional,
    flag: (option) => values[option] === true,
    required(option) {
      const value = optional(option)
      if (value === undefined || value === '') {
        throw new WrongUsage(`--${option} is missing. Usage: ${command.usage}`)
      }
      return value
    },
  }
}

/**
 * Runs the command named first. Exit code 0 with the result as one JSON document; 1 with `{"error"}` when it was
 * refused or failed; 2 when it was called wrongly. Nothing that was thrown is shown, since it may quote data.
 */
export async function runCommand(
  commands: Readonly<Record<string, Command>>,
  [name, ...rest]: readonly string[],
): Promise<Outcome> {
  const command = name !== undefined && Object.hasOwn(commands, name) ? commands[name] : undefined
  if (!command) {
    const known = Object.keys(commands).join(', ')
    return failed(
      2,
      'usage',
      name === undefined ? `Name a command: ${known}.` : `Unknown command. There are: ${known}.`,
    )
  }
  try {
    const result = await command.run(readArguments(command, rest))
    if (result.ok) return { exitCode: 0, stdout: `${JSON.stringify(result.value)}\n`, stderr: '' }
    const { refusal } = result
    return failed(1, refusal.kind, refusal.message, detailOf(refusal))
  } catch (error) {
    if (error instanceof WrongUsage) return failed(2, 'usage', error.message)
    if (isParseError(error)) return failed(2, 'usage', `${error.message} Usage: ${command.usage}`)
    return failed(1, 'internal', 'Something went wrong inside the app. Nothing was half-written.')
  }
}

import type { Command } from './command.ts'
import { init } from './init.ts'
import { returnCommand } from './return.ts'
import { verify } from './verify.ts'

/** Every headless command by its name. */
export const commands: Readonly<Record<string, Command>> = { init, verify, return: returnCommand }

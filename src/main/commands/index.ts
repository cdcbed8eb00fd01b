import { band } from './band.ts'
import { clock } from './clock.ts'
import type { Command } from './command.ts'
import { generate } from './generate.ts'
import { importCommand } from './import.ts'
import { init } from './init.ts'
import { published } from './published.ts'
import { queue } from './queue.ts'
import { returnCommand } from './return.ts'
import { triage } from './triage.ts'
import { verify } from './verify.ts'

/** Every headless command by its name. */
export const commands: Readonly<Record<string, Command>> = {
  init,
  verify,
  return: returnCommand,
  generate,
  import: importCommand,
  queue,
  triage,
  band,
  clock,
  published,
}

#!/usr/bin/env node
// npm run -s cli -- COMMAND …: the headless commands under the project's own Node.
// Nothing but the command's result reaches stdout; set-up speaks only when someone is watching.
import path from 'node:path'
import { SetupError } from './setup/errors.mjs'
import { prepare } from './setup/index.mjs'
import { root } from './setup/paths.mjs'
import { run } from './setup/run.mjs'

const say = (line) => process.stderr.isTTY && process.stderr.write(`${line}\n`)

/** npm moves into the checkout before it runs us; paths in the arguments are meant from where the caller stood. */
const callersFolder =
  process.env.npm_lifecycle_event === 'cli' ? (process.env.INIT_CWD ?? process.cwd()) : process.cwd()

try {
  const { node, env } = await prepare({ say })
  const script = path.join(root, 'src', 'main', 'cli.ts')
  process.exitCode = await run(node, [script, ...process.argv.slice(2)], { cwd: callersFolder, env })
} catch (error) {
  if (!(error instanceof SetupError)) throw error
  process.stderr.write(`${JSON.stringify({ error: { code: 'setup_failed', message: error.message } })}\n`)
  process.exitCode = 1
}

import { commands } from './commands/index.ts'
import { runCommand } from './commands/run.ts'

const { exitCode, stdout, stderr } = await runCommand(commands, process.argv.slice(2))
process.stdout.write(stdout)
process.stderr.write(stderr)
process.exitCode = exitCode

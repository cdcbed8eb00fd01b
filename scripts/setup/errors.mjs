/** Something about this machine keeps the project from running; the message says what to do about it. */
export class SetupError extends Error {
  name = 'SetupError'
}

/**
 * Runs a script's body and turns a SetupError into one plain line and exit code 1.
 * Any other error is a fault of ours and keeps its stack.
 */
export async function main(body) {
  try {
    process.exitCode = await body()
  } catch (error) {
    if (!(error instanceof SetupError)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exitCode = 1
  }
}

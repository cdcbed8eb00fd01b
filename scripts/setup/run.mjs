import { spawn } from 'node:child_process'

const windows = process.platform === 'win32'

/**
 * Runs a program and waits for it. Returns its exit code, or 128 + the signal's place when it was killed.
 * Ctrl-C reaches the child through the terminal; this process stays to report how the child ended.
 */
export function run(command, args, { cwd, env, stdio = 'inherit' } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, stdio, windowsHide: true })
    const interrupted = () => {}
    const terminated = () => child.kill('SIGTERM')
    process.on('SIGINT', interrupted)
    process.on('SIGTERM', terminated)
    const finish = () => {
      process.off('SIGINT', interrupted)
      process.off('SIGTERM', terminated)
    }
    child.once('error', (error) => {
      finish()
      reject(error)
    })
    child.once('exit', (code, signal) => {
      finish()
      resolve(code ?? 128 + (signal === 'SIGINT' ? 2 : signal === 'SIGKILL' ? 9 : 15))
    })
  })
}

/** Runs a program quietly. Returns `{ code, output }`; output is stdout and stderr as they came. */
export function capture(command, args, { cwd, env, timeout } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout,
      windowsHide: true,
    })
    let output = ''
    child.stdout.on('data', (chunk) => (output += chunk))
    child.stderr.on('data', (chunk) => (output += chunk))
    child.once('error', (error) => resolve({ code: 127, output: error.message }))
    child.once('close', (code) => resolve({ code: code ?? 1, output }))
  })
}

/**
 * The program and first arguments that start npm.
 * Under `npm run` that is the very npm in use; elsewhere the one on PATH, which on Windows is a batch file.
 */
export function npmCommand() {
  const own = process.env.npm_execpath
  if (own?.endsWith('.js')) return [process.execPath, own]
  return windows ? [process.env.ComSpec ?? 'cmd.exe', '/d', '/s', '/c', 'npm'] : ['npm']
}

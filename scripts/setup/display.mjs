import { spawn } from 'node:child_process'
import { SetupError } from './errors.mjs'

export const displayIsMissing = () =>
  process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY

/**
 * Starts a screen without a monitor (Xvfb) on a free number. Returns `{ display, stop }`.
 * We ask Xvfb for the number it took: choosing one ourselves races with other screens on the machine.
 */
export function startDisplay() {
  return new Promise((resolve, reject) => {
    const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1440x900x24', '-nolisten', 'tcp'], {
      stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
      // Ctrl-C in the terminal must reach the app first; its screen goes when we are done with it.
      detached: true,
    })
    let complaint = ''
    server.stderr.on('data', (chunk) => (complaint += chunk))
    server.once('error', (error) => reject(new SetupError(`Xvfb did not start: ${error.message}`)))
    server.once('exit', () => reject(new SetupError(`Xvfb did not start: ${complaint.trim()}`)))
    server.stdio[3].once('data', (chunk) => {
      const stop = () => server.kill()
      process.once('exit', stop)
      for (const handle of [server, server.stderr, server.stdio[3]]) handle.unref()
      resolve({ display: `:${String(chunk).trim()}`, stop })
    })
  })
}

import { ok } from '../../../shared/result.ts'
import type { HandlersOf } from '../handlers.ts'
import type { SessionHost } from '../session/session-host.ts'

/** The stream by which every window learns what a command changed. */
export const changesHandlers: HandlersOf<'changes', SessionHost> = {
  async watch({ changes }, _input, { signal }) {
    return ok(changes.subscribe('change', { signal, maxBufferedEvents: 1000 }))
  },
}

import type { LogEntry } from '../shared/log-entry.ts'

/** Whether the backend may read or write a file that the person picked. */
export type FilePurpose = 'read' | 'write'

/**
 * What a restarted backend needs in order to carry on with the session: made by the backend, kept by the
 * shell in memory only, and handed back untouched. The shell never looks inside.
 */
export type Resume = object

/** From the shell to the backend. `connect` carries one port. */
export type MessageToBackend =
  | { type: 'start'; dataFolder: string; resume?: Resume }
  | { type: 'connect' }
  | { type: 'file-granted'; token: string; path: string; name: string; size: number; purpose: FilePurpose }
  | { type: 'shutdown' }

/** From the backend to the shell. */
export type MessageFromBackend =
  | { type: 'ready' }
  /** Starting again would change nothing: the message says what to do, without patient data. */
  | { type: 'refused'; message: string }
  | { type: 'session-opened'; resume: Resume }
  | { type: 'session-ended' }
  | { type: 'log'; entry: LogEntry }
  | { type: 'stopped' }

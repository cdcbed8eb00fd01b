import type { LogEntry } from '../shared/log-entry.ts'

/** Whether the backend may read or write a file that the person picked. */
export type FilePurpose = 'read' | 'write'

/**
 * What a restarted backend needs in order to carry on with the session: made by the backend, kept by the
 * shell in memory only, and handed back untouched. The shell never looks inside.
 */
export type Resume = object

/** A self-contained page without scripts. `title` is the stem of a file name and says nothing about a person. */
export interface PageToPrint {
  ticket: string
  html: string
  title: string
}

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
  /** A page that the person may print or save once, for whoever shows the ticket. */
  | { type: 'page-to-print'; page: PageToPrint }
  | { type: 'stopped' }

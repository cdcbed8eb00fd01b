/** Everything that may be named in a log. An event outside this list is written as `unlisted_event`. */
export const logEvents = [
  'app_started',
  'app_quit',
  'backend_exited',
  'backend_failed',
  'backend_ready',
  'backend_refused',
  'backend_started',
  'backup_failed',
  'backup_made',
  'call_failed',
  'call_slow',
  'file_refused',
  'import_failed',
  'import_finished',
  'ipc_refused',
  'migration_failed',
  'migration_finished',
  'navigation_refused',
  'page_gone',
  'permission_refused',
  'print_failed',
  'request_refused',
  'session_ended',
  'session_opened',
  'store_damaged',
  'store_opened',
  'store_refused',
  'thresholds_checked',
  'thresholds_failed',
  'unexpected_error',
  'unlisted_event',
  'window_refused',
] as const
export type LogEvent = (typeof logEvents)[number]

export const logLevels = ['info', 'warn', 'error'] as const
export type LogLevel = (typeof logLevels)[number]

/**
 * What an entry may carry. Each key has its own check before it is written (redaction.ts); a value that
 * fails its check is left out. There is no key for free text.
 */
export interface LogDetail {
  /** A procedure of the contract, such as `referrals.accept`. */
  call?: string
  /** A record's id: a UUID. */
  id?: string
  /** What a refusal was, or another code the source fixes: `invalid`, `SQLITE_BUSY`, `EACCES`. */
  code?: string
  /** An error's class: `TypeError`. */
  errorName?: string
  /** Where an error came from: functions with file names and lines, never its message. */
  frames?: string[]
  count?: number
  durationMs?: number
  exitCode?: number
  attempt?: number
  version?: string
}

export interface LogEntry {
  level: LogLevel
  event: LogEvent
  detail?: LogDetail
}

import { constants } from 'node:os'
import { logEvents, logLevels, type LogDetail, type LogEntry } from '../../shared/log-entry.ts'
import { refusalKinds } from '../../shared/result.ts'

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/
const procedure = /^[a-z][A-Za-z]{1,40}(\.[a-z][A-Za-z]{1,40}){1,2}$/
const errorNames = new Set([
  'Error',
  'TypeError',
  'RangeError',
  'ReferenceError',
  'SyntaxError',
  'AggregateError',
  'AbortError',
  'SqliteError',
  'ORPCError',
  'ZodError',
])
const goneReasons = ['crashed', 'killed', 'oom', 'launch-failed', 'abnormal-exit', 'clean-exit']
const codes = new Set<string>([...refusalKinds, ...goneReasons, ...Object.keys(constants.errno)])
const sqliteCode = /^SQLITE_[A-Z]{2,20}(_[A-Z0-9]{2,20}){0,2}$/
const nodeCode = /^ERR_[A-Z]{2,20}(_[A-Z]{2,20}){1,5}$/
const largestNumber = 999_999_999

function isIn<const T extends readonly string[]>(list: T, value: unknown): value is T[number] {
  return typeof value === 'string' && list.includes(value)
}

function text(value: unknown, allowed: (value: string) => boolean): string | undefined {
  return typeof value === 'string' && allowed(value) ? value : undefined
}

/** An NHS number has ten digits, so no number that long is written. */
function number(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) && Math.abs(value) <= largestNumber
    ? Math.round(value)
    : undefined
}

function isCode(value: string): boolean {
  return codes.has(value) || sqliteCode.test(value) || nodeCode.test(value)
}

const frame =
  /^\s+at (?:async )?(?:(?:new )?([\w$.<>]+) )?(?:\[as \w+\] )?\(?(?:.*[\\/])?([A-Za-z][\w@.-]*\.[cm]?[jt]sx?):(\d+):(\d+)\)?$/

/** Names of our functions and files have no long runs of digits; a number of a person has. */
const longNumber = /\d{6}/

/**
 * Where an error came from: `function file:line:column` for each frame, at most 12. Its message is left
 * out, because it may quote what a person typed, and so are folders, because they name the person.
 */
export function framesOf({ stack, message }: { stack?: string; message: string }): string[] {
  // Lines of the message could look like frames, so without knowing where it ends nothing is kept.
  const end = stack?.indexOf(message) ?? -1
  if (stack === undefined || end < 0) return []
  return stack
    .slice(end + message.length)
    .split('\n')
    .map((line) => frame.exec(line))
    .filter((match) => match !== null)
    .map(([, name, file, line, column]) => `${name ?? '-'} ${file}:${line}:${column}`)
    .filter((line) => !longNumber.test(line))
    .slice(0, 12)
}

const writtenFrame = /^[\w$.<>-]{1,80} [\w@.-]{1,80}\.[cm]?[jt]sx?:\d{1,7}:\d{1,7}$/

function isWrittenFrame(value: unknown): value is string {
  return typeof value === 'string' && writtenFrame.test(value) && !longNumber.test(value)
}

function redactDetail(detail: Record<string, unknown>): LogDetail {
  const kept: LogDetail = {
    call: text(detail.call, (value) => procedure.test(value)),
    id: text(detail.id, (value) => uuid.test(value)),
    code: text(detail.code, isCode),
    errorName: text(detail.errorName, (value) => errorNames.has(value)),
    frames: Array.isArray(detail.frames) ? detail.frames.filter(isWrittenFrame).slice(0, 12) : undefined,
    count: number(detail.count),
    durationMs: number(detail.durationMs),
    exitCode: number(detail.exitCode),
    attempt: number(detail.attempt),
    version: text(detail.version, (value) => /^\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(value)),
  }
  return Object.fromEntries(Object.entries(kept).filter(([, value]) => value !== undefined))
}

/** An entry about a thrown error: its class, its code when it is a known one, and its frames. */
export function entryOfError(error: unknown, event: LogEntry['event'] = 'unexpected_error'): LogEntry {
  if (!(error instanceof Error)) return { level: 'error', event }
  const code = 'code' in error ? error.code : undefined
  return redact({
    level: 'error',
    event,
    detail: { errorName: error.name, code, frames: framesOf(error) },
  })
}

/**
 * What may be written to a log of anything at all: ids, codes and counts that pass the check of their key.
 * It allows what is known and drops the rest, so that a name, a date of birth or an NHS number has no way in.
 */
export function redact(entry: unknown): LogEntry {
  if (entry instanceof Error) return entryOfError(entry)
  if (typeof entry !== 'object' || entry === null) return { level: 'warn', event: 'unlisted_event' }
  const { level, event, detail } = entry as Record<string, unknown>
  const kept: LogEntry = {
    level: isIn(logLevels, level) ? level : 'warn',
    event: isIn(logEvents, event) ? event : 'unlisted_event',
  }
  if (typeof detail !== 'object' || detail === null) return kept
  const redacted = redactDetail({ ...detail })
  return Object.keys(redacted).length > 0 ? { ...kept, detail: redacted } : kept
}

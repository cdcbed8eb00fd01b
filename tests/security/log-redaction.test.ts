import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startLogging } from '../../src/main/app/logging.ts'
import { entryOfError, framesOf, redact } from '../../src/main/app/redaction.ts'
import type { LogEntry } from '../../src/shared/log-entry.ts'

const child = {
  name: 'Zebedee Quillfeather',
  givenName: 'zebedee',
  familyName: 'QUILLFEATHER',
  nhsNumber: '9990000018',
  spacedNumber: '999 000 0018',
  born: '2019-03-04',
  bornInWords: '04-Mar-2019',
  postcode: 'ZZ99 3VZ',
  phone: '07700900123',
}
const secrets = [...Object.values(child), '20190304', '04/03/2019', 'Quillfeather', 'Zebedee']

function expectNothingOfTheChild(text: string): void {
  for (const secret of secrets) expect(text.toLowerCase()).not.toContain(secret.toLowerCase())
}

class QuillfeatherError extends Error {
  code = child.familyName
  override name = child.name
}

/** Every way in which a careless line of code could hand the child to the log. */
function carelessEntries(): unknown[] {
  const keys = [
    'call',
    'id',
    'code',
    'errorName',
    'count',
    'durationMs',
    'exitCode',
    'attempt',
    'version',
    'note',
  ]
  const values = [
    ...Object.values(child),
    Number(child.nhsNumber),
    Number('20190304') * 100,
    { ...child },
    [child.name],
  ]
  const inDetail = keys.flatMap((key) =>
    values.map((value) => ({ level: 'error', event: 'call_failed', detail: { [key]: value } })),
  )
  const frames = values.map((value) => ({
    level: 'error',
    event: 'call_failed',
    detail: { frames: [value] },
  }))
  const cause = new Error(child.name)
  return [
    ...inDetail,
    ...frames,
    ...values,
    ...values.map((value) => ({ level: 'info', event: value })),
    ...values.map((value) => ({ level: value, event: 'call_failed' })),
    new Error(`no such child: ${child.name}`, { cause }),
    new Error(`first line\n    at ${child.familyName} (${child.nhsNumber}.ts:1:1)\n  ${child.born}`),
    new QuillfeatherError(child.nhsNumber),
    new AggregateError([cause], child.name),
    new TypeError(`cannot read ${child.spacedNumber}`),
    entryOfError(new QuillfeatherError(child.phone)),
    entryOfError(child.name),
    null,
    undefined,
  ]
}

describe('redact', () => {
  it('lets nothing of a child through, whatever it is handed', () => {
    const entries = carelessEntries().map(redact)
    expect(entries.length).toBeGreaterThan(100)
    expectNothingOfTheChild(JSON.stringify(entries))
  })

  it('keeps ids, codes, counts and calls', () => {
    const entry: LogEntry = {
      level: 'error',
      event: 'call_failed',
      detail: {
        call: 'referrals.accept',
        id: '0192f0c1-2f6b-7c3e-9d2a-5b1e8f4a6c70',
        code: 'SQLITE_BUSY',
        errorName: 'TypeError',
        frames: ['accept referrals.ts:12:7'],
        count: 12,
        durationMs: 41,
        exitCode: 9,
        attempt: 2,
        version: '1.2.0',
      },
    }
    expect(redact(entry)).toEqual(entry)
  })

  it.each(['conflict', 'EACCES', 'ERR_INVALID_ARG_TYPE', 'SQLITE_CORRUPT_INDEX', 'oom'])(
    'keeps the code %s',
    (code) =>
      expect(redact({ level: 'warn', event: 'call_failed', detail: { code } })).toHaveProperty(
        'detail.code',
        code,
      ),
  )

  it('names an event it does not know without repeating it', () => {
    expect(redact({ level: 'info', event: 'zebedee_arrived' })).toEqual({
      level: 'info',
      event: 'unlisted_event',
    })
  })
})

describe('framesOf', () => {
  it('keeps functions, file names and lines, and drops the message and the folders', () => {
    const stack = [
      `Error: ${child.name}`,
      `    at accept (file:///C:/Users/Zebedee/app/referrals.ts:12:7)`,
      `    at async /home/zebedee/app/host.ts:3:9`,
    ].join('\n')
    expect(framesOf({ stack, message: child.name })).toEqual(['accept referrals.ts:12:7', '- host.ts:3:9'])
  })

  it('keeps nothing when the message may have lines that look like frames', () => {
    const stack = `Error: ${child.name}\n    at quillfeather (born.ts:1:1)`
    expect(framesOf({ stack, message: 'changed afterwards' })).toEqual([])
    const forged = `${child.name}\n    at quillfeather (born.ts:1:1)`
    expect(framesOf({ stack: `Error: ${forged}\n    at accept (a.ts:2:3)`, message: forged })).toEqual([
      'accept a.ts:2:3',
    ])
  })
})

describe('the log on disk', () => {
  let folder: string
  beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), 'cyp-log-'))))
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  it('has the events and nothing of the child', () => {
    const log = startLogging(folder)
    for (const entry of carelessEntries()) {
      if (typeof entry === 'object' && entry !== null && 'level' in entry && entry.level === 'error') {
        log(entry as LogEntry)
      }
    }
    log({ level: 'info', event: 'backup_made', detail: { count: 3 } })
    const text = readdirSync(folder)
      .map((name) => readFileSync(path.join(folder, name), 'utf8'))
      .join('\n')
    expect(text).toContain('call_failed')
    expect(text).toContain('backup_made {"count":3}')
    expectNothingOfTheChild(text)
  })
})

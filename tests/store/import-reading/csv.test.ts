import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ByteSource } from '../../../src/main/services/import/reading/byte-source.ts'
import { openCsv } from '../../../src/main/services/import/reading/csv.ts'
import { openTable } from '../../../src/main/services/import/reading/open-table.ts'
import type { Table, TableRow } from '../../../src/main/services/import/reading/table.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'csv-reading-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

let files = 0
function file(content: string | Uint8Array, name = `list-${++files}.csv`): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

async function opened(content: string | Uint8Array): Promise<Table> {
  const result = await openTable(file(content))
  if (!result.ok) throw new Error(result.refusal.message)
  return result.value
}

async function refused(content: string | Uint8Array): Promise<string> {
  const result = await openTable(file(content))
  if (result.ok) throw new Error('expected a refusal')
  expect(result.refusal.message).toContain('Nothing was changed.')
  return result.refusal.message
}

async function all(table: Table): Promise<TableRow[]> {
  const rows: TableRow[] = []
  for await (const row of table.rows()) rows.push(row)
  return rows
}

describe('an ordinary file', () => {
  it('gives headers, rows with their numbers, size and hash', async () => {
    const table = await opened('family_name,given_name\nEdwards,Siân\n\nO’Neil,"Mary, Ann"\n')
    expect(table.kind).toBe('csv')
    expect(table.headers).toEqual(['family_name', 'given_name'])
    expect(table.delimiter).toBe(',')
    expect(table.encoding).toBe('utf-8')
    expect(table.sha256).toMatch(/^[0-9a-f]{64}$/)
    expect(await all(table)).toEqual([
      { row: 2, cells: ['Edwards', 'Siân'] },
      { row: 4, cells: ['O’Neil', 'Mary, Ann'] },
    ])
    expect(table.outcome()).toEqual({ ok: true, value: { rows: 2 } })
  })

  it('can be read twice with the same rows', async () => {
    const table = await opened('a,b\n1,2\n3,4')
    expect(await all(table)).toEqual(await all(table))
    expect(table.outcome()).toEqual({ ok: true, value: { rows: 2 } })
  })

  it('keeps line breaks inside quotes and counts such a row once', async () => {
    const table = await opened('a,b\r\n"one\r\ntwo",2\r\n3,4\r\n')
    expect(await all(table)).toEqual([
      { row: 2, cells: ['one\ntwo', '2'] },
      { row: 3, cells: ['3', '4'] },
    ])
  })

  it.each([
    [',', 'a,b,c\n1,2,3\n'],
    [';', 'a;b;c\n1,5;2;3\n'],
    ['\t', 'a\tb\tc\n1, 5\t2\t3\n'],
    ['|', 'a|b|c\n1|2|3\n'],
  ] as const)('finds the delimiter %j', async (delimiter, text) => {
    const table = await opened(text)
    expect(table.delimiter).toBe(delimiter)
    expect(table.headers).toEqual(['a', 'b', 'c'])
  })

  it('finds a semicolon although lists inside cells hold commas', async () => {
    const table = await opened('name;codes;note\nA;x,y,z;one, two\nB;x,y;three, four, five\n')
    expect(table.delimiter).toBe(';')
  })

  it('obeys a sep= line without counting it', async () => {
    const table = await opened('sep=|\r\na|b\r\n1|2\r\n')
    expect(table.headers).toEqual(['a', 'b'])
    expect(await all(table)).toEqual([{ row: 2, cells: ['1', '2'] }])
  })

  it.each(['\n', '\r\n', '\r'])('reads line ends %j', async (end) => {
    const table = await opened(['a,b', '1,2', '3,4', ''].join(end))
    expect((await all(table)).map(({ cells }) => cells)).toEqual([
      ['1', '2'],
      ['3', '4'],
    ])
  })
})

describe('encodings', () => {
  const text = 'family_name,given_name\nŁuczak,Zoë\nNguyễn,Thị\n'
  const western = 'family_name,given_name\nO’Brien,Zoë\n'

  it('strips a UTF-8 byte order mark', async () => {
    const table = await opened(`\ufeff${text}`)
    expect(table.headers[0]).toBe('family_name')
    expect(table.encoding).toBe('utf-8')
  })

  it.each([
    ['utf-16le', true],
    ['utf-16le', false],
    ['utf-16be', true],
    ['utf-16be', false],
  ] as const)('reads %s, byte order mark: %s', async (encoding, mark) => {
    const little = Buffer.from(`${mark ? '\ufeff' : ''}${text}`, 'utf16le')
    const table = await opened(encoding === 'utf-16le' ? little : little.swap16())
    expect(table.encoding).toBe(encoding)
    expect((await all(table)).map(({ cells }) => cells)).toEqual([
      ['Łuczak', 'Zoë'],
      ['Nguyễn', 'Thị'],
    ])
  })

  it('reads Windows-1252, curly apostrophes included', async () => {
    const bytes = Buffer.from(western.replace('’', '\u0092'), 'latin1')
    const table = await opened(bytes)
    expect(table.encoding).toBe('windows-1252')
    expect((await all(table))[0]?.cells).toEqual(['O’Brien', 'Zoë'])
  })

  it('finds Windows-1252 although the first odd byte comes late', async () => {
    const rows = 'Smith,Ann\n'.repeat(150_000)
    const bytes = Buffer.concat([
      Buffer.from(`family_name,given_name\n${rows}`),
      Buffer.from('Smith,Zo\u00eb\n', 'latin1'),
    ])
    const table = await opened(bytes)
    expect(table.encoding).toBe('windows-1252')
    let last: TableRow | undefined
    for await (const row of table.rows()) last = row
    expect(last).toEqual({ row: 150_002, cells: ['Smith', 'Zoë'] })
  })

  it('keeps characters whole where two blocks meet', async () => {
    const table = await opened(`family_name,given_name\n${'Łuczak,Zoë\n'.repeat(60_000)}`)
    const wrong = (await all(table)).filter(({ cells }) => cells.join() !== 'Łuczak,Zoë')
    expect(wrong).toEqual([])
  })
})

describe('bad files', () => {
  it('refuses an empty file and one of blank lines', async () => {
    expect(await refused('')).toContain('empty')
    expect(await refused('\n\r\n  \n')).toContain('empty')
  })

  it('refuses a file with headers only', async () => {
    expect(await refused('family_name,given_name\n')).toContain('no rows')
  })

  it('refuses a delimiter it does not know', async () => {
    expect(await refused('family_name^given_name\nA^B\n')).toContain('one column')
  })

  it('refuses 10,000 columns', async () => {
    const header = Array.from({ length: 10_000 }, (_, i) => `column_${i}`).join(',')
    expect(await refused(`${header}\n${'1,'.repeat(9_999)}1\n`)).toContain('10,000 columns')
  })

  it('names duplicated headers', async () => {
    const table = await opened('NHS No,Name,nhs no,Name,x\n1,2,3,4,5\n')
    expect(table.duplicateHeaders).toEqual(['nhs no', 'Name'])
  })

  it('reports short and long rows and keeps the good ones', async () => {
    const table = await opened('a,b,c\n1,2\n1,2,3\n1,2,3,4\n1,2,3,,\n')
    const rows = await all(table)
    expect(rows.map(({ row, problem }) => [row, problem === undefined])).toEqual([
      [2, false],
      [3, true],
      [4, false],
      [5, true],
    ])
    expect(rows[0]?.problem).toContain('fewer cells than the header (2, not 3)')
    expect(rows[2]?.problem).toContain('more cells than the header (4, not 3)')
    expect(rows[3]?.cells).toEqual(['1', '2', '3'])
  })

  it('names the row of a quotation mark that is never closed, and reads the rows after it', async () => {
    const table = await opened('a,b\n1,2\n3,"four\n5,6\n7,8\n')
    const rows = await all(table)
    expect(rows.map(({ row, cells }) => [row, ...cells])).toEqual([
      [2, '1', '2'],
      [3],
      [4, '5', '6'],
      [5, '7', '8'],
    ])
    expect(rows[1]?.problem).toContain('quotation mark')
  })

  it('does the same where a later row has quotation marks of its own', async () => {
    const table = await opened('a,b\n1,"two\n3,"four"\n5,"six, seven"\n')
    const rows = await all(table)
    expect(rows.map(({ row, cells }) => [row, ...cells])).toEqual([
      [2],
      [3, '3', 'four'],
      [4, '5', 'six, seven'],
    ])
  })

  it('finds an open quotation mark at the start of a long file without holding the file in memory', async () => {
    const table = await opened(`a,b\n1,"two\n${'3,four\n'.repeat(500_000)}`)
    let rows = 0
    const problems: number[] = []
    for await (const row of table.rows()) {
      rows += 1
      if (row.problem !== undefined) problems.push(row.row)
    }
    expect(problems).toEqual([2])
    expect(rows).toBe(500_001)
  })

  it('gives up, saying where, when quotation marks are broken throughout', async () => {
    const table = await opened(`a,b\n${'1,"x"y\n'.repeat(1200)}`)
    const rows = await all(table)
    expect(rows.length).toBeLessThanOrEqual(1001)
    const outcome = table.outcome()
    expect(outcome.ok).toBe(false)
    expect(!outcome.ok && outcome.refusal.message).toContain('row 1002')
  })

  it('refuses an open quotation mark in the header', async () => {
    expect(await refused('"a,b\n1,2\n')).toContain('header')
  })

  it('leaves null bytes in cells for the row check, and out of headers', async () => {
    const table = await opened('a\u0000,b\nx\u0000y,2\n')
    expect(table.headers).toEqual(['a', 'b'])
    expect((await all(table))[0]?.cells[0]).toBe('x\u0000y')
  })

  it('refuses a file that is gone', async () => {
    const result = await openTable(join(folder, 'no-such-file.csv'))
    expect(!result.ok && result.refusal.kind).toBe('unavailable')
  })
})

describe('large files', () => {
  /** A gigabyte that exists only as it is read: a header, then one row over and over. */
  function gigabyte(): { open: () => Promise<ByteSource>; sizeBytes: number } {
    const header = Buffer.from('family_name,given_name,reason_text\n')
    const row = Buffer.from('Okafor,Amara,"Few words at three, and worries at nursery"\n')
    const repeated = Buffer.concat(Array.from({ length: 4096 }, () => row))
    const sizeBytes = 1024 ** 3
    return {
      sizeBytes,
      open: async () => ({
        sizeBytes,
        async read(into, position) {
          if (position >= sizeBytes) return 0
          const target = Buffer.from(
            into.buffer,
            into.byteOffset,
            Math.min(into.byteLength, sizeBytes - position),
          )
          let at = 0
          if (position < header.length) at += header.copy(target, 0, position)
          while (at < target.length) {
            const phase = (position + at - header.length) % repeated.length
            at += repeated.copy(target, at, phase)
          }
          return target.length
        },
        async close() {},
      }),
    }
  }

  it('opens 1 GB and reads from it in bounded memory, with the event loop free', async () => {
    const source = gigabyte()
    let longestGap = 0
    let last = performance.now()
    const timer = setInterval(() => {
      const now = performance.now()
      longestGap = Math.max(longestGap, now - last)
      last = now
    }, 5)
    const before = process.memoryUsage().arrayBuffers
    const controller = new AbortController()
    const progress: number[] = []
    const result = await openCsv(source.open, {
      signal: controller.signal,
      onProgress: ({ bytes }) => progress.push(bytes),
    })
    if (!result.ok) throw new Error(result.refusal.message)
    expect(result.value.sizeBytes).toBe(1024 ** 3)
    expect(Math.max(...progress)).toBe(1024 ** 3)

    let rows = 0
    for await (const slice of result.value.slices()) {
      rows += slice.length
      if (rows > 300_000) controller.abort()
    }
    clearInterval(timer)
    expect(rows).toBeGreaterThan(300_000)
    expect(rows).toBeLessThan(310_000)
    const outcome = result.value.outcome()
    expect(!outcome.ok && outcome.refusal.kind).toBe('cancelled')
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(64 * 1024 ** 2)
    // The budget is 50 ms; a shared test machine is given more.
    expect(longestGap).toBeLessThan(500)
  }, 60_000)

  it('refuses more than 4 GB before reading', async () => {
    let reads = 0
    const result = await openCsv(async () => ({
      sizeBytes: 5 * 1024 ** 3,
      read: async () => {
        reads += 1
        return 0
      },
      close: async () => {},
    }))
    expect(!result.ok && result.refusal.message).toContain('4 GB')
    expect(reads).toBe(0)
  })

  it('stops at once when cancelled before it begins', async () => {
    const result = await openTable(file('a,b\n1,2\n'), { signal: AbortSignal.abort() })
    expect(!result.ok && result.refusal.kind).toBe('cancelled')
  })

  it('refuses a gigabyte of null bytes by its first row', async () => {
    const sizeBytes = 1024 ** 3
    const result = await openCsv(async () => ({
      sizeBytes,
      async read(into, position) {
        const count = Math.min(into.byteLength, sizeBytes - position)
        into.fill(0)
        return count
      },
      close: async () => {},
    }))
    expect(result.ok).toBe(false)
  }, 60_000)
})

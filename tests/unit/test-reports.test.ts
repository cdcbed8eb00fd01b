import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { countPlaywright, countVitest } from '../../scripts/test-reports.mjs'

let folder: string
let file: string

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'cyp-waits-reports-'))
  file = path.join(folder, 'report.json')
})
afterEach(() => rm(folder, { recursive: true }))

const test = (fullName: string, status: string, failureMessages: string[] = []) => ({
  fullName,
  status,
  failureMessages,
})

const vitestReport = (...assertionResults: object[]) =>
  JSON.stringify({
    numPassedTests: 5,
    testResults: [{ name: path.resolve('tests/a.test.ts'), status: 'passed', message: '', assertionResults }],
  })

describe('countVitest', () => {
  it('counts a clean run', async () => {
    await writeFile(file, vitestReport(test('a adds', 'passed')))
    expect(countVitest(file, 0)).toEqual({ passed: 5, failures: [] })
  })

  it('names each failed test and says why in a few lines', async () => {
    const why = ['expected 1 to be 2', ...Array.from({ length: 40 }, (_, line) => `at line ${line}`)].join(
      '\n',
    )
    await writeFile(file, vitestReport(test('a adds', 'passed'), test('a takes away', 'failed', [why])))
    const { failures } = countVitest(file, 1)
    expect(failures).toHaveLength(1)
    expect(failures[0]).toContain('tests/a.test.ts > a takes away\nexpected 1 to be 2\nat line 0')
    expect(failures[0]?.split('\n')).toHaveLength(13)
  })

  it('counts skipped and todo tests as failed, even when the runner was content', async () => {
    await writeFile(file, vitestReport(test('a waits', 'skipped'), test('a plans', 'todo')))
    expect(countVitest(file, 0).failures).toHaveLength(2)
  })

  it('counts a file that broke before its tests were known', async () => {
    const testResults = [
      { name: 'b.test.ts', status: 'failed', message: 'no module c', assertionResults: [] },
    ]
    await writeFile(file, JSON.stringify({ numPassedTests: 5, testResults }))
    expect(countVitest(file, 1)).toEqual({
      passed: 5,
      failures: [expect.stringContaining('the file itself\nno module c')],
    })
  })

  it('counts one failure for a run that failed outside any test', async () => {
    await writeFile(file, vitestReport())
    expect(countVitest(file, 1)).toEqual({ passed: 5, failures: ['the runner itself'] })
  })

  it('counts one failure when the report is missing or cut short', async () => {
    expect(countVitest(file, 0)).toEqual({ passed: 0, failures: ['no report was written'] })
    await writeFile(file, vitestReport().slice(0, 20))
    expect(countVitest(file, 0)).toEqual({ passed: 0, failures: ['no report was written'] })
  })
})

describe('countPlaywright', () => {
  const spec = (title: string, status: string, message?: string) => ({
    title,
    file: 'a.test.ts',
    tests: [{ status, results: message === undefined ? [] : [{ error: { message } }] }],
  })
  const report = (specs: object[], errors: object[] = []) =>
    JSON.stringify({
      stats: { expected: 4 },
      suites: [{ specs: specs.slice(0, 1), suites: [{ specs: specs.slice(1) }] }],
      errors,
    })

  it('counts a clean run', async () => {
    await writeFile(file, report([spec('opens', 'expected'), spec('closes', 'expected')]))
    expect(countPlaywright(file, 0)).toEqual({ passed: 4, failures: [] })
  })

  it('names failed, skipped and flaky tests, and errors outside tests', async () => {
    const specs = [
      spec('opens', 'unexpected', 'no window'),
      spec('waits', 'skipped'),
      spec('shakes', 'flaky', 'now and then'),
    ]
    await writeFile(file, report(specs, [{ message: 'no display' }]))
    expect(countPlaywright(file, 1)).toEqual({
      passed: 4,
      failures: [
        'a.test.ts > opens\nno window',
        'a.test.ts > waits\ndid not run',
        'a.test.ts > shakes\nnow and then',
        'outside any test > \nno display',
      ],
    })
  })

  it('counts one failure when the run failed or left no report', async () => {
    await writeFile(file, report([spec('opens', 'expected')]))
    expect(countPlaywright(file, 1)).toEqual({ passed: 4, failures: ['the runner itself'] })
    expect(countPlaywright(path.join(folder, 'none.json'), 0).failures).toHaveLength(1)
  })
})

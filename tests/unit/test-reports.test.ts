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

const vitestReport = (changes: object) =>
  JSON.stringify({
    numPassedTests: 5,
    numFailedTests: 0,
    numPendingTests: 0,
    numTodoTests: 0,
    testResults: [],
    ...changes,
  })

const playwrightReport = (changes: object, errors: unknown[] = []) =>
  JSON.stringify({ stats: { expected: 4, unexpected: 0, flaky: 0, skipped: 0, ...changes }, errors })

describe('countVitest', () => {
  it('counts a clean run', async () => {
    await writeFile(file, vitestReport({}))
    expect(countVitest(file, 0)).toEqual({ passed: 5, failed: 0 })
  })

  it('counts skipped and todo tests as failed, even when the runner was content', async () => {
    await writeFile(file, vitestReport({ numFailedTests: 1, numPendingTests: 2, numTodoTests: 3 }))
    expect(countVitest(file, 0)).toEqual({ passed: 5, failed: 6 })
  })

  it('counts a file that broke before its tests were known', async () => {
    const testResults = [
      { status: 'failed', assertionResults: [] },
      { status: 'failed', assertionResults: [{ status: 'failed' }] },
      { status: 'passed', assertionResults: [{ status: 'passed' }] },
    ]
    await writeFile(file, vitestReport({ numFailedTests: 1, testResults }))
    expect(countVitest(file, 1)).toEqual({ passed: 5, failed: 2 })
  })

  it('counts one failure for a run that failed outside any test', async () => {
    await writeFile(file, vitestReport({}))
    expect(countVitest(file, 1)).toEqual({ passed: 5, failed: 1 })
  })

  it('counts one failure when the report is missing or cut short', async () => {
    expect(countVitest(file, 0)).toEqual({ passed: 0, failed: 1 })
    await writeFile(file, vitestReport({}).slice(0, 20))
    expect(countVitest(file, 0)).toEqual({ passed: 0, failed: 1 })
  })
})

describe('countPlaywright', () => {
  it('counts a clean run', async () => {
    await writeFile(file, playwrightReport({}))
    expect(countPlaywright(file, 0)).toEqual({ passed: 4, failed: 0 })
  })

  it('counts skipped and flaky tests and errors outside tests as failed', async () => {
    await writeFile(file, playwrightReport({ unexpected: 1, flaky: 1, skipped: 2 }, [{}]))
    expect(countPlaywright(file, 1)).toEqual({ passed: 4, failed: 5 })
  })

  it('counts one failure when the run failed or left no report', async () => {
    await writeFile(file, playwrightReport({}))
    expect(countPlaywright(file, 1)).toEqual({ passed: 4, failed: 1 })
    expect(countPlaywright(path.join(folder, 'none.json'), 0)).toEqual({ passed: 0, failed: 1 })
  })
})

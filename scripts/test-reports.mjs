import fs from 'node:fs'
import path from 'node:path'

function read(file) {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'))
  } catch (error) {
    if (error.code === 'ENOENT' || error instanceof SyntaxError) return undefined
    throw error
  }
}

/** A runner that failed without naming a failed test (a crash, an error outside any test) counts as one failure. */
function settle(passed, failures, exitCode) {
  if (failures.length === 0 && exitCode !== 0) return { passed, failures: ['the runner itself'] }
  return { passed, failures }
}

const noReport = { passed: 0, failures: ['no report was written'] }

/**
 * What passed and what failed, by name, of a Vitest JSON report. Skipped and todo tests count as failed, and so does
 * each file that broke before its tests were known. A missing report is one failure.
 */
export function countVitest(file, exitCode) {
  const report = read(file)
  if (!report) return noReport
  const failures = report.testResults.flatMap(({ name, status, message, assertionResults }) => {
    const where = path.relative(process.cwd(), name)
    const failed = assertionResults.filter((test) => test.status !== 'passed')
    if (failed.length > 0) return failed.map((test) => named(where, test.fullName, test.failureMessages[0]))
    return status === 'failed' ? [named(where, 'the file itself', message)] : []
  })
  return settle(report.numPassedTests, failures, exitCode)
}

/** The same of a Playwright JSON report. Skipped and flaky tests count as failed. A missing report is one failure. */
export function countPlaywright(file, exitCode) {
  const report = read(file)
  if (!report) return noReport
  const specs = report.suites.flatMap(specsOf)
  const failures = specs
    .filter(({ tests }) => tests.some((test) => test.status !== 'expected'))
    .map(({ file: where, title, tests }) =>
      named(where, title, tests[0]?.results.find((result) => result.error)?.error.message ?? 'did not run'),
    )
  const outside = report.errors.map((error) => named('outside any test', '', error.message))
  return settle(report.stats.expected, [...failures, ...outside], exitCode)
}

function specsOf({ specs = [], suites = [] }) {
  return [...specs, ...suites.flatMap(specsOf)]
}

function named(where, title, message = '') {
  return `${where} > ${title}\n${message.split('\n').slice(0, 12).join('\n')}`
}

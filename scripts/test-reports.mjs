import fs from 'node:fs'

function read(file) {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'))
  } catch (error) {
    if (error.code === 'ENOENT' || error instanceof SyntaxError) return undefined
    throw error
  }
}

/** A runner that failed without naming a failed test (a crash, an error outside any test) counts as one failure. */
const settle = ({ passed, failed }, exitCode) => ({
  passed,
  failed: failed === 0 && exitCode !== 0 ? 1 : failed,
})

/**
 * Counts a Vitest JSON report. Skipped and todo tests count as failed, and so does each file that broke before
 * its tests were known. A missing report is one failure.
 */
export function countVitest(file, exitCode) {
  const report = read(file)
  if (!report) return { passed: 0, failed: 1 }
  const brokenFiles = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && assertionResults.every((test) => test.status !== 'failed'),
  ).length
  const failed = report.numFailedTests + report.numPendingTests + report.numTodoTests + brokenFiles
  return settle({ passed: report.numPassedTests, failed }, exitCode)
}

/** Counts a Playwright JSON report. Skipped and flaky tests count as failed. A missing report is one failure. */
export function countPlaywright(file, exitCode) {
  const report = read(file)
  if (!report) return { passed: 0, failed: 1 }
  const { expected, unexpected, flaky, skipped } = report.stats
  return settle({ passed: expected, failed: unexpected + flaky + skipped + report.errors.length }, exitCode)
}

import { existsSync, readFileSync } from 'node:fs'

/** How the tests of one kind went. */
export type Count = { passed: number; failed: number; skipped: number }

type VitestReport = { numPassedTests: number; numFailedTests: number; numPendingTests: number; numTodoTests: number }
type PlaywrightReport = { stats: { expected: number; unexpected: number; flaky: number; skipped: number } }

/**
 * What a runner's JSON report says. A run that failed although no test did (no report, a fault outside any test) counts
 * as one failure.
 * @param code the runner's exit code
 */
export function readCount(file: string, code: number): Count {
  const report: VitestReport | PlaywrightReport | undefined = existsSync(file)
    ? JSON.parse(readFileSync(file, 'utf8'))
    : undefined
  if (!report) return { passed: 0, failed: 1, skipped: 0 }
  const count =
    'stats' in report
      ? {
          passed: report.stats.expected,
          failed: report.stats.unexpected + report.stats.flaky,
          skipped: report.stats.skipped,
        }
      : {
          passed: report.numPassedTests,
          failed: report.numFailedTests,
          skipped: report.numPendingTests + report.numTodoTests,
        }
  if (code !== 0 && count.failed === 0) count.failed = 1
  return count
}

/** The last line of a run. Tests that were skipped count as failed. */
export function summary(counts: readonly Count[]): { line: string; code: number } {
  const passed = counts.reduce((sum, count) => sum + count.passed, 0)
  const failed = counts.reduce((sum, count) => sum + count.failed + count.skipped, 0)
  return { line: `${passed} passed, ${failed} failed`, code: failed > 0 || passed === 0 ? 1 : 0 }
}

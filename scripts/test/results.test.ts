import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { readCount, summary } from './results.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'results-'))
const report = (content: object) => {
  const file = path.join(folder, 'report.json')
  writeFileSync(file, JSON.stringify(content))
  return file
}
const vitest = { numPassedTests: 5, numFailedTests: 1, numPendingTests: 2, numTodoTests: 1 }
const playwright = { stats: { expected: 7, unexpected: 1, flaky: 1, skipped: 2 } }

test('reads both reports', () => {
  expect(readCount(report(vitest), 1)).toEqual({ passed: 5, failed: 1, skipped: 3 })
  expect(readCount(report(playwright), 1)).toEqual({ passed: 7, failed: 2, skipped: 2 })
})

test('counts a run without a report, and one that failed outside its tests, as a failure', () => {
  expect(readCount(path.join(folder, 'none.json'), 0)).toEqual({ passed: 0, failed: 1, skipped: 0 })
  expect(readCount(report({ ...vitest, numFailedTests: 0 }), 1).failed).toBe(1)
})

test('ends well only when something passed and nothing failed or was skipped', () => {
  expect(summary([{ passed: 3, failed: 0, skipped: 0 }])).toEqual({ line: '3 passed, 0 failed', code: 0 })
  expect(summary([{ passed: 3, failed: 0, skipped: 1 }])).toEqual({ line: '3 passed, 1 failed', code: 1 })
  expect(summary([{ passed: 0, failed: 0, skipped: 0 }])).toMatchObject({ code: 1 })
})

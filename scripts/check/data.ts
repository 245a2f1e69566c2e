import { existsSync, rmSync } from 'node:fs'
import { inProject } from '../paths.ts'
import { runToEnd } from '../running.ts'
import { readCount, summary } from '../test/results.ts'

/* Holds the code against reference data that is not part of it: *.data.test.ts, the data from REFERENCE_DATA, else from beside the project. */
const report = inProject('.data', 'test-reports', 'data.json')
const data = process.env.REFERENCE_DATA || inProject('..', 'shared', 'data')

if (existsSync(data)) {
  rmSync(report, { force: true })
  const reporters = ['--reporter=dot', '--reporter=json', `--outputFile.json=${report}`]
  const args = [inProject('node_modules/vitest/vitest.mjs'), 'run', '--config', 'vitest.data.config.ts', ...reporters]
  const env = { ...process.env, REFERENCE_DATA: data }
  const { code } = await runToEnd(process.execPath, args, { env, show: true })
  const { line, code: end } = summary([readCount(report, code)])
  console.log(`\n${line}`)
  process.exitCode = end
} else {
  console.error(`✗ There is no reference data in ${data}.`)
  process.exitCode = 1
}

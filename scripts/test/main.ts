import { mkdirSync, rmSync } from 'node:fs'
import { startTestCluster } from '#lib/testing/test-cluster.ts'
import { explain } from '../explain.ts'
import { generateClient, isGenerated } from '../generate/client.ts'
import { inProject } from '../paths.ts'
import { stage } from '../progress.ts'
import { endRunning, runToEnd } from '../running.ts'
import { Undo } from '../start/undo.ts'
import { type Count, readCount, summary } from './results.ts'

const REPORTS = inProject('.data', 'test-reports')
const undo = new Undo((error) => console.error(`✗ ${explain(error)}`))

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop(130))
process.on('message', () => stop(130))
process.on('disconnect', () => stop(130))

try {
  const { line, code } = await test()
  await undo.all()
  console.log(`\n${line}`)
  process.exit(code)
} catch (error) {
  console.error(`✗ ${explain(error)}`)
  await undo.all()
  console.log('\n0 passed, 1 failed')
  process.exit(1)
}

/** Everything: unit and database tests, then the browser tests, on a PostgreSQL that exists for this run only. */
async function test(): Promise<{ line: string; code: number }> {
  rmSync(REPORTS, { recursive: true, force: true })
  mkdirSync(REPORTS, { recursive: true })
  if (!isGenerated()) await stage('Generating the database client', 'Generated the database client', generateClient)
  const name = `test-postgres-${process.pid}`
  await undo.later(() => rmSync(inProject('.data', `${name}.password`), { force: true }))
  const cluster = await stage('Starting a database for the tests', 'Started a database for the tests', () =>
    startTestCluster(name),
  )
  await undo.later(async () => {
    await cluster.stop()
    rmSync(cluster.data, { recursive: true, force: true })
    rmSync(inProject('.data', `${name}.log`), { force: true })
  })
  const env = {
    ...process.env,
    TEST_DATABASE_URL: cluster.url('postgres'),
    ...(process.argv.includes('--full') ? { FULL: '1' } : {}),
  }
  const counts = [
    await runner('node_modules/vitest/vitest.mjs', ['run', '--reporter=dot', '--reporter=json'], 'vitest.json', env),
    await runner('node_modules/@playwright/test/cli.js', ['test'], 'playwright.json', env),
  ]
  const skipped = counts.reduce((sum, count) => sum + count.skipped, 0)
  if (skipped > 0) console.log(`\n✗ ${skipped} skipped: a skipped test counts as failed.`)
  return summary(counts)
}

async function runner(program: string, args: string[], report: string, env: NodeJS.ProcessEnv): Promise<Count> {
  const file = `${REPORTS}/${report}`
  const options = report === 'vitest.json' ? [`--outputFile.json=${file}`] : []
  const { code } = await runToEnd(process.execPath, [inProject(program), ...args, ...options], {
    env: { ...env, PLAYWRIGHT_JSON_OUTPUT_FILE: file },
    show: true,
  })
  return readCount(file, code)
}

async function stop(code: number): Promise<void> {
  endRunning()
  await undo.all()
  process.exit(code)
}

import { spawnSync } from 'node:child_process'
import { generateClient, isGenerated } from '../generate/client.ts'
import { missingEntries } from '../lockfile.mjs'
import { inProject } from '../paths.ts'
import { wordsOf } from '../problem.ts'
import { runToEnd } from '../running.ts'
import { architecture, architectureRules } from './architecture.ts'
import { kindFaults, sleepingRules, textFaults } from './house.ts'
import { lockfileFaults, readLockfile, readMinimums, versionFaults } from './packages.ts'

if (!isGenerated()) await generateClient()

/** Each check answers with its faults, one line each; none means it passed. */
const CHECKS: [name: string, check: () => Promise<string[]> | string[]][] = [
  ['types', () => tool('node_modules/typescript/bin/tsc', ['--noEmit', '--pretty', 'false'])],
  ['lint and formatting', () => tool('node_modules/@biomejs/biome/bin/biome', ['ci', '--colors=off'])],
  ['dead code', () => tool('node_modules/knip/bin/knip.js', ['--no-progress', '--treat-config-hints-as-errors'])],
  ['architecture', architecture],
  ['architecture rules fire', architectureRules],
  ['house rules', () => textFaults(trackedFiles())],
  ['house rules fire', () => sleepingRules()],
  ['kinds of file', () => kindFaults(trackedFiles())],
  ['lockfile', () => lockfileFaults(readLockfile(), missingEntries(readLockfile()))],
  ['minimum versions', () => versionFaults(readLockfile(), readMinimums())],
  ['schema formatting', () => tool('node_modules/prisma/build/index.js', ['format', '--check'])],
]

let failed = 0
for (const [name, check] of CHECKS) {
  const faults = await Promise.resolve()
    .then(check)
    .catch((error) => [wordsOf(error)])
  console.log(faults.length === 0 ? `✓ ${name}` : `✗ ${name}\n${faults.map((fault) => `    ${fault}`).join('\n')}`)
  if (faults.length > 0) failed += 1
}
console.log(`\n${CHECKS.length - failed} passed, ${failed} failed`)
process.exitCode = failed > 0 ? 1 : 0

async function tool(program: string, args: string[]): Promise<string[]> {
  const env = { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: '/bin/true', NO_COLOR: '1', FORCE_COLOR: '0' }
  const { code, output } = await runToEnd(process.execPath, [inProject(program), ...args], { env })
  if (code === 0) return []
  const lines = output.split('\n').filter((line) => line.trim())
  return lines.length > 0 ? lines : [`it ended with ${code}`]
}

/** The files that git keeps or would keep. */
function trackedFiles(): string[] {
  const args = ['ls-files', '--cached', '--others', '--exclude-standard']
  const run = spawnSync('git', args, { cwd: inProject(), encoding: 'utf8', maxBuffer: 50_000_000 })
  if (run.status !== 0) throw new Error(`git could not list the files: ${run.stderr}`)
  const gone = spawnSync('git', ['ls-files', '--deleted'], { cwd: inProject(), encoding: 'utf8' }).stdout.split('\n')
  return run.stdout.split('\n').filter((file) => file && !gone.includes(file))
}

import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { withLock } from './lock.ts'
import { inProject } from './paths.ts'
import { Problem, saysForbidden, saysFull } from './problem.ts'
import { runToEnd } from './running.ts'
import { filesBelow, hashOfSources, readStamp } from './stamp.ts'

/** The folder of the production build, whole: it can be copied elsewhere and served from there. */
export const STANDALONE = '.next/standalone'

const STAMP = '.next/standalone/.built-from'

/** What the production build is made from, as a hash. Tests do not count. */
export function buildHash(): string {
  const loose = [
    'next.config.js',
    'tsconfig.json',
    'package.json',
    'package-lock.json',
    'proxy.ts',
    'instrumentation.ts',
  ]
  const folders = ['app', 'components', 'lib', 'public', 'prisma/schema.prisma', 'prisma/migrations']
  return hashOfSources(
    [...loose, ...folders],
    (file) => !/\.test\.tsx?$|^lib[\\/](testing|db[\\/]generated)[\\/]/.test(file),
  )
}

/** Whether the production build is that of the source as it stands. */
export function isBuilt(): boolean {
  return existsSync(inProject(STANDALONE, 'server.js')) && readStamp(inProject(STAMP)) === buildHash()
}

/**
 * Makes the production build unless it is there, with the files that browsers fetch beside the server as the standalone
 * server wants them. One at a time: who comes while another builds waits for that one.
 * @param log file for what the build says, absolute
 */
export function ensureBuilt(log: string): Promise<void> {
  return withLock(inProject('.data', 'build.lock'), async () => {
    if (!isBuilt()) await build(log)
  })
}

async function build(log: string): Promise<void> {
  const made = buildHash()
  rmSync(inProject(STAMP), { force: true })
  const env = { ...process.env, NEXT_TELEMETRY_DISABLED: '1', NODE_ENV: 'production' as const }
  const next = inProject('node_modules/next/dist/bin/next')
  const { code, output } = await runToEnd(process.execPath, [next, 'build'], { env })
  mkdirSync(path.dirname(log), { recursive: true })
  writeFileSync(log, output)
  if (code !== 0) throw buildProblem(output, log)
  copyFresh('.next/static', '.next/standalone/.next/static')
  copyFresh('public', '.next/standalone/public')
  await packFiles('.next/standalone/.next/static')
  writeFileSync(inProject(STAMP), made)
}

function copyFresh(from: string, to: string): void {
  rmSync(inProject(to), { recursive: true, force: true })
  if (filesBelow(from).length > 0) cpSync(inProject(from), inProject(to), { recursive: true })
}

/** Lays packed twins beside the scripts and styles of a folder of the project: as small as brotli gets, and gzip for who has no other. */
export async function packFiles(folder: string): Promise<void> {
  for (const file of filesBelow(folder).filter((name) => /\.(js|css)$/.test(name))) {
    const bytes = readFileSync(inProject(file))
    const text = { [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT }
    writeFileSync(`${inProject(file)}.br`, await promisify(brotliCompress)(bytes, { params: text }))
    writeFileSync(`${inProject(file)}.gz`, await promisify(gzip)(bytes, { level: 9 }))
  }
}

/** One clear line about a build that failed. */
export function buildProblem(output: string, log: string): Problem {
  if (saysFull(output)) {
    return new Problem(
      `The disk is full: the build could not be written to ${inProject('.next')}.`,
      'Free some space and start again.',
    )
  }
  if (saysForbidden(output)) {
    return new Problem(`No permission to write ${inProject('.next')}.`, 'Start as the user who owns that folder.')
  }
  const line = output.split('\n').find((each) => /error/i.test(each)) ?? 'it said nothing'
  return new Problem(`The build failed: ${line.trim().replace(/\.$/, '')}.`, `See ${log}.`)
}

import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import path from 'node:path'
import { withLock } from '../lock.ts'
import { inProject } from '../paths.ts'
import { Problem } from '../problem.ts'
import { runToEnd } from '../running.ts'

/** A browser that runs on this machine: its program and the environment it needs. */
export type Chromium = { executablePath: string; env: Record<string, string> }

const SYSTEM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/**
 * The Chromium for the browser tests: the one in CHROMIUM, else the one that npm brought (with the libraries that come
 * with it where the machine lacks them), else the machine's own; the first that runs.
 */
export async function findChromium(): Promise<Chromium> {
  const unpacked = process.env.CHROMIUM ? undefined : await unpack()
  const brought = unpacked ? path.join(unpacked, 'chromium') : undefined
  const libraries = unpacked ? path.join(unpacked, 'al2023', 'lib') : undefined
  const candidates: Chromium[] = [
    ...(process.env.CHROMIUM ? [{ executablePath: process.env.CHROMIUM, env: {} }] : []),
    ...(brought ? [{ executablePath: brought, env: {} }] : []),
    ...(brought && libraries ? [{ executablePath: brought, env: { LD_LIBRARY_PATH: libraries } }] : []),
    ...SYSTEM.filter((file) => existsSync(file)).map((executablePath) => ({ executablePath, env: {} })),
  ]
  const found = candidates.find(runs)
  if (found) return found
  throw new Problem(
    `No Chromium runs on this machine (${process.platform}-${process.arch}).`,
    'Install one (Debian: apt-get install chromium) or name its program in CHROMIUM.',
  )
}

function runs({ executablePath, env }: Chromium): boolean {
  const options = { env: { ...process.env, ...env }, timeout: 20_000 }
  return spawnSync(executablePath, ['--version'], options).status === 0
}

/** Unpacks what @sparticuz/chromium brings, once; undefined where it brings nothing for this platform. */
async function unpack(): Promise<string | undefined> {
  const home = inProject('node_modules/@sparticuz/chromium')
  if (process.platform !== 'linux' || process.arch !== 'x64' || !existsSync(home)) return undefined
  const { version } = JSON.parse(readFileSync(path.join(home, 'package.json'), 'utf8'))
  const folder = inProject('node_modules/.cache', `chromium-${version}`)
  return withLock(`${folder}.lock`, async () => {
    if (!existsSync(folder)) await unpackInto(folder)
    return folder
  })
}

/** The package unpacks into the temporary folder of its process: it gets one of its own, which is then put in place. */
async function unpackInto(folder: string): Promise<void> {
  const half = `${folder}.${process.pid}`
  mkdirSync(half, { recursive: true })
  const { code, output } = await runToEnd(process.execPath, [inProject('scripts/test/unpack-chromium.mjs')], {
    env: { ...process.env, TMPDIR: half },
  })
  if (code === 0) renameSync(half, folder)
  else rmSync(half, { recursive: true, force: true })
  if (code !== 0) throw new Problem(`The browser for the tests could not be unpacked: ${output.trim()}`, '')
}

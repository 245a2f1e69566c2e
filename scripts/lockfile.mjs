// Makes the lockfile whole: `node scripts/lockfile.mjs` after `npm install`, `--check` to only look.
// Where a registry does not carry the packages of other platforms, `npm install` leaves their optional entries out, and
// `npm ci` then refuses the lockfile. They are added with the exact version their parent asks for and the platform that
// their name says; npm skips them on this platform, and fetches them on theirs.
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const LOCKFILE = path.resolve(
  import.meta.dirname ?? path.dirname(fileURLToPath(import.meta.url)),
  '../package-lock.json',
)
const SYSTEMS = ['android', 'darwin', 'freebsd', 'linux', 'openharmony', 'win32']
const PROCESSORS = ['arm64', 'arm', 'ia32', 'ppc64', 'riscv64', 's390x', 'x64']

/**
 * The optional packages that a lockfile's packages ask for and that it has no entry for.
 * @param {{ packages: Record<string, { optionalDependencies?: Record<string, string> }> }} lockfile
 * @returns {{ name: string, version: string, by: string }[]}
 */
export function missingEntries(lockfile) {
  const missing = []
  for (const [place, entry] of Object.entries(lockfile.packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      if (!isLocked(lockfile, place, name)) missing.push({ name, version, by: place || 'package.json' })
    }
  }
  return missing
}

/** Looks where Node would: below the package itself, then below each folder above it. */
function isLocked(lockfile, place, name) {
  for (let folder = place; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('node_modules/') - 1))) {
    if (lockfile.packages[`${folder ? `${folder}/` : ''}node_modules/${name}`]) return true
    if (folder === '') return false
  }
}

/** The entry for a package of another platform. */
export function entryFor({ name, version, by }) {
  if (!/^\d+\.\d+\.\d+/.test(version)) throw new Error(`${name} is asked for as "${version}" by ${by}, not exactly.`)
  const words = name.split(/[-/]/)
  const os = SYSTEMS.filter((system) => words.includes(system))
  const cpu = PROCESSORS.filter((processor) => words.includes(processor))
  const libc = words.some((word) => word.startsWith('musl')) ? ['musl'] : words.includes('gnu') ? ['glibc'] : undefined
  if (os.length !== 1 || cpu.length !== 1) throw new Error(`The platform of ${name} cannot be told from its name.`)
  return { version, cpu, ...(libc ? { libc } : {}), optional: true, os }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const lockfile = JSON.parse(readFileSync(LOCKFILE, 'utf8'))
  const missing = missingEntries(lockfile)
  for (const one of missing) {
    lockfile.packages[`node_modules/${one.name}`] = entryFor(one)
    console.log(`${one.name} ${one.version}`)
  }
  const root = lockfile.packages['']
  const rest = Object.entries(lockfile.packages).filter(([place]) => place !== '')
  rest.sort(([one], [other]) => (one < other ? -1 : 1))
  lockfile.packages = { '': root, ...Object.fromEntries(rest) }
  if (missing.length > 0) writeFileSync(LOCKFILE, `${JSON.stringify(lockfile, null, 2)}\n`)
}

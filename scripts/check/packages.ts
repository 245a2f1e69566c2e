import { readFileSync } from 'node:fs'
import { inProject } from '../paths.ts'

/** A lockfile, as far as it is looked at. */
export type Lockfile = {
  packages: Record<
    string,
    {
      version?: string
      resolved?: string
      integrity?: string
      optional?: boolean
      os?: string | string[]
      cpu?: string | string[]
      libc?: string[]
      link?: boolean
      optionalDependencies?: Record<string, string>
    }
  >
}

/** A version below which a package must not go, and why. */
export type Minimum = { name: string; atLeast: string; because: string }

export function readLockfile(): Lockfile {
  return JSON.parse(readFileSync(inProject('package-lock.json'), 'utf8'))
}

/** The committed list of minimum versions. */
export function readMinimums(): Minimum[] {
  return JSON.parse(readFileSync(inProject('scripts/check/minimum-versions.json'), 'utf8'))
}

/**
 * What is wrong with a lockfile: a package without integrity (those of other platforms, which the registry it was made
 * from did not carry, are fetched without: npm has nothing to hold them against), one that is fetched from an address of
 * its own, an optional one that `npm ci` would miss.
 */
export function lockfileFaults(lockfile: Lockfile, missing: readonly { name: string }[]): string[] {
  const faults = missing.map(({ name }) => `${name} is missing: run node scripts/lockfile.mjs`)
  for (const [place, entry] of Object.entries(lockfile.packages)) {
    if (place === '') continue
    if (!entry.integrity && !isForElsewhere(entry)) faults.push(`${place} has no integrity`)
    if (entry.resolved) faults.push(`${place} names where it was fetched: remove "resolved"`)
    if (entry.link) faults.push(`${place} is a link`)
  }
  return faults
}

/** Whether a package is for another platform than those whose registry entries are at hand: Linux with glibc, x64 or arm64. */
function isForElsewhere({ optional, os = [], cpu = [], libc = [] }: Lockfile['packages'][string]): boolean {
  if (!optional) return false
  const otherSystem = os.length > 0 && !os.includes('linux')
  const otherProcessor = cpu.length > 0 && !cpu.includes('x64') && !cpu.includes('arm64')
  return otherSystem || otherProcessor || libc.includes('musl')
}

/** Packages that are older than the list allows, and lines of the list that name none. */
export function versionFaults(lockfile: Lockfile, minimums: readonly Minimum[]): string[] {
  return minimums.flatMap(({ name, atLeast, because }) => {
    const found = Object.entries(lockfile.packages).filter(([place]) => place.endsWith(`node_modules/${name}`))
    if (found.length === 0) return [`${name} is on the list, but not installed`]
    return found
      .filter(([, entry]) => isOlder(entry.version ?? '0', atLeast))
      .map(([place, entry]) => `${place} is ${entry.version}, at least ${atLeast} is wanted: ${because}`)
  })
}

/** Whether one version (major.minor.patch) is older than another; a pre-release counts as its release. */
export function isOlder(version: string, than: string): boolean {
  const one = numbers(version)
  const other = numbers(than)
  const at = one.findIndex((part, index) => part !== other[index])
  return at >= 0 && (one[at] ?? 0) < (other[at] ?? 0)
}

function numbers(version: string): number[] {
  return version.split(/[-+]/)[0]?.split('.').map(Number) ?? []
}

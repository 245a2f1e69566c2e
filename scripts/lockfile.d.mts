/** The optional packages that a lockfile's packages ask for and that it has no entry for. */
export function missingEntries(lockfile: {
  packages: Record<string, { optionalDependencies?: Record<string, string> }>
}): { name: string; version: string; by: string }[]

/** The entry for a package of another platform. */
export function entryFor(missing: { name: string; version: string; by: string }): {
  version: string
  cpu: string[]
  libc?: string[]
  optional: true
  os: string[]
}

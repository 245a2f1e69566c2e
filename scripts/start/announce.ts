import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Furnished, Furnishing } from './furnish.ts'

const FILES = { demo: 'demo.json', own: 'first-sign-in.json' } as const

/**
 * Keeps who can sign in, readable by this user only: the demo's people for good, the administrator of an installation of
 * one's own until they have chosen a password of their own.
 */
export function keepSignIns(dataDir: string, kind: Furnishing, furnished: Furnished): void {
  writeFileSync(path.join(dataDir, FILES[kind]), `${JSON.stringify(furnished, null, 2)}\n`, { mode: 0o600 })
}

/** The sign-ins as they were kept, if they were. */
export function keptSignIns(dataDir: string, kind: Furnishing): Furnished | undefined {
  const file = path.join(dataDir, FILES[kind])
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined
}

/** Forgets a one-time password that was used. */
export function forgetSignIns(dataDir: string): void {
  rmSync(path.join(dataDir, FILES.own), { force: true })
}

/**
 * What a start ends with: the address, and who can sign in. The administrator's one-time password of an installation of
 * one's own is shown by every start until it was used.
 */
export function announcement(url: string, kind: Furnishing, furnished: Furnished | undefined): string {
  const lines = ['', `  Tincture is ready: ${url}`, '']
  if (kind === 'demo' && furnished) {
    const width = Math.max(...furnished.signIns.map((each) => each.email.length))
    lines.push('  This is the demo: fictional trusts, real medicines. Sign in as')
    lines.push(...furnished.signIns.map(({ email, role }) => `    ${email.padEnd(width)}  ${role}`))
    lines.push(`  with the password  ${furnished.password}`, '')
  }
  if (kind === 'own' && furnished) {
    const [administrator] = furnished.signIns
    lines.push(`  Sign in as  ${administrator?.email}`)
    lines.push(`  with the one-time password  ${furnished.password}`)
    lines.push('  You choose your own when you sign in; until then each start shows this one.', '')
  }
  lines.push('  Ctrl-C stops it.', '')
  return lines.join('\n')
}

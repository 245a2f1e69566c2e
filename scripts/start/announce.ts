import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Furnished, Furnishing } from './furnish.ts'

/** Keeps the demo's sign-ins, so that later starts can show them too. */
export function keepSignIns(dataDir: string, furnished: Furnished): void {
  writeFileSync(path.join(dataDir, 'demo.json'), `${JSON.stringify(furnished, null, 2)}\n`, { mode: 0o600 })
}

/** The demo's sign-ins as they were kept, if they were. */
export function keptSignIns(dataDir: string): Furnished | undefined {
  const file = path.join(dataDir, 'demo.json')
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined
}

/**
 * What a start ends with: the address, and who can sign in. The administrator's one-time password of an installation of
 * one's own is shown once, by the start that made it.
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
    lines.push('  It is shown this once; you choose your own when you sign in.', '')
  }
  lines.push('  Ctrl-C stops it.', '')
  return lines.join('\n')
}

import { spawnSync } from 'node:child_process'
import { chmodSync, chownSync, existsSync, lstatSync, mkdirSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { Problem } from '../problem.ts'

/** Who runs PostgreSQL: nobody in particular (ourselves), or, when we are root, the account `postgres`. */
export type Account = { uid: number; gid: number } | null

/**
 * The account that PostgreSQL runs under. PostgreSQL refuses to run as root, so root hands it to the account
 * `postgres`, which is made when the machine has none.
 */
export function postgresAccount(): Account {
  if (process.getuid?.() !== 0) return null
  const found = lookUp()
  if (found) return found
  spawnSync('groupadd', ['--system', 'postgres'])
  spawnSync('useradd', ['--system', '--gid', 'postgres', '--no-create-home', 'postgres'])
  const made = lookUp()
  if (made) return made
  throw new Problem(
    'PostgreSQL does not run as root, and the account "postgres" could not be made.',
    'Start as a normal user, or make an account called postgres.',
  )
}

function lookUp(): Account {
  const uid = Number.parseInt(spawnSync('id', ['-u', 'postgres'], { encoding: 'utf8' }).stdout, 10)
  const gid = Number.parseInt(spawnSync('id', ['-g', 'postgres'], { encoding: 'utf8' }).stdout, 10)
  return Number.isInteger(uid) && Number.isInteger(gid) ? { uid, gid } : null
}

/** Whether the account can get at a folder: every folder above it lets it through. Always true for ourselves. */
export function canReach(account: Account, folder: string): boolean {
  if (!account) return true
  const test = spawnSync('/bin/sh', ['-c', 'test -r "$1" && test -x "$1"', 'sh', folder], { ...account, cwd: '/' })
  return test.status === 0
}

/** Makes a folder (0700) that the account owns, with all that lies in it. */
export function ownFolder(account: Account, folder: string): void {
  if (!existsSync(folder)) mkdirSync(folder, { recursive: true, mode: 0o700 })
  chmodSync(folder, 0o700)
  if (account && lstatSync(folder).uid !== account.uid) giveAway(account, folder)
}

function giveAway(account: { uid: number; gid: number }, folder: string): void {
  chownSync(folder, account.uid, account.gid)
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const inside = path.join(folder, entry.name)
    if (entry.isDirectory()) giveAway(account, inside)
    else if (!entry.isSymbolicLink()) chownSync(inside, account.uid, account.gid)
  }
}

import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, renameSync } from 'node:fs'
import path from 'node:path'
import { Problem, wordsOf } from '../problem.ts'
import { type Account, canReach, postgresAccount } from './account.ts'
import { postgresHome } from './binaries.ts'

/** Where a cluster's programs and data lie and who runs them. */
export type Place = { account: Account; home: string; data: string }

/**
 * Where a cluster can live. Normally the programs stay in node_modules and the data where it was asked for. When root
 * works in a folder that only root can enter, the account that runs PostgreSQL cannot: then a copy of both lives below
 * /var/lib/tincture (or /var/tmp/tincture), in a folder named after the asked-for one.
 * @param data the folder asked for, absolute
 */
export function findPlace(data: string): Place {
  const account = postgresAccount()
  const home = postgresHome()
  mkdirSync(path.dirname(data), { recursive: true })
  if (canReach(account, path.join(home, 'bin')) && canReach(account, path.dirname(data))) return { account, home, data }

  const folder = reachableFolder(account, createHash('sha256').update(data).digest('hex').slice(0, 16))
  const version = createHash('sha256').update(home).digest('hex').slice(0, 8)
  const copy = path.join(folder, `postgresql-${version}`)
  if (!existsSync(copy)) {
    const half = `${copy}.${process.pid}`
    cpSync(home, half, { recursive: true, verbatimSymlinks: true })
    renameSync(half, copy)
  }
  const moved = path.join(folder, path.basename(data))
  if (existsSync(path.join(data, 'PG_VERSION')) && !existsSync(moved)) cpSync(data, moved, { recursive: true })
  return { account, home: copy, data: moved }
}

function reachableFolder(account: Account, name: string): string {
  let last = ''
  for (const base of ['/var/lib/tincture', '/var/tmp/tincture']) {
    const folder = path.join(base, name)
    try {
      mkdirSync(folder, { recursive: true, mode: 0o755 })
      if (canReach(account, folder)) return folder
      last = `the account postgres cannot enter ${folder}`
    } catch (error) {
      last = wordsOf(error)
    }
  }
  throw new Problem(
    `PostgreSQL does not run as root, and the account postgres cannot enter this folder (${process.cwd()}): ${last}.`,
    'Move the project to a folder that others may enter, or start as a normal user.',
  )
}

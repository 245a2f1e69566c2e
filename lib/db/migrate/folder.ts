import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { MigrateProblem } from './problem.ts'

/** One migration as it lies in its folder. */
export type Migration = {
  /** The folder's name, '20261123000100_house'; migrations are applied in the order of their names. */
  name: string
  sql: string
  /** SHA-256 of migration.sql in lower-case hex: what Prisma writes down. */
  checksum: string
  /** The same for the other line endings: Prisma takes a checked-out file with CRLF for the same migration. */
  alsoKnownAs: string[]
}

/** Where the project's migrations lie. */
export const MIGRATIONS = path.resolve(import.meta.dirname, '../../../prisma/migrations')

/** The migrations of a folder in Prisma's layout (`<name>/migration.sql`), in order. */
export function readMigrations(folder: string = MIGRATIONS): Migration[] {
  const names = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
  if (names.length === 0) throw new MigrateProblem('NO_MIGRATIONS', `There are no migrations in ${folder}.`)
  return names.map((name) => {
    const sql = readFileSync(path.join(folder, name, 'migration.sql'), 'utf8')
    const unix = sql.replaceAll('\r\n', '\n')
    return { name, sql, checksum: sha256(sql), alsoKnownAs: [sha256(unix), sha256(unix.replaceAll('\n', '\r\n'))] }
  })
}

/** One hash over all migrations, names and contents: the same hash, the same schema. */
export function hashOfMigrations(folder?: string): string {
  return sha256(
    readMigrations(folder)
      .map(({ name, checksum }) => `${name} ${checksum}\n`)
      .join(''),
  )
}

function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex')
}

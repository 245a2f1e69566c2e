import type { Migration } from './folder.ts'
import { MigrateProblem } from './problem.ts'

/** A row of `_prisma_migrations`, as far as deciding needs it. */
export type HistoryRow = {
  migration_name: string
  checksum: string
  finished_at: Date | null
  rolled_back_at: Date | null
}

/**
 * What is still to be applied, given what the code brings and what the database says was done; or the refusal:
 * P3009 (a migration was begun and neither finished nor rolled back), NEWER_SCHEMA (the database has seen a migration
 * that this code does not know), EDITED (an applied migration's text is no longer what was applied).
 */
export function planMigrations(migrations: readonly Migration[], history: readonly HistoryRow[]): Migration[] {
  const standing = history.filter((row) => row.rolled_back_at === null)
  const failed = standing.find((row) => row.finished_at === null)
  if (failed) {
    throw new MigrateProblem(
      'P3009',
      `P3009: the migration ${failed.migration_name} was begun earlier and failed, so no other can be applied. ` +
        'Put its effects right by hand, then mark it with "prisma migrate resolve", or restore the back-up.',
    )
  }
  const known = new Map(migrations.map((migration) => [migration.name, migration]))
  const stranger = standing.find((row) => !known.has(row.migration_name))
  if (stranger) {
    throw new MigrateProblem(
      'NEWER_SCHEMA',
      `The database is newer than this version of Tincture: it holds the migration ${stranger.migration_name}. ` +
        'Start the version that made it, or a later one; nothing was changed.',
    )
  }
  for (const row of standing) {
    const migration = known.get(row.migration_name)
    if (migration && migration.checksum !== row.checksum && !migration.alsoKnownAs.includes(row.checksum)) {
      throw new MigrateProblem(
        'EDITED',
        `The migration ${row.migration_name} was edited after it had been applied to this database. ` +
          'Put its text back and write a new migration instead; nothing was changed.',
      )
    }
  }
  const done = new Set(standing.map((row) => row.migration_name))
  return migrations.filter((migration) => !done.has(migration.name))
}

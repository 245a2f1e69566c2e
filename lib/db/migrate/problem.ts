/** Why a migration was refused, for programs; the words are in the message. */
export type MigrateCode =
  | 'UNREACHABLE'
  | 'NOT_ALLOWED'
  | 'NEWER_SCHEMA'
  | 'NOT_OURS'
  | 'EDITED'
  | 'P3009'
  | 'FAILED'
  | 'BUSY'
  | 'DISK_FULL'
  | 'NO_MIGRATIONS'

/** A refusal to migrate: one line that says what, where and what to do. The database is as it was before. */
export class MigrateProblem extends Error {
  readonly code: MigrateCode

  constructor(code: MigrateCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'MigrateProblem'
    this.code = code
  }
}

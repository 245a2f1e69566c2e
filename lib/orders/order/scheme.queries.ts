import 'server-only'
import type { Tx } from '#lib/db/client.ts'
import type { LocalDate } from '#lib/values/dates.ts'
import { type ApprovalScheme, approvalScheme } from './scheme.schema.ts'

/** A scheme of the current trust and the number it is kept under. */
export type VersionedScheme = { version: number; scheme: ApprovalScheme }

/** The scheme of the current trust in force on a day: the newest version that had begun. Every trust has version 1. */
export async function schemeInForce(tx: Tx, on: LocalDate): Promise<VersionedScheme> {
  const [row] = await tx.$queryRaw<{ version: number; rules: unknown }[]>`
    SELECT version, rules FROM approval_scheme WHERE effective_from <= ${on}::date ORDER BY version DESC LIMIT 1`
  if (!row) throw new Error('This trust has no scheme of delegation')
  return { version: row.version, scheme: approvalScheme.parse(row.rules) }
}

/** The scheme an order was submitted under, by its version. */
export async function schemeOfVersion(tx: Tx, version: number): Promise<VersionedScheme> {
  const row = await tx.approvalScheme.findFirstOrThrow({ where: { version } })
  return { version: row.version, scheme: approvalScheme.parse(row.rules) }
}

/** The scheme adopted last, whether it applies yet or not: what a change is made from. */
export async function newestScheme(tx: Tx): Promise<VersionedScheme> {
  const row = await tx.approvalScheme.findFirstOrThrow({ orderBy: { version: 'desc' } })
  return { version: row.version, scheme: approvalScheme.parse(row.rules) }
}

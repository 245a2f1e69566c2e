import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { may } from '#lib/access/permissions.ts'
import { Prisma } from '#lib/db/client.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { londonDate } from '#lib/values/dates.ts'
import { awardsWhere, buyingGroupsOn, hubHolds } from './award.queries.ts'
import { type AwardLine, linesOf, reaches } from './contracts.queries.ts'

/** How many of a supplier's awards its page shows. */
export const AWARDS_SHOWN = 20

/**
 * What a supplier is awarded that reaches the reader: lines in force today or to come, soonest to end first, the first of
 * them, and how many there are. Null for who sees no contracts.
 */
export async function awardsOfSupplier(
  actor: Actor,
  supplierId: string,
  now: Date,
): Promise<{ lines: AwardLine[]; count: number } | null> {
  if (!may(actor, 'contract.view')) return null
  const on = londonDate(now)
  return withTrust(actor, async (tx) => {
    const groups = await buyingGroupsOn(tx, on)
    const which = Prisma.sql`a.supplier_id = ${supplierId}::uuid AND a.status = 'active' AND a.valid_to >= ${on}::date
      AND NOT ${hubHolds(on)} AND ${reaches(actor, groups)}`
    const [counted] = await tx.$queryRaw<{ count: number }[]>`
      SELECT count(*)::int AS count FROM award a WHERE NOT a.withdrawn AND ${which}`
    const awards = await awardsWhere(tx, which, Prisma.sql`ORDER BY a.valid_to, a.ampp_id, a.id LIMIT ${AWARDS_SHOWN}`)
    return { lines: await linesOf(tx, actor, awards), count: counted?.count ?? 0 }
  })
}

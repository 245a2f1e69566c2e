import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { type PriceSight, sightOf } from '#lib/contracts/sight.rules.ts'
import { Prisma, type Tx } from '#lib/db/client.ts'

/** Whether the total of an order `o` is kept from somebody with this sight, in SQL: its lines' prices are in it. */
export function hidesTotal({ prices, pas }: PriceSight): Prisma.Sql {
  if (!prices) return Prisma.sql`true`
  return pas ? Prisma.sql`false` : Prisma.sql`o.confidential`
}

/** Days between the first and the last order of the longest window that a scheme may set. */
const LONGEST_WINDOW = 30

/** The same for what counts the other orders of the commitment of an order `o`, too: its day total, its reasons. */
export function hidesDay({ prices, pas }: PriceSight): Prisma.Sql {
  if (!prices) return Prisma.sql`true`
  if (pas) return Prisma.sql`false`
  return Prisma.sql`(o.confidential OR EXISTS (SELECT FROM purchase_order d WHERE d.trust_id = o.trust_id
    AND d.supplier_id = o.supplier_id AND d.confidential
    AND d.submitted_on BETWEEN o.submitted_on - ${LONGEST_WINDOW}::int AND o.submitted_on + ${LONGEST_WINDOW}::int
    AND abs(d.submitted_on - o.submitted_on) < coalesce((SELECT (s.rules->'window'->>'days')::int FROM approval_scheme s
      WHERE s.trust_id = o.trust_id AND s.version = o.scheme_version), 1)))`
}

/** What of orders is kept from an actor: by id, the orders whose total is, and those whose day is. */
export type HiddenAmounts = { totals: ReadonlySet<string>; days: ReadonlySet<string> }

/** Which of these orders have a total, or a day, that this actor may not see. */
export async function hiddenAmounts(tx: Tx, actor: Actor, orderIds: readonly string[]): Promise<HiddenAmounts> {
  const sight = sightOf(actor)
  if (!sight.prices) return { totals: new Set(orderIds), days: new Set(orderIds) }
  if (sight.pas || orderIds.length === 0) return { totals: new Set(), days: new Set() }
  const rows = await tx.$queryRaw<{ id: string; total: boolean; day: boolean }[]>`
    SELECT o.id, ${hidesTotal(sight)} AS total, ${hidesDay(sight)} AS day FROM purchase_order o
    WHERE o.trust_id = ${actor.trustId}::uuid AND o.id = ANY (${[...orderIds]}::uuid[])`
  return {
    totals: new Set(rows.filter((row) => row.total).map((row) => row.id)),
    days: new Set(rows.filter((row) => row.day).map((row) => row.id)),
  }
}

import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { may } from '#lib/access/permissions.ts'
import type { CountedPlace } from '#lib/access/places.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { londonDate } from '#lib/values/dates.ts'
import { AT_SUPPLIER } from './at-supplier.store.ts'
import { TO_COME } from './to-come.store.ts'

/**
 * How much waits for this actor at each place of the navigation; a place where nothing can wait is not named. Orders:
 * those a supplier's answer changes; deliveries: those due today or before, one for each supplier and store. Both read small partial indexes only.
 */
export async function navCounts(actor: Actor, now: Date): Promise<Partial<Record<CountedPlace, number>>> {
  const orders = may(actor, 'order.acknowledge')
  const deliveries = may(actor, 'order.receive')
  if (!orders && !deliveries) return {}
  const [counts] = await withTrust(
    actor,
    (tx) => tx.$queryRaw<{ orders: number; deliveries: number }[]>`
      SELECT
        (SELECT count(DISTINCT a.order_id) FROM acknowledgement_line a
          WHERE ${orders} AND a.trust_id = ${actor.trustId}::uuid AND a.resolution = 'open')::int AS orders,
        (SELECT count(*) FROM (
            SELECT array_agg(l.id) AS lines FROM order_line l
            JOIN purchase_order o ON o.trust_id = l.trust_id AND o.id = l.order_id AND ${AT_SUPPLIER}
            WHERE ${deliveries} AND l.trust_id = ${actor.trustId}::uuid AND l.due_on <= ${londonDate(now)}::date
              AND l.received_packs + l.closed_packs < l.packs + l.over_packs
            GROUP BY o.supplier_id, o.store_id) AS delivery
          -- the first line that is to come is enough: answers are not looked at for every line
          WHERE EXISTS (SELECT FROM unnest(delivery.lines) AS due (id)
            JOIN order_line l ON l.trust_id = ${actor.trustId}::uuid AND l.id = due.id AND ${TO_COME} > 0))::int AS deliveries`,
  )
  return { ...(orders && { orders: counts?.orders }), ...(deliveries && { deliveries: counts?.deliveries }) }
}

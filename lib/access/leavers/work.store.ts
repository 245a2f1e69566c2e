import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import type { Tx } from '#lib/db/client.ts'

/** What waits for a person by name: it would lie still once they have left. */
export type WaitingWork = {
  pads: { id: string; store: string; orders: number }[]
  returned: { number: string; supplier: string }[]
  standing: { id: string; name: string }[]
  templates: { id: string; name: string }[]
}

const MOST = 100

/** The open pads, returned orders, standing orders and templates of a person in the current trust, a hundred of each at most. */
export async function waitingWork(tx: Tx, { trustId }: { trustId: string }, personId: string): Promise<WaitingWork> {
  const pads = await tx.$queryRaw<WaitingWork['pads']>`
    SELECT p.id, s.name AS store, (SELECT count(*)::int FROM purchase_order o WHERE o.trust_id = p.trust_id AND o.pad_id = p.id
      AND o.status IN ('draft', 'returned') AND o.lines > 0) AS orders
    FROM order_pad p JOIN store s ON s.trust_id = p.trust_id AND s.id = p.store_id
    WHERE p.trust_id = ${trustId}::uuid AND p.opened_by = ${personId}::uuid AND p.closed_at IS NULL ORDER BY p.id LIMIT ${MOST}`
  const returned = await tx.$queryRaw<WaitingWork['returned']>`
    SELECT number, supplier_name AS supplier FROM purchase_order
    WHERE trust_id = ${trustId}::uuid AND raised_by = ${personId}::uuid AND status = 'returned' ORDER BY id LIMIT ${MOST}`
  const standing = await tx.$queryRaw<WaitingWork['standing']>`
    SELECT s.id, t.name FROM standing_order s JOIN template t ON t.trust_id = s.trust_id AND t.id = s.template_id
    WHERE s.trust_id = ${trustId}::uuid AND s.owner_id = ${personId}::uuid AND s.status <> 'ended' ORDER BY s.id LIMIT ${MOST}`
  const templates = await tx.$queryRaw<WaitingWork['templates']>`
    SELECT id, name FROM template
    WHERE trust_id = ${trustId}::uuid AND owner_id = ${personId}::uuid AND removed_at IS NULL ORDER BY id LIMIT ${MOST}`
  return { pads, returned, standing, templates }
}

/** How much was handed over. */
export type HandedOver = { pads: number; standing: number; templates: number }

/**
 * Open pads, standing orders and templates of a person become somebody else's. Who raised an order does not change: whoever
 * goes on with it is written among those who changed it.
 */
export async function handOver(tx: Tx, act: Act, from: string, to: string): Promise<HandedOver> {
  const { trustId } = act.actor
  const pads = await tx.$executeRaw`
    UPDATE order_pad SET opened_by = ${to}::uuid
    WHERE trust_id = ${trustId}::uuid AND opened_by = ${from}::uuid AND closed_at IS NULL`
  const standing = await tx.$executeRaw`
    UPDATE standing_order SET owner_id = ${to}::uuid, version = version + 1, changed_at = ${act.now}
    WHERE trust_id = ${trustId}::uuid AND owner_id = ${from}::uuid AND status <> 'ended'`
  const templates = await tx.$executeRaw`
    UPDATE template SET owner_id = ${to}::uuid, version = version + 1, changed_at = ${act.now}
    WHERE trust_id = ${trustId}::uuid AND owner_id = ${from}::uuid AND removed_at IS NULL`
  return { pads, standing, templates }
}

import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { audit } from '#lib/db/audit.ts'
import type { Tx } from '#lib/db/client.ts'

/** How much was handed over. */
export type HandedOver = { pads: number; standing: number; templates: number; views: number }

/**
 * Open pads, standing orders, templates and shared views of a person become somebody else's, on the person's record. Who
 * raised an order does not change: whoever goes on with it is written among those who changed it.
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
  const views = await tx.$executeRaw`
    UPDATE saved_view SET owner_id = ${to}::uuid, version = version + 1, changed_at = ${act.now}
    WHERE trust_id = ${trustId}::uuid AND owner_id = ${from}::uuid AND shared AND removed_at IS NULL`
  const done = { pads, standing, templates, views }
  audit(tx, { document: 'person', id: from, verb: 'WORK_HANDED_OVER', data: { to, ...done } })
  return done
}

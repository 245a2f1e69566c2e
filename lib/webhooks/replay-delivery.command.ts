import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { audit } from '#lib/db/audit.ts'
import { commit } from '#lib/db/commit.ts'
import { enqueue } from '#lib/jobs/queue.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import type { OneDelivery } from './webhook.schema.ts'

/** Has a delivery sent again now, whatever came of it: the same event under the same id. */
export async function replayDelivery(act: Act, input: OneDelivery): Promise<Result<{ webhookId: string }>> {
  return commit(act, { name: 'replayDelivery', permission: 'webhook.edit' }, input, async (tx) => {
    const delivery = await tx.webhookDelivery.findFirst({ where: { id: input.deliveryId } })
    if (!delivery) return refuse({ code: 'NOT_FOUND', what: 'delivery' })
    await enqueue(tx, 'deliver-webhook', { trustId: act.actor.trustId, id: delivery.id, by: 'hand' })
    const data = { deliveryId: delivery.id, type: delivery.eventType }
    audit(tx, { document: 'webhook', id: delivery.webhookId, verb: 'DELIVERY_REPLAYED', data })
    return ok({ webhookId: delivery.webhookId })
  })
}

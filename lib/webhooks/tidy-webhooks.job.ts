import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { log } from '#lib/log.ts'
import { keptFrom } from './retry.rules.ts'

/** Deliveries that are taken away in one transaction, and how often in one round. */
const AT_ONCE = 500
const TIMES = 20

/**
 * Takes deliveries away, with their attempts, that are over (delivered or given up) and were made before the days for which
 * they are kept. What still waits stays, however old. What is left after this round is taken by the next.
 */
export async function tidyWebhooks(act: Act): Promise<{ removed: number }> {
  const { trustId } = act.actor
  let removed = 0
  for (let time = 0; time < TIMES; time += 1) {
    const count = await withTrust(act.actor, async (tx) => {
      const over = await tx.$queryRaw<{ id: string }[]>`
        SELECT id FROM webhook_delivery
        WHERE trust_id = ${trustId}::uuid AND state <> 'waiting' AND made_at < ${keptFrom(act.now)}
        ORDER BY made_at LIMIT ${AT_ONCE} FOR UPDATE SKIP LOCKED`
      const ids = over.map((one) => one.id)
      await tx.webhookAttempt.deleteMany({ where: { trustId, deliveryId: { in: ids } } })
      return (await tx.webhookDelivery.deleteMany({ where: { trustId, id: { in: ids } } })).count
    })
    removed += count
    if (count < AT_ONCE) break
  }
  log.info({ job: 'tidy-webhooks', trust: trustId, removed }, 'deliveries taken away')
  return { removed }
}

import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { audit, writeAudit } from '#lib/db/audit.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { log } from '#lib/log.ts'
import { settingsOfTrust } from '#lib/trusts/settings.queries.ts'
import { keptFrom } from './retry.rules.ts'

/** Deliveries that are taken away in one transaction, and how often in one round. */
const AT_ONCE = 500
const TIMES = 20

/**
 * Takes deliveries away, with their attempts, that are over (delivered or given up) and were made before the days for which
 * the trust keeps them, and puts on the record how many. What still waits stays, however old. What is left after this round is taken by the next.
 */
export async function tidyWebhooks(act: Act): Promise<{ removed: number }> {
  const { trustId } = act.actor
  const { keepWebhookDays } = await withTrust(act.actor, settingsOfTrust)
  let removed = 0
  for (let time = 0; time < TIMES; time += 1) {
    const count = await withTrust(act.actor, async (tx) => {
      const over = await tx.$queryRaw<{ id: string }[]>`
        SELECT id FROM webhook_delivery
        WHERE trust_id = ${trustId}::uuid AND state <> 'waiting' AND made_at < ${keptFrom(act.now, keepWebhookDays)}
        ORDER BY made_at LIMIT ${AT_ONCE} FOR UPDATE SKIP LOCKED`
      const ids = over.map((one) => one.id)
      await tx.webhookAttempt.deleteMany({ where: { trustId, deliveryId: { in: ids } } })
      const gone = (await tx.webhookDelivery.deleteMany({ where: { trustId, id: { in: ids } } })).count
      if (gone > 0) {
        audit(tx, { document: 'trust', id: trustId, verb: 'OLD_DATA_DELETED', data: { webhookDeliveries: gone } })
        await writeAudit(tx, act)
      }
      return gone
    })
    removed += count
    if (count < AT_ONCE) break
  }
  log.info({ job: 'tidy-webhooks', trust: trustId, removed }, 'deliveries taken away')
  return { removed }
}

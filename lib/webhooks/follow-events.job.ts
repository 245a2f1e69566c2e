import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { eventOf } from '#lib/api/tell-event.ts'
import type { Tx } from '#lib/db/client.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { eventsBetween, settledEvents } from '#lib/events/events.queries.ts'
import { enqueue } from '#lib/jobs/queue.ts'
import { log } from '#lib/log.ts'

const AT_ONCE = 200

/** How long a delivery may wait past its time before it gets another job. */
export const LOST_MS = 300_000

/**
 * The round over one trust's webhooks: each event since the last time that a webhook wants becomes a delivery with a job
 * of its own, in one transaction with the place up to which this is done, so that none is told twice or left out. A
 * delivery whose job was lost gets another.
 */
export async function followEvents(act: Act): Promise<{ made: number }> {
  let made = 0
  for (let more = true; more; ) {
    const done = await withTrust(act.actor, (tx) => stretch(tx, act))
    made += done.made
    more = done.more
  }
  log.info({ job: 'follow-events', trust: act.actor.trustId, made }, 'events told to webhooks')
  return { made }
}

async function stretch(tx: Tx, act: Act): Promise<{ made: number; more: boolean }> {
  const { trustId } = act.actor
  const webhooks = await tx.$queryRaw<{ id: string; place: bigint; types: string[] }[]>`
    SELECT id, place, types FROM webhook WHERE trust_id = ${trustId}::uuid AND stopped_at IS NULL ORDER BY id FOR UPDATE`
  let made = 0
  let more = false
  const settled = await settledEvents(tx)
  for (const webhook of webhooks) {
    const page = await eventsBetween(
      tx,
      trustId,
      { after: webhook.place, settled, most: AT_ONCE },
      { prices: false, pas: false },
    )
    const wanted = page.events.filter((event) => webhook.types.includes(event.type))
    const rows = wanted.map((event) => ({
      ...{ trustId, id: act.newId(), webhookId: webhook.id, place: event.place, eventType: event.type },
      about: event.order ?? event.receipt ?? '',
      body: JSON.stringify(eventOf(event)),
      ...{ state: 'waiting', madeAt: act.now, nextAttemptAt: act.now },
    }))
    await tx.webhookDelivery.createMany({ data: rows })
    for (const { id } of rows) await enqueue(tx, 'deliver-webhook', { trustId, id })
    const place = page.more ? page.after : settled
    await tx.webhook.updateMany({ where: { trustId, id: webhook.id, place: { lt: place } }, data: { place } })
    made += rows.length
    more ||= page.more
  }
  await queueLost(tx, act)
  return { made, more }
}

async function queueLost(tx: Tx, act: Act): Promise<void> {
  const { trustId } = act.actor
  const lost = await tx.$queryRaw<{ id: string }[]>`
    UPDATE webhook_delivery SET next_attempt_at = ${act.now}
    WHERE trust_id = ${trustId}::uuid AND id IN (
      SELECT d.id FROM webhook_delivery d JOIN webhook w ON w.trust_id = d.trust_id AND w.id = d.webhook_id
      WHERE d.trust_id = ${trustId}::uuid AND w.stopped_at IS NULL AND d.state = 'waiting'
        AND d.next_attempt_at < ${new Date(act.now.getTime() - LOST_MS)} ORDER BY d.id LIMIT 500)
    RETURNING id`
  for (const { id } of lost) await enqueue(tx, 'deliver-webhook', { trustId, id })
}

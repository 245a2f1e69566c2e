import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { may } from '#lib/access/permissions.ts'
import { audit } from '#lib/db/audit.ts'
import { commit } from '#lib/db/commit.ts'
import { peopleOfTrust } from '#lib/db/people.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { env } from '#lib/env.ts'
import { sendMail } from '#lib/jobs/mail.ts'
import { enqueue } from '#lib/jobs/queue.ts'
import { log } from '#lib/log.ts'
import { domainOf } from '#lib/orders/order/transmission.rules.ts'
import { ok } from '#lib/result.ts'
import { type Posted, post } from './post.ts'
import { FAILING_DAYS, isToStop, nextTry, wasTaken } from './retry.rules.ts'
import { openSecret, signatureOf } from './secret.ts'

/** What came of a delivery's job. */
export type DeliveryOutcome = 'delivered' | 'again' | 'given_up' | 'stopped' | 'settled'

type Waiting = { webhookId: string; name: string; url: string; secret: string; body: string; type: string }

/**
 * Makes one delivery: signed, to the address its host has now, redirects not followed. A failure is tried again with
 * growing waits; a webhook that fails for days is stopped and its administrators are told. By hand (`byHand`) it is sent
 * whatever came of it before. Death between sending and writing down sends it twice, under the same id.
 */
export async function deliverWebhook(
  act: Act,
  id: string,
  { byHand = false, patienceMs }: { byHand?: boolean; patienceMs?: number } = {},
): Promise<DeliveryOutcome> {
  const waiting = await withTrust(act.actor, async (tx): Promise<Waiting | null> => {
    const row = await tx.webhookDelivery.findFirst({ where: { id }, include: { webhook: true } })
    if (!row || (!byHand && (row.state !== 'waiting' || row.webhook.stoppedAt !== null))) return null
    const { webhookId, webhook, body, eventType } = row
    const secret = openSecret(webhook.sealedSecret, webhookId)
    return { webhookId, name: webhook.name, url: webhook.url, secret, body, type: eventType }
  })
  if (!waiting) return 'settled'
  const seconds = Math.floor(act.now.getTime() / 1000)
  const headers = {
    'content-type': 'application/json',
    'user-agent': 'Tincture-Webhook',
    'tincture-delivery': id,
    'tincture-event': waiting.type,
    'tincture-signature': signatureOf(waiting.secret, seconds, waiting.body),
  }
  const posted = await post(new URL(waiting.url), waiting.body, headers, patienceMs)
  const outcome = await writeDown(act, id, waiting, posted, byHand)
  log.info(
    { job: 'deliver-webhook', webhook: waiting.webhookId, delivery: id, outcome, ...posted, answer: undefined },
    'webhook',
  )
  if (outcome === 'stopped') await tellAdministrators(act, waiting)
  return outcome
}

async function writeDown(
  act: Act,
  id: string,
  { webhookId }: Waiting,
  posted: Posted,
  byHand: boolean,
): Promise<DeliveryOutcome> {
  const command = { name: 'deliverWebhook', permission: 'webhook.edit' } as const
  const done = await commit<{ outcome: DeliveryOutcome }>(act, command, { id, byHand }, async (tx) => {
    const { trustId } = act.actor
    const taken = wasTaken(posted.status)
    await tx.webhookAttempt.create({
      data: { trustId, id: act.newId(), deliveryId: id, at: act.now, byHand, ...posted },
    })
    const [webhook] = await tx.$queryRaw<{ failing_since: Date | null; stopped_at: Date | null }[]>`
      SELECT failing_since, stopped_at FROM webhook WHERE trust_id = ${trustId}::uuid AND id = ${webhookId}::uuid FOR UPDATE`
    const { attempts, state } = await tx.webhookDelivery.update({
      where: { trustId_id: { trustId, id } },
      data: { attempts: { increment: 1 }, ...(taken ? { state: 'delivered', nextAttemptAt: null } : {}) },
    })
    const failingSince = taken ? null : (webhook?.failing_since ?? act.now)
    const stop = failingSince !== null && !webhook?.stopped_at && isToStop(failingSince, act.now)
    await tx.webhook.update({
      where: { trustId_id: { trustId, id: webhookId } },
      data: { failingSince, ...(stop ? { stoppedAt: act.now, stoppedWhy: 'failing' } : {}) },
    })
    if (stop) audit(tx, { document: 'webhook', id: webhookId, verb: 'WEBHOOK_STOPPED', data: { why: 'failing' } })
    if (taken) return ok({ outcome: 'delivered' })
    const next = state === 'waiting' ? nextTry(attempts, act.now) : null
    if (state === 'waiting') {
      const after = next ? { nextAttemptAt: next } : { state: 'failed', nextAttemptAt: null }
      await tx.webhookDelivery.update({ where: { trustId_id: { trustId, id } }, data: after })
      if (next && !stop) await enqueue(tx, 'deliver-webhook', { trustId, id }, { startAfter: next })
    }
    return ok({ outcome: stop ? 'stopped' : next ? 'again' : 'given_up' })
  })
  if (!done.ok) throw new Error(`The delivery was refused: ${done.refusal.code}`)
  return done.value.outcome
}

async function tellAdministrators(act: Act, { webhookId, name, url }: Waiting): Promise<void> {
  const people = [...(await withTrust(act.actor, peopleOfTrust)).values()]
  const page = `${env().PUBLIC_URL.replace(/\/+$/, '')}/settings/webhooks/${webhookId}`
  for (const person of people.filter((one) => !one.former && may(one, 'webhook.edit'))) {
    const text = [
      `${person.name},`,
      '',
      `${new URL(url).host} has not taken what the webhook “${name}” tells it for ${FAILING_DAYS} days. The webhook is stopped. Nothing is lost: once it is started again, what happened meanwhile is told.`,
      '',
      'See each attempt and start it again:',
      page,
      '',
    ].join('\n')
    const messageId = `<webhook.${webhookId}.${act.now.getTime()}.${person.id}@${domainOf(env().MAIL_FROM)}>`
    const subject = `The webhook “${name}” is stopped`
    await sendMail({ messageId, date: act.now, to: person.email, subject, text }, act.actor.odsCode)
  }
}

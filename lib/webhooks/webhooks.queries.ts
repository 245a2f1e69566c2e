import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { may } from '#lib/access/permissions.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { settingsOfTrust } from '#lib/trusts/settings.queries.ts'

/** A webhook as its list shows it. */
export type WebhookRow = {
  id: string
  name: string
  url: string
  types: string[]
  failingSince: Date | null
  stoppedAt: Date | null
  stoppedWhy: 'by_hand' | 'failing' | null
  waiting: number
}

/** A try to deliver, and what came of it. */
export type AttemptRow = {
  id: string
  at: Date
  byHand: boolean
  status: number | null
  milliseconds: number
  answer: string
}

/** A delivery with its tries, the newest first. */
export type DeliveryRow = {
  id: string
  type: string
  about: string
  state: 'waiting' | 'delivered' | 'failed'
  madeAt: Date
  nextAttemptAt: Date | null
  attempts: AttemptRow[]
}

/** Deliveries of one page. */
const A_PAGE = 30

/** The trust's webhooks, by name. Needs `webhook.view`. */
export async function webhooksOf(actor: Actor): Promise<WebhookRow[]> {
  if (!may(actor, 'webhook.view')) return []
  return withTrust(actor, async (tx) => {
    const rows = await tx.webhook.findMany({
      where: { trustId: actor.trustId },
      orderBy: [{ name: 'asc' }, { id: 'asc' }],
    })
    const waiting = await tx.webhookDelivery.groupBy({
      by: ['webhookId'],
      where: { trustId: actor.trustId, state: 'waiting' },
      _count: true,
    })
    return rows.map(({ id, name, url, types, failingSince, stoppedAt, stoppedWhy }) => ({
      ...{ id, name, url, types, failingSince, stoppedAt },
      stoppedWhy: stoppedWhy === 'failing' || stoppedWhy === 'by_hand' ? stoppedWhy : null,
      waiting: waiting.find((one) => one.webhookId === id)?._count ?? 0,
    }))
  })
}

/** One webhook with a page of its deliveries, the newest first; null when there is none. Needs `webhook.view`. */
export async function webhookById(
  actor: Actor,
  id: string,
  after: string | undefined,
): Promise<{ webhook: WebhookRow; deliveries: DeliveryRow[]; after: string | null; keptDays: number } | null> {
  const webhook = (await webhooksOf(actor)).find((one) => one.id === id)
  if (!webhook) return null
  return withTrust(actor, async (tx) => {
    const rows = await tx.webhookDelivery.findMany({
      where: {
        trustId: actor.trustId,
        webhookId: id,
        ...(after && /^\d{1,18}$/.test(after) ? { place: { lt: BigInt(after) } } : {}),
      },
      orderBy: { place: 'desc' },
      take: A_PAGE + 1,
      include: { attemptsMade: { orderBy: { id: 'desc' }, take: 20 } },
    })
    const shown = rows.slice(0, A_PAGE)
    const deliveries = shown.map(
      ({ id, eventType, about, state, madeAt, nextAttemptAt, attemptsMade }): DeliveryRow => ({
        ...{ id, type: eventType, about, madeAt, nextAttemptAt },
        state: state === 'delivered' || state === 'failed' ? state : 'waiting',
        attempts: attemptsMade.map(({ id, at, byHand, status, milliseconds, answer }) => {
          return { id, at, byHand, status, milliseconds, answer }
        }),
      }),
    )
    const { keepWebhookDays: keptDays } = await settingsOfTrust(tx)
    return { webhook, deliveries, after: rows.length > A_PAGE ? String(shown.at(-1)?.place ?? '') : null, keptDays }
  })
}

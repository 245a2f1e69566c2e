import 'server-only'
import { z } from 'zod'
import { count, id, moment, text, yes } from '#lib/lists/column.rules.ts'
import { atOnce, listFile, paged } from '#lib/lists/list-file.ts'
import { isUuid } from '#lib/values/ids.ts'
import { type AttemptRow, type DeliveryRow, type WebhookRow, webhookById, webhooksOf } from './webhooks.queries.ts'

/** The trust's webhooks. */
export const webhooksFile = listFile<object, WebhookRow>({
  title: 'Webhooks',
  fileName: 'webhooks',
  permission: ['webhook.view'],
  schema: z.object({}),
  columns: () => [
    text('Name', (row) => row.name),
    text('Address', (row) => row.url),
    text('Told of', (row) => row.types.join(', ')),
    count('Waiting', (row) => row.waiting),
    moment('Failing since', (row) => row.failingSince),
    moment('Stopped', (row) => row.stoppedAt),
  ],
  rows: ({ actor }) => atOnce(() => webhooksOf(actor)),
})

const STATES = { waiting: 'Waiting', delivered: 'Delivered', failed: 'Given up' } as const

type Row = { delivery: DeliveryRow; attempt: AttemptRow | null }

/** What a webhook told, newest first: a row for each try, and one for what was not tried yet. */
export const attemptsFile = listFile<{ webhook: string }, Row>({
  title: 'Deliveries of a webhook',
  fileName: 'webhook-deliveries',
  permission: ['webhook.view'],
  schema: z.object({ webhook: z.string().refine(isUuid, 'Choose a webhook') }),
  found: async (actor, _now, { webhook }) => (await webhookById(actor, webhook, undefined)) !== null,
  columns: () => [
    text('Event', ({ delivery }) => delivery.type),
    id('About', ({ delivery }) => delivery.about),
    id('Delivery', ({ delivery }) => delivery.id),
    text('State', ({ delivery }) => STATES[delivery.state]),
    moment('Happened', ({ delivery }) => delivery.madeAt),
    moment('Next try', ({ delivery }) => delivery.nextAttemptAt),
    moment('Tried', ({ attempt }) => attempt?.at),
    yes('By hand', ({ attempt }) => attempt?.byHand ?? false),
    count('Answer’s status', ({ attempt }) => attempt?.status),
    count('Milliseconds', ({ attempt }) => attempt?.milliseconds),
    text('Answer', ({ attempt }) => attempt?.answer),
  ],
  rows: ({ actor }, { webhook }) =>
    paged(async (after: string | undefined) => {
      const page = await webhookById(actor, webhook, after)
      const rows = (page?.deliveries ?? []).flatMap((delivery): Row[] => {
        const tries = delivery.attempts.length > 0 ? delivery.attempts : [null]
        return tries.map((attempt) => ({ delivery, attempt }))
      })
      return { rows, after: page?.after ?? null }
    }),
})

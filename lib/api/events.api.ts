import { z } from 'zod'
import { LATEST, listEvents } from '#lib/events/events.queries.ts'
import { ok } from '#lib/result.ts'
import { COUNT_PART, cursor } from './cursor.schema.ts'
import { event } from './event.schema.ts'
import { apiGet, type Operation } from './operation.ts'
import { eventOf, placeCursor } from './tell-event.ts'

/** What happened, for a system that follows. */
export const EVENT_READS: readonly Operation[] = [
  apiGet({
    id: 'listEvents',
    tag: 'Events',
    summary: 'Follow what happens',
    description:
      'Every event of the trust once, in an order in which what happens to one document keeps its own. Keep `after` and ask again with it, at once while `more` is true, else every few seconds. Without `after` it begins with the first event there is; with `after=latest` with the next.',
    params: z.strictObject({}),
    query: z.strictObject({
      after: z
        .union([z.literal(LATEST), cursor([COUNT_PART]).unwrap()])
        .optional()
        .meta({ description: 'The cursor of the answer before, or "latest"' }),
      most: z.coerce.number().int().min(1).max(500).default(100).meta({ description: 'Events of one answer' }),
    }),
    answer: z.object({ items: z.array(event), after: z.string(), more: z.boolean() }),
    run: async ({ actor }, { query: { after, most } }) => {
      const place = after === LATEST ? LATEST : BigInt(after?.[0] ?? 0)
      const page = await listEvents(actor, { after: place, most })
      return ok({ items: page.events.map(eventOf), after: placeCursor(page.after), more: page.more })
    },
  }),
]

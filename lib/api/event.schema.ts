import { z } from 'zod'
import { EVENT_TYPE_LIST } from '#lib/events/event.rules.ts'
import { instant, money } from './values.schema.ts'

/** An event, as the list and webhooks tell it. */
export const event = z.object({
  id: z.uuid().meta({ description: 'The same in the list and in every delivery of a webhook' }),
  cursor: z.string().meta({ description: 'Ask for what came after it with this as `after`' }),
  type: z.enum(EVENT_TYPE_LIST),
  at: instant,
  order: z.string().nullable().meta({ description: 'The order’s number' }),
  receipt: z.string().nullable().meta({ description: 'The goods received note’s number' }),
  store: z.uuid().nullable().meta({ description: 'The store, for stock' }),
  data: z.object({
    version: z.int().optional(),
    gross: money.optional().meta({ description: 'Only where prices are shown' }),
    packs: z.int().optional(),
    line: z.int().optional(),
    receipt: z.string().optional(),
    role: z.string().optional(),
    code: z.string().optional(),
    resolution: z.string().optional(),
    channel: z.string().optional(),
    accepted: z.int().optional(),
    rejected: z.int().optional(),
    over: z.int().optional(),
  }),
})

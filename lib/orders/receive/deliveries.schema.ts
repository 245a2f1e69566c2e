import { z } from 'zod'

/** Parts of the deliveries page: what is to come, what came, what is more than ordered, where a batch is. */
export const DELIVERY_VIEWS = ['expected', 'booked', 'over', 'batch'] as const

/** One part of the deliveries page. */
export type DeliveryView = (typeof DELIVERY_VIEWS)[number]

/** What a part is called on screen. */
export const DELIVERY_VIEW_NAMES = {
  expected: 'Expected',
  booked: 'Booked in',
  over: 'More than ordered',
  batch: 'Find a batch',
} as const satisfies Record<DeliveryView, string>

/** The address of the deliveries page; a mistyped part falls back to nothing. */
export const deliveriesAddress = z.object({
  view: z.enum(DELIVERY_VIEWS).catch('expected'),
  q: z.string().trim().max(200).catch(''),
  after: z.uuid().optional().catch(undefined),
  before: z.uuid().optional().catch(undefined),
})

/** A read address of the deliveries page. */
export type DeliveriesAddress = z.output<typeof deliveriesAddress>

/** Web address of a part. */
export function deliveriesHref(view: DeliveryView, more: Record<string, string> = {}): string {
  const parts = new URLSearchParams({ ...(view === 'expected' ? {} : { view }), ...more }).toString()
  return parts ? `/deliveries?${parts}` : '/deliveries'
}

import { bookInInput } from '#lib/orders/receive/receive.schema.ts'
import { receiveDelivery } from '#lib/orders/receive/receive-delivery.command.ts'
import { refuse } from '#lib/result.ts'
import { postRoute } from '#lib/route.ts'

/** Booking a delivery in: by fetch, so that a device without a signal can send it again under the same key. */
export const POST = postRoute({
  id: 'bookIn',
  schema: bookInInput,
  run: async (act, { receiver, ...delivery }) =>
    receiver === act.actor.personId ? receiveDelivery(act, delivery) : refuse({ code: 'OTHER_PERSON' }),
})

import { receiveDeliveryInput } from '#lib/orders/receive/receive.schema.ts'
import { receiveDelivery } from '#lib/orders/receive/receive-delivery.command.ts'
import { postRoute } from '#lib/route.ts'

/** Booking a delivery in: by fetch, so that a device without a signal can send it again under the same key. */
export const POST = postRoute({ id: 'bookIn', schema: receiveDeliveryInput, run: receiveDelivery })

import { z } from 'zod'
import { documentOfOrder } from '#lib/documents/document.queries.ts'
import { fileRoute } from '#lib/route.ts'

/** A paper of an order, exactly as it was kept. */
export const GET = fileRoute({
  id: 'orderDocument',
  schema: z.object({ orderNumber: z.string().min(1).max(40), documentId: z.uuid() }),
  run: ({ actor }, { orderNumber, documentId }) => documentOfOrder(actor, orderNumber, documentId),
})

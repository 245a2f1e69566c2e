import { z } from 'zod'
import { coverExport } from '#lib/orders/approve/cover-export.queries.ts'
import { ok, refuse } from '#lib/result.ts'
import { downloadRoute } from '#lib/route.ts'

/** The stock cover of an order's medicines, without the order and with it, as a CSV file. */
export const GET = downloadRoute({
  id: 'stockCover',
  schema: z.object({ orderNumber: z.string().min(1).max(40) }),
  run: async ({ actor, now }, { orderNumber }) => {
    const parts = await coverExport(actor, now, orderNumber)
    if (!parts) return refuse({ code: 'NOT_FOUND', what: 'order' })
    const fileName = `${orderNumber.replace(/[^A-Z0-9-]/gi, '')}-stock-cover.csv`
    return ok({ fileName, mediaType: 'text/csv; charset=utf-8', parts })
  },
})

import { z } from 'zod'
import { coverExport } from '#lib/orders/approve/cover-export.queries.ts'
import { downloadRoute } from '#lib/route.ts'

/** The stock cover of an order's medicines, without the order and with it, as a CSV file. */
export const GET = downloadRoute({
  id: 'stockCover',
  schema: z.object({ orderNumber: z.string().min(1).max(40) }),
  run: ({ actor, now }, { orderNumber }) => ({
    fileName: `${orderNumber.replace(/[^A-Z0-9-]/gi, '')}-stock-cover.csv`,
    mediaType: 'text/csv; charset=utf-8',
    parts: coverExport(actor, now, orderNumber),
  }),
})

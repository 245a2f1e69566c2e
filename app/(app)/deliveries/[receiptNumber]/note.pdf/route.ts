import { z } from 'zod'
import { goodsReceivedNotePdf } from '#lib/documents/goods-received-note-pdf.ts'
import { noteDocument, notePage } from '#lib/orders/receive/note.queries.ts'
import { refuse } from '#lib/result.ts'
import { fileRoute } from '#lib/route.ts'

/** A goods received note as a PDF, drawn when asked for: the same note gives the same bytes. */
export const GET = fileRoute({
  id: 'notePdf',
  schema: z.object({ receiptNumber: z.string().max(40) }),
  run: async ({ actor }, { receiptNumber }) => {
    const note = await notePage(actor, receiptNumber)
    if (!note) return refuse({ code: 'NOT_FOUND', what: 'goods received note' })
    const content = await goodsReceivedNotePdf(noteDocument(actor, note))
    return { ok: true, value: { fileName: `${note.number}.pdf`, mediaType: 'application/pdf', content } }
  },
})

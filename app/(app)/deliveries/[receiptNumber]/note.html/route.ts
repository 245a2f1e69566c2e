import { z } from 'zod'
import { goodsReceivedNoteHtml } from '#lib/documents/goods-received-note-html.ts'
import { noteDocument, notePage } from '#lib/orders/receive/note.queries.ts'
import { refuse } from '#lib/result.ts'
import { fileRoute } from '#lib/route.ts'

/** A goods received note as a page to print, in the words of its PDF, drawn when asked for: the same note gives the same bytes. */
export const GET = fileRoute({
  id: 'noteHtml',
  schema: z.object({ receiptNumber: z.string().max(40) }),
  run: async ({ actor }, { receiptNumber }) => {
    const note = await notePage(actor, receiptNumber)
    if (!note) return refuse({ code: 'NOT_FOUND', what: 'goods received note' })
    const content = new TextEncoder().encode(goodsReceivedNoteHtml(noteDocument(actor, note)))
    return { ok: true, value: { fileName: `${note.number}.html`, mediaType: 'text/html', content } }
  },
})

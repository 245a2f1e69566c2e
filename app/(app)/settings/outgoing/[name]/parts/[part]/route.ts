import { z } from 'zod'
import { outgoingAttachment } from '#lib/exchange/mail/outgoing.queries.ts'
import { nameInAddress } from '#lib/exchange/mail/outgoing-name.ts'
import { ok } from '#lib/result.ts'
import { fileRoute } from '#lib/route.ts'

/** An attachment of a message in the outgoing folder, always to be saved. */
export const GET = fileRoute({
  id: 'outgoingPart',
  schema: z.object({ name: z.string().min(1).max(400), part: z.coerce.number().int().min(0).max(99) }),
  run: async ({ actor }, { name, part }) => {
    const found = await outgoingAttachment(actor, nameInAddress(name), part)
    return found.ok ? ok({ ...found.value, attachment: true }) : found
  },
})

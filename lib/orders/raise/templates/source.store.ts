import 'server-only'
import type { Tx } from '#lib/db/client.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { orderedPacks } from '../copy.store.ts'
import type { Proposal } from '../fill-pad.store.ts'

/** What a template is made from: the packs of an order by its number, or of all drafts of a pad. Neither: nothing. */
export async function sourceLines(
  tx: Tx,
  trustId: string,
  { order: number, pad }: { order?: string; pad?: string },
): Promise<Result<Proposal[]>> {
  if (number !== undefined) {
    const order = await tx.purchaseOrder.findFirst({ where: { trustId, number }, select: { id: true } })
    return order ? ok(await orderedPacks(tx, order.id)) : refuse({ code: 'NOT_FOUND', what: 'order' })
  }
  if (pad === undefined) return ok([])
  const open = await tx.orderPad.findFirst({ where: { trustId, id: pad }, select: { id: true } })
  if (!open) return refuse({ code: 'NOT_FOUND', what: 'order pad' })
  const drafts = await tx.purchaseOrder.findMany({
    where: { trustId, padId: pad, status: { in: ['draft', 'returned'] } },
    orderBy: { id: 'asc' },
    select: { id: true },
  })
  const lines: Proposal[] = []
  for (const draft of drafts) lines.push(...(await orderedPacks(tx, draft.id)))
  return ok(lines)
}

import 'server-only'
import { type Act, personOf } from '#lib/access/actor.ts'
import { audit } from '#lib/db/audit.ts'
import { commit } from '#lib/db/commit.ts'
import { needsRegister } from '#lib/orders/order/cd-register.rules.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import type { EnterCdRegister } from './receive.schema.ts'

/**
 * Says where in the controlled drugs register a batch that came was entered (Misuse of Drugs Regulations 2001, regulation
 * 19: Schedules 1 and 2), once: an entry is not changed, and a wrong one is put right in the register itself. Refuses with
 * NOT_FOUND for what needs none, CHANGED_MEANWHILE where one stands.
 */
export async function enterCdRegister(act: Act, input: EnterCdRegister): Promise<Result<{ receiptNumber: string }>> {
  return commit(act, { name: 'enterCdRegister', permission: 'order.receive' }, input, async (tx) => {
    const line = await tx.receiptLine.findFirst({
      where: { trustId: act.actor.trustId, id: input.lineId },
      include: { receipt: true, orderLine: { select: { id: true, orderId: true, cdCategory: true } } },
    })
    if (!line || !needsRegister(line.orderLine.cdCategory, line.acceptedPacks)) {
      return refuse({ code: 'NOT_FOUND', what: 'batch for the register' })
    }
    const { trustId } = act.actor
    const { lineId: receiptLineId, reference } = input
    const { count } = await tx.cdRegisterEntry.createMany({
      data: [{ trustId, receiptLineId, reference, enteredBy: personOf(act.actor), enteredAt: act.now }],
      skipDuplicates: true,
    })
    if (count === 0) return refuse({ code: 'CHANGED_MEANWHILE', what: 'register entry' })
    const data = { lineId: line.orderLine.id, batch: line.batch, packs: line.acceptedPacks, reference }
    audit(tx, { document: 'order', id: line.orderLine.orderId, verb: 'CD_REGISTERED', data })
    audit(tx, { document: 'receipt', id: line.receiptId, verb: 'CD_REGISTERED', data })
    return ok({ receiptNumber: line.receipt.number })
  })
}

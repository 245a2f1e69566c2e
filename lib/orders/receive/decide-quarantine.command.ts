import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { mayAtStore } from '#lib/access/sites/site.store.ts'
import { audit } from '#lib/db/audit.ts'
import type { Prisma, Tx } from '#lib/db/client.ts'
import { commit } from '#lib/db/commit.ts'
import { changeWaits } from '#lib/orders/order/order.status.ts'
import { loadOrderById } from '#lib/orders/order/order.store.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { moveStock } from '#lib/stock/movement.store.ts'
import { NO_DAY, storedDate } from '#lib/values/dates.ts'
import { mayDecideQuarantine } from './quarantine.rules.ts'
import type { DecideQuarantine } from './receive.schema.ts'
import { isProposed } from './waiting-change.rules.ts'

/**
 * Decides on packs in quarantine: a matter of quality, for a pharmacist. Released, they go to stock on hand; returned or
 * destroyed, they leave it, with what was wrong. The note stays as it is: each decision is a row of its own. Refuses with
 * NOT_IN_QUARANTINE, OWN_COUNT, NOT_AGREED_TO, and STOCK_MOVED_ON where stock says that fewer are left.
 */
export async function decideQuarantine(act: Act, input: DecideQuarantine): Promise<Result<{ receiptNumber: string }>> {
  const kind = { name: 'decideQuarantine', permission: 'order.decide_quarantine' } as const
  return commit(act, kind, input, async (tx) => {
    const asked = await tx.receiptLine.findFirst({ where: { id: input.lineId }, select: { orderId: true } })
    // the order is locked, as by everything that books in or takes back: of two who decide at once one waits
    const order = asked ? await loadOrderById(tx, asked.orderId) : null
    const found = await lineOf(tx, input.lineId)
    if (!order?.ok || !found) return refuse({ code: 'NOT_FOUND', what: 'batch' })
    const { receipt, orderLine } = found
    const here = await mayAtStore(tx, act.actor, 'order.decide_quarantine', receipt.storeId)
    if (!here.ok) return here
    const decided = mayDecideQuarantine(
      {
        quarantined: found.quarantined,
        accepted: found.acceptedPacks,
        kept: found.overDelivery?.decision === 'keep' ? found.overDelivery.packs : 0,
        decided: found.quarantineDecisions.reduce((sum, one) => sum + one.packs, 0),
        takenBack: receipt.reversesId !== null || (await isTakenBack(tx, receipt.id)),
      },
      { orderNumber: order.value.number, agreed: isAgreed(order.value, orderLine) },
      { packs: input.packs, outcome: input.outcome, own: receipt.receivedBy === act.actor.personId },
    )
    if (!decided.ok) return decided
    const id = act.newId()
    const moved = await move(tx, act, found, { id, packs: input.packs, release: input.outcome === 'release' })
    if (!moved.ok) return moved
    const variance = input.outcome === 'release' || input.variance === '' ? null : input.variance
    const { outcome, packs, reason } = input
    await tx.quarantineDecision.create({
      data: {
        ...{ trustId: act.actor.trustId, id, receiptLineId: found.id, packs, outcome, variance, reason },
        ...{ decidedBy: act.actor.personId ?? '', decidedAt: act.now },
      },
    })
    const data = { decisionId: id, packs, lineId: orderLine.id, batch: found.batch, outcome, variance, reason }
    audit(tx, { document: 'order', id: orderLine.orderId, verb: 'QUARANTINE_DECIDED', data })
    audit(tx, { document: 'receipt', id: receipt.id, verb: 'QUARANTINE_DECIDED', data })
    return ok({ receiptNumber: receipt.number })
  })
}

const WITH = { receipt: true, orderLine: true, overDelivery: true, quarantineDecisions: true } as const

type Line = Prisma.ReceiptLineGetPayload<{ include: typeof WITH }>

function lineOf(tx: Tx, id: string): Promise<Line | null> {
  return tx.receiptLine.findFirst({ where: { id }, include: WITH })
}

async function isTakenBack(tx: Tx, receiptId: string): Promise<boolean> {
  return (await tx.receipt.count({ where: { reversesId: receiptId } })) > 0
}

/** Not a pack of a change that waits for approval, nor of one that nobody agreed to. */
function isAgreed(order: { status: string; sentAt: Date | null; version: number }, line: Line['orderLine']): boolean {
  const facts = { version: order.version, waits: changeWaits(order) }
  return line.state !== 'cancelled' && !isProposed(facts, line)
}

async function move(
  tx: Tx,
  act: Act,
  line: Line,
  decision: { id: string; packs: number; release: boolean },
): Promise<Result<undefined>> {
  const { storeId } = line.receipt
  const units = decision.packs * Number(line.orderLine.unitsMilli)
  const expiry = line.expiry && storedDate(line.expiry)
  const [held] = await tx.$queryRaw<{ units_milli: bigint }[]>`
    SELECT units_milli FROM stock_holding WHERE store_id = ${storeId}::uuid AND ampp_id = ${line.amppId}
      AND batch = ${line.batch} AND expiry = ${expiry ?? NO_DAY}::date AND quarantined FOR UPDATE`
  if (!held || Number(held.units_milli) < units) return refuse({ code: 'STOCK_MOVED_ON' })
  const of = {
    ...{ storeId, amppId: line.amppId, vmpId: line.vmpId, batch: line.batch, expiry },
    ...{ kind: 'quarantine' as const, sourceId: decision.id },
  }
  await moveStock(tx, act, [
    { ...of, quarantined: true, unitsMilli: -units },
    ...(decision.release ? [{ ...of, quarantined: false, unitsMilli: units }] : []),
  ])
  return ok()
}

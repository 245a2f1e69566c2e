import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { audit } from '#lib/db/audit.ts'
import type { Tx } from '#lib/db/client.ts'
import { ok, type Result } from '#lib/result.ts'
import { settingsOfTrust } from '#lib/trusts/settings.queries.ts'
import { pence } from '#lib/values/money.ts'
import { milli, packs, packsToCover, unitsInPacks } from '#lib/values/packs.ts'
import { commitmentOf, committedTotals } from './commitment.rules.ts'
import { moveOrder, type StoredOrder } from './order.store.ts'

type StoredLine = StoredOrder['orderLines'][number]

/**
 * Takes a change of a sent order back that was not agreed to: the order stands as it was sent, under a version of its
 * own, since the refused one keeps its approvals. The new lines are cancelled; the lines they stood for are open again
 * with what did not come meanwhile, and the supplier's answer to them needs a decision again. Nothing is sent: the
 * supplier never had the change.
 */
export async function undoAmendment(
  tx: Tx,
  act: Act,
  order: StoredOrder,
  reason: string,
): Promise<Result<{ version: number }>> {
  const version = order.version + 1
  const added = order.orderLines.filter((line) => line.addedInVersion === order.version && line.state === 'open')
  const after = new Map(order.orderLines.map((line) => [line.id, commitmentOf(line)]))
  for (const line of added) {
    const closed = line.packs - line.receivedPacks
    await tx.orderLine.update({
      where: { trustId_id: { trustId: act.actor.trustId, id: line.id } },
      data: { state: 'cancelled', stateReason: reason, endedInVersion: version, closedPacks: closed },
    })
    after.set(line.id, { ...commitmentOf(line), closed })
    const old = order.orderLines.find((one) => one.id === line.replacesLineId)
    if (!old) continue
    const closedPacks = old.closedPacks - old.supersededPacks + cameAsOther(line, old)
    await tx.orderLine.update({
      where: { trustId_id: { trustId: act.actor.trustId, id: old.id } },
      data: { state: 'open', stateReason: '', endedInVersion: null, supersededPacks: 0, closedPacks },
    })
    after.set(old.id, { ...commitmentOf(old), closed: closedPacks })
    await reopenAnswers(tx, act, line, old)
  }
  const { vatRate } = await settingsOfTrust(tx)
  const totals = committedTotals([...after.values()], pence(order.carriage), vatRate)
  const moved = await moveOrder(tx, act, order, 'keep', { version, ...totals })
  if (!moved.ok) return moved
  audit(tx, {
    document: 'order',
    id: order.id,
    verb: 'AMENDMENT_DROPPED',
    data: { version, dropped: order.version, reason, lines: added.map((line) => line.id), gross: totals.gross },
  })
  return ok({ version })
}

/** Packs of the old line that came under the new one, rounded up where the packs differ. */
function cameAsOther(line: StoredLine, old: StoredLine): number {
  const units = unitsInPacks(packs(line.receivedPacks), milli(line.unitsMilli))
  return Math.min(old.supersededPacks, packsToCover(units, milli(old.unitsMilli)))
}

async function reopenAnswers(tx: Tx, act: Act, line: StoredLine, old: StoredLine): Promise<void> {
  const { trustId } = act.actor
  await tx.acknowledgementLine.updateMany({
    where: { trustId, orderLineId: line.id },
    data: { resolution: 'superseded', resolvedBy: act.actor.personId, resolvedAt: act.now },
  })
  const newest = await tx.acknowledgementLine.findFirst({
    where: { trustId, orderLineId: old.id, resolution: { not: 'superseded' } },
    orderBy: { id: 'desc' },
  })
  if (newest?.resolution !== 'accepted') return
  await tx.acknowledgementLine.update({
    where: { trustId_id: { trustId, id: newest.id } },
    data: { resolution: 'open', resolvedBy: null, resolvedAt: null, resolvedReason: '' },
  })
}

import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import type { Tx } from '#lib/db/client.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import type { PadHead } from './pad.rules.ts'
import { insertPad, loadPad, type StoredPad } from './pad.store.ts'

/**
 * Puts a draft or returned order on an open pad of its own, with this head: then it is submitted or changed without the
 * others it was raised with. Answers the pad. Refuses CHANGED_MEANWHILE when it is neither any more.
 */
export async function giveOwnPad(
  tx: Tx,
  act: Act,
  order: { id: string; version: number; status: 'draft' | 'returned' },
  head: PadHead,
): Promise<Result<{ padId: string }>> {
  const padId = await insertPad(tx, act, head, head)
  const { count } = await tx.purchaseOrder.updateMany({
    where: { trustId: act.actor.trustId, id: order.id, status: order.status, version: order.version },
    data: { padId, edit: { increment: 1 } },
  })
  return count === 1 ? ok({ padId }) : refuse({ code: 'CHANGED_MEANWHILE', what: 'order' })
}

/** The open pad that an order stands on, locked; null where there is none. Asked before the order's own lock, as ever. */
export async function lockPadOf(tx: Tx, number: string): Promise<StoredPad | null> {
  const seen = await tx.purchaseOrder.findFirst({ where: { number }, select: { padId: true } })
  if (!seen?.padId) return null
  const held = await loadPad(tx, seen.padId, { lock: true })
  return held.ok && held.value.closedAt === null ? held.value : null
}

import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { mayAtStore } from '#lib/access/sites/site.store.ts'
import type { Tx } from '#lib/db/client.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { addDays, type LocalDate } from '#lib/values/dates.ts'
import { type Milli, milli } from '#lib/values/packs.ts'
import { ownPart } from '../order/decide.rules.ts'
import { orderStatus } from '../order/order.status.ts'
import { loadOrder, type StoredOrder } from '../order/order.store.ts'
import { USAGE_DAYS } from './requisition.rules.ts'

/** What the whole trust used of these medicines in the last three months, in thousandths of a unit; those without usage are left out. */
export async function threeMonths(tx: Tx, vmpIds: readonly string[], today: LocalDate): Promise<Map<string, Milli>> {
  const rows = await tx.$queryRaw<{ vmp_id: string; used: bigint }[]>`
    SELECT vmp_id, sum(units_milli)::bigint AS used FROM usage_day
    WHERE vmp_id = ANY (${[...vmpIds]}::text[]) AND day > ${addDays(today, -USAGE_DAYS)}::date AND day <= ${today}::date
    GROUP BY vmp_id`
  return new Map(rows.map((row) => [row.vmp_id, milli(row.used)]))
}

/** An order of controlled drugs that needs a requisition, and the one written for this version so far. */
export type Requisitioned = {
  order: StoredOrder
  requisition: { id: string; writtenBy: string; signerName: string; signedAt: Date | null } | null
}

/**
 * Loads an approved order of controlled drugs in the version a person saw. Refuses with CHANGED_MEANWHILE for another
 * version, NOT_AT_SITE, OWN_ORDER for whoever raised, submitted or changed it, WRONG_STATUS when it is not approved,
 * REQUISITION_SIGNED when its requisition is done with.
 */
export async function orderToRequisition(
  tx: Tx,
  actor: Actor,
  of: { number: string; version: number },
): Promise<Result<Requisitioned>> {
  const loaded = await loadOrder(tx, of.number)
  if (!loaded.ok) return loaded
  const order = loaded.value
  if (order.kind !== 'cd') return refuse({ code: 'NOT_FOUND', what: 'order of controlled drugs' })
  const here = await mayAtStore(tx, actor, 'order.sign_requisition', order.storeId)
  if (!here.ok) return here
  const own = actor.personId === null ? null : ownPart(actor.personId, order)
  if (own) return refuse({ code: 'OWN_ORDER', how: own })
  if (order.version !== of.version) return refuse({ code: 'CHANGED_MEANWHILE', what: 'order' })
  if (order.status !== 'approved') {
    return refuse({ code: 'WRONG_STATUS', verb: 'sign the requisition', status: orderStatus(order.status) })
  }
  const requisition = await tx.requisition.findFirst({
    where: { orderId: order.id, version: order.version },
    select: { id: true, writtenBy: true, signerName: true, signedAt: true },
  })
  return requisition?.signedAt ? refuse({ code: 'REQUISITION_SIGNED' }) : ok({ order, requisition })
}

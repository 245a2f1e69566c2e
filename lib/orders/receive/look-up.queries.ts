import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { may } from '#lib/access/permissions.ts'
import { OWNERS, packsByIds } from '#lib/catalogue/pack.queries.ts'
import { packMake } from '#lib/catalogue/pack.rules.ts'
import { findPacks } from '#lib/catalogue/search.queries.ts'
import { readSearch } from '#lib/catalogue/search.rules.ts'
import type { Tx } from '#lib/db/client.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { AT_SUPPLIER } from '#lib/orders/order/at-supplier.store.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { type LocalDate, londonDate, storedDate } from '#lib/values/dates.ts'
import { normaliseDocumentNumber } from '#lib/values/order-number.ts'
import { extraOf, ORDER_COLUMNS, type OrderRow } from './desk-lines.queries.ts'
import type { ExpectedAt, KnownPack, LookedUp } from './look-up.rules.ts'
import type { LookUp } from './receive.schema.ts'

const MOST = 6

/**
 * Says what Tincture knows of something that is not expected at this desk: which pack it is, on which orders with other
 * suppliers or for other stores it stands, and whether an order of this desk that is over had it. Needs `order.receive`.
 */
export async function lookUp(actor: Actor, now: Date, asked: LookUp): Promise<Result<LookedUp>> {
  if (!may(actor, 'order.receive')) return refuse({ code: 'NOT_ALLOWED', permission: 'order.receive' })
  const on = londonDate(now)
  const number = normaliseDocumentNumber(asked.text)
  return withTrust(actor, async (tx) => {
    if (number !== null) return ok(await orderCalled(tx, actor, asked, number))
    const wanted = readSearch(asked.text, on)
    if (wanted.words.length === 0 && wanted.codes.length === 0) return ok({ kind: 'nothing' as const })
    const found = await findPacks(tx, wanted, { on, most: MOST + 1 })
    const ids = found.slice(0, MOST).map((one) => one.ampp_id)
    const packs = await packsByIds(tx, actor, ids)
    const ended = await endedCodes(tx, ids, wanted.codes, on)
    const known: KnownPack[] = []
    for (const id of ids) {
      const pack = packs.get(id)
      if (!pack) continue
      known.push({
        amppId: id,
        vmpId: pack.vmpId,
        name: pack.name,
        packText: pack.packText,
        make: packMake(pack),
        endedOn: ended.get(id) ?? null,
        over: await ordersThatAreOver(tx, actor, asked, { amppId: id, on }),
        elsewhere: await openElsewhere(tx, actor, asked, pack),
      })
    }
    if (known.length === 0) return ok({ kind: 'nothing' as const })
    return ok({ kind: 'packs' as const, packs: known, more: found.length > MOST })
  })
}

type AtRow = {
  number: string
  status: string
  supplier_id: string
  supplier_name: string
  store_id: string
  store: string
}

function expectedAt(row: AtRow): ExpectedAt {
  return {
    number: row.number,
    supplierId: row.supplier_id,
    supplier: row.supplier_name,
    storeId: row.store_id,
    store: row.store,
  }
}

async function orderCalled(tx: Tx, actor: Actor, asked: LookUp, number: string): Promise<LookedUp> {
  const [row] = await tx.$queryRaw<AtRow[]>`
    SELECT o.number, o.status, o.supplier_id, o.supplier_name, o.store_id, s.name AS store
    FROM purchase_order o JOIN store s ON s.trust_id = o.trust_id AND s.id = o.store_id
    WHERE o.trust_id = ${actor.trustId}::uuid AND o.number = ${number}`
  if (!row) return { kind: 'nothing' }
  const here = row.supplier_id === asked.supplierId && row.store_id === asked.storeId
  return { kind: 'order', at: expectedAt(row), status: row.status, here }
}

async function openElsewhere(
  tx: Tx,
  actor: Actor,
  asked: LookUp,
  pack: { amppId: string; vmpId: string },
): Promise<ExpectedAt[]> {
  const rows = await tx.$queryRaw<AtRow[]>`
    SELECT DISTINCT o.number, o.status, o.supplier_id, o.supplier_name, o.store_id, s.name AS store
    FROM order_line l JOIN purchase_order o ON o.trust_id = l.trust_id AND o.id = l.order_id
    JOIN store s ON s.trust_id = o.trust_id AND s.id = o.store_id
    WHERE l.trust_id = ${actor.trustId}::uuid AND l.vmp_id = ${pack.vmpId} AND l.ampp_id = ${pack.amppId}
      AND l.received_packs + l.closed_packs < l.packs + l.over_packs AND ${AT_SUPPLIER}
      AND NOT (o.supplier_id = ${asked.supplierId}::uuid AND o.store_id = ${asked.storeId}::uuid)
    ORDER BY o.number LIMIT 5`
  return rows.map(expectedAt)
}

async function ordersThatAreOver(
  tx: Tx,
  actor: Actor,
  asked: LookUp,
  { amppId, on }: { amppId: string; on: LocalDate },
) {
  const orders = await tx.$queryRaw<OrderRow[]>`
    SELECT ${ORDER_COLUMNS} FROM (
      SELECT l.order_id FROM order_line l WHERE l.trust_id = ${actor.trustId}::uuid AND l.ampp_id = ${amppId}
      ORDER BY l.id DESC LIMIT 50
    ) newest JOIN purchase_order o ON o.trust_id = ${actor.trustId}::uuid AND o.id = newest.order_id
    WHERE o.status = 'closed' AND o.supplier_id = ${asked.supplierId}::uuid AND o.store_id = ${asked.storeId}::uuid
    ORDER BY o.id DESC LIMIT 1`
  return extraOf(tx, actor, orders, amppId, { today: on, storeId: asked.storeId, supplierId: asked.supplierId })
}

/** Last days of the barcodes asked for that are no longer in use, by pack. */
async function endedCodes(
  tx: Tx,
  amppIds: readonly string[],
  codes: readonly string[],
  on: LocalDate,
): Promise<Map<string, LocalDate>> {
  if (amppIds.length === 0 || codes.length === 0) return new Map()
  const rows = await tx.$queryRaw<{ ampp_id: string; last: Date }[]>`
    SELECT c.ampp_id, max(c.valid_to) AS last FROM pack_code c
    WHERE c.owner_id = ANY (${OWNERS}) AND c.ampp_id = ANY (${[...amppIds]}::text[]) AND c.code = ANY (${[...codes]}::text[])
    GROUP BY c.ampp_id HAVING max(c.valid_to) < ${on}::date`
  return new Map(rows.map((row) => [row.ampp_id, storedDate(row.last)]))
}

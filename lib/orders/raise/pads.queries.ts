import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { may } from '#lib/access/permissions.ts'
import { storesFor } from '#lib/access/sites/site.store.ts'
import { OWNERS } from '#lib/catalogue/pack.queries.ts'
import { nameOf, peopleOfTrust } from '#lib/db/people.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { hiddenAmounts } from '#lib/orders/order/sight.store.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { type Pence, pence } from '#lib/values/money.ts'
import { DRAFT_DELETED } from './deleted.rules.ts'

const NOT_ALLOWED = { code: 'NOT_ALLOWED', permission: 'order.raise' } as const

/** An open pad in a list. `gross` is null where the role may not see a price on it. */
export type OpenPadRow = {
  id: string
  store: string
  openedBy: string
  mine: boolean
  changedAt: Date
  orders: number
  lines: number
  gross: Pence | null
}

/** The open pads of the trust, this actor's own first, the one changed last at the head of each. At most 50. */
export async function openPads(actor: Actor): Promise<Result<OpenPadRow[]>> {
  if (!may(actor, 'order.raise')) return refuse(NOT_ALLOWED)
  return withTrust(actor, async (tx) => {
    const rows = await tx.$queryRaw<
      {
        id: string
        store: string
        opened_by: string
        changed_at: Date
        orders: number
        lines: number
        gross: bigint
        order_ids: string[]
      }[]
    >`
      SELECT p.id, s.name || ', ' || t.name AS store, p.opened_by, p.changed_at, o.orders, o.lines, o.gross, o.order_ids
      FROM order_pad p
      JOIN store s ON s.trust_id = p.trust_id AND s.id = p.store_id
      JOIN site t ON t.trust_id = s.trust_id AND t.id = s.site_id
      CROSS JOIN LATERAL (
        SELECT count(*)::int AS orders, coalesce(sum(o.lines), 0)::int AS lines, coalesce(sum(o.gross), 0)::bigint AS gross,
          coalesce(array_agg(o.id), '{}') AS order_ids
        FROM purchase_order o
        WHERE o.trust_id = p.trust_id AND o.pad_id = p.id AND o.status IN ('draft', 'returned') AND o.lines > 0
      ) AS o
      WHERE p.closed_at IS NULL
      ORDER BY p.opened_by = ${actor.personId}::uuid DESC, p.changed_at DESC LIMIT 50`
    const people = await peopleOfTrust(tx)
    const { totals: hidden } = await hiddenAmounts(
      tx,
      actor,
      rows.flatMap((row) => row.order_ids),
    )
    return ok(
      rows.map((row) => ({
        id: row.id,
        store: row.store,
        openedBy: nameOf(people, row.opened_by),
        mine: row.opened_by === actor.personId,
        changedAt: row.changed_at,
        orders: row.orders,
        lines: row.lines,
        gross: row.order_ids.some((id) => hidden.has(id)) ? null : pence(row.gross),
      })),
    )
  })
}

/** A pad that was thrown away and can be brought back: the drafts on it; null for any other. */
export async function discardedPad(actor: Actor, padId: string): Promise<{ padId: string; drafts: number } | null> {
  if (!may(actor, 'order.raise')) return null
  return withTrust(actor, async (tx) => {
    const pad = await tx.orderPad.findFirst({ where: { id: padId, discardedAt: { not: null } } })
    if (!pad?.discardedAt) return null
    const drafts = await tx.purchaseOrder.count({
      where: { padId, status: 'cancelled', closedAt: pad.discardedAt, closeReason: DRAFT_DELETED, lines: { gt: 0 } },
    })
    return { padId, drafts }
  })
}

/** A place or cost centre to choose. */
export type PadChoice = { id: string; label: string }

/** A store that takes deliveries; a CD cupboard takes controlled drugs only. */
export type StoreChoice = PadChoice & { kind: 'pharmacy' | 'cd_cupboard' }

/**
 * What a pad can be opened with, and what this person used last. `suppliers` are those with an account; `packs`: whether anything can be ordered at all.
 */
export type PadChoices = {
  packs: boolean
  stores: StoreChoice[]
  suppliers: PadChoice[]
  costCentres: PadChoice[]
  last: { storeId: string; costCentreId: string } | null
}

/** Suppliers that are offered where nobody has a price. */
const MOST_SUPPLIERS = 500

/** A new pad goes where this person's last one for a pharmacy went: a CD cupboard is chosen anew each time. */
function pharmacies(stores: readonly StoreChoice[]): string[] {
  return stores.filter((one) => one.kind === 'pharmacy').map((one) => one.id)
}

/** Stores that the actor raises orders for, cost centres and suppliers in use, by name, and those of a pad in any case. */
export async function padChoices(
  actor: Actor,
  keep: { storeId: string | null; costCentreId: string | null } = { storeId: null, costCentreId: null },
): Promise<Result<PadChoices>> {
  if (!may(actor, 'order.raise')) return refuse(NOT_ALLOWED)
  return withTrust(actor, async (tx) => {
    const own = await storesFor(tx, actor, 'order.raise')
    const stores = await tx.$queryRaw<StoreChoice[]>`
      SELECT s.id, s.kind, s.name || ', ' || t.name AS label FROM store s
      JOIN site t ON t.trust_id = s.trust_id AND t.id = s.site_id
      WHERE (s.active AND (${own}::uuid[] IS NULL OR s.id = ANY (${own}::uuid[]))) OR s.id = ${keep.storeId}::uuid
      ORDER BY s.kind DESC, t.name, s.name`
    const costCentres = await tx.$queryRaw<PadChoice[]>`
      SELECT c.id, c.code || ' ' || c.name AS label FROM cost_centre c
      WHERE c.active OR c.id = ${keep.costCentreId}::uuid ORDER BY c.code`
    const suppliers = await tx.$queryRaw<PadChoice[]>`
      SELECT s.id, s.name AS label FROM supplier_account a JOIN supplier s ON s.id = a.supplier_id
      WHERE s.joined_to IS NULL ORDER BY s.name LIMIT ${MOST_SUPPLIERS}`
    const [catalogue] = await tx.$queryRaw<{ packs: boolean }[]>`
      SELECT (SELECT owner_id FROM pack WHERE owner_id = ANY (${OWNERS}) ORDER BY owner_id LIMIT 1) IS NOT NULL AS packs`
    const last = await tx.orderPad.findFirst({
      where: { openedBy: actor.personId ?? undefined, storeId: { in: pharmacies(stores) } },
      orderBy: { id: 'desc' },
      select: { storeId: true, costCentreId: true },
    })
    const known = (list: readonly PadChoice[], id: string | undefined) => list.some((one) => one.id === id)
    const usable = last && known(stores, last.storeId) && known(costCentres, last.costCentreId)
    return ok({ packs: catalogue?.packs === true, stores, suppliers, costCentres, last: usable ? last : null })
  })
}

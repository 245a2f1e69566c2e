import 'server-only'
import { type Act, personOf } from '#lib/access/actor.ts'
import { Prisma, type Tx } from '#lib/db/client.ts'
import { nameOf, peopleOfTrust } from '#lib/db/people.ts'
import { orderKind } from '#lib/orders/order/order.split.rules.ts'
import { type OrderTerms, type OrderTotals, totalsOf } from '#lib/orders/order/order.totals.ts'
import { findBy } from '#lib/orders/order/order-search.store.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { formatWhen } from '#lib/values/format.ts'
import { type BasisPoints, type Pence, pence } from '#lib/values/money.ts'
import type { PadHead, PadPart } from './pad.rules.ts'

/** A pad as it is kept. */
export type StoredPad = PadHead & {
  id: string
  edit: number
  openedBy: string
  openedAt: Date
  changedBy: string
  changedAt: Date
  closedAt: Date | null
}

/**
 * Opens an empty pad of a person that delivers to a store and is paid by a cost centre; `said`: what its head says besides.
 * Answers its id.
 */
export async function insertPad(
  tx: Tx,
  act: Act,
  { storeId, costCentreId }: Pick<PadHead, 'storeId' | 'costCentreId'>,
  said: Partial<Pick<PadHead, 'emergency' | 'emergencyReason' | 'note'>> = {},
): Promise<string> {
  const { emergency, emergencyReason, note } = said
  const id = act.newId()
  const [who, at] = [personOf(act.actor), act.now]
  await tx.orderPad.create({
    data: {
      ...{ trustId: act.actor.trustId, id, storeId, costCentreId, emergency, emergencyReason, note },
      ...{ openedBy: who, openedAt: at, changedBy: who, changedAt: at },
    },
  })
  return id
}

/** The pad of the current trust, or NOT_FOUND; with `lock`, nobody else changes it until the transaction ends. */
export async function loadPad(tx: Tx, padId: string, { lock = false } = {}): Promise<Result<StoredPad>> {
  const [pad] = await tx.$queryRaw<StoredPad[]>`
    SELECT id, edit, store_id AS "storeId", cost_centre_id AS "costCentreId", emergency,
      emergency_reason AS "emergencyReason", note, opened_by AS "openedBy", opened_at AS "openedAt",
      changed_by AS "changedBy", changed_at AS "changedAt", closed_at AS "closedAt"
    FROM order_pad WHERE id = ${padId}::uuid ${lock ? Prisma.sql`FOR UPDATE` : Prisma.empty}`
  return pad ? ok(pad) : refuse({ code: 'NOT_FOUND', what: 'order pad' })
}

/**
 * The pad, locked, as the decision saw it. Refuses with PAD_CLOSED, and with CHANGED_MEANWHILE, naming who and when,
 * where it was changed since `edit`.
 */
export async function lockPadAt(tx: Tx, act: Act, at: { padId: string; edit: number }): Promise<Result<StoredPad>> {
  const loaded = await loadPad(tx, at.padId, { lock: true })
  if (!loaded.ok) return loaded
  const pad = loaded.value
  if (pad.closedAt) return refuse({ code: 'PAD_CLOSED' })
  if (pad.edit === at.edit) return ok(pad)
  const by =
    pad.changedBy === act.actor.personId
      ? 'You, in another tab or on another device,'
      : nameOf(await peopleOfTrust(tx), pad.changedBy)
  return refuse({ code: 'CHANGED_MEANWHILE', what: 'order pad', by, at: formatWhen(pad.changedAt, act.now) })
}

/** A draft of a pad with its lines added up and the terms of its supplier. */
export type StoredPart = PadPart & {
  supplierName: string
  terms: OrderTerms
  /** 'HH:MM' in London, or null. */
  cutOff: string | null
  hasAccount: boolean
  edit: number
  raisedBy: string
  changers: string[]
  /** Of the goods; carriage comes on top. */
  sums: { lines: number; net: Pence; vat: Pence }
}

/** The open orders of a pad, in the order in which they were numbered. Emptied ones are among them. */
export async function partsOfPad(tx: Tx, padId: string): Promise<StoredPart[]> {
  const rows = await tx.$queryRaw<PartRow[]>`
    SELECT o.id, o.number, o.status, o.version, o.edit, o.kind, o.supplier_id, o.supplier_name, o.store_id, o.raised_by, o.changers,
      (a.supplier_id IS NOT NULL) AS has_account, a.minimum_order, a.carriage, a.cut_off,
      s.lines, s.last_line_no, s.net, s.vat
    FROM purchase_order o
    LEFT JOIN supplier_account a ON a.trust_id = o.trust_id AND a.supplier_id = o.supplier_id
    CROSS JOIN LATERAL (
      SELECT count(*)::int AS lines, coalesce(max(l.line_no), 0) AS last_line_no,
        coalesce(sum(l.net), 0)::bigint AS net, coalesce(sum(l.vat), 0)::bigint AS vat
      FROM order_line l WHERE l.trust_id = o.trust_id AND l.order_id = o.id
    ) AS s
    WHERE o.pad_id = ${padId}::uuid AND o.status IN ('draft', 'returned')
    ORDER BY o.id`
  return rows.map((row) => ({
    orderId: row.id,
    number: row.number,
    status: row.status === 'returned' ? 'returned' : 'draft',
    version: row.version,
    edit: row.edit,
    kind: orderKind(row.kind),
    supplierId: row.supplier_id,
    supplierName: row.supplier_name,
    storeId: row.store_id,
    raisedBy: row.raised_by,
    changers: row.changers,
    hasAccount: row.has_account,
    terms: { minimumOrder: pence(row.minimum_order ?? 0n), carriage: pence(row.carriage ?? 0n) },
    cutOff: row.cut_off,
    lines: row.lines,
    lastLineNo: row.last_line_no,
    sums: { lines: row.lines, net: pence(row.net), vat: pence(row.vat) },
  }))
}

type PartRow = {
  id: string
  number: string
  status: string
  version: number
  edit: number
  kind: string
  supplier_id: string
  supplier_name: string
  store_id: string
  raised_by: string
  changers: string[]
  has_account: boolean
  minimum_order: bigint | null
  carriage: bigint | null
  cut_off: string | null
  lines: number
  last_line_no: number
  net: bigint
  vat: bigint
}

/** The totals of a part as its supplier's terms have it. */
export function totalsOfPart(part: Pick<StoredPart, 'sums' | 'terms'>, vatRate: BasisPoints): OrderTotals {
  return totalsOf(part.sums, part.terms, vatRate)
}

/** The pad was changed: counts the change, and says who and when. Compare-and-set on the count it was decided on. */
export async function keepPad(tx: Tx, act: Act, pad: StoredPad, head: PadHead): Promise<Result<{ edit: number }>> {
  const { storeId, costCentreId, emergency, emergencyReason, note } = head
  const count = await tx.$executeRaw`
    UPDATE order_pad SET store_id = ${storeId}::uuid, cost_centre_id = ${costCentreId}::uuid, emergency = ${emergency},
      emergency_reason = ${emergencyReason}, note = ${note}, edit = edit + 1, changed_by = ${personOf(act.actor)}::uuid,
      changed_at = ${act.now}
    WHERE trust_id = ${act.actor.trustId}::uuid AND id = ${pad.id}::uuid AND edit = ${pad.edit} AND closed_at IS NULL`
  return count === 1 ? ok({ edit: pad.edit + 1 }) : refuse({ code: 'CHANGED_MEANWHILE', what: 'order pad' })
}

/** The pad is done with: nothing is changed on it any more. `discarded`: it was thrown away and can be brought back. */
export async function closePad(tx: Tx, act: Act, pad: StoredPad, discarded = false): Promise<Result<undefined>> {
  const count = await tx.$executeRaw`
    UPDATE order_pad SET edit = edit + 1, changed_by = ${personOf(act.actor)}::uuid, changed_at = ${act.now},
      closed_at = ${act.now}, discarded_at = ${discarded ? act.now : null}
    WHERE trust_id = ${act.actor.trustId}::uuid AND id = ${pad.id}::uuid AND edit = ${pad.edit} AND closed_at IS NULL`
  return count === 1 ? ok() : refuse({ code: 'CHANGED_MEANWHILE', what: 'order pad' })
}

/**
 * Writes the drafts that a change opened, turned into another part or touched: their heads, totals and who changed them.
 * `numbers` are those of the opened ones, in their order.
 */
export async function writeParts(
  tx: Tx,
  act: Act,
  pad: { id: string; head: PadHead },
  parts: {
    opened: readonly (Pick<PadPart, 'orderId' | 'supplierId' | 'storeId' | 'kind'> & {
      supplierName: string
      number: string
    })[]
    turned: readonly (Pick<PadPart, 'orderId' | 'supplierId' | 'storeId' | 'kind'> & { supplierName: string })[]
  },
): Promise<void> {
  const { trustId } = act.actor
  if (parts.opened.length > 0) {
    const rows = parts.opened.map(({ orderId, supplierId, supplierName, storeId, kind, number }) => {
      return { id: orderId, number, kind, supplier_id: supplierId, supplier_name: supplierName, store_id: storeId }
    })
    await tx.$executeRaw`
      INSERT INTO purchase_order (trust_id, id, number, status, pad_id, kind, supplier_id, supplier_name, store_id,
        cost_centre_id, raised_by, raised_at)
      SELECT ${trustId}::uuid, id, number, 'draft', ${pad.id}::uuid, kind, supplier_id, supplier_name, store_id,
        ${pad.head.costCentreId}::uuid, ${personOf(act.actor)}::uuid, ${act.now}
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        AS t (id uuid, number text, kind text, supplier_id uuid, supplier_name text, store_id uuid)`
    await findBy(
      tx,
      act,
      parts.opened.map(({ orderId, number }) => ({ orderId, words: [number.toLowerCase()] })),
    )
  }
  for (const { orderId, supplierId, supplierName, storeId, kind } of parts.turned) {
    await tx.purchaseOrder.updateMany({
      where: { trustId, id: orderId, status: 'draft' },
      data: { supplierId, supplierName, storeId, kind },
    })
  }
}

/** Writes the totals and the head of drafts whose lines or pad changed, and adds who changed them, in one statement. */
export async function retotal(
  tx: Tx,
  act: Act,
  head: PadHead,
  parts: readonly { orderId: string; totals: OrderTotals }[],
): Promise<void> {
  if (parts.length === 0) return
  const rows = parts.map(({ orderId, totals: { lines, net, carriage, vat, gross } }) => {
    return { id: orderId, lines, net, carriage, vat, gross }
  })
  const who = personOf(act.actor)
  await tx.$executeRaw`
    UPDATE purchase_order o SET lines = t.lines, net = t.net, carriage = t.carriage, vat = t.vat, gross = t.gross,
      edit = o.edit + 1, cost_centre_id = ${head.costCentreId}::uuid, emergency = ${head.emergency},
      emergency_reason = ${head.emergencyReason}, note = ${head.note},
      changers = CASE WHEN ${who}::uuid = ANY (o.changers) THEN o.changers ELSE o.changers || ${who}::uuid END
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      AS t (id uuid, lines integer, net bigint, carriage bigint, vat bigint, gross bigint)
    WHERE o.trust_id = ${act.actor.trustId}::uuid AND o.id = t.id AND o.status IN ('draft', 'returned')`
}

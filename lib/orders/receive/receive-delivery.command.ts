import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { mayAtStore } from '#lib/access/sites/site.store.ts'
import { audit } from '#lib/db/audit.ts'
import type { Tx } from '#lib/db/client.ts'
import { commit } from '#lib/db/commit.ts'
import { closeWhenDone } from '#lib/orders/order/order.end.store.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { moveStock } from '#lib/stock/movement.store.ts'
import { nextReceiptNumber } from '#lib/trusts/number.store.ts'
import { settingsOfTrust } from '#lib/trusts/settings.queries.ts'
import { londonDate } from '#lib/values/dates.ts'
import { addReceived, dropMootChange, loadLines, type StoredLine, takeBack } from './receipt.store.ts'
import { type BookedEntry, bookIn } from './receive.rules.ts'
import type { ReceiveDelivery } from './receive.schema.ts'

/** What was booked in: the note's number, packs accepted into stock, sent back, and held beyond the order. */
export type Received = { receiptNumber: string; accepted: number; rejected: number; over: number; orders: string[] }

/**
 * Books in a delivery, over as many orders of the supplier as it holds: receipt, counts on the lines, stock by batch,
 * over-deliveries held for a decision; orders with nothing left to come are closed. A change of an order that waits for
 * approval keeps nothing out: what comes as it was ordered is taken out of the change, another pack is kept apart.
 * All of it or nothing.
 */
export async function receiveDelivery(act: Act, input: ReceiveDelivery): Promise<Result<Received>> {
  return commit(act, { name: 'receiveDelivery', permission: 'order.receive' }, input, async (tx) => {
    const here = await mayAtStore(tx, act.actor, 'order.receive', input.storeId)
    if (!here.ok) return here
    const loaded = await loadLines(
      tx,
      input.entries.map((entry) => entry.lineId),
    )
    const settings = await settingsOfTrust(tx)
    const account = await tx.supplierAccount.findFirst({ where: { supplierId: input.supplierId } })
    const supplier = await tx.supplier.findFirst({ where: { id: input.supplierId }, select: { name: true } })
    if (!supplier) return refuse({ code: 'NOT_FOUND', what: 'supplier' })
    const booked = bookIn(act.actor.personId ?? '', input, loaded.lines, input.entries, {
      today: londonDate(act.now),
      fridge: settings.fridge,
      shelfLifeDays: account?.shelfLifeDays ?? 180,
    })
    if (!booked.ok) return booked
    const lines = new Map([...loaded.lines.values()].map((line) => [line.id, line]))
    const receiptId = act.newId()
    const receiptNumber = await nextReceiptNumber(tx, act)
    await tx.receipt.create({
      data: {
        trustId: act.actor.trustId,
        id: receiptId,
        number: receiptNumber,
        supplierId: input.supplierId,
        supplierName: supplier.name,
        storeId: input.storeId,
        deliveryNote: input.deliveryNote,
        receivedBy: act.actor.personId ?? '',
        receivedAt: act.now,
        note: input.note,
      },
    })
    await takeBack(tx, act, loaded.takes(packsByLine(booked.value)))
    const wrote = await writeEntries(tx, act, receiptId, input.storeId, booked.value, lines)
    if (!wrote.ok) return wrote
    return closeAndRecord(tx, act, { receiptId, receiptNumber }, booked.value, { ...loaded, lines }, input)
  })
}

/** Packs into stock by line. */
function packsByLine(entries: readonly BookedEntry[]): Map<string, number> {
  const packs = new Map<string, number>()
  for (const entry of entries) {
    packs.set(entry.lineId, (packs.get(entry.lineId) ?? 0) + entry.accepted - entry.over)
  }
  return packs
}

async function writeEntries(
  tx: Tx,
  act: Act,
  receiptId: string,
  storeId: string,
  entries: readonly BookedEntry[],
  lines: ReadonlyMap<string, StoredLine>,
): Promise<Result<undefined>> {
  const { trustId } = act.actor
  const rows = entries.flatMap((entry) => {
    const line = lines.get(entry.lineId)
    return line ? [{ id: act.newId(), entry, line }] : []
  })
  const written = rows.map(({ id, entry, line }) => ({
    id,
    order_id: line.orderId,
    order_line_id: line.id,
    ampp_id: line.amppId,
    vmp_id: line.vmpId,
    batch: entry.batch,
    expiry: entry.expiry,
    accepted_packs: entry.accepted - entry.over,
    rejected_packs: entry.rejected,
    over_packs: entry.over,
    variance: entry.variance,
    fridge_tenths: entry.fridgeTenths,
    quarantined: entry.quarantined,
    scanned: entry.scanned,
    note: entry.note,
  }))
  await tx.$executeRaw`
    INSERT INTO receipt_line (trust_id, id, receipt_id, order_id, order_line_id, ampp_id, vmp_id, batch, expiry,
      accepted_packs, rejected_packs, over_packs, variance, fridge_tenths, quarantined, scanned, note)
    SELECT ${trustId}::uuid, id, ${receiptId}::uuid, order_id, order_line_id, ampp_id, vmp_id, batch, expiry,
      accepted_packs, rejected_packs, over_packs, variance, fridge_tenths, quarantined, scanned, note
    FROM jsonb_to_recordset(${JSON.stringify(written)}::jsonb) AS t (id uuid, order_id uuid, order_line_id uuid,
      ampp_id text, vmp_id text, batch text, expiry date, accepted_packs int, rejected_packs int, over_packs int,
      variance text, fridge_tenths int, quarantined boolean, scanned text, note text)`
  const over = rows.filter(({ entry }) => entry.over > 0)
  if (over.length > 0) {
    await tx.overDelivery.createMany({
      data: over.map(({ id, entry, line }) => ({
        trustId,
        id: act.newId(),
        receiptLineId: id,
        orderLineId: line.id,
        packs: entry.over,
        foundAt: act.now,
        foundBy: act.actor.personId ?? '',
      })),
    })
  }
  const added = await addReceived(tx, act, packsByLine(entries))
  if (!added.ok) return added
  await moveStock(
    tx,
    act,
    rows.map(({ id, entry, line }) => ({
      storeId,
      amppId: line.amppId,
      vmpId: line.vmpId,
      batch: entry.batch,
      expiry: entry.expiry,
      quarantined: entry.quarantined,
      unitsMilli: (entry.accepted - entry.over) * line.unitsMilli,
      kind: 'receipt' as const,
      sourceId: id,
    })),
  )
  return ok()
}

async function closeAndRecord(
  tx: Tx,
  act: Act,
  receipt: { receiptId: string; receiptNumber: string },
  entries: readonly BookedEntry[],
  { lines, waiting }: { lines: ReadonlyMap<string, StoredLine>; waiting: ReadonlySet<string> },
  input: ReceiveDelivery,
): Promise<Result<Received>> {
  const sum = (of: (entry: BookedEntry) => number) => entries.reduce((total, entry) => total + of(entry), 0)
  const totals = {
    accepted: sum((entry) => entry.accepted - entry.over),
    rejected: sum((entry) => entry.rejected),
    over: sum((entry) => entry.over),
  }
  audit(tx, {
    document: 'receipt',
    id: receipt.receiptId,
    verb: 'RECEIVED',
    data: {
      ...receipt,
      ...totals,
      supplierId: input.supplierId,
      storeId: input.storeId,
      deliveryNote: input.deliveryNote,
      entries: [...entries],
    },
  })
  const orders = new Map([...lines.values()].map((line) => [line.orderId, line]))
  const entriesOf = Map.groupBy(entries, (entry) => lines.get(entry.lineId)?.orderId)
  for (const [orderId, { orderVersion }] of orders) {
    const own = entriesOf.get(orderId) ?? []
    audit(tx, {
      document: 'order',
      id: orderId,
      verb: 'RECEIVED',
      data: {
        version: orderVersion,
        receiptId: receipt.receiptId,
        receiptNumber: receipt.receiptNumber,
        packs: own.reduce((total, entry) => total + entry.accepted - entry.over, 0),
        lines: [...new Set(own.map((entry) => entry.lineId))],
      },
    })
    const dropped = waiting.has(orderId) ? await dropMootChange(tx, act, orderId) : ok()
    if (!dropped.ok) return dropped
    const closed = await closeWhenDone(tx, act, orderId, 'Everything came or was closed')
    if (!closed.ok) return closed
  }
  const numbers = [...new Set([...lines.values()].map((line) => line.orderNumber))]
  return ok({ receiptNumber: receipt.receiptNumber, ...totals, orders: numbers })
}

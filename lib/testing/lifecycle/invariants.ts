import { expect } from 'vitest'
import { MOVES } from '#lib/orders/lifecycle.ts'
import type { World } from '../a-trust.ts'
import type { Reading } from './reading.ts'

/** What was known of an order after the step before. */
export type Before = Map<string, { status: string; version: number; totals: string; sent: Map<string, string> }>

/** The moves; and what leads to `sent` may close in the same act, where nothing is to come any more. */
const ALLOWED = new Set(
  Object.values(MOVES).flatMap(({ from, to }) =>
    from.flatMap((one) => [`${one} → ${to}`, ...(to === 'sent' ? [`${one} → closed`] : [])]),
  ),
)

/** What of a line must never change once the supplier has it. */
function asSent(line: Reading['lines'][number]): string {
  const { lineNo, ampp_id, vmp_id, units_milli, price, packs, net, vat, contractState, addedIn, replaces } = line
  return JSON.stringify([
    lineNo,
    ampp_id,
    vmp_id,
    units_milli,
    price,
    packs,
    net,
    vat,
    contractState,
    addedIn,
    replaces,
  ])
}

/**
 * What holds after every step whatever was done: status only along the moves, no more packs than ordered and kept, counts
 * that are the sum of the receipts, nobody agreeing to what they had a part in, totals that are the sum of the lines of
 * the version, and lines that stay as they were sent.
 */
export function checkOrder(order: Reading, before: Before): void {
  const was = before.get(order.id)
  if (was && was.status !== order.status) expect(ALLOWED).toContain(`${was.status} → ${order.status}`)
  const sent = new Map(was?.sent)
  for (const line of order.lines) {
    const { received, closed, packs, over } = line
    expect(received + closed, `${order.number} line ${line.lineNo}`).toBeLessThanOrEqual(packs + over)
    expect(received, `${order.number} line ${line.lineNo}: receipts`).toBe(Number(line.booked))
    const is = asSent(line)
    if (sent.has(line.id)) expect(is, `${order.number}: a sent line was edited`).toBe(sent.get(line.id))
    if (order.status === 'sent') sent.set(line.id, is)
  }
  for (const id of sent.keys()) expect(order.lines.map((line) => line.id)).toContain(id)
  const hands = [order.raised_by, order.submitted_by, ...order.changers]
  const binding = ['awaiting_approval', 'approved', 'sent', 'closed'].includes(order.status)
  for (const { decided_by, version, role } of binding ? order.approvals : []) {
    // who changed a later version may have agreed to an earlier one; nobody agrees to the version they made
    if (decided_by && version === order.version) expect(hands, `${order.number} ${role}`).not.toContain(decided_by)
  }
  expect(order.gross).toBe(order.net + order.carriage + order.vat)
  const totals = JSON.stringify([order.net, order.carriage, order.vat, order.gross])
  const frozen = was && was.version === order.version && !['draft', 'returned'].includes(was.status)
  if (frozen) expect(totals, `${order.number}: totals changed within a version`).toBe(was.totals)
  else expect(totals, `${order.number}: totals`).toBe(totalsOf(order))
  before.set(order.id, { status: order.status, version: order.version, totals, sent })
}

/** Net, carriage, VAT and total over what the lines bind the trust to, each line rounded once. */
function totalsOf({ lines, carriage, status }: Reading): string {
  const amounts = lines.map((line) => {
    const packs = status === 'cancelled' ? line.packs : Math.max(0, line.packs - line.closed)
    const net = Math.round((line.price * packs) / 100)
    return { net, vat: Math.round(net / 5) }
  })
  const net = amounts.reduce((sum, one) => sum + one.net, 0)
  const vat = amounts.reduce((sum, one) => sum + one.vat, 0) + Math.round(carriage / 5)
  return JSON.stringify([net, carriage, vat, net + carriage + vat])
}

/** Stock is the sum of its movements, and no batch of this run went below nothing. */
export async function checkStock(world: World, run: string): Promise<void> {
  const wrong = await world.sql(
    `SELECT coalesce(h.batch, m.batch) AS batch, h.units_milli AS holding, m.units AS moved
     FROM (SELECT * FROM stock_holding WHERE batch LIKE $1) h
     FULL JOIN (SELECT trust_id, store_id, ampp_id, batch, expiry, quarantined, sum(units_milli) AS units
       FROM stock_movement WHERE batch LIKE $1 GROUP BY 1, 2, 3, 4, 5, 6) m
       USING (trust_id, store_id, ampp_id, batch, expiry, quarantined)
     WHERE coalesce(h.units_milli, 0) <> coalesce(m.units, 0) OR h.units_milli < 0`,
    [`${run}-%`],
  )
  expect(wrong).toEqual([])
}

/** One number for everything that a step could have written: two that are equal say that nothing was. */
export async function fingerprint(world: World, orderIds: readonly string[]): Promise<string> {
  const [row] = await world.sql<{ print: string }>(
    `SELECT concat_ws('/',
       (SELECT count(*) FROM audit_event), (SELECT count(*) FROM command_key), (SELECT count(*) FROM document),
       (SELECT sum(edit) FROM order_pad), (SELECT count(*) FROM receipt),
       (SELECT sum(units_milli) FROM stock_holding), (SELECT count(*) FROM stock_movement),
       (SELECT count(*) FROM requisition), (SELECT count(*) FROM unlicensed_approval), (SELECT count(*) FROM supplier_price),
       (SELECT md5(string_agg(o::text, '' ORDER BY o.id)) FROM purchase_order o WHERE o.id = ANY ($1)),
       (SELECT md5(string_agg(l::text, '' ORDER BY l.id)) FROM order_line l WHERE l.order_id = ANY ($1)),
       (SELECT md5(string_agg(t::text, '' ORDER BY t.id)) FROM transmission t WHERE t.order_id = ANY ($1)),
       (SELECT md5(string_agg(a::text, '' ORDER BY a.id)) FROM approval a WHERE a.order_id = ANY ($1)),
       (SELECT md5(string_agg(k::text, '' ORDER BY k.id)) FROM acknowledgement_line k WHERE k.order_id = ANY ($1)),
       (SELECT md5(string_agg(c::text, '' ORDER BY c.id)) FROM order_change c WHERE c.order_id = ANY ($1)),
       (SELECT count(*) FROM over_delivery WHERE decision IS NULL)) AS print`,
    [orderIds],
  )
  return row?.print ?? ''
}

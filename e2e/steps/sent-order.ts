import pg from 'pg'
import { systemClock } from '#lib/values/clock.ts'
import { addDays, londonDate } from '#lib/values/dates.ts'
import { systemIds } from '#lib/values/ids.ts'
import { formatOrderNumber } from '#lib/values/order-number.ts'
import type { Who } from '../fixtures.ts'

const newId = systemIds(systemClock)
/** Each worker counts in a thousand of its own, also one that takes the place of another. */
let sequence = 900_000 + 1000 * (Number(process.env.TEST_WORKER_INDEX ?? 0) % 100)

/** A line of an order to plant: the beginning of its pack's name and pack, and how many; `due` in days from today. */
export type PlantedLine = { name: string; packText: string; packs: number; due?: number }

/** An order that stands sent in the demo: its number, and the barcode of each line's pack. */
export type PlantedOrder = { number: string; barcodes: string[]; supplierId: string; storeId: string }

/**
 * Plants an order that a supplier has already, straight into the demo's tables, so that its delivery can be booked in
 * without the steps before: raised by somebody of Riverside, for one of its stores.
 */
export async function sentOrder(
  databaseUrl: string,
  order: { supplier: string; store: string; raisedBy: Who; lines: readonly PlantedLine[] },
): Promise<PlantedOrder> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  const one = async (text: string, ...values: unknown[]) => (await client.query(text, values)).rows[0]
  try {
    const { trust_id: trust } = await one(`SELECT trust_id FROM organisation WHERE ods_code = 'RZZ'`)
    const { id: supplierId } = await one('SELECT id FROM supplier WHERE name = $1', order.supplier)
    const { id: storeId } = await one('SELECT id FROM store WHERE trust_id = $1 AND name = $2', trust, order.store)
    const { id: centre } = await one('SELECT id FROM cost_centre WHERE trust_id = $1 ORDER BY code', trust)
    const { id: raiser } = await one(
      'SELECT id FROM identity.person WHERE email = $1',
      `${order.raisedBy}@riverside.example`,
    )
    const now = systemClock()
    sequence += 1
    const number = formatOrderNumber({ ods: 'RZZ', year: now.getFullYear(), sequence })
    const id = newId()
    await client.query(
      `INSERT INTO purchase_order (trust_id, id, number, status, kind, supplier_id, supplier_name, store_id, cost_centre_id,
         raised_by, raised_at, submitted_by, submitted_at, submitted_on, approved_at, sent_at, lines)
       VALUES ($1, $2, $3, 'sent', 'standard', $4, $5, $6, $7, $8, $9, $8, $9, $9::timestamptz::date, $9, $9, $10)`,
      [trust, id, number, supplierId, order.supplier, storeId, centre, raiser, now, order.lines.length],
    )
    await client.query('INSERT INTO order_search (trust_id, order_id, text) VALUES ($1, $2, lower($3))', [
      ...[trust, id, number],
    ])
    const barcodes: string[] = []
    for (const [index, line] of order.lines.entries()) {
      const row = await one(
        `INSERT INTO order_line (trust_id, id, order_id, line_no, ampp_id, vmp_id, product_name, brand, maker, pack_text,
           units_milli, unit_name, cd_category, unlicensed, fridge, batch_required, packs, price, price_basis,
           contract_state, why, vat_rate, net, vat, added_in_version, due_on)
         SELECT $1, $2, $3, $4, p.ampp_id, p.vmp_id, p.name, p.brand, p.maker, p.pack_text, p.units_milli, p.unit_name,
           p.cd_category, p.unlicensed, p.fridge, true, $5, 10000, 'contract', 'ON_CONTRACT', '{}', 2000, 0, 0, 1, $8
         FROM pack p WHERE p.name LIKE $6 || '%' AND p.pack_text = $7 ORDER BY p.ampp_id LIMIT 1 RETURNING ampp_id`,
        trust,
        newId(),
        id,
        index + 1,
        line.packs,
        line.name,
        line.packText,
        addDays(londonDate(now), line.due ?? 0),
      )
      const code = await one(`SELECT code FROM pack_code WHERE ampp_id = $1 AND kind = 'GTIN'`, row.ampp_id)
      barcodes.push(code.code)
    }
    return { number, barcodes, supplierId, storeId }
  } finally {
    await client.end()
  }
}

import { formatOrderNumber } from '#lib/values/order-number.ts'
import type { TestOds, TestPack, TestPerson, World } from './a-trust.ts'

/** What an order planted for a test looks like. */
export type PlantedOrder = {
  trust?: TestOds
  supplier?: keyof World['suppliers']
  kind?: 'standard' | 'cd' | 'unlicensed'
  status?: 'awaiting_approval' | 'approved' | 'sent'
  lines?: { pack: TestPack; packs: number; price?: number }[]
  raisedBy?: TestPerson
}

let sequence = 0

/**
 * Plants an order in a later state straight into the tables, for tests of what comes after: as the commands before
 * would have left it. Prices in ten-thousandths of a pound, VAT 20%.
 */
export async function anApprovedOrder(
  world: World,
  planted: PlantedOrder = {},
): Promise<{ id: string; number: string }> {
  const { trust: ods = 'RZZ', supplier = 'meridian', kind = 'standard', status = 'approved' } = planted
  const lines = planted.lines ?? [{ pack: 'meropenem' as const, packs: 12, price: 185_000 }]
  const trust = world.trusts[ods]
  const id = world.newId()
  sequence += 1
  const number = formatOrderNumber({ ods, year: 2026, sequence: 900_000 + sequence })
  const who = world.personId(planted.raisedBy ?? 'technician', ods)
  const now = world.clock()
  const priced = lines.map((line) => {
    const price = line.price ?? 100_000
    const net = Math.round((price * line.packs) / 100)
    return { ...line, price, net, vat: Math.round(net / 5) }
  })
  const net = priced.reduce((sum, line) => sum + line.net, 0)
  const vat = priced.reduce((sum, line) => sum + line.vat, 0)
  await world.sql(
    `INSERT INTO purchase_order (trust_id, id, number, status, kind, supplier_id, supplier_name, store_id, cost_centre_id,
       raised_by, raised_at, submitted_by, submitted_at, submitted_on, scheme_version, approved_at, sent_at, lines, net, vat, gross)
     SELECT $1, $2, $3, $4, $5, $6, s.name, $7, $8, $9, $10::timestamptz, $9, $10::timestamptz, ($10::timestamptz)::date, 1, $10::timestamptz, $11::timestamptz, $12, $13, $14, $15
     FROM supplier s WHERE s.id = $6`,
    [
      trust.id,
      id,
      number,
      status,
      kind,
      world.suppliers[supplier],
      kind === 'cd' ? trust.cupboardId : trust.storeId,
      trust.costCentreId,
      who,
      now,
      status === 'sent' ? now : null,
      priced.length,
      net,
      vat,
      net + vat,
    ],
  )
  await world.sql(
    `INSERT INTO order_search (trust_id, order_id, text)
     SELECT trust_id, id, lower(number || ' ' || supplier_name) FROM purchase_order WHERE trust_id = $1 AND id = $2`,
    [trust.id, id],
  )
  for (const [index, line] of priced.entries()) {
    await world.sql(
      `INSERT INTO order_line (trust_id, id, order_id, line_no, ampp_id, vmp_id, product_name, brand, maker, pack_text,
         units_milli, unit_name, cd_category, unlicensed, fridge, batch_required, packs, price, price_basis, contract_state,
         why, vat_rate, net, vat, added_in_version)
       SELECT $1, $2, $3, $4, p.ampp_id, p.vmp_id, p.name, p.brand, p.maker, p.pack_text, p.units_milli, p.unit_name,
         p.cd_category, p.unlicensed, p.fridge, true, $6, $7, 'contract', 'ON_CONTRACT', '{}', 2000, $8, $9, 1
       FROM pack p WHERE p.ampp_id = $5`,
      [trust.id, world.newId(), id, index + 1, world.packs[line.pack], line.packs, line.price, line.net, line.vat],
    )
  }
  return { id, number }
}

import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { workbookOf } from '#lib/testing/a-workbook.ts'
import { addDays, londonDate } from '#lib/values/dates.ts'
import { connected } from '#scripts/start/database.ts'
import { BENCH_DATA, type BenchDatabase } from '../cluster.ts'

/** The columns of the catalogue that is measured, by the names of our own template. */
const COLUMNS = [
  ...['contract_ref', 'lot', 'category', 'buying_group', 'ampp_id', 'supplier_name', 'supplier_code', 'route'],
  ...['wholesalers', 'price_ex_vat', 'award_rank', 'valid_from', 'valid_to'],
] as const

type AwardRow = {
  reference: string
  lot: string
  category: string
  buying_group: string
  ampp_id: string
  name: string
  code: string
  route: string
  wholesalers: string | null
  price: string
  rank: number | null
}

/**
 * Writes a workbook with new prices for so many awards that stand, from a month ahead on: a third dearer, a third
 * cheaper, a third the same. Answers where it lies.
 */
export async function writeCatalogue(database: BenchDatabase, rows: number): Promise<string> {
  const awards = await connected(database.ownerUrl, (client) =>
    client.query<AwardRow>(
      `SELECT f.reference, a.lot, f.category, a.buying_group, a.ampp_id, s.name, s.code, a.route, a.price::text, a.rank,
         (SELECT string_agg(w.code, '|' ORDER BY w.code) FROM award_wholesaler aw JOIN supplier w ON w.id = aw.supplier_id
          WHERE aw.owner_id = a.owner_id AND aw.award_id = a.id) AS wholesalers
       FROM award a JOIN framework f ON f.owner_id = a.owner_id AND f.id = a.framework_id
       JOIN supplier s ON s.id = a.supplier_id
       WHERE a.valid_to >= now()::date AND a.ampp_id IS NOT NULL ORDER BY a.id LIMIT $1`,
      [rows],
    ),
  )
  const from = addDays(londonDate(new Date()), 30)
  const cells = awards.rows.map((one, at) => {
    const price = Math.round(Number(one.price) * (0.95 + (at % 3) * 0.05)) / 10_000
    const { reference, lot, category, buying_group: group, ampp_id: pack, name, code, route, wholesalers, rank } = one
    return [
      reference,
      lot,
      category,
      group,
      pack,
      name,
      code,
      route,
      wholesalers,
      price,
      rank,
      from,
      addDays(from, 700),
    ]
  })
  const folder = path.join(BENCH_DATA, 'catalogue')
  mkdirSync(folder, { recursive: true })
  const place = path.join(folder, 'catalogue.xlsx')
  writeFileSync(place, workbookOf([[...COLUMNS], ...cells]))
  return place
}

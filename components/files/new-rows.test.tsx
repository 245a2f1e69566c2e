import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import type { LoadKind } from '#lib/files/kind.rules.ts'
import type { NewRow } from '#lib/files/new-row.rules.ts'
import { localDate } from '#lib/values/dates.ts'
import { price } from '#lib/values/money.ts'
import { milli } from '#lib/values/packs.ts'
import { NewRows } from './new-rows.tsx'

const day = localDate('2026-06-01')

const ROWS: { [K in LoadKind]: Extract<NewRow, { of: K }> } = {
  contracts: {
    ...{ of: 'contracts', row: 1204, product: 'Meropenem 1g vials, 10 vials', supplier: 'Northgate Pharma' },
    ...{ contract: 'CM/PHG/99/0001 lot 02', price: price(185_000), from: day, to: day, buyingGroup: 'DLS' },
  },
  packs: {
    of: 'packs',
    row: 2,
    product: 'Meropenem 1g vials, 10 vials',
    make: 'Calder',
    amppId: '4744711000001105',
    gtin: '',
  },
  suppliers: { of: 'suppliers', row: 2, name: 'Quay Ltd', code: 'QUAY', what: 'Wholesaler, no account' },
  stock: {
    ...{ of: 'stock', row: 2, product: 'Meropenem 1g vials, 10 vials', store: 'Main', batch: '', expiry: null },
    ...{ unitsMilli: milli(15_500), unit: 'vials' },
  },
  codes: {
    ...{ of: 'codes', row: 2, code: 'MERO1', system: 'Stock system', product: 'Meropenem 1g vials, 10 vials' },
    amppId: '4744711000001105',
  },
  lists: {
    ...{ of: 'lists', row: 2, medicine: 'Meropenem 1g vials', pack: '', list: 'AWaRe: Watch' },
    ...{ source: 'Antibiotics list, 2026', from: localDate('2026-06-01'), to: null },
  },
  formulary: {
    ...{ of: 'formulary', row: 2, medicine: 'Meropenem 1g vials', pack: '', status: 'Restricted' },
    ...{ criteria: 'Microbiology advice', from: day },
  },
  usage: { of: 'usage', row: null, medicine: 'Meropenem 1g vials', store: 'Main', day, unitsMilli: milli(-2000) },
}

const cells = (html: string) =>
  [...html.matchAll(/<t[dh]\b[^>]*>(?:<div>)?([^<]*)/g)].map(([, text]) => text?.replaceAll('\u00a0', ' '))

test.each<[LoadKind, string[]]>([
  ['contracts', ['Northgate Pharma', '£18.50', '1 June 2026', '1 June 2026', 'DLS', 'CM/PHG/99/0001 lot 02', '1,204']],
  ['packs', ['Calder', '4744711000001105', 'None', '2']],
  ['suppliers', ['QUAY', 'Wholesaler, no account', '2']],
  ['stock', ['Main', 'Not given', 'Not given', '15.5 vials', '2']],
  ['codes', ['Stock system', 'Meropenem 1g vials, 10 vials', '4744711000001105', '2']],
  ['lists', ['Every pack', 'AWaRe: Watch', 'Antibiotics list, 2026', '1 June 2026', 'Further notice', '2']],
  ['formulary', ['Every pack', 'Restricted', 'Microbiology advice', '1 June 2026', '2']],
  ['usage', ['Main', '1 June 2026', '−2', 'Several']],
])('a new row of %s is shown whole, with what is left out behind it', (kind, rest) => {
  const html = renderToStaticMarkup(<NewRows kind={kind} rows={[ROWS[kind]]} all={1205} />)
  const said = cells(html)
  expect(said.slice(-rest.length)).toEqual(rest)
  expect(said).toHaveLength(2 * (rest.length + 1))
  expect(html).toContain('and 1,204 more')
  expect(renderToStaticMarkup(<NewRows kind={kind} rows={[ROWS[kind]]} all={1} />)).not.toContain('more')
})

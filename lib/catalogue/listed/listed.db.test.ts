import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { undoLoad } from '#lib/files/undo-load.command.ts'
import { submittedPad } from '#lib/testing/a-pad.ts'
import { aWorld, type TestOds } from '#lib/testing/a-trust.ts'
import { loadNow } from '#lib/testing/load-now.ts'
import { productById } from '../product.queries.ts'
import { listingsOfMedicine, listListings } from './listed.queries.ts'
import { listedAddress } from './listed.schema.ts'

const world = await aWorld()
const { vmps, packs } = world
const HEAD = 'list,vmp_id,ampp_id,description,aware_class,note,source,source_version,from_day,to_day'
const file = (...rows: string[]) => ({
  fileName: 'lists.csv',
  content: new TextEncoder().encode([HEAD, ...rows].join('\n')),
})
const hub = () => world.act('hub', { trust: 'QZZ' })
const chief = (trust: TestOds = 'RZZ') => world.act('chief', { trust })

async function packOf(vmp: keyof typeof vmps, trust: 'RZZ' | 'RZY' = 'RZZ') {
  const product = await productById(world.actor('chief', { trust }), vmps[vmp], world.clock())
  const found = product?.packs[0]?.pack
  if (!found) throw new Error('No such medicine')
  return found
}

async function listed(more: object = {}, trust: TestOds = 'RZZ') {
  const actor = world.actor(trust === 'QZZ' ? 'hub' : 'auditor', { trust })
  return (await listListings(actor, listedAddress.parse(more), world.clock())).entries
}

const REGION = file(
  `AWaRe,${vmps.meropenem},,,Watch,,Antibiotic classes,2026,,`,
  `Fridge,${vmps.meropenem},${packs.meropenem},,,,Cold chain,v3,,2027-03-31`,
  `Blueteq,${vmps.adenosine},,,,Cardiac imaging,High-cost drugs,2026/27,,`,
)

describe('a file of lists', () => {
  test('of the hub holds for its trusts, with source, version, days and the file’s hash', async () => {
    const before = await packOf('meropenem')
    expect([before.fridge, before.marks]).toEqual([false, []])
    const loaded = await loadNow(hub(), 'lists', REGION)
    expect(loaded).toMatchObject({ ok: true, value: { report: { added: 3, changed: 0, unchanged: 0 } } })
    for (const trust of ['RZZ', 'RZY'] as const) {
      expect(await packOf('meropenem', trust)).toMatchObject({ fridge: true, marks: ['AWaRe: Watch'] })
      expect(await packOf('adenosine', trust)).toMatchObject({ highCost: true, marks: ['Blueteq form before supply'] })
      const entries = await listingsOfMedicine(world.actor('stores', { trust }), vmps.meropenem, world.clock())
      expect(entries).toMatchObject([
        { list: 'AWARE', awareClass: 'WATCH', source: 'Antibiotic classes', sourceVersion: '2026', own: false, by: '' },
        { list: 'FRIDGE', amppId: packs.meropenem, to: '2027-03-31', state: 'now' },
      ])
      expect(entries[0]?.sha256).toBe(createHash('sha256').update(REGION.content).digest('hex'))
    }
    expect(await loadNow(hub(), 'lists', REGION)).toMatchObject({ value: { loadId: null } })
  })

  test('of a trust adds to the region’s, for itself alone; neither takes anything from the other', async () => {
    const own = file(
      `AWaRe,${vmps.meropenem},,,Access,,Our antibiotics,June 2026,,`,
      `Hazardous,${vmps.morphine},,,,,Handling list,4,,`,
    )
    expect(await loadNow(chief(), 'lists', own)).toMatchObject({ ok: true })
    expect(await packOf('meropenem')).toMatchObject({ fridge: true, marks: ['AWaRe: Watch'] })
    expect([await packOf('morphine'), await packOf('morphine', 'RZY')]).toMatchObject([
      { hazardous: true },
      { hazardous: false },
    ])
    expect((await listed({}, 'RZY')).some((one) => one.list === 'HAZARDOUS')).toBe(false)
    expect((await listed({}, 'QZZ')).some((one) => one.list === 'HAZARDOUS')).toBe(false)
    expect((await listed({ by: 'own' })).map((one) => [one.list, one.own, one.by])).toEqual([
      ['AWARE', true, world.actor('chief').name],
      ['HAZARDOUS', true, world.actor('chief').name],
    ])
  })

  test('is frozen on the lines of an order: fridge, high cost and what else lists say', async () => {
    await submittedPad(world, [
      { pack: 'adenosine5', packs: 1 },
      { pack: 'meropenem', packs: 2 },
    ])
    const lines = await world.sql(
      `SELECT fridge, high_cost, marks FROM order_line WHERE vmp_id = ANY ($1) ORDER BY vmp_id = $2`,
      [[vmps.adenosine, vmps.meropenem], vmps.meropenem],
    )
    expect(lines).toEqual([
      { fridge: false, high_cost: true, marks: ['Blueteq form before supply'] },
      { fridge: true, high_cost: false, marks: ['AWaRe: Watch'] },
    ])
  })

  test('of a later version takes the place of the one before from its day; a last day that is over ends it', async () => {
    const next = file(
      `AWaRe,${vmps.meropenem},,,Reserve,,Antibiotic classes,2027,2027-01-01,`,
      `Blueteq,${vmps.adenosine},,,,Cardiac imaging,High-cost drugs,2026/27,,2026-11-01`,
    )
    expect(await loadNow(hub(), 'lists', next)).toMatchObject({ value: { report: { added: 0, changed: 2 } } })
    expect((await listed({ by: 'region', list: 'AWARE' })).map((one) => [one.awareClass, one.to])).toEqual([
      ['WATCH', '2026-12-31'],
    ])
    expect(await listed({ when: 'coming' })).toMatchObject([{ awareClass: 'RESERVE', sourceVersion: '2027' }])
    expect(await packOf('adenosine')).toMatchObject({ marks: [] })
  })

  test('is found by medicine, list and source', async () => {
    expect((await listed({ q: 'ANTIBIOTIC' })).length).toBe(2)
    expect((await listed({ q: 'morph' })).map((one) => one.list)).toEqual(['HAZARDOUS'])
    expect((await listed({ list: 'FRIDGE' })).map((one) => one.pack?.amppId)).toEqual([packs.meropenem])
    expect((await listed({ vmp: vmps.adenosine })).length).toBe(1)
  })

  test('is loaded whole or not at all; by the hub, its trusts’ pharmacists and administrators, and nobody else', async () => {
    const before = await world.sql('SELECT * FROM medicine_listing ORDER BY id')
    const bad = file(
      `Warm,${vmps.insulin},,,,,Cold chain,1,,`,
      `AWaRe,${vmps.insulin},,,Amber,,Antibiotics,1,,`,
      `Fridge,${vmps.insulin},,,Watch,,Cold chain,1,,`,
      `Fridge,${vmps.insulin},${packs.morphine},,,,Cold chain,1,,`,
      `Fridge,${vmps.insulin},,,,,Cold chain,1,2027-01-01,2026-12-01`,
      `Hazardous,${vmps.insulin},,,,,,1,,`,
    )
    expect(await loadNow(chief(), 'lists', bad)).toMatchObject({ refusal: { code: 'LOAD_REFUSED', problems: 6 } })
    for (const role of ['technician', 'stores', 'lead', 'auditor', 'finance'] as const) {
      expect(await loadNow(world.act(role), 'lists', REGION)).toMatchObject({ refusal: { code: 'NOT_ALLOWED' } })
    }
    expect(await world.sql('SELECT * FROM medicine_listing ORDER BY id')).toEqual(before)
  })

  test('loaded by two at once stands once, and is taken back as a whole', async () => {
    const content = file(`Biosimilar,${vmps.insulin},,,,,Biosimilars,2026,,`)
    const both = await Promise.all([loadNow(chief(), 'lists', content), loadNow(world.act('admin'), 'lists', content)])
    const loads = both.flatMap((one) => (one.ok ? (one.value.loadId ?? []) : []))
    expect(await packOf('insulin')).toMatchObject({ biosimilar: true })
    expect((await listed({ list: 'BIOSIMILAR' })).length).toBe(1)
    expect(loads).toHaveLength(1)
    expect(await undoLoad(world.act('chief', { trust: 'RZY' }), { loadId: loads[0] ?? '' })).toMatchObject({
      ok: false,
    })
    expect(await undoLoad(chief(), { loadId: loads[0] ?? '' })).toMatchObject({ ok: true })
    expect(await packOf('insulin')).toMatchObject({ biosimilar: false })
  })
})

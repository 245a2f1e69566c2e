import { expect, test } from 'vitest'
import { dmdId, idsOf, type ReleasePack, releaseZip } from '#lib/testing/a-release.ts'
import { aWorld } from '#lib/testing/a-trust.ts'
import { currentNow, importNow } from '#lib/testing/import-now.ts'
import { currentVmp } from './current-vmp.queries.ts'
import { changesOf } from './releases.queries.ts'

/* domain.md 3.4: methotrexate 2.5 mg was 326874007 and is 41792011000001100 now. Nothing may be lost when an id moves. */

const world = await aWorld()
const { RZZ, RZY } = world.trusts
const OLD = '326874007'
const NEW = '41792011000001100'
const OLDER = dmdId(74_500)

const before: ReleasePack[] = [
  { n: 1, vmpId: OLD, name: 'Methotrexate 2.5mg tablets' },
  { n: 2, name: 'Other 1mg tablets' },
]
const after: ReleasePack[] = [
  { n: 1, vmpId: NEW, vmpPrevious: OLD, name: 'Methotrexate 2.5mg tablets' },
  { n: 2, name: 'Other 1mg tablets' },
]
const pack = idsOf({ n: 1 }).ampp

/** What trusts keep by the id of the generic product. */
async function kept() {
  const of = (table: string) =>
    world.sql(`SELECT o.ods_code AS ods, t.vmp_id, t.units_milli::int AS n FROM ${table} t JOIN organisation o USING (trust_id)
      WHERE t.vmp_id IN ('${OLD}', '${NEW}', '${OLDER}') ORDER BY 1, 2, 3`)
  const [stock, usage] = [await of('stock_holding'), await of('usage_day')]
  const packs = await world.sql('SELECT ampp_id, vmp_id FROM pack WHERE vmp_id IN ($1, $2, $3) ORDER BY 1', [
    OLD,
    NEW,
    OLDER,
  ])
  return { stock, usage, packs }
}

test('stock, usage and packs of every trust of the hub follow a generic product that moves, and come back with it', async () => {
  await importNow(world.act('hub'), releaseZip(before))
  for (const [trust, n] of [
    [RZZ, 5000],
    [RZY, 7000],
  ] as const) {
    await world.sql(
      `INSERT INTO stock_holding (trust_id, store_id, ampp_id, batch, expiry, quarantined, vmp_id, units_milli)
       VALUES ($1, $2, $3, 'B1', '2030-01-01', false, $4, $5)`,
      [trust.id, trust.storeId, pack, OLD, n],
    )
    await world.sql(
      `INSERT INTO usage_day (trust_id, store_id, vmp_id, day, units_milli) VALUES ($1, $2, $3, '2026-10-01', 100), ($1, $2, $4, '2026-10-01', 10)`,
      [trust.id, trust.storeId, OLD, OLDER],
    )
  }
  const files = releaseZip(after, { day: '020921', history: [[OLDER, OLD]] })
  const moved = await importNow(world.act('hub'), files)
  expect(moved).toMatchObject({ state: 'current', report: { changes: { moved: 1, added: 0, ended: 0, unchanged: 1 } } })
  expect(await kept()).toEqual({
    stock: [
      { ods: 'RZY', vmp_id: NEW, n: 7000 },
      { ods: 'RZZ', vmp_id: NEW, n: 5000 },
    ],
    usage: [
      { ods: 'RZY', vmp_id: NEW, n: 110 },
      { ods: 'RZZ', vmp_id: NEW, n: 110 },
    ],
    packs: [{ ampp_id: pack, vmp_id: NEW }],
  })
  const buyer = world.act('technician').actor
  expect(await currentVmp(buyer, OLD)).toBe(NEW)
  expect(await currentVmp(buyer, OLDER)).toBe(NEW)
  expect(await currentVmp(buyer, NEW)).toBeNull()
  const { changes, touched } = await changesOf(buyer, new Date('2026-11-23T12:00:00Z'), moved.id, { most: 10 })
  expect(touched).toBe(1)
  expect(changes).toMatchObject([{ amppId: pack, what: 'moved', stocked: true, fields: ['vmpId'] }])

  const [first] = await world.sql<{ id: string; version: number }>(
    "SELECT id, version FROM dictionary_release WHERE state = 'past'",
  )
  if (!first) throw new Error('the release before is gone')
  await currentNow(world.act('hub'), first)
  expect(await kept()).toMatchObject({
    stock: [
      { ods: 'RZY', vmp_id: OLD, n: 7000 },
      { ods: 'RZZ', vmp_id: OLD, n: 5000 },
    ],
    packs: [{ ampp_id: pack, vmp_id: OLD }],
  })
})

test('what hangs on a trust’s own copy of a pack stays with that copy; another hub’s trust is not touched', async () => {
  await world.sql(
    `INSERT INTO pack SELECT (r).* FROM (SELECT jsonb_populate_record(p, jsonb_build_object('owner_id', $1::text)) AS r FROM pack p WHERE p.ampp_id = $2) x`,
    [RZZ.id, pack],
  )
  const [second] = await world.sql<{ id: string; version: number }>(
    "SELECT id, version FROM dictionary_release WHERE state = 'past'",
  )
  if (!second) throw new Error('the later release is gone')
  await currentNow(world.act('hub'), second)
  expect((await kept()).stock).toEqual([
    { ods: 'RZY', vmp_id: NEW, n: 7000 },
    { ods: 'RZZ', vmp_id: OLD, n: 5000 },
  ])
})

import { expect, test } from 'vitest'
import { dmdId, idsOf, type ReleasePack, releaseZip } from '#lib/testing/a-release.ts'
import { aWorld } from '#lib/testing/a-trust.ts'
import { currentNow, importNow } from '#lib/testing/import-now.ts'

/* domain.md 3.4: whatever names a generic product (VMP) by its id follows it to another, or has a reason to stay. */

const world = await aWorld()
const { RZZ, RZY } = world.trusts

const OLD = '326874007'
const NEW = '41792011000001100'
const OTHER_OLD = dmdId(74_600)

/** Columns with a VMP id that follow a move. */
const FOLLOW = [
  'formulary_entry.vmp_id',
  'local_code.vmp_id',
  'medicine_listing.vmp_id',
  'order_line.vmp_id',
  'pack.vmp_id',
  'stock_holding.vmp_id',
  'stricter_treatment.vmp_id',
  'unlicensed_approval.vmp_id',
  'usage_day.vmp_id',
]

/** Columns with a VMP id that stay, and why. */
const STAY = {
  'awarded_pack.vmp_id': 'a trigger keeps it as the pack has it',
  'contract_change.vmp_id':
    'what changes is told as it was called that day; whoever weighs it asks the pack for its medicine',
  'receipt_line.vmp_id': 'a receipt says what was booked in that day and is never changed',
  'stock_movement.vmp_id': 'a movement says what was moved that day and is never changed',
}

/** Other ids of dm+d: of packs, which never move, and what stands above a pack, which a release writes with the pack. */
const PACK = /\.(ampp_id|substitute_ampp_id|old_ampp_id|new_ampp_id)$|^pack\.(vmpp_id|amp_id|vtm_id)$/

test('every column of the database with an id of the dictionary follows a move, or has a reason not to', async () => {
  const columns = await world.sql<{ name: string }>(
    `SELECT c.relname || '.' || a.attname AS name FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
     JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname IN ('public', 'identity') AND c.relkind IN ('r', 'p') AND NOT a.attisdropped AND a.attnum > 0
       AND c.relname NOT LIKE 'dictionary\\_%' AND a.attname ~ '(^|_)(vtm|vmpp?|ampp?)(_ids?)?$' ORDER BY 1`,
  )
  const names = columns.map(({ name }) => name)
  expect(names.filter((name) => !PACK.test(name))).toEqual([...FOLLOW, ...Object.keys(STAY)].sort())
  const written = await world.sql<{ name: string }>(
    `SELECT table_name || '.' || column_name AS name FROM information_schema.column_privileges
     WHERE grantee = 'tincture_search' AND privilege_type = 'UPDATE' AND column_name = 'vmp_id' AND table_name <> 'awarded_pack' ORDER BY 1`,
  )
  expect(written.map(({ name }) => name)).toEqual(FOLLOW)
})

const before: ReleasePack[] = [
  { n: 1, vmpId: OLD, name: 'Methotrexate 2.5mg tablets' },
  { n: 2, vmpId: OTHER_OLD, name: 'Methotrexate 2.5mg tablets (old)' },
  { n: 3, name: 'Other 1mg tablets' },
]
const after: ReleasePack[] = [
  { n: 1, vmpId: NEW, vmpPrevious: OLD, name: 'Methotrexate 2.5mg tablets' },
  { n: 2, vmpId: NEW, vmpPrevious: OLD, name: 'Methotrexate 2.5mg tablets' },
  { n: 3, name: 'Other 1mg tablets' },
]

async function said(trustId: string, vmpId: string, status: string, more: { from?: string; amppId?: string } = {}) {
  const id = world.newId()
  await world.sql(
    `INSERT INTO formulary_entry (trust_id, id, vmp_id, ampp_id, product_name, status, criteria, reason, valid_from, entered_at)
     VALUES ($1, $2, $3, $4, 'Methotrexate', $5, 'Weekly only', 'Committee', $6, '2026-01-01')`,
    [trustId, id, vmpId, more.amppId ?? '', status, more.from ?? '2026-01-01'],
  )
  return id
}

async function coded(trustId: string, vmpId: string, amppId: string, code: string) {
  await world.sql(
    `INSERT INTO local_code (trust_id, id, ampp_id, vmp_id, code, system, valid_from, entered_at)
     VALUES ($1, $2, $3, $4, $5, 'Robot', '2026-01-01', '2026-01-01')`,
    [trustId, world.newId(), amppId, vmpId, code],
  )
}

const formulary = () =>
  world.sql('SELECT id, vmp_id, status FROM formulary_entry ORDER BY trust_id = $1 DESC, vmp_id, status', [RZZ.id])

test('the formulary and local codes of every trust follow a medicine that moves; what is said of the new id stands', async () => {
  await importNow(world.act('hub'), releaseZip(before))
  const restricted = await said(RZZ.id, OLD, 'RESTRICTED')
  const onePack = await said(RZZ.id, OLD, 'NOT_PERMITTED', { amppId: idsOf({ n: 1 }).ampp })
  const elsewhere = await said(RZY.id, OLD, 'ON')
  const already = await said(RZY.id, NEW, 'NON_FORMULARY')
  const merged = await said(RZZ.id, OTHER_OLD, 'ON')
  await coded(RZZ.id, OLD, idsOf({ n: 1 }).ampp, 'METHO25')
  await coded(RZY.id, OTHER_OLD, idsOf({ n: 2 }).ampp, 'MTX')
  const moved = await importNow(world.act('hub'), releaseZip(after, { day: '020921', history: [[OTHER_OLD, NEW]] }))
  expect(moved.state).toBe('current')
  const rows = await formulary()
  expect(rows).toHaveLength(5)
  const of = (id: string) => rows.find((row) => row.id === id)?.vmp_id
  // of two earlier medicines that are one now, one status follows, the other is kept where it was
  expect([of(restricted), of(merged)].sort()).toEqual([NEW, OTHER_OLD].sort())
  expect(of(onePack)).toBe(NEW)
  expect([of(already), of(elsewhere)]).toEqual([NEW, OLD])
  const codes = await world.sql('SELECT code, vmp_id FROM local_code ORDER BY code')
  expect(codes).toEqual([
    { code: 'METHO25', vmp_id: NEW },
    { code: 'MTX', vmp_id: NEW },
  ])
})

test('and come back with the release before', async () => {
  const [first] = await world.sql<{ id: string; version: number }>(
    "SELECT id, version FROM dictionary_release WHERE state = 'past'",
  )
  if (!first) throw new Error('the release before is gone')
  expect(await currentNow(world.act('hub'), first)).toMatchObject({ state: 'current' })
  const packs = await world.sql('SELECT ampp_id, vmp_id FROM pack WHERE vmp_id = ANY ($1) ORDER BY 1', [
    [OLD, OTHER_OLD, NEW],
  ])
  expect(packs).toEqual([
    { ampp_id: idsOf({ n: 1 }).ampp, vmp_id: OLD },
    { ampp_id: idsOf({ n: 2 }).ampp, vmp_id: OTHER_OLD },
  ])
  // what names a pack goes with the pack, though the medicine becomes two
  expect(await world.sql('SELECT code, vmp_id FROM local_code ORDER BY code')).toEqual([
    { code: 'METHO25', vmp_id: OLD },
    { code: 'MTX', vmp_id: OTHER_OLD },
  ])
  const pack = await world.sql("SELECT vmp_id FROM formulary_entry WHERE ampp_id <> ''")
  expect(pack).toEqual([{ vmp_id: OLD }])
})

test('what a trust treats more strictly than dm+d follows a medicine that moves', async () => {
  const own = await aWorld()
  await importNow(own.act('hub'), releaseZip(before))
  await own.sql(
    `INSERT INTO stricter_treatment (trust_id, id, vmp_id, product_name, pharmacist, reason, valid_from, entered_at)
     VALUES ($1, $2, $3, 'Methotrexate', true, 'Weekly only', '2026-01-01', '2026-01-01')`,
    [own.trusts.RZZ.id, own.newId(), OLD],
  )
  const moved = await importNow(own.act('hub'), releaseZip(after, { day: '020921', history: [[OTHER_OLD, NEW]] }))
  expect(moved.state).toBe('current')
  expect(await own.sql('SELECT vmp_id FROM stricter_treatment')).toEqual([{ vmp_id: NEW }])
})

test('lists of the region and of a trust follow a medicine that moves, and what names a pack follows the pack', async () => {
  const own = await aWorld()
  await importNow(own.act('hub'), releaseZip(before))
  const listed = (ownerId: string, list: string, vmpId: string, amppId = '') =>
    own.sql(
      `INSERT INTO medicine_listing (owner_id, id, list, vmp_id, ampp_id, product_name, source, source_version, sha256, valid_from,
         entered_at, load_id) VALUES ($1, $2, $3, $4, $5, 'Methotrexate', 'List', '1', repeat('0', 64), '2026-01-01', '2026-01-01', $2)`,
      [ownerId, own.newId(), list, vmpId, amppId],
    )
  const [hub, trust] = [own.trusts.QZZ.id, own.trusts.RZZ.id]
  await listed(hub, 'HAZARDOUS', OLD)
  await listed(hub, 'HAZARDOUS', OTHER_OLD)
  await listed(hub, 'FRIDGE', OLD, idsOf({ n: 1 }).ampp)
  await listed(trust, 'BLUETEQ', OTHER_OLD)
  const moved = await importNow(own.act('hub'), releaseZip(after, { day: '020921', history: [[OTHER_OLD, NEW]] }))
  expect(moved.state).toBe('current')
  const rows = await own.sql<{ list: string; vmp_id: string }>('SELECT list, vmp_id FROM medicine_listing')
  const of = (list: string) => rows.flatMap((row) => (row.list === list ? row.vmp_id : [])).sort()
  expect([of('FRIDGE'), of('BLUETEQ')]).toEqual([[NEW], [NEW]])
  // of two earlier medicines that are one now, one entry follows, the other is kept where it was
  expect(of('HAZARDOUS')).toContain(NEW)
  expect(of('HAZARDOUS')).toHaveLength(2)
})

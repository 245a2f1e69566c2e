import { expect, test } from 'vitest'
import type { Act } from '#lib/access/actor.ts'
import { chooseFile } from '#lib/files/choose-file.command.ts'
import { confirmLoad } from '#lib/files/confirm-load.command.ts'
import { loadView } from '#lib/files/loads.queries.ts'
import { sayColumns } from '#lib/files/say-columns.command.ts'
import { workOnFile } from '#lib/files/work-on-file.job.ts'
import { done } from '#lib/testing/a-pad.ts'
import { aWorld, type TestOds } from '#lib/testing/a-trust.ts'
import { packsMeant } from './by-words.queries.ts'
import { sayPacks } from './say-packs.command.ts'
import { undoPack } from './undo-pack.command.ts'

const world = await aWorld()
const { packs } = world
const HEAD = 'Contract no,Division,Product,Pack size,Awarded supplier,Supply route,Contract price,Start,End'
const WORDS = 'MEROPENEM 1000mg pdr for soln for inj vials'
const line = (ref: string, words: string, size: string, supplier: string, price = '15.00') =>
  `${ref},DLS,${words},${size},${supplier},direct,${price},2026-12-01,2028-05-31`
const file = (...lines: string[]) => new TextEncoder().encode([HEAD, ...lines].join('\n'))

const admin = (key?: string) => world.act('admin', key ? { key } : {})
const code = (result: { ok: boolean; refusal?: { code: string } }) => (result.ok ? 'ok' : result.refusal?.code)

async function view(loadId: string, ods: TestOds = 'RZZ') {
  const seen = await loadView(world.actor('admin', { trust: ods }), loadId)
  if (!seen) throw new Error('There is no such load')
  return seen
}

/** A file of a source, looked through. */
async function checked(content: Uint8Array, source = 'Portal', by: Act = admin(), ods: TestOds = 'RZZ') {
  const { loadId } = done(await chooseFile(by, { kind: 'contracts', fileName: 'words.csv', content, here: true }))
  await workOnFile(world.systemAct(ods), loadId)
  const { version, layout, state } = await view(loadId, ods)
  if (state !== 'columns') return loadId
  const places = layout?.places ?? {}
  done(await sayColumns({ ...by, key: world.newId() }, { loadId, version, places, source, here: true }))
  await workOnFile(world.systemAct(ods), loadId)
  return loadId
}

async function meantBy(loadId: string) {
  const meant = await packsMeant(world.actor('admin'), await view(loadId))
  if (!meant) throw new Error('It names nothing by words')
  return meant
}

const choices = () =>
  world.sql<{ source: string; ampp_id: string; said_by: string; said_at: Date; undone_by: string | null }>(
    'SELECT source, ampp_id, said_by, said_at, undone_by FROM pack_by_words ORDER BY said_at, id',
  )

let first = ''

test('words are never taken for a pack: the likely ones are offered, each with why', async () => {
  const rows = [
    line('CM/PHG/99/0801', WORDS, '10', 'Northgate Pharma'),
    line('CM/PHG/99/0802', WORDS, '10', 'Quill Labs'),
  ]
  first = await checked(file(...rows))
  const { state, report } = await view(first)
  expect(state).toBe('faulty')
  expect(report.problems).toMatchObject([
    { row: 2, column: 'Product', problem: expect.stringContaining('Which packs are meant') },
    { row: 3, column: 'Product' },
  ])
  const { asked, known } = await meantBy(first)
  expect(known).toEqual([])
  expect(asked.map((one) => [one.row, one.exact, one.likely.map(({ pack }) => pack.amppId).sort()])).toEqual([
    [2, packs.meropenem, [packs.meropenem, packs.meropenemOther].sort()],
    [3, null, [packs.meropenem, packs.meropenemOther].sort()],
  ])
  expect(await choices()).toEqual([])
})

test('only who may load contracts says so, of the list that was shown, by a number that a pack has', async () => {
  const { version } = await view(first)
  const said = [{ at: 0, pack: packs.meropenem }]
  for (const who of ['technician', 'pharmacist', 'finance', 'auditor', 'stores', 'chief'] as const) {
    expect(code(await sayPacks(world.act(who), { loadId: first, version, said })), who).toBe('NOT_ALLOWED')
    const undo = { loadId: first, version, choiceId: world.newId() }
    expect(code(await undoPack(world.act(who), undo)), who).toBe('NOT_ALLOWED')
  }
  for (const trust of ['RZY', 'QZZ'] as const) {
    const by = trust === 'QZZ' ? world.act('hub', { trust }) : world.act('lead', { trust })
    expect(code(await sayPacks(by, { loadId: first, version, said })), trust).toBe('FILE_GONE')
  }
  const wrong: [string, { at: number; pack: string }[], number][] = [
    ['INVALID', [], version],
    ['INVALID', [{ at: 0, pack: '12345' }], version],
    ['CHANGED_MEANWHILE', [{ at: 7, pack: packs.meropenem }], version],
    ['CHANGED_MEANWHILE', said, version + 1],
  ]
  for (const [refusal, list, at] of wrong) {
    expect(code(await sayPacks(admin(), { loadId: first, version: at, said: list }))).toBe(refusal)
  }
  expect(await choices()).toEqual([])
})

test('what is chosen is kept with who and when; two at once choose once; the rows are then loaded', async () => {
  const { version } = await view(first)
  const all = [
    { at: 0, pack: packs.meropenem },
    { at: 1, pack: packs.meropenemOther },
  ]
  const both = await Promise.all([
    sayPacks(admin(), { loadId: first, version, said: all, here: true }),
    sayPacks(world.act('lead'), { loadId: first, version, said: [{ at: 0, pack: packs.meropenemOther }], here: true }),
  ])
  expect(both.map(code).sort()).toEqual(['CHANGED_MEANWHILE', 'ok'])
  await workOnFile(world.systemAct(), first)
  if (code(both[0] ?? { ok: false }) !== 'ok') {
    const known = await meantBy(first)
    const undo = { loadId: first, version: (await view(first)).version, choiceId: known.known[0]?.choiceId ?? '' }
    done(await undoPack(admin(), { ...undo, here: true }))
    await workOnFile(world.systemAct(), first)
    done(await sayPacks(admin(), { loadId: first, version: (await view(first)).version, said: all, here: true }))
    await workOnFile(world.systemAct(), first)
  }
  const kept = (await choices()).filter((one) => one.undone_by === null)
  expect(kept.map((one) => [one.source, one.ampp_id]).sort()).toEqual(
    [packs.meropenem, packs.meropenemOther].map((id) => ['Portal', id]).sort(),
  )
  const now = await view(first)
  expect(now.state).toBe('ready')
  expect(now.report.notes.join(' ')).toContain('2 packs are known by words alone')
  const { known } = await meantBy(first)
  expect(known.map((one) => [one.row, one.amppId, one.by])).toEqual([
    [2, packs.meropenem, world.actor('admin').name],
    [3, packs.meropenemOther, world.actor('admin').name],
  ])
  const record = await world.sql<{ verb: string }>(
    `SELECT verb FROM audit_event WHERE document = 'file_load' AND chain_id = $1`,
    [first],
  )
  expect(record.map(({ verb }) => verb)).toContain('PACKS_SAID')
})

test('the next file of the source knows them by itself; another source and another trust do not', async () => {
  const row = line('CM/PHG/99/0803', WORDS.toLowerCase(), '10', 'NORTHGATE PHARMA', '14.00')
  const again = await checked(file(row))
  expect(await view(again)).toMatchObject({ state: 'ready', source: 'Portal' })
  expect((await meantBy(again)).known).toMatchObject([{ row: 2, amppId: packs.meropenem }])
  const other = await world.sql<{ n: number }>('SELECT count(*)::int AS n FROM pack_by_words')
  const northbank = await checked(file(row), 'Portal', world.act('admin', { trust: 'RZY' }), 'RZY')
  expect((await view(northbank, 'RZY')).report.byWords).toMatchObject({ askedCount: 1, knownCount: 0 })
  expect(await world.sql('SELECT count(*)::int AS n FROM pack_by_words')).toEqual(other)
  const otherHead = new TextEncoder().encode(`${HEAD.replace('Contract no', 'Contract number')}\n${row}`)
  const elsewhere = await checked(otherHead, 'Another portal')
  expect((await view(elsewhere)).report.byWords).toMatchObject({ askedCount: 1, knownCount: 0 })
})

test('taken back, the words are asked about again, and a file that was ready by them is not loaded', async () => {
  const ready = await checked(file(line('CM/PHG/99/0804', WORDS, '10', 'Northgate Pharma', '13.00')))
  const seen = await view(ready)
  const [known] = (await meantBy(first)).known
  const input = { loadId: first, version: (await view(first)).version, choiceId: known?.choiceId ?? '' }
  const both = await Promise.all([
    undoPack(admin(), { ...input, here: true }),
    undoPack(world.act('lead'), { ...input, here: true }),
  ])
  expect(both.map(code).sort()).toEqual(['CHANGED_MEANWHILE', 'ok'])
  await workOnFile(world.systemAct(), first)
  expect((await view(first)).report.byWords).toMatchObject({ askedCount: 1, knownCount: 1 })
  await confirmLoad(admin(), { loadId: ready, version: seen.version, here: true })
  await workOnFile(world.systemAct(), ready)
  expect((await view(ready)).state).toBe('faulty')
  const undone = (await choices()).filter((one) => one.undone_by !== null)
  expect(undone.length).toBeGreaterThan(0)
})

test('a barcode names another pack than those offered; what was chosen against the size is told, not refused', async () => {
  await world.sql(
    `INSERT INTO pack_code (owner_id, id, ampp_id, kind, code, valid_to) VALUES ($1, $2, $3, 'GTIN', '05000283101086', '9999-12-31')`,
    [world.trusts.QZZ.id, world.newId(), packs.adenosine6],
  )
  const loadId = await checked(file(line('CM/PHG/99/0805', 'Heart rhythm vials', '1', 'Calder Generics', '13.00')))
  expect((await meantBy(loadId)).asked).toMatchObject([{ likely: [], exact: null }])
  const { version } = await view(loadId)
  done(await sayPacks(admin(), { loadId, version, said: [{ at: 0, pack: '5000283101086' }], here: true }))
  await workOnFile(world.systemAct(), loadId)
  const { state, report } = await view(loadId)
  expect(state).toBe('ready')
  expect(report.warnings).toMatchObject([{ row: 2, column: 'Pack size', problem: expect.stringContaining('holds 6') }])
})

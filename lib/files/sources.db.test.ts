import { expect, test } from 'vitest'
import { aWorld } from '#lib/testing/a-trust.ts'
import { workbookParts, zipOf } from '#lib/testing/a-workbook.ts'
import { chooseFile } from './choose-file.command.ts'
import { chooseSheet } from './choose-sheet.command.ts'
import { confirmLoad } from './confirm-load.command.ts'
import { loadAtOnce } from './load-at-once.job.ts'
import { knownSources, loadView } from './loads.queries.ts'
import { type SayColumns, sayColumns } from './say-columns.command.ts'
import { workOnFile } from './work-on-file.job.ts'

const world = await aWorld()
const { vmps } = world
const stores = () => world.act('stores')
const actor = world.actor('stores')

const [place] = await world.sql<{ name: string }>('SELECT name FROM store WHERE id = $1', [world.trusts.RZZ.storeId])
const store = place?.name ?? ''
const seen = async (loadId: string) => {
  const view = await loadView(actor, loadId)
  if (!view) throw new Error('There is no such load')
  return view
}

async function choose(content: Uint8Array | string, fileName = 'issues.csv'): Promise<string> {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content
  const chosen = await chooseFile(stores(), { kind: 'usage', fileName, content: bytes, here: true })
  if (!chosen.ok) throw new Error(JSON.stringify(chosen.refusal))
  await workOnFile(world.systemAct(), chosen.value.loadId)
  return chosen.value.loadId
}

async function say(loadId: string, more: Partial<SayColumns> = {}) {
  const { version, layout } = await seen(loadId)
  const done = await sayColumns(stores(), { loadId, version, places: layout?.places ?? {}, here: true, ...more })
  if (done.ok) await workOnFile(world.systemAct(), loadId)
  return done
}

const issues = (head: string, ...days: string[]) =>
  [head, ...days.map((day, at) => `${store},${vmps.insulin},${day},${at + 1}`)].join('\n')
const TEMPLATE = 'store,vmp_id,day,units'

async function loadedDays(loadId: string): Promise<string[]> {
  const { version } = await seen(loadId)
  await confirmLoad(stores(), { loadId, version, here: true })
  await workOnFile(world.systemAct(), loadId)
  expect(await seen(loadId)).toMatchObject({ state: 'loaded' })
  const rows = await world.sql<{ day: string }>('SELECT day::text FROM usage_day WHERE vmp_id = $1 ORDER BY day', [
    vmps.insulin,
  ])
  await world.sql('DELETE FROM usage_day WHERE vmp_id = $1', [vmps.insulin])
  return rows.map((row) => row.day)
}

test('days that can be read two ways are asked about, read as was said, and not asked about again of that source', async () => {
  const first = await choose(issues(TEMPLATE, '01/02/2026', '03/04/2026'))
  expect(await seen(first)).toMatchObject({ state: 'columns', layout: { days: { said: false } } })
  expect(await say(first)).toMatchObject({ refusal: { code: 'INVALID', errors: [{ field: 'days' }] } })
  expect((await say(first, { days: 'mdy', source: 'Ward system' })).ok).toBe(true)
  expect(await seen(first)).toMatchObject({ state: 'ready', source: 'Ward system' })
  expect(await loadedDays(first)).toEqual(['2026-01-02', '2026-03-04'])

  const next = await choose(issues(TEMPLATE, '02/01/2026'))
  expect(await seen(next)).toMatchObject({ state: 'ready', source: 'Ward system' })
  expect(await loadedDays(next)).toEqual(['2026-02-01'])

  const other = await choose(issues(TEMPLATE, '02/01/2026', '25/01/2026'))
  expect(await seen(other)).toMatchObject({ state: 'ready', layout: { days: { order: 'dmy' } } })
  expect(await loadedDays(other)).toEqual(['2026-01-02', '2026-01-25'])
})

test('days that can only be month first, and numbers of Excel, are asked about with what they seem to be', async () => {
  const american = await choose(issues('store,vmp_id,date issued,units', '01/02/2026', '01/31/2026'))
  expect(await seen(american)).toMatchObject({ state: 'columns', layout: { days: { order: 'mdy', said: false } } })
  await say(american, { days: 'mdy' })
  expect(await loadedDays(american)).toEqual(['2026-01-02', '2026-01-31'])
  const wrong = await choose(issues('store,vmp_id,date issued,units', '31/01/2026', '01/02/2026'))
  await say(wrong, { days: 'mdy' })
  expect(await seen(wrong)).toMatchObject({
    ...{ state: 'faulty', report: { problems: [{ row: 2, cell: '31/01/2026' }] } },
  })
  const numbers = await choose(issues('store,vmp_id,issued on,units', '46054'))
  expect(await seen(numbers)).toMatchObject({ state: 'columns', layout: { days: { order: 'serial' } } })
  await say(numbers, { days: 'serial' })
  expect(await loadedDays(numbers)).toEqual(['2026-02-01'])
})

test('two sources with the same columns: one is asked for, each is remembered under its name', async () => {
  const head = 'Location,Code,Issued on,Number'
  const swapped = `${head}\n${store},${vmps.insulin},2026-01-05,7`
  const first = await choose(swapped)
  const asked = await seen(first)
  expect(asked.state).toBe('columns')
  const places = { store: { column: 0 }, vmp_id: { column: 1 }, day: { column: 2 }, units: { column: 3 } }
  await say(first, { places })
  expect(await seen(first)).toMatchObject({ state: 'ready', source: '' })
  const second = await choose(swapped)
  expect(await seen(second)).toMatchObject({ state: 'ready', source: '' })
  await say(second, { places, source: 'Portal' })
  expect(await seen(await choose(swapped))).toMatchObject({ state: 'ready', source: 'Portal' })
  world.clock.advance(60_000)
  const third = await choose(swapped)
  await say(third, { places: { ...places, day: { value: '2026-01-06' } }, source: 'Robot' })
  const several = await choose(swapped)
  const view = await seen(several)
  expect(view).toMatchObject({ state: 'columns', source: 'Robot' })
  const known = await knownSources(actor, view)
  expect(known.map((one) => one.source).sort()).toEqual(['Portal', 'Robot'])
  expect(known.find((one) => one.source === 'Portal')?.layout.places).toEqual(places)
  expect(await knownSources(world.actor('auditor'), { ...view, mine: false })).toEqual([])
  await say(several, { places: known.find((one) => one.source === 'Portal')?.layout.places ?? {}, source: 'Portal' })
  expect(await loadedDays(several)).toEqual(['2026-01-05'])
})

const book = () => {
  const rows = (day: string) => [TEMPLATE.split(','), [store, vmps.insulin, day, '3']]
  return zipOf(workbookParts({ Notes: [['About this book']], June: rows('2026-06-01'), July: rows('2026-07-01') }))
}

test('of a workbook with several sheets another can be read, once; one that fits as well is asked about', async () => {
  const loadId = await choose(book(), 'issues.xlsx')
  const view = await seen(loadId)
  expect(view).toMatchObject({ state: 'columns', sheet: 'June', sheets: ['Notes', 'June', 'July'] })
  const { version } = view
  const pick = (sheet: string, by = stores(), at = version) =>
    chooseSheet(by, { loadId, version: at, sheet, here: true })
  expect(await pick('August')).toMatchObject({ refusal: { code: 'INVALID' } })
  expect(await pick('July', world.act('auditor'))).toMatchObject({ refusal: { code: 'NOT_ALLOWED' } })
  expect(await pick('July', world.act('stores', { trust: 'RZY' }))).toMatchObject({ refusal: { code: 'FILE_GONE' } })
  const act = stores()
  const [one, other] = await Promise.all([pick('July', act), pick('July')])
  expect([one.ok, other.ok].filter(Boolean)).toHaveLength(1)
  if (one.ok) expect(await pick('July', act)).toEqual(one)
  await workOnFile(world.systemAct(), loadId)
  expect(await seen(loadId)).toMatchObject({ state: 'ready', sheet: 'July' })
  expect(await loadedDays(loadId)).toEqual(['2026-07-01'])
})

test('a sheet without the list is read, and the list is still there to be chosen', async () => {
  const loadId = await choose(book(), 'issues.xlsx')
  const { version } = await seen(loadId)
  await chooseSheet(stores(), { loadId, version, sheet: 'Notes', here: true })
  await workOnFile(world.systemAct(), loadId)
  const faulty = await seen(loadId)
  expect(faulty).toMatchObject({ state: 'faulty', kept: true })
  await chooseSheet(stores(), { loadId, version: faulty.version, sheet: 'June', here: true })
  await workOnFile(world.systemAct(), loadId)
  expect(await seen(loadId)).toMatchObject({ state: 'ready', sheet: 'June' })
})

test('what nobody sees in a cell is not read, nor kept', async () => {
  const hidden = issues(TEMPLATE, '2026-05-01').replace(store, `\u202e${store}\u200b`).replace('units', 'un\u00adits')
  const loadId = await choose(hidden.replace('\u00ad', '\u200d'))
  expect(await seen(loadId)).toMatchObject({ state: 'ready', report: { added: 1 } })
})

test('at the console a sheet is named, and the days are said beforehand', async () => {
  const rows = (day: string) => [TEMPLATE.split(','), [store, vmps.insulin, day, 4]]
  const book = zipOf(workbookParts({ May: rows('2026-05-01'), June: rows('01/02/2026') }))
  const file = { kind: 'usage' as const, fileName: 'book.xlsx', content: book }
  expect(await loadAtOnce(stores(), file, { sheet: 'July' })).toMatchObject({
    refusal: { code: 'INVALID', errors: [{ field: 'sheet' }] },
  })
  const done = await loadAtOnce(stores(), file, { sheet: 'June', days: 'mdy', source: 'Console' })
  expect(done).toMatchObject({ value: { state: 'loaded' } })
  const [row] = await world.sql<{ day: string }>('SELECT day::text FROM usage_day WHERE vmp_id = $1', [vmps.insulin])
  expect(row).toEqual({ day: '2026-01-02' })
})

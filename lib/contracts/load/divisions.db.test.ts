import { expect, test } from 'vitest'
import { chooseFile } from '#lib/files/choose-file.command.ts'
import { confirmLoad } from '#lib/files/confirm-load.command.ts'
import { loadView } from '#lib/files/loads.queries.ts'
import { markedCopy } from '#lib/files/marked.queries.ts'
import { sayColumns } from '#lib/files/say-columns.command.ts'
import { workOnFile } from '#lib/files/work-on-file.job.ts'
import { done } from '#lib/testing/a-pad.ts'
import { aWorld } from '#lib/testing/a-trust.ts'

const world = await aWorld()
const { packs } = world
const admin = () => world.act('admin')
const line = (ampp: string, ...prices: string[]) =>
  ['CM/PHG/99/0700', ampp, 'Northgate Pharma', 'direct', '2026-12-01', '2028-05-31', ...prices].join(',')
const HEAD = 'Contract no,AMPP code,Awarded supplier,Supply route,Start,End'
const text = (...lines: string[]) => new TextEncoder().encode(lines.join('\n'))

/** Loads a file as its columns are guessed, as far as it goes; where it has one column for each group, somebody has to say so. */
async function checked(content: Uint8Array) {
  const { loadId } = done(
    await chooseFile(admin(), { kind: 'contracts', fileName: 'divisions.csv', content, here: true }),
  )
  await workOnFile(world.systemAct(), loadId)
  const view = await seen(loadId)
  if (view.state === 'columns') {
    const places = view.layout?.places ?? {}
    const input = { loadId, version: view.version, places, source: 'Portal', here: true }
    done(await sayColumns(admin(), input))
    await workOnFile(world.systemAct(), loadId)
  }
  return loadId
}

async function seen(loadId: string) {
  const view = await loadView(world.actor('admin'), loadId)
  if (!view) throw new Error('There is no such load')
  return view
}

async function loaded(content: Uint8Array) {
  const loadId = await checked(content)
  const { state, version } = await seen(loadId)
  if (state !== 'ready') return { loadId, state }
  done(await confirmLoad(admin(), { loadId, version, here: true }))
  await workOnFile(world.systemAct(), loadId)
  return { loadId, state: (await seen(loadId)).state }
}

const awards = () =>
  world.sql<{ ampp_id: string; buying_group: string; price: number; source_row: number }>(
    `SELECT a.ampp_id, a.buying_group, a.price::int, a.source_row FROM award a JOIN framework f ON f.id = a.framework_id
     WHERE f.reference = 'CM/PHG/99/0700' AND NOT a.withdrawn AND a.valid_to >= '2026-12-01'
     ORDER BY a.ampp_id, a.buying_group`,
  )

test('a bad price in one column of many stops the file, and is named and marked in its own column', async () => {
  const loadId = await checked(
    text(`${HEAD},Price DLN,Price DLS`, line(packs.adenosine6, '13.20', 'thirteen'), line(packs.insulin, '8.00', '')),
  )
  const { state, report } = await seen(loadId)
  expect(state).toBe('faulty')
  expect(report.problems).toMatchObject([{ row: 2, column: 'Price DLS', cell: 'thirteen' }])
  expect(await awards()).toEqual([])
  const copy = new TextDecoder().decode(done(await markedCopy(world.actor('admin'), loadId)).content)
  expect(copy).toContain('Price DLS: ')
})

test('what is wrong with the row itself is said once, not once for each column', async () => {
  const loadId = await checked(text(`${HEAD},DLN,DLS,DNW`, line('123', '13.20', '13.30', '13.40')))
  expect((await seen(loadId)).report.problems).toHaveLength(1)
})

test('one column for each buying group says what one row for each says; a row without a price is counted', async () => {
  const apart = text(
    `${HEAD},Price DLN,Price DLS`,
    line(packs.adenosine6, '13.20', '13.90'),
    line(packs.insulin, '', '8.00'),
    line(packs.melatonin, '', ''),
  )
  const loadId = await checked(apart)
  const { report, state, version } = await seen(loadId)
  expect([state, report.rows, report.added]).toEqual(['ready', 3, 3])
  expect(report.notes).toContain('1 row has nothing under DLN and DLS, and was not read.')
  done(await confirmLoad(admin(), { loadId, version, here: true }))
  await workOnFile(world.systemAct(), loadId)
  const here = [
    { ampp_id: packs.adenosine6, buying_group: 'DLN', price: 132_000, source_row: 2 },
    { ampp_id: packs.adenosine6, buying_group: 'DLS', price: 139_000, source_row: 2 },
    { ampp_id: packs.insulin, buying_group: 'DLS', price: 80_000, source_row: 3 },
  ].sort((a, b) => (a.ampp_id + a.buying_group < b.ampp_id + b.buying_group ? -1 : 1))
  expect(await awards()).toEqual(here)
  const flat = text(
    `${HEAD},Division,Price`,
    line(packs.adenosine6, 'DLN', '13.20'),
    line(packs.adenosine6, 'DLS', '13.90'),
    line(packs.insulin, 'DLS', '8.00'),
  )
  expect((await seen(await checked(flat))).report).toMatchObject({ added: 0, changed: 0, unchanged: 3 })
  expect((await loaded(apart)).state).not.toBe('ready')
  expect(await awards()).toEqual(here)
})

test('of one row only the column that changes is changed, and each price says whose it is', async () => {
  const loadId = await checked(
    text(`${HEAD},Price DLN,Price DLS`, line(packs.adenosine6, '13.20', '6.00'), line(packs.insulin, '7.00', '8.00')),
  )
  const { report } = await seen(loadId)
  expect(report).toMatchObject({ added: 1, changed: 1, unchanged: 2 })
  expect(report.priceChanges).toMatchObject([{ buyingGroup: 'DLS', from: 139_000, to: 60_000 }])
  expect(report.newRows).toMatchObject([{ buyingGroup: 'DLN', row: 3, price: 70_000 }])
  expect(report.warnings).toContainEqual(expect.objectContaining({ row: 2, column: 'Price DLS' }))
})

test('names in two rows, the upper merged, are read as one; remembered, nobody is asked again', async () => {
  const merged = (price: string) =>
    text(
      'Offers of the region',
      'Contract no,AMPP code,Awarded supplier,Supply route,Start,End,Price,',
      ',,,,,,DLN,DLS',
      line(packs.paracetamol, price, '2.20'),
    )
  const first = await checked(merged('2.10'))
  expect((await seen(first)).report).toMatchObject({ added: 2, problems: [] })
  const { loadId } = done(
    await chooseFile(admin(), { kind: 'contracts', fileName: 'next.csv', content: merged('2.15'), here: true }),
  )
  await workOnFile(world.systemAct(), loadId)
  expect(await seen(loadId)).toMatchObject({ state: 'ready', source: 'Portal', report: { added: 2 } })
})

test('columns for each group and one for all are not said together, nor one column for two groups', async () => {
  const content = text(`${HEAD},Price DLN,Price DLS`, line(packs.adenosine6, '13.20', '13.90'))
  const { loadId } = done(await chooseFile(admin(), { kind: 'contracts', fileName: 'both.csv', content, here: true }))
  await workOnFile(world.systemAct(), loadId)
  const { version, layout } = await seen(loadId)
  const places = layout?.places ?? {}
  const say = (more: typeof places) =>
    sayColumns(admin(), { loadId, version, places: { ...places, ...more }, here: true })
  expect(await say({ price_ex_vat: { column: 6 } })).toMatchObject({
    refusal: { errors: [{ field: 'column.price_ex_vat' }] },
  })
  expect(await say({ 'price_ex_vat@DLN': { column: 7 } })).toMatchObject({
    refusal: { errors: [{ field: 'column.price_ex_vat@DLS' }] },
  })
})

import { expect, test } from 'vitest'
import { aPad, done } from '#lib/testing/a-pad.ts'
import { aWorld } from '#lib/testing/a-trust.ts'
import { changePad } from './change-pad.command.ts'
import { discardPad } from './discard-pad.command.ts'
import { padView } from './pad.queries.ts'
import type { ChangeRow, PadChange } from './pad.schema.ts'
import { restorePad } from './restore-pad.command.ts'
import { submitPad } from './submit-pad.command.ts'

const world = await aWorld()
const technician = () => world.act('technician')

const row = (no: number, wanted: string, packs: string, more: Partial<ChangeRow> = {}): ChangeRow => ({
  ...{ do: 'row', ref: world.newId(), no, wanted, words: wanted, packs, note: '', amppId: null, supplierId: null },
  look: true,
  ...more,
})
const view = async (padId: string) => {
  const found = done(await padView(world.actor('technician'), padId, world.clock()))
  return { ...found, rows: found.rows.map((one) => ({ ...one, codes: one.problems.map((problem) => problem.code) })) }
}

test('rows become lines at today’s price; each that cannot stands on the pad with everything in its way', async () => {
  const { padId } = await aPad(world)
  const good = row(1, world.packs.meropenem, '12', { note: 'Ward 4' })
  const changes: PadChange[] = [
    good,
    row(2, 'Adenosine', '5'),
    row(3, '1.08503E+17', '2.5'),
    row(4, 'Paracetamol', '7'),
    row(5, 'no such thing', '1'),
  ]
  const kept = done(await changePad(technician(), { padId, edit: 1, changes }))
  expect(kept.added.map((one) => one.ref)).toContain(good.ref)
  const pad = await view(padId)
  expect(pad.lines.find((line) => line.amppId === world.packs.meropenem)).toMatchObject({
    ...{ packs: 12, ownNote: 'Ward 4', state: 'ON_CONTRACT' },
  })
  expect(pad.rows.map((one) => [one.no, one.codes])).toEqual(
    expect.arrayContaining([
      [2, ['SEVERAL']],
      [3, ['BROKEN_BY_EXCEL', 'NOT_WHOLE']],
      [5, ['UNKNOWN']],
    ]),
  )
  expect(await submitPad(technician(), { padId, edit: pad.edit, unusual: pad.edit })).toMatchObject({
    refusal: { code: 'ROWS_LEFT', rows: pad.rows.length },
  })
})

test('a cell of thousands of letters is one bad row, in its column; the others are taken over, and it is mended where it stands', async () => {
  const { padId } = await aPad(world)
  const wordy = row(2, 'b'.repeat(5000), '2')
  const changes = [
    row(1, world.packs.meropenem, '12'),
    wordy,
    row(3, world.packs.insulin, 'x'.repeat(2000)),
    row(4, world.packs.insulin, '2', { note: 'y'.repeat(9000) }),
  ]
  const kept = done(await changePad(technician(), { padId, edit: 1, changes }))
  expect(kept.added).toHaveLength(1)
  expect((await view(padId)).rows.map((one) => [one.no, one.problems])).toEqual([
    [2, [{ code: 'LONG_PRODUCT', over: 4000 }]],
    [3, [{ code: 'NOT_WHOLE' }]],
    [4, [{ code: 'LONG_NOTE', over: 8500 }]],
  ])
  const mended = { ...wordy, wanted: world.packs.paracetamol, words: world.packs.paracetamol }
  const after = done(await changePad(technician(), { padId, edit: kept.edit, changes: [mended] }))
  expect(after).toMatchObject({ rowsGone: [wordy.ref], added: [{ ref: wordy.ref }] })
})

test('a row is mended where it stands: typed texts are kept unlooked, then it is a line, and its row is gone', async () => {
  const { padId } = await aPad(world)
  const bad = row(1, 'Adenosine', '2.5', { note: 'for theatre' })
  const first = done(await changePad(technician(), { padId, edit: 1, changes: [bad] }))
  const typed = { ...bad, packs: '3', look: false }
  const second = done(await changePad(technician(), { padId, edit: first.edit, changes: [typed] }))
  expect((await view(padId)).rows).toMatchObject([{ packs: '3', note: 'for theatre', codes: ['SEVERAL', 'NOT_WHOLE'] }])
  const chosen = { ...typed, amppId: world.packs.adenosine5, look: true }
  const third = done(await changePad(technician(), { padId, edit: second.edit, changes: [chosen] }))
  expect(third).toMatchObject({ rowsGone: [bad.ref], added: [{ ref: bad.ref }] })
  const pad = await view(padId)
  expect(pad.rows).toEqual([])
  expect(pad.lines).toMatchObject([{ amppId: world.packs.adenosine5, packs: 3, ownNote: 'for theatre' }])
})

test('a pack that nobody sells waits for its supplier; one that is left out is gone', async () => {
  const { padId } = await aPad(world)
  const unsold = row(1, world.packs.adenosine6, '3')
  const left = row(2, 'nothing like it', '3')
  const first = done(await changePad(technician(), { padId, edit: 1, changes: [unsold, left] }))
  const [found] = (await view(padId)).rows
  expect(found?.codes).toEqual(['NO_SUPPLIER'])
  const chosen = { ...unsold, supplierId: world.suppliers.meridian }
  const changes: PadChange[] = [chosen, { do: 'dropRow', ref: left.ref }]
  done(await changePad(technician(), { padId, edit: first.edit, changes }))
  const pad = await view(padId)
  expect(pad.rows).toEqual([])
  expect(pad.lines).toMatchObject([{ supplierId: world.suppliers.meridian, basis: 'missing' }])
})

test('a hundred rows go in one act; the same key again adds nothing; a pad of another trust is not there', async () => {
  const { padId } = await aPad(world)
  const changes = Array.from({ length: 100 }, (_, index) => row(index + 1, world.packs.paracetamol, `${index + 1}`))
  const act = technician()
  const once = done(await changePad(act, { padId, edit: 1, changes }))
  expect(once.added).toHaveLength(100)
  expect(done(await changePad(act, { padId, edit: 1, changes }))).toEqual(once)
  expect((await view(padId)).parts.reduce((sum, part) => sum + part.lines, 0)).toBe(100)
  const other = world.act('technician', { trust: 'RZY' })
  expect(await changePad(other, { padId, edit: 2, changes: [row(1, 'Adenosine', '1')] })).toMatchObject({
    refusal: { code: 'NOT_FOUND' },
  })
  expect(await changePad(world.act('stores'), { padId, edit: 2, changes: [row(1, 'Adenosine', '1')] })).toMatchObject({
    refusal: { code: 'NOT_ALLOWED' },
  })
})

test('two tabs paste at once: one is told that the pad changed, nothing is taken over twice', async () => {
  const { padId } = await aPad(world)
  const paste = () => changePad(technician(), { padId, edit: 1, changes: [row(1, world.packs.paracetamol, '2')] })
  const both = await Promise.all([paste(), paste()])
  expect(both.filter((one) => one.ok)).toHaveLength(1)
  expect((await view(padId)).lines).toHaveLength(1)
})

test('a pad that is thrown away takes its rows along, and brings them back', async () => {
  const { padId } = await aPad(world)
  const { edit } = done(await changePad(technician(), { padId, edit: 1, changes: [row(1, 'nothing', '1')] }))
  done(await discardPad(technician(), { padId, edit }))
  expect(await padView(world.actor('technician'), padId, world.clock())).toMatchObject({
    refusal: { code: 'PAD_CLOSED' },
  })
  done(await restorePad(technician(), { padId }))
  expect((await view(padId)).rows).toHaveLength(1)
})

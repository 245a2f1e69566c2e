import { expect, test } from 'vitest'
import { formularyOfMedicine } from '#lib/catalogue/formulary/formulary.queries.ts'
import { formularyMark } from '#lib/catalogue/formulary/formulary.rules.ts'
import { setFormularyForm } from '#lib/catalogue/formulary/formulary.schema.ts'
import { setFormulary } from '#lib/catalogue/formulary/set-formulary.command.ts'
import { aPad, done } from '#lib/testing/a-pad.ts'
import { aWorld } from '#lib/testing/a-trust.ts'
import { changePad } from './change-pad.command.ts'
import { padCheck } from './check.queries.ts'
import { findForPad } from './hits.queries.ts'
import { padView } from './pad.queries.ts'
import { submitPad } from './submit-pad.command.ts'

const world = await aWorld()
const { vmps, packs } = world
const technician = () => world.act('technician')

async function say(vmp: keyof typeof vmps, status: string, more: object = {}) {
  const found = await formularyOfMedicine(world.actor('chief'), vmps[vmp], world.clock())
  const standing = formularyMark(found?.entries ?? [], '')
  const input = { vmpId: vmps[vmp], standing, status, reason: 'Committee', from: '23/11/26', criteria: '', ...more }
  done(await setFormulary(world.act('chief'), setFormularyForm.parse(input)))
}

const shown = async (padId: string) => done(await padView(world.actor('technician'), padId, world.clock())).lines

test('a restricted medicine shows its criteria in the search and on the pad, and its order keeps them', async () => {
  await say('insulin', 'RESTRICTED', { criteria: 'Diabetes team only' })
  const found = done(
    await findForPad(world.actor('technician'), { text: 'insulin', storeId: null, now: world.clock() }),
  )
  expect(found.hits[0]?.formulary).toMatchObject({ status: 'RESTRICTED', criteria: 'Diabetes team only' })
  const pad = await aPad(world, [{ pack: 'insulin' }])
  expect(await shown(pad.padId)).toMatchObject([{ formulary: 'RESTRICTED', formularyCriteria: 'Diabetes team only' }])
  done(await submitPad(technician(), { ...pad, unusual: pad.edit }))
  await say('insulin', 'ON')
  const sql = 'SELECT formulary, formulary_criteria FROM order_line WHERE id = $1'
  expect(await world.sql(sql, [pad.lines[0]])).toEqual([
    { formulary: 'RESTRICTED', formulary_criteria: 'Diabetes team only' },
  ])
})

test('a medicine that is not on the formulary asks for a reason, also one that left it while the pad was open', async () => {
  const pad = await aPad(world, [{ pack: 'paracetamol' }])
  expect(await shown(pad.padId)).toMatchObject([{ formulary: 'NOT_LISTED' }])
  await say('paracetamol', 'NON_FORMULARY')
  const lacks = { refusal: { code: 'LINES_INCOMPLETE', lines: [{ missing: 'formulary' }] } }
  expect(await submitPad(technician(), { ...pad, unusual: pad.edit })).toMatchObject(lacks)
  const check = done(await padCheck(world.actor('technician'), pad.padId, world.clock()))
  expect(check.missing).toMatchObject([{ missing: 'formulary' }])
  expect(await shown(pad.padId)).toMatchObject([{ formulary: 'NON_FORMULARY', formularyReason: '' }])
  const line = pad.lines[0] ?? ''
  const because = { do: 'line', line, formularyReason: 'One patient, chair’s action' } as const
  const changed = done(await changePad(technician(), { ...pad, changes: [because] }))
  done(await submitPad(technician(), { padId: pad.padId, edit: changed.edit, unusual: changed.edit }))
  const sql = 'SELECT formulary, formulary_reason FROM order_line WHERE id = $1'
  expect(await world.sql(sql, [line])).toEqual([
    { formulary: 'NON_FORMULARY', formulary_reason: 'One patient, chair’s action' },
  ])
  const [event] = await world.sql<{ payload: string }>(
    `SELECT payload FROM audit_event WHERE verb = 'SUBMITTED' AND payload LIKE '%' || $1 || '%'`,
    [line],
  )
  expect(JSON.parse(event?.payload ?? '').data.lines).toMatchObject([
    { formulary: 'NON_FORMULARY', formularyReason: 'One patient, chair’s action' },
  ])
})

test('what is not permitted is refused: added, pasted, and on a pad that it stood on before', async () => {
  const pad = await aPad(world, [{ pack: 'adenosine5' }])
  await say('adenosine', 'NOT_PERMITTED')
  expect(await submitPad(technician(), { ...pad, unusual: pad.edit })).toMatchObject({
    refusal: { code: 'NOT_PERMITTED', products: [expect.stringContaining('Adenosine')] },
  })
  const check = done(await padCheck(world.actor('technician'), pad.padId, world.clock()))
  expect(check.notPermitted).toMatchObject([{ lineId: pad.lines[0] }])
  const add = { do: 'add', ref: 'a', amppId: packs.adenosine6, packs: 1 } as const
  expect(await changePad(technician(), { ...pad, changes: [add] })).toMatchObject({
    refusal: { code: 'NOT_PERMITTED', why: 'Committee' },
  })
  const texts = {
    wanted: packs.adenosine6,
    words: packs.adenosine6,
    packs: '2',
    note: '',
    amppId: null,
    supplierId: null,
  }
  const row = { do: 'row', ref: world.newId(), no: 1, ...texts, look: true } as const
  const pasted = done(await changePad(technician(), { ...pad, changes: [row] }))
  expect(pasted.rows).toMatchObject([{ problems: [{ code: 'NOT_PERMITTED' }] }])
  expect(await shown(pad.padId)).toMatchObject([{ formulary: 'NOT_PERMITTED' }])
})

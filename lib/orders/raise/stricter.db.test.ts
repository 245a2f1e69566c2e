import { expect, test } from 'vitest'
import { endStricter } from '#lib/catalogue/stricter/end-stricter.command.ts'
import { setStricter } from '#lib/catalogue/stricter/set-stricter.command.ts'
import { treatmentsOfMedicine } from '#lib/catalogue/stricter/stricter.queries.ts'
import { treatmentMark } from '#lib/catalogue/stricter/stricter.rules.ts'
import { endStricterForm, setStricterForm } from '#lib/catalogue/stricter/stricter.schema.ts'
import { labelsFor } from '#lib/labels/labels.queries.ts'
import { aPad, done } from '#lib/testing/a-pad.ts'
import { aWorld } from '#lib/testing/a-trust.ts'
import { padCheck } from './check.queries.ts'
import { findForPad } from './hits.queries.ts'
import { padView } from './pad.queries.ts'
import { submitPad } from './submit-pad.command.ts'
import { takePrices } from './take-prices.command.ts'

const world = await aWorld()
const { vmps, packs } = world
const technician = () => world.act('technician')

async function treat(vmp: keyof typeof vmps, more: object) {
  const found = await treatmentsOfMedicine(world.actor('chief'), vmps[vmp], world.clock())
  const standing = treatmentMark(found?.entries ?? [], '')
  const input = { vmpId: vmps[vmp], standing, reason: 'Trust policy', from: '23/11/26', ...more }
  done(await setStricter(world.act('chief'), setStricterForm.parse(input)))
}

const view = async (padId: string) => done(await padView(world.actor('technician'), padId, world.clock()))
const frozen = async (id: string | undefined) =>
  (
    await world.sql(
      `SELECT o.kind, l.cd_category, l.needs_pharmacist, l.hazardous, l.fridge, l.marks FROM order_line l
       JOIN purchase_order o ON o.trust_id = l.trust_id AND o.id = l.order_id WHERE l.id = $1`,
      [id],
    )
  )[0]

test('what the trust treats as a controlled drug is found, split off, agreed to and labelled as one, and the order keeps it', async () => {
  await treat('paracetamol', { cdCategory: '0002', also: ['hazardous'] })
  const found = done(
    await findForPad(world.actor('technician'), { text: 'paracetamol', storeId: null, now: world.clock() }),
  )
  expect(found.hits[0]).toMatchObject({
    ...{ cdCategory: '0002', hazardous: true },
    marks: ['Treated here as a Schedule 2 controlled drug', 'Handled here as hazardous'],
  })
  const pad = await aPad(world, [{ pack: 'paracetamol' }])
  const { parts } = await view(pad.padId)
  expect(parts).toMatchObject([{ kind: 'cd' }])
  expect(parts[0]?.needs.map((need) => need.role)).toContain('pharmacist')
  done(await submitPad(technician(), { ...pad, unusual: pad.edit }))
  expect(await frozen(pad.lines[0])).toMatchObject({ kind: 'cd', cd_category: '0002', hazardous: true })
  const labels = await labelsFor(world.actor('stores'), world.clock(), { vmp: [vmps.paracetamol], receipt: undefined })
  expect(labels?.labels[0]?.handled).toEqual(['Controlled drug', 'Hazardous'])

  const entry = (await treatmentsOfMedicine(world.actor('chief'), vmps.paracetamol, world.clock()))?.entries[0]
  const end = { entryId: entry?.id, until: 'open', last: '22/11/26', reason: 'Policy withdrawn' }
  done(await endStricter(world.act('chief'), endStricterForm.parse(end)))
  expect(await frozen(pad.lines[0])).toMatchObject({ cd_category: '0002' })
  const again = await aPad(world, [{ pack: 'paracetamol' }])
  expect((await view(again.padId)).parts).toMatchObject([{ kind: 'standard' }])
})

test('a line that was added before goes on an order of its own kind, once somebody saw it', async () => {
  const pad = await aPad(world, [{ pack: 'adenosine5' }, { pack: 'meropenem' }])
  await treat('adenosine', { cdCategory: '0003' })
  expect(await submitPad(technician(), { ...pad, unusual: pad.edit })).toMatchObject({
    refusal: { code: 'HANDLED_OTHERWISE', lines: [{ kind: 'cd' }] },
  })
  const check = done(await padCheck(world.actor('technician'), pad.padId, world.clock()))
  expect(check.moved).toMatchObject([{ lineId: pad.lines[0], kind: 'cd' }])
  const { edit } = done(await takePrices(technician(), { padId: pad.padId, edit: pad.edit }))
  expect((await view(pad.padId)).parts.map((part) => part.kind).sort()).toEqual(['cd', 'standard'])
  done(await submitPad(technician(), { padId: pad.padId, edit, unusual: edit }))
  expect(await frozen(pad.lines[0])).toMatchObject({ kind: 'cd', cd_category: '0003' })
})

test('a pharmacist agrees where the trust wants it, also of a line that was added before; from its day on, not sooner', async () => {
  const pad = await aPad(world, [{ pack: 'meropenem' }])
  const before = (await view(pad.padId)).parts[0]?.needs.map((need) => need.role) ?? []
  expect(before).not.toContain('pharmacist')
  await treat('meropenem', { also: ['pharmacist'], from: '1 December 2026' })
  expect((await view(pad.padId)).parts[0]?.needs.map((need) => need.role)).toEqual(before)
  await treat('meropenem', { also: ['pharmacist'] })
  const { parts, lines } = await view(pad.padId)
  expect(parts[0]?.needs.map((need) => need.role)).toContain('pharmacist')
  expect(lines).toMatchObject([{ marks: ['A pharmacist agrees to each order'] }])
  expect(done(await submitPad(technician(), { ...pad, unusual: pad.edit })).orders).toMatchObject([{ passed: false }])
  expect(await frozen(pad.lines[0])).toMatchObject({ kind: 'standard', needs_pharmacist: true })
  const reasons = await world.sql<{ role: string; reasons: { code: string }[] }>(
    `SELECT a.role, a.reasons FROM approval a JOIN order_line l ON l.trust_id = a.trust_id AND l.order_id = a.order_id
     WHERE l.id = $1 AND a.role = 'pharmacist'`,
    [pad.lines[0]],
  )
  expect(reasons[0]?.reasons.map((one) => one.code)).toEqual(['TREATED_STRICTER'])
  expect(packs.meropenem).toBeDefined()
})

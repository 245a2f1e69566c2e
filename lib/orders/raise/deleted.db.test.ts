import { expect, test } from 'vitest'
import { aPad, done, type TestLine } from '#lib/testing/a-pad.ts'
import { aWorld } from '#lib/testing/a-trust.ts'
import { deleteDraft } from './delete-draft.command.ts'
import { discardPad } from './discard-pad.command.ts'
import { padView } from './pad.queries.ts'
import { restoreDraft } from './restore-draft.command.ts'
import { restorePad } from './restore-pad.command.ts'
import { submitPad } from './submit-pad.command.ts'

const world = await aWorld()
const technician = () => world.act('technician')

const TWO: TestLine[] = [
  { pack: 'adenosine5', packs: 5 },
  { pack: 'meropenem', packs: 2 },
]

type Draft = {
  id: string
  number: string
  status: string
  version: number
  edit: number
  gross: string
  pad_id: string
}

const ordersOf = (padId: string) =>
  world.sql<Draft>('SELECT * FROM purchase_order WHERE pad_id = $1 ORDER BY id', [padId])
const orderOf = async (number: string) =>
  (await world.sql<Draft>('SELECT * FROM purchase_order WHERE number = $1', [number]))[0]
const at = ({ number, version, edit }: Draft) => ({ number, version, revision: edit })

async function twoDrafts() {
  const pad = await aPad(world, TWO)
  const [first, second] = await ordersOf(pad.padId)
  if (!first || !second) throw new Error('two drafts were to be there')
  return { ...pad, first, second }
}

test('one draft is deleted, the other stays on the pad; it comes back to it as it was', async () => {
  const { padId, edit, first, second } = await twoDrafts()
  done(await deleteDraft(technician(), at(first)))
  expect(await orderOf(first.number)).toMatchObject({ status: 'cancelled', gross: first.gross })
  const without = done(await padView(world.actor('technician'), padId, world.clock()))
  expect(without).toMatchObject({ edit: edit + 1, parts: [{ number: second.number }] })
  expect(done(await restoreDraft(technician(), { number: first.number }))).toEqual({ number: first.number, padId })
  expect(await orderOf(first.number)).toMatchObject({ status: 'draft', gross: first.gross, close_reason: '' })
  const whole = done(await padView(world.actor('technician'), padId, world.clock()))
  expect(whole.parts.map((part) => part.number)).toEqual([first.number, second.number])
  const { orders } = done(await submitPad(technician(), { padId, edit: whole.edit, unusual: whole.edit }))
  expect(orders).toHaveLength(2)
  expect(await restoreDraft(technician(), { number: first.number })).toMatchObject({
    refusal: { code: 'WRONG_STATUS' },
  })
})

test('the last draft takes its pad along; each comes back, to a pad that can be changed', async () => {
  const { padId, first, second } = await twoDrafts()
  done(await deleteDraft(technician(), at(first)))
  done(await deleteDraft(technician(), at(second)))
  expect(await padView(world.actor('technician'), padId, world.clock())).toMatchObject({
    refusal: { code: 'PAD_CLOSED' },
  })
  for (const { number } of [first, second]) {
    const back = done(await restoreDraft(technician(), { number }))
    const view = done(await padView(world.actor('technician'), back.padId, world.clock()))
    expect(view.parts).toMatchObject([{ number }])
  }
})

test('an order that was changed meanwhile, submitted or of another trust is not deleted, nor by who may not raise', async () => {
  const { padId, edit, first, second } = await twoDrafts()
  expect(await deleteDraft(technician(), { ...at(first), revision: first.edit + 1 })).toMatchObject({
    refusal: { code: 'CHANGED_MEANWHILE' },
  })
  expect(await deleteDraft(world.act('stores'), at(first))).toMatchObject({ refusal: { code: 'NOT_ALLOWED' } })
  expect(await deleteDraft(world.act('technician', { trust: 'RZY' }), at(first))).toMatchObject({
    refusal: { code: 'NOT_FOUND' },
  })
  done(await submitPad(technician(), { padId, edit, unusual: edit }))
  expect(await deleteDraft(technician(), at(second))).toMatchObject({ refusal: { code: 'WRONG_STATUS' } })
  expect((await ordersOf(padId)).map((one) => one.status)).not.toContain('cancelled')
})

test('a key deletes once and restores once; of two at once one deletes', async () => {
  const { first, second } = await twoDrafts()
  const act = technician()
  const [once, again] = [await deleteDraft(act, at(first)), await deleteDraft(act, at(first))]
  expect(again).toEqual(once)
  const back = technician()
  const [restored, same] = [
    await restoreDraft(back, { number: first.number }),
    await restoreDraft(back, { number: first.number }),
  ]
  expect(same).toEqual(restored)
  const both = await Promise.all([deleteDraft(technician(), at(second)), deleteDraft(technician(), at(second))])
  expect(both.filter((one) => one.ok)).toHaveLength(1)
  const restores = await Promise.all([1, 2].map(() => restoreDraft(technician(), { number: second.number })))
  expect(restores.filter((one) => one.ok)).toHaveLength(1)
})

test('a pad that was thrown away comes back with its drafts, once; not what was deleted from it before', async () => {
  const { padId, first, second } = await twoDrafts()
  done(await deleteDraft(technician(), at(first)))
  world.clock.advance(1000)
  const { edit } = done(await padView(world.actor('technician'), padId, world.clock()))
  done(await discardPad(technician(), { padId, edit }))
  expect(await restorePad(world.act('stores'), { padId })).toMatchObject({ refusal: { code: 'NOT_ALLOWED' } })
  expect(await restorePad(world.act('technician', { trust: 'RZY' }), { padId })).toMatchObject({
    refusal: { code: 'NOT_FOUND' },
  })
  const act = technician()
  const both = await Promise.all([restorePad(technician(), { padId }), restorePad(act, { padId })])
  expect(both.filter((one) => one.ok)).toMatchObject([{ value: { padId, drafts: 1 } }])
  expect((await ordersOf(padId)).map((one) => [one.number, one.status])).toEqual([
    [first.number, 'cancelled'],
    [second.number, 'draft'],
  ])
})

test('a pad that was submitted cannot be brought back', async () => {
  const { padId, edit } = await twoDrafts()
  done(await submitPad(technician(), { padId, edit, unusual: edit }))
  expect(await restorePad(technician(), { padId })).toMatchObject({ refusal: { code: 'CHANGED_MEANWHILE' } })
})

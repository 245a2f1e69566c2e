import { expect, test } from 'vitest'
import { goalsFor } from '#lib/orders/track/palette.queries.ts'
import { aPad, done } from '#lib/testing/a-pad.ts'
import { aWorld, type TestOds, type TestPerson } from '#lib/testing/a-trust.ts'
import { chooseKeys } from './choose-keys.command.ts'
import { keysWork } from './keys.queries.ts'

const world = await aWorld()
const goals = async (person: TestPerson, text: string, trust?: TestOds) =>
  done(await goalsFor(world.actor(person, { trust }), { text, now: world.clock() }))

test('the keys are switched off by a person for themselves alone, and on again; the same key acts once', async () => {
  const act = world.act('technician')
  await Promise.all([chooseKeys(act, { keys: 'off' }), chooseKeys(act, { keys: 'off' })])
  expect(await keysWork(world.actor('technician'))).toBe(false)
  expect((await goals('technician', '')).keys).toBe(false)
  expect(await keysWork(world.actor('lead'))).toBe(true)
  expect(await keysWork(world.actor('technician', { trust: 'RZY' }))).toBe(true)
  done(await chooseKeys(world.act('technician'), { keys: 'on' }))
  expect(await keysWork(world.actor('technician'))).toBe(true)
})

test('pages, orders, products and suppliers are found by name, each by who may open them and in their own trust', async () => {
  const { padId } = await aPad(world, [{ pack: 'meropenem', packs: 2 }])
  const [order] = await world.sql<{ number: string }>('SELECT number FROM purchase_order WHERE pad_id = $1', [padId])
  const kinds = async (person: TestPerson, text: string, trust?: TestOds) =>
    new Set((await goals(person, text, trust)).goals.map((goal) => goal.kind))
  expect(await kinds('technician', 'meropenem')).toEqual(new Set(['Order', 'Product']))
  expect(await kinds('technician', 'meropenem', 'RZY')).toEqual(new Set(['Product']))
  expect(await kinds('finance', 'meropenem')).toEqual(new Set(['Order']))
  expect(await kinds('technician', 'meridian')).toContain('Supplier')
  const [first] = (await goals('technician', order?.number.toLowerCase() ?? '')).goals
  expect(first).toMatchObject({ kind: 'Document', href: `/orders/${order?.number}` })
  expect((await goals('technician', order?.number ?? '', 'RZY')).goals).toEqual([])
  expect((await goals('technician', 'raise an')).goals).toMatchObject([{ kind: 'Page', label: 'Raise an order' }])
  expect((await goals('stores', 'raise an')).goals).toEqual([])
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { done } from '#lib/testing/a-pad.ts'
import { aWorld } from '#lib/testing/a-trust.ts'
import { changeView } from './change-view.command.ts'
import { removeView } from './remove-view.command.ts'
import { restoreView } from './restore-view.command.ts'
import { saveView } from './save-view.command.ts'
import { viewQuery } from './saved-view.rules.ts'
import { saveViewForm } from './saved-view.schema.ts'
import { allViews, viewsOf } from './views.queries.ts'

const world = await aWorld()
const technician = () => world.act('technician')
const names = async (who: 'technician' | 'lead') => (await viewsOf(world.actor(who), 'orders')).map((one) => one.name)
const late = { list: 'orders', name: 'Late', query: 'q=mero&view=late', shared: false } as const

test('a view is kept as it stands, for its owner alone or for all; named, shared, removed and brought back', async () => {
  const { href } = done(await saveView(technician(), late))
  expect(href).toBe('/orders?q=mero&view=late')
  expect([await names('technician'), await names('lead')]).toEqual([['Late'], []])
  const [view] = await viewsOf(world.actor('technician'), 'orders')
  const at = { viewId: view?.id ?? '', version: 1 }
  done(await changeView(technician(), { ...at, name: 'Late meropenem', shared: true }))
  expect(await names('lead')).toEqual(['Late meropenem'])
  expect(await changeView(technician(), { ...at, name: 'Again', shared: true })).toMatchObject({
    refusal: { code: 'CHANGED_MEANWHILE' },
  })
  const act = technician()
  const both = await Promise.all([removeView(act, { ...at, version: 2 }), removeView(act, { ...at, version: 2 })])
  expect(both[0]).toEqual(both[1])
  expect(await names('lead')).toEqual([])
  expect((await allViews(world.actor('technician'), at.viewId)).removed).toBe('Late meropenem')
  done(await restoreView(technician(), { viewId: at.viewId }))
  expect(await names('lead')).toEqual(['Late meropenem'])
})

test('nobody changes another’s view, and another trust sees none', async () => {
  done(await saveView(technician(), { ...late, name: 'Shared', shared: true }))
  const view = (await viewsOf(world.actor('lead'), 'orders')).find((one) => one.name === 'Shared')
  const at = { viewId: view?.id ?? '', version: 1 }
  for (const who of [world.act('lead'), world.act('technician', { trust: 'RZY' })]) {
    expect(await removeView(who, at)).toMatchObject({ refusal: { code: 'NOT_FOUND' } })
    expect(await changeView(who, { ...at, name: 'Mine', shared: false })).toMatchObject({
      refusal: { code: 'NOT_FOUND' },
    })
    expect(await restoreView(who, at)).toMatchObject({ refusal: { code: 'NOT_FOUND' } })
  }
  expect(await viewsOf(world.actor('technician', { trust: 'RZY' }), 'orders')).toEqual([])
})

test('a view is its filters, in whatever order they came, and never a place in the list', () => {
  const part = fc.tuple(fc.constantFrom('q', 'view', 'sort', 'supplier'), fc.string({ minLength: 1, maxLength: 8 }))
  fc.assert(
    fc.property(fc.uniqueArray(part, { selector: ([name]) => name }), fc.string(), (parts, cursor) => {
      const query = viewQuery(new URLSearchParams(parts).toString())
      const turned = new URLSearchParams([...[...parts].reverse(), ['after', cursor]]).toString()
      expect(viewQuery(turned)).toBe(query)
      expect(viewQuery(query)).toBe(query)
      expect(viewQuery(Object.fromEntries(parts))).toBe(query)
    }),
  )
  expect(saveViewForm.safeParse({ list: 'elsewhere', name: 'x', query: '' }).success).toBe(false)
  expect(saveViewForm.parse({ list: 'orders', name: ' Late ', query: '?view=late&after=x' })).toMatchObject({
    name: 'Late',
    query: 'view=late',
  })
})

import { beforeAll, describe, expect, test } from 'vitest'
import { decisionsFor } from '#lib/orders/approve/waiting.queries.ts'
import { aWorld, type World } from '#lib/testing/a-trust.ts'
import { anApprovedOrder } from '#lib/testing/approved-order.ts'
import { anAskedOrder } from '#lib/testing/asked-order.ts'
import { exportOrders } from './order-export.queries.ts'
import { countViews, listOrders } from './order-list.queries.ts'
import { ORDER_SORTS, ORDER_VIEWS, orderListAddress } from './order-list.schema.ts'
import { orderPage } from './order-page.queries.ts'
import { workToday } from './today.queries.ts'

let world: World
beforeAll(async () => {
  world = await aWorld()
  for (let index = 0; index < 60; index += 1) {
    await anApprovedOrder(world, {
      status: index % 3 === 0 ? 'approved' : 'sent',
      supplier: index % 2 === 0 ? 'meridian' : 'calder',
      lines: [{ pack: index % 2 === 0 ? 'meropenem' : 'adenosine5', packs: 1 + (index % 7), price: 100_000 + index }],
    })
    world.clock.advance(60_000)
  }
  await anAskedOrder(world)
  await anApprovedOrder(world, { trust: 'RZY', status: 'sent' })
})

const address = (parts: Record<string, string> = {}) => orderListAddress.parse(parts)

describe('the order list', () => {
  test('pages through every order once, forwards and back, in every sort', async () => {
    for (const sort of ORDER_SORTS) {
      const first = await listOrders(world.actor('lead'), world.clock(), address({ sort }))
      const second = await listOrders(world.actor('lead'), world.clock(), address({ sort, after: first.after ?? '' }))
      const numbers = [...first.rows, ...second.rows].map((row) => row.number)
      expect(new Set(numbers).size).toBe(61)
      expect(second.after).toBeNull()
      const back = await listOrders(world.actor('lead'), world.clock(), address({ sort, before: second.before ?? '' }))
      expect(back.rows.map((row) => row.number)).toEqual(first.rows.map((row) => row.number))
      expect(back.before).toBeNull()
    }
  })

  test('each view holds as many orders as its count says', async () => {
    const counts = await countViews(world.actor('lead'), world.clock())
    for (const view of ORDER_VIEWS) {
      const page = await listOrders(world.actor('lead'), world.clock(), address({ view }))
      const count = counts[view]
      if (count !== undefined) expect(page.rows.length).toBe(Math.min(50, count))
    }
  })

  test('searches number, and takes wildcards for letters', async () => {
    const [one] = (await listOrders(world.actor('lead'), world.clock(), address())).rows
    const found = await listOrders(world.actor('lead'), world.clock(), address({ q: one?.number.toLowerCase() ?? '' }))
    expect(found.rows.map((row) => row.number)).toEqual([one?.number])
    expect((await listOrders(world.actor('lead'), world.clock(), address({ q: '%' }))).rows).toEqual([])
  })

  test('shows another trust its own orders only, goods-in no prices, and the hub nothing', async () => {
    const other = await listOrders(world.actor('lead', { trust: 'RZY' }), world.clock(), address())
    expect(other.rows).toHaveLength(1)
    const stores = await listOrders(world.actor('stores'), world.clock(), address())
    expect(stores.rows.every((row) => row.gross === null)).toBe(true)
    expect((await listOrders(world.actor('hub'), world.clock(), address())).rows).toEqual([])
  })

  test('is handed over whole as CSV', async () => {
    let text = ''
    for await (const part of exportOrders(world.actor('lead'), world.clock(), address())) text += part
    expect(text.trim().split('\r\n')).toHaveLength(62)
  })
})

describe('the order page', () => {
  test('is there for the own trust only', async () => {
    const [one] = (await listOrders(world.actor('lead'), world.clock(), address())).rows
    const number = one?.number ?? ''
    expect((await orderPage(world.actor('auditor'), world.clock(), number))?.lines).toHaveLength(1)
    expect(await orderPage(world.actor('lead', { trust: 'RZY' }), world.clock(), number)).toBeNull()
    expect(await orderPage(world.actor('admin'), world.clock(), number)).toBeNull()
  })
})

describe('today', () => {
  test('names what waits for each role, and counts what its list holds', async () => {
    const work = await workToday(world.actor('lead'), world.clock())
    const held = work.find((one) => one.kind === 'held')
    const list = await listOrders(world.actor('lead'), world.clock(), address({ view: 'held' }))
    expect(held?.count).toBe(list.rows.length)
    expect(await decisionsFor(world.actor('lead'), world.clock())).toHaveLength(1)
    for (const person of [
      'technician',
      'stores',
      'pharmacist',
      'chief',
      'director',
      'finance',
      'auditor',
      'admin',
    ] as const) {
      await expect(workToday(world.actor(person), world.clock())).resolves.toBeInstanceOf(Array)
    }
  })
})

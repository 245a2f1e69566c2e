import { describe, expect, test } from 'vitest'
import { aDesk, deskLine, deskOrder, deskProduct } from '#lib/testing/a-desk.ts'
import { localDate } from '#lib/values/dates.ts'
import { deskProgress, fillableLines, joinExtra, leftProducts, notComingOrders, receivableLines } from './desk.rules.ts'

const desk = aDesk({
  orders: [deskOrder('one'), deskOrder('two'), deskOrder('mine', { why: 'yours' })],
  products: [
    deskProduct('tablet', { name: 'A tablet' }),
    deskProduct('cd', { name: 'B controlled', cdCategory: '0002' }),
    deskProduct('cold', { name: 'C cold', fridge: true }),
    deskProduct('later', { name: 'D later' }),
  ],
  lines: [
    deskLine('1', 'tablet', 10, { orderNumber: 'one' }),
    deskLine('2', 'tablet', 20, { orderNumber: 'two', dueOn: localDate('2026-11-20') }),
    deskLine('3', 'cd', 2, { orderNumber: 'two' }),
    deskLine('4', 'cold', 36, { orderNumber: 'one' }),
    deskLine('5', 'later', 5, { orderNumber: 'one', dueOn: localDate('2026-11-30') }),
    deskLine('6', 'tablet', 7, { orderNumber: 'mine' }),
    deskLine('7', 'tablet', 3, { orderNumber: 'one', lineNo: 2, received: 3 }),
  ],
})
const none = new Map<string, number>()
const names = (left: ReturnType<typeof leftProducts>) => left.map((one) => [one.product.amppId, one.packs])

describe('a desk', () => {
  test('packs fill the earliest due first, the wanted order before all, complete lines last, own orders never', () => {
    expect(fillableLines(desk, 'tablet').map((line) => line.id)).toEqual(['2', '1', '7'])
    expect(fillableLines(desk, 'tablet', 'one').map((line) => line.id)).toEqual(['1', '2', '7'])
  })

  test('what is left: fridge first, then controlled drugs; later apart; what was counted is not left', () => {
    expect(names(leftProducts(desk, none, { when: 'now', first: null }))).toEqual([
      ['cold', 36],
      ['cd', 2],
      ['tablet', 30],
    ])
    expect(names(leftProducts(desk, none, { when: 'later', first: null }))).toEqual([['later', 5]])
    expect(names(leftProducts(desk, none, { when: 'now', first: 'one' }))).toEqual([
      ['cold', 36],
      ['tablet', 30],
      ['later', 5],
      ['cd', 2],
    ])
    const counted = new Map([
      ['4', 36],
      ['2', 20],
    ])
    expect(names(leftProducts(desk, counted, { when: 'now', first: null }))).toEqual([
      ['cd', 2],
      ['tablet', 10],
    ])
  })

  test('what the supplier said will not come is neither expected nor counted as left, and can be counted all the same', () => {
    const told = {
      ...desk,
      lines: desk.lines.map((line) =>
        line.id === '4' ? { ...line, promised: 0 } : line.id === '2' ? { ...line, promised: 5 } : line,
      ),
    }
    expect(names(leftProducts(told, none, { when: 'now', first: null }))).toEqual([
      ['cd', 2],
      ['tablet', 15],
    ])
    expect(names(leftProducts(told, none, { when: 'not_coming', first: null }))).toEqual([['cold', 36]])
    expect(names(leftProducts(told, new Map([['4', 36]]), { when: 'not_coming', first: null }))).toEqual([])
    expect(deskProgress(told, none, null).all).toBe(3)
    expect(notComingOrders(told, 'cold')).toEqual(['one'])
    expect(notComingOrders(told, 'tablet')).toEqual([])
    expect(fillableLines(told, 'cold').map((line) => line.id)).toEqual(['4'])
    const both = { ...told, lines: [...told.lines, deskLine('8', 'cold', 4, { orderNumber: 'two' })] }
    expect(fillableLines(both, 'cold').map((line) => line.id)).toEqual(['8', '4'])
  })

  test('the rest of a line of which some came today comes later', () => {
    const part = { ...desk, bookedToday: ['4'] }
    expect(names(leftProducts(part, none, { when: 'now', first: null }))).not.toContainEqual(['cold', 36])
    expect(names(leftProducts(part, none, { when: 'later', first: null }))).toContainEqual(['cold', 36])
  })

  test('progress counts lines that are due, booked in today and counted', () => {
    expect(deskProgress(desk, none, null)).toEqual({ booked: 0, counted: 0, all: 4 })
    expect(deskProgress({ ...desk, bookedToday: ['9', '4'] }, new Map([['1', 1]]), null)).toEqual({
      booked: 2,
      counted: 1,
      all: 5,
    })
    const notYet = { ...desk, lines: desk.lines.filter((line) => line.id === '5') }
    expect(deskProgress(notYet, none, null)).toEqual({ booked: 0, counted: 0, all: 1 })
  })

  test('the rules see own orders as raised by the receiver', () => {
    const lines = receivableLines(desk)
    expect(lines.get('6')?.raisers).toEqual(['receiver'])
    expect(lines.get('1')).toMatchObject({ raisers: [], supplierId: 'meridian', product: 'A tablet', fridge: false })
    expect(lines.get('4')?.fridge).toBe(true)
  })

  test('what is looked up besides is added once', () => {
    const extra = { orders: [deskOrder('one'), deskOrder('old')], products: [deskProduct('x')], lines: [] }
    const twice = joinExtra(joinExtra(desk, extra), extra)
    expect(twice.orders.map((order) => order.number)).toEqual(['one', 'two', 'mine', 'old'])
    expect(twice.products).toHaveLength(5)
  })
})

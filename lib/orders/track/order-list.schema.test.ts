import { describe, expect, test } from 'vitest'
import { orderListAddress, orderListHref, readOrderList } from './order-list.schema.ts'

describe('the days of the order list', () => {
  test.each(['6 November 2026', '6/11/2026', '2026-11-06', '6 Nov 26', ' 06.11.2026 '])(
    'are read as typed: %s',
    (typed) => {
      expect(readOrderList({ from: typed }).address.from).toBe('2026-11-06')
    },
  )

  test('nothing typed is no day', () => {
    expect(readOrderList({ from: '', to: '  ' })).toMatchObject({ errors: [], typed: {} })
    expect(readOrderList({ from: '' }).address.from).toBeUndefined()
  })

  test.each(['last week', '31/2/2026', '2026-13-01', '6 November'])(
    'that are none are refused at their field: %s',
    (typed) => {
      const read = readOrderList({ from: typed, to: '7/11/2026', q: 'meropenem', view: 'late' })
      expect(read.errors).toEqual([{ field: 'from', message: 'Raised from: enter a day, like 6 November 2026' }])
      expect(read.typed).toEqual({ from: typed, to: '7/11/2026' })
      expect(read.address).toMatchObject({ q: 'meropenem', view: 'late' })
      expect(orderListAddress.safeParse({ from: typed }).success).toBe(false)
    },
  )

  test('run forwards', () => {
    const read = readOrderList({ from: '7/11/2026', to: '6/11/2026' })
    expect(read.errors).toEqual([{ field: 'to', message: 'Raised to: enter a day that is not before the first one' }])
    expect(readOrderList({ from: '6/11/2026', to: '6/11/2026' }).errors).toEqual([])
  })
})

test('other mistyped parts fall back to nothing, and an address is written and read again', () => {
  const { address } = readOrderList({ view: 'nonsense', sort: '', supplier: 'x', store: '1', after: 'y'.repeat(99) })
  expect(orderListHref(address, {})).toBe('/orders')
  const typed = readOrderList({ view: 'part_received', from: '6 November 2026', q: 'abc' }).address
  expect(orderListHref(typed, {})).toBe('/orders?view=part_received&q=abc&from=2026-11-06')
})

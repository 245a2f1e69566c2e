import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, localDate } from '#lib/values/dates.ts'
import { type Pence, type Price, parsePounds, parsePrice } from '#lib/values/money.ts'
import type { Milli } from '#lib/values/packs.ts'
import {
  type Column,
  count,
  day,
  id,
  moment,
  money,
  percent,
  tenths,
  text,
  unitPrice,
  units,
  yes,
} from './column.rules.ts'

const whole = fc.maxSafeInteger()
const decimalOf = (column: Column<null>) => {
  const cell = column.cell(null)
  return cell.as === 'number' ? cell.decimal : null
}
const exact = (value: number, most: number) => {
  const sign = value < 0 ? '-' : ''
  const digits = String(Math.abs(value)).padStart(most + 1, '0')
  return Number(`${sign}${digits.slice(0, -most)}.${digits.slice(-most)}`)
}

test('amounts, prices, units and shares are exact decimals, never text', () => {
  fc.assert(
    fc.property(whole, (n) => {
      const made = [
        [decimalOf(money('', () => n as Pence)), exact(n, 2), 2],
        [decimalOf(unitPrice('', () => n as Price)), exact(n, 4), 4],
        [decimalOf(units('', () => n as Milli)), exact(n, 3), 3],
        [decimalOf(tenths('', () => n)), exact(n, 1), 1],
        [decimalOf(count('', () => n)), n, 0],
      ] as const
      for (const [decimal, value, most] of made) {
        expect(decimal).toMatch(/^-?\d+(\.\d+)?$/)
        expect(Number(decimal)).toBe(value)
        expect((decimal?.split('.')[1] ?? '').length).toBeLessThanOrEqual(most)
      }
    }),
  )
  expect(decimalOf(percent('', () => 2000))).toBe('20')
  expect(decimalOf(percent('', () => 550))).toBe('5.5')
})

test('pounds read back as the same pence, whatever they come to', () => {
  fc.assert(
    fc.property(fc.nat({ max: 10 ** 15 }), (n) => {
      expect(parsePounds(decimalOf(money('', () => n as Pence)) ?? '')).toBe(n)
      expect(decimalOf(money('', () => n as Pence))).toMatch(/\.\d\d$/)
      expect(parsePrice(decimalOf(unitPrice('', () => n as Price)) ?? '')).toBe(n)
    }),
  )
})

test('ids are text, however much they look like numbers; nothing known is an empty cell', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^\d{6,18}$/), (sctid) => {
      expect(id('', () => sctid).cell(null)).toEqual({ as: 'text', text: sctid })
    }),
  )
  const empty = { as: 'text', text: '' }
  const nothing = [id, text, count, money, unitPrice, units, tenths, day, moment].map((column) =>
    column('', () => null),
  )
  for (const column of nothing) expect(column.cell(null)).toEqual(empty)
  expect(money('', () => 'Not shown to your role').cell(null)).toEqual({ as: 'text', text: 'Not shown to your role' })
  expect(yes('', () => false).cell(null)).toEqual({ as: 'text', text: 'No' })
})

test('days are days', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 80_000 }), (days) => {
      const date = addDays(localDate('1950-01-01'), days)
      expect(day('', () => date).cell(null)).toEqual({ as: 'date', date })
    }),
  )
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, localDate } from '#lib/values/dates.ts'
import { columnLetters } from '../layout.rules.ts'
import { addressOf, builtInKind, dayText, kindOfFormat, numberText, timeText } from './excel-cell.rules.ts'

describe('numbers', () => {
  test('come as a spreadsheet shows them: fifteen digits', () => {
    expect(numberText('18.499999999999996')).toBe('18.5')
    expect(numberText('1200')).toBe('1200')
    expect(numberText('-3')).toBe('-3')
    expect(numberText('')).toBeNull()
    expect(numberText('1e999')).toBeNull()
  })

  test('a price with up to four decimals comes through whatever the machine made of it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000_000_000 }), (tenThousandths) => {
        const written = String(tenThousandths / 10_000)
        expect(Math.round(Number(numberText(written)) * 10_000)).toBe(tenThousandths)
      }),
    )
  })

  test('an id of sixteen digits or more never comes as one: its last digits are lost', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 10n ** 15n, max: 10n ** 18n - 1n }), (id) => {
        expect(numberText(String(id))).toMatch(/^\d(\.\d+)?e\+1\d$/)
      }),
    )
    expect(numberText('1.08503E+17')).toBe('1.08503e+17')
  })
})

describe('days', () => {
  test.each([
    ['46174', false, '2026-06-01'],
    ['44712', true, '2026-06-01'],
    ['1', false, '1900-01-01'],
    ['59', false, '1900-02-28'],
    ['60', false, null],
    ['61', false, '1900-03-01'],
    ['46174.5625', false, '2026-06-01 13:30'],
    ['0.5', false, '12:00'],
    ['-1', false, null],
    ['200000', false, null],
    ['soon', false, null],
  ])('%s (1904: %s) is %s', (serial, since1904, text) => expect(dayText(serial, since1904)).toBe(text))

  test('every day from March 1900 on is itself, in both systems', () => {
    fc.assert(
      fc.property(fc.integer({ min: 61, max: 100_000 }), (serial) => {
        const day = addDays(localDate('1900-03-01'), serial - 61)
        expect(dayText(String(serial), false)).toBe(day)
        if (serial > 1462) expect(dayText(String(serial - 1462), true)).toBe(day)
      }),
    )
  })

  test('a time of day', () => {
    expect(timeText('0.5625')).toBe('13:30')
    expect(timeText('0.99999999')).toBe('00:00')
    expect(timeText('x')).toBeNull()
  })
})

describe('formats', () => {
  test.each([
    ['dd/mm/yyyy', 'date'],
    ['[$-809]d mmmm yyyy;@', 'date'],
    ['mmm-yy', 'date'],
    ['h:mm AM/PM', 'time'],
    ['[h]:mm', 'time'],
    ['"£"#,##0.00', 'number'],
    ['0.00" days"', 'number'],
    ['General', 'number'],
    ['@', 'number'],
    ['#,##0;[Red]-#,##0', 'number'],
  ])('%s is a %s', (code, kind) => expect(kindOfFormat(code)).toBe(kind))

  test('those that are not spelled out', () => {
    expect([0, 2, 14, 20, 22, 46, 49, 58].map(builtInKind)).toEqual([
      'number',
      'number',
      'date',
      'time',
      'date',
      'time',
      'number',
      'date',
    ])
  })
})

test('an address is the place of its letters and digits', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 16_383 }), fc.integer({ min: 1, max: 999_999 }), (column, row) => {
      expect(addressOf(`${columnLetters(column)}${row}`)).toEqual({ column, row })
    }),
  )
  expect(addressOf('A')).toBeNull()
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Choice, choiceWords, countOf, NONE, toggled, toggledAll } from './choosing.ts'

const rows = Array.from({ length: 8 }, (_, index) => ({ number: `A-${index}`, gross: 100 * (index + 1) }))
const plain = (text: string) => text.replaceAll('\u00a0', ' ')

test('a row is chosen and left; with shift all rows between, whichever way', () => {
  fc.assert(
    fc.property(fc.nat(7), fc.nat(7), (a, b) => {
      const first = toggled(NONE, rows, `A-${a}`, false)
      expect([...first.numbers]).toEqual([`A-${a}`])
      if (a === b) return
      const range = toggled(first, rows, `A-${b}`, true)
      const expected = rows.slice(Math.min(a, b), Math.max(a, b) + 1).map((row) => row.number)
      expect([...range.numbers].sort()).toEqual(expected)
      expect(toggled(toggled(first, rows, `A-${b}`, false), rows, `A-${b}`, false).numbers).toEqual(first.numbers)
    }),
  )
})

test('what is chosen is counted and added up, never more than was chosen', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(7)), (picks) => {
      const choice = picks.reduce<Choice>((sofar, pick) => toggled(sofar, rows, `A-${pick}`, false), NONE)
      const odd = new Set(picks.filter((pick) => picks.filter((one) => one === pick).length % 2 === 1))
      expect(countOf(choice)).toBe(odd.size)
    }),
  )
})

test.each([
  [NONE, 'None chosen yet'],
  [toggled(NONE, rows, 'A-1', false), '1 order, £2.00 with VAT on this page'],
  [toggledAll(rows, true), 'All 8 orders, £36.00 with VAT on this page'],
  [
    { ...NONE, all: { orders: 312, more: false, total: 123_456, hidden: 2 } },
    'All 312 orders, £1,234.56 with VAT and 2 totals not shown to you that match the filters, also on other pages',
  ],
] as const)('what is chosen is said with its scope: %#', (choice, words) => {
  expect(plain(choiceWords(choice, rows))).toBe(words)
})

import { expect, test } from 'vitest'
import { aUnit, unitPlural, unitsInWords } from './units.ts'

test.each([
  ['ampoule', 'an ampoule'],
  ['inhaler', 'an inhaler'],
  ['unit dose', 'a unit dose'],
  ['vial', 'a vial'],
  ['ml', 'a ml'],
])('one %s is %s', (unit, words) => {
  expect(aUnit(unit)).toBe(words)
})

test('a quantity is said with its unit, one or more', () => {
  expect(unitsInWords(1000, 'ampoule')).toBe('1 ampoule')
  expect(unitsInWords(35_000, 'ampoule')).toBe('35 ampoules')
})

test.each([
  ['vial', 'vials'],
  ['litre', 'litres'],
  ['ml', 'ml'],
  ['unit dose', 'unit dose'],
])('several of %s are %s', (unit, words) => {
  expect(unitPlural(unit)).toBe(words)
})

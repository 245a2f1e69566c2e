import fc from 'fast-check'
import { expect, test } from 'vitest'
import { FIELDS } from './fields.rules.ts'
import { joinedHead } from './joined-head.rules.ts'

const fields = FIELDS.contracts
const UPPER = ['Contract no', 'Product', 'Pack size', 'Supplier', 'Supply route', 'Start', 'End']
const division = fc.constantFrom('DLN', 'DLS', 'DNW', 'London North', 'South East')

test('names beneath a merged cell are joined with it; whatever stands above or beside keeps its own', () => {
  fc.assert(
    fc.property(
      fc.shuffledSubarray(UPPER, { minLength: 3 }),
      fc.uniqueArray(division, { minLength: 2 }),
      fc.nat({ max: 7 }),
      (names, divisions, place) => {
        const at = Math.min(place, names.length)
        const upper = [...names.slice(0, at), 'Price', ...divisions.slice(1).map(() => ''), ...names.slice(at)]
        const lower = [...names.slice(0, at).map(() => ''), ...divisions]
        const joined = joinedHead({ row: 3, cells: upper }, { row: 4, cells: lower }, fields)
        expect(joined).toEqual({
          row: 4,
          cells: [...names.slice(0, at), ...divisions.map((one) => `Price ${one}`), ...names.slice(at)],
        })
      },
    ),
  )
})

test('a row of data is never taken for names: something stands beneath a column that is named, or it holds figures', () => {
  const upper = { row: 1, cells: [...UPPER, 'Price', ''] }
  const beneath = (cells: string[], row = 2) => joinedHead(upper, { row, cells }, fields)
  expect(
    beneath(['CM/PHG/99/0001', 'Adenosine', '6', 'Calder', 'direct', '1 June 2026', '31 May 2028', '9.35']),
  ).toBeNull()
  expect(beneath(['', '', '', '', '', '', '', '9.35', '£ 9.40'])).toBeNull()
  expect(beneath(['', '', '', '', '', '', '', 'DLN'])).toBeNull()
  expect(beneath(['', '', '', '', '', '', '', 'DLN', 'DLS'], 3)).toBeNull()
  expect(beneath(['', '', '', '', '', '', '', 'DLN', 'DLS'])?.cells.slice(-2)).toEqual(['Price DLN', 'Price DLS'])
  expect(joinedHead(upper, undefined, fields)).toBeNull()
})

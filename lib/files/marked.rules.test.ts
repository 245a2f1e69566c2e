import fc from 'fast-check'
import { expect, test } from 'vitest'
import { markerOf, rowsToMark } from './marked.rules.ts'

const HEADERS = ['Contract no', 'Price', '']

test('a cell is marked where its column is named, in a workbook by its letters, too', () => {
  const problems = [
    { row: 4, column: 'Price (B)', cell: 'POA', problem: 'No price.' },
    { row: 4, column: 'Price (B)', cell: 'POA', problem: 'Twice.' },
    { row: 4, column: 'C', cell: '', problem: 'Empty.' },
    { row: 4, column: null, cell: '', problem: 'Cut off.' },
    { row: 5, column: 'route', cell: '', problem: 'Said for every row.' },
  ]
  const mark = markerOf(problems, HEADERS, 'xlsx')
  const marked = mark({ row: 4, cells: ['CM', 'POA'] })
  expect([...marked.marks]).toEqual([
    [1, 'No price. Twice.'],
    [2, 'Empty.'],
  ])
  expect(marked.says).toBe('Price (B): No price. Price (B): Twice. C: Empty. Cut off.')
  expect(mark({ row: 5, cells: [] })).toMatchObject({ marks: new Map(), says: 'route: Said for every row.' })
  expect(markerOf(problems, HEADERS, 'csv')({ row: 4, cells: [] }).marks.size).toBe(0)
  expect([...rowsToMark(problems)]).toEqual([4, 5])
})

test('every problem of a row stands in its text, and rows without any stay as they are', () => {
  const problem = fc.record({
    row: fc.integer({ min: 1, max: 5 }),
    column: fc.constantFrom('Contract no', 'Price', 'Nowhere', null),
    cell: fc.constant(''),
    problem: fc.string({ minLength: 1 }),
  })
  fc.assert(
    fc.property(fc.array(problem), (problems) => {
      const mark = markerOf(problems, HEADERS, 'csv')
      for (const row of [1, 2, 3, 4, 5, 6]) {
        const { says, marks, cells } = mark({ row, cells: ['a'] })
        const mine = problems.filter((one) => one.row === row)
        for (const one of mine) expect(says).toContain(one.problem)
        expect(says === '').toBe(mine.length === 0)
        expect(marks.size <= mine.length).toBe(true)
        expect(cells).toEqual(['a'])
      }
    }),
  )
})

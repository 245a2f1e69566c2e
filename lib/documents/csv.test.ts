import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { csvRows, neutralise } from './csv.ts'

describe('CSV for spreadsheets', () => {
  test('no text cell begins like a formula, and nothing else is changed', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const cell = neutralise(text)
        expect(/^[=+\-@\t\r]/.test(cell)).toBe(false)
        expect(cell === text || cell === `'${text}`).toBe(true)
      }),
    )
  })

  test('reads back as it was, whatever the cells hold', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.string({ minLength: 1 }), fc.integer()), { minLength: 1, maxLength: 20 }),
        (rows) => {
          const back = parse(csvRows(rows), { relax_column_count: false }) as string[][]
          expect(back).toEqual(rows.map(([text, n]) => [neutralise(text), String(n)]))
        },
      ),
    )
  })

  test('dangerous beginnings are disarmed', () => {
    expect(csvRows([['=1+1', '+44', '-2', '@x', -2]])).toBe("'=1+1,'+44,'-2,'@x,-2\r\n")
  })
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { kindOf, ORDER_KINDS, orderKind, partKey, splitLines } from './order.split.rules.ts'

const line = fc.record({
  supplierId: fc.constantFrom('a', 'b', 'c'),
  storeId: fc.constantFrom('main', 'second'),
  kind: fc.constantFrom(...ORDER_KINDS),
  n: fc.nat(),
})

test('every line falls in exactly one part, in the order given, with its own like', () => {
  fc.assert(
    fc.property(fc.array(line), (lines) => {
      const parts = splitLines(lines)
      expect(parts.reduce((sum, part) => sum + part.lines.length, 0)).toBe(lines.length)
      expect(new Set(parts.map(partKey)).size).toBe(parts.length)
      for (const part of parts) {
        expect(part.lines.length).toBeGreaterThan(0)
        expect(part.lines).toEqual(lines.filter((one) => partKey(one) === partKey(part)))
      }
      expect(parts.map(partKey)).toEqual([...new Set(lines.map(partKey))])
    }),
  )
})

test('Schedules 1 to 3 travel apart, then unlicensed medicines; Schedules 4 and 5 with everything else', () => {
  const kind = (cdCategory: string, unlicensed = false) => kindOf({ cdCategory, unlicensed })
  expect(['0001', '0002', '0003', '0004', '0005', '0006', '0007'].map((one) => kind(one))).toEqual(Array(7).fill('cd'))
  expect(['0000', '0008', '0009', '0010'].map((one) => kind(one))).toEqual(Array(4).fill('standard'))
  expect(kind('0000', true)).toBe('unlicensed')
  expect(kind('0002', true)).toBe('cd')
})

test('kinds come out of the database as they went in', () => {
  expect(ORDER_KINDS.map(orderKind)).toEqual([...ORDER_KINDS])
  expect(() => orderKind('other')).toThrow(RangeError)
})

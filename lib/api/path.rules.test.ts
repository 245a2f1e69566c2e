import fc from 'fast-check'
import { expect, test } from 'vitest'
import { operationAt, paramsAt } from './path.rules.ts'

test('a path gives back the parameters it was made of', () => {
  const part = fc
    .string({ minLength: 1, maxLength: 30, unit: 'grapheme' })
    .filter((text) => text.isWellFormed() && !text.includes('\0'))
  fc.assert(
    fc.property(part, part, (number, id) => {
      const path = `/orders/${encodeURIComponent(number)}/documents/${encodeURIComponent(id)}`
      expect(paramsAt('/orders/[number]/documents/[id]', path)).toEqual({ number, id })
      expect(paramsAt('/orders/[number]/papers/[id]', path)).toBeNull()
      expect(paramsAt('/orders/[number]', path)).toBeNull()
    }),
  )
})

test('an operation is found by method and path; else what the path allows is told', () => {
  const list = { method: 'GET', path: '/a' }
  const make = { method: 'POST', path: '/a' }
  expect(operationAt([list, make], 'POST', '/a')).toEqual({ ok: true, operation: make, params: {} })
  expect(operationAt([list, make], 'HEAD', '/a')).toMatchObject({ ok: true, operation: list })
  expect(operationAt([list, make], 'PATCH', '/a')).toEqual({ ok: false, allow: ['GET', 'POST'] })
  expect(operationAt([list, make], 'GET', '/b')).toEqual({ ok: false, allow: [] })
  expect(operationAt([list], 'GET', '/%ZZ')).toEqual({ ok: false, allow: [] })
})

import { expect, test } from 'vitest'
import { openApi } from './openapi.ts'
import { OPERATIONS } from './operations.ts'
import { readable } from './readable.rules.ts'

process.env.APP_DATABASE_URL ??= 'postgres://nobody@localhost/none'
process.env.AUDIT_KEY ??= 'ab'.repeat(32)
const told = readable(openApi(OPERATIONS, 'https://tincture.example'))

test('the page tells every operation with every field of its request and answer', () => {
  expect(told.map((one) => one.id).sort()).toEqual(OPERATIONS.map(({ id }) => id).sort())
  const create = told.find((one) => one.id === 'createOrders')
  expect(create?.body.map((field) => field.name)).toEqual(
    expect.arrayContaining(['store', 'emergency', 'emergency.reason', 'lines[].packs', 'lines[].offContractReason']),
  )
  expect(create?.body.find((field) => field.name === 'lines[].packs')).toMatchObject({ type: 'integer', needed: true })
  expect(create?.answer.map((field) => field.name)).toContain('orders[].lines[].from')
  expect(create?.parameters).toMatchObject([{ name: 'Idempotency-Key', needed: true, type: 'string, in the header' }])
  const list = told.find((one) => one.id === 'listOrders')
  expect(list?.answer.map((field) => field.name)).toContain('items[].supplier.name')
  for (const { summary, body, example, id } of told) {
    expect(summary).not.toBe('')
    expect(body.length > 0, id).toBe(example !== null)
  }
})

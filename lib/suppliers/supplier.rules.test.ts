import { describe, expect, test } from 'vitest'
import { missingForElectronic } from './supplier.rules.ts'

describe('what is missing for electronic orders', () => {
  const account = { channel: 'email' as const, orderEmail: 'orders@supplier.example', accountNumber: 'RZZ1' }
  const whole = { account, supplierEndpoint: true, trustEndpoint: true }
  const codes = (more: object) => missingForElectronic({ ...whole, ...more }).map(({ code }) => code)

  test('nothing, when both sides have an address and the account is whole', () => {
    expect(codes({})).toEqual([])
  })

  test.each([
    ['no account', { account: null }, ['ACCOUNT']],
    ['orders by phone', { account: { ...account, channel: 'phone' } }, ['NOT_EMAIL']],
    ['no account number', { account: { ...account, accountNumber: '' } }, ['ACCOUNT_NUMBER']],
    ['no address of the supplier', { supplierEndpoint: false }, ['SUPPLIER_ENDPOINT']],
    ['no address of the trust', { trustEndpoint: false }, ['TRUST_ENDPOINT']],
  ])('%s is told', (_what, more, expected) => {
    expect(codes(more)).toEqual(expected)
  })
})

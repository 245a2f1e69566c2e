import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { PurchaseOrderProps, PurchaseOrderPurpose } from '#lib/documents/purchase-order.ts'
import { localDate } from '#lib/values/dates.ts'
import { pence, price } from '#lib/values/money.ts'
import { packs } from '#lib/values/packs.ts'
import { letterOf, readLetter, writeLetter } from './letter.rules.ts'

const at = new Date('2026-11-23T09:00:00Z')
const order = (purpose: PurchaseOrderPurpose, version = 1): PurchaseOrderProps => ({
  number: 'RZZ-PH-26-000123-7',
  version,
  purpose,
  superseded: null,
  kind: 'standard',
  madeAt: at,
  orderDate: localDate('2026-11-23'),
  wantedBy: null,
  emergencyReason: null,
  trust: { name: 'Riverside', odsCode: 'RZZ', address: [], gln: null },
  supplier: { name: 'Meridian', address: [], accountNumber: 'R1' },
  deliverTo: { name: 'Main store', address: ['1 Road', 'SE1 9ZZ'], gln: null, instructions: '' },
  invoiceTo: [],
  contact: { name: 'Amira Hassan', telephone: '', email: 'amira@riverside.example' },
  costCentre: null,
  note: '',
  approvals: [],
  lines: [
    {
      lineNo: 1,
      name: 'Meropenem 1g injection',
      maker: 'Northgate',
      packText: '10 vials',
      supplierCode: null,
      gtin: null,
      amppId: '1',
      contract: null,
      packs: packs(12),
      price: price(185_000),
      net: pence(22_200),
      vatRate: 2000,
      unlicensedApproval: null,
      note: '',
    },
  ],
  totals: { net: pence(22_200), carriage: pence(0), vat: pence(4440), gross: pence(26_640) },
})

describe('the letter that carries an order', () => {
  test('says what is attached and what to do, without a price', () => {
    const { subject, text, replyTo } = letterOf(order({ type: 'order' }), { xml: true })
    expect(subject).toBe('Purchase order RZZ-PH-26-000123-7 from Riverside')
    expect(text).toContain('Attached is our purchase order RZZ-PH-26-000123-7 with 1 line.')
    expect(text).toContain('Deliver to: Main store, 1 Road, SE1 9ZZ')
    expect(text).toContain('order.xml')
    expect(text).not.toContain('£')
    expect(replyTo).toEqual({ name: 'Amira Hassan', address: 'amira@riverside.example' })
    expect(letterOf(order({ type: 'order' }), { xml: false }).text).not.toContain('order.xml')
  })

  test('a change says what it replaces and what is different', () => {
    const changes = ['Line 2 is new: 3 packs of X, 10 vials.']
    const { subject, text } = letterOf(order({ type: 'change', replacesVersion: 1, changes }, 2), { xml: false })
    expect(subject).toBe('Change to purchase order RZZ-PH-26-000123-7, version 2, from Riverside')
    expect(text).toContain('It replaces version 1; do not supply both.')
    expect(text).toContain('- Line 2 is new')
  })

  test('a cancellation says of what, and why', () => {
    const all = letterOf(order({ type: 'cancellation', reason: 'Ward closed', lines: 'all' }), { xml: false })
    expect(all.subject).toMatch(/^Cancellation: /)
    expect(all.text).toContain('Do not supply our purchase order RZZ-PH-26-000123-7. Reason: Ward closed')
    const lines = [{ lineNo: 3, packs: packs(12) }]
    const some = letterOf(order({ type: 'cancellation', reason: 'Ward closed', lines }), { xml: false })
    expect(some.text).toContain('- Line 3: 12 packs')
  })

  test('is kept as text and read back as it was', () => {
    const oneLine = fc.string({ unit: 'grapheme' }).map((text) => text.replace(/["<>\p{C}\s]+/gu, ' ').trim())
    const letter = fc.record({
      subject: oneLine,
      replyTo: fc.option(fc.record({ name: oneLine, address: fc.emailAddress() }), { nil: null }),
      text: fc.string({ unit: 'grapheme' }),
    })
    fc.assert(
      fc.property(letter, (one) => {
        expect(readLetter(writeLetter(one))).toEqual(one)
      }),
    )
    expect(() => readLetter('Dear Sir')).toThrow('no letter')
  })
})

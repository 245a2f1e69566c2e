import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { gs1Digit } from '#lib/values/codes.ts'
import { localDate } from '#lib/values/dates.ts'
import { pence, price } from '#lib/values/money.ts'
import { packs } from '#lib/values/packs.ts'
import { all, readXml, textAt, type XmlNode } from '../xml/read.ts'
import { missingForPeppol } from './order.rules.ts'
import { type OrderMessage, type OrderMessageLine, orderMessageTotals, ukAddress } from './order.ts'
import { writeOrder } from './write-order.ts'

function gln(body: string): string {
  return body + gs1Digit(body)
}

const line: OrderMessageLine = {
  id: '1',
  name: 'Examplepril 5mg tablets (Example Pharma Ltd) 28 tablet',
  packs: packs(100),
  price: price(12_500),
  vatRate: 2000,
  note: null,
  buyersCode: 'DQB123',
  sellersCode: 'EXA28',
  gtin: `0501234600101${gs1Digit('0501234600101')}`,
  dmd: { ampp: '4744711000001105', vmpp: null, amp: null, vmp: '35894711000001106' },
  packText: '28 tablet',
  contract: 'CM/PHG/99/0001',
}

const order: OrderMessage = {
  number: 'RZZ-PH-26-000123-4',
  replaces: null,
  issueDate: localDate('2026-11-23'),
  issueTime: '09:30:00',
  validUntil: localDate('2026-12-23'),
  note: 'Deliver to pharmacy stores before 3pm',
  customerReference: 'Pharmacy purchasing',
  accountingCost: 'PH-DRUGS-0100',
  requisition: null,
  buyer: {
    name: 'Riverside University Hospitals NHS Trust',
    endpoint: { scheme: '0088', id: gln('505999900001') },
    gln: gln('505999900001'),
    vatNumber: 'GB999999973',
    address: ukAddress(['Riverside Hospital', '1 River Road', 'Rivertown', 'RV1 1AA']),
    contact: { name: 'Pharmacy purchasing', telephone: '020 7946 0000', email: 'pharmacy@riverside.example' },
  },
  seller: {
    name: 'Example Pharma Ltd',
    endpoint: { scheme: '0088', id: gln('505999900002') },
    gln: null,
    vatNumber: null,
    address: ukAddress(['2 Example Way', 'Exampleton', 'EX1 1EX']),
    contact: null,
  },
  invoiceTo: null,
  delivery: {
    name: 'Pharmacy stores',
    gln: gln('505999900003'),
    address: ukAddress(['Riverside Hospital', '1 River Road', 'Rivertown', 'RV1 1AA']),
    from: localDate('2026-11-25'),
    to: localDate('2026-11-25'),
  },
  carriage: null,
  lines: [line, { ...line, id: '2', packs: packs(20), price: price(84_000), gtin: '05012346001018', vatRate: 0 }],
}

function parsed(message: OrderMessage): XmlNode {
  const xml = readXml(writeOrder(message))
  if (!xml.ok) throw new Error(xml.refusal.message)
  return xml.value
}

/** The arithmetic of transaction T01 in ten-thousandths, as its rules put it. */
function expectArithmetic(root: XmlNode): void {
  const value = (node: XmlNode, ...path: string[]) => Math.round(Number(textAt(node, ...path) ?? '0') * 10_000)
  const [total] = all(root, 'AnticipatedMonetaryTotal')
  if (!total) throw new Error('no total')
  const lines = all(root, 'OrderLine', 'LineItem')
  for (const one of lines) {
    const expected = Number(textAt(one, 'Quantity')) * value(one, 'Price', 'PriceAmount')
    expect(Math.abs(value(one, 'LineExtensionAmount') - expected)).toBeLessThanOrEqual(200)
    expect(textAt(one, 'LineExtensionAmount')).toMatch(/^\d+\.\d\d$/)
    expect(textAt(one, 'Price', 'PriceAmount')).toMatch(/^\d+\.\d{2,4}$/)
  }
  const charges = all(root, 'AllowanceCharge').reduce((sum, charge) => sum + value(charge, 'Amount'), 0)
  expect(value(total, 'LineExtensionAmount')).toBe(
    lines.reduce((sum, one) => sum + value(one, 'LineExtensionAmount'), 0),
  )
  expect(value(total, 'ChargeTotalAmount')).toBe(charges)
  expect(value(total, 'TaxExclusiveAmount')).toBe(value(total, 'LineExtensionAmount') + charges)
  expect(value(total, 'TaxInclusiveAmount')).toBe(
    value(total, 'TaxExclusiveAmount') + value(root, 'TaxTotal', 'TaxAmount'),
  )
  expect(value(total, 'PayableAmount')).toBe(value(total, 'TaxInclusiveAmount'))
  expect(new Set(lines.map((one) => textAt(one, 'ID'))).size).toBe(lines.length)
  for (const category of all(root, 'OrderLine', 'LineItem', 'Item', 'ClassifiedTaxCategory')) {
    expect(textAt(category, 'ID') === 'S').toBe(Number(textAt(category, 'Percent')) > 0)
  }
}

function everyNode(node: XmlNode): XmlNode[] {
  return [node, ...node.children.flatMap(everyNode)]
}

describe('an order on paper', () => {
  it('says what the message says', () => {
    const root = parsed(order)
    expect(textAt(root, 'CustomizationID')).toBe('urn:fdc:peppol.eu:poacc:trns:order:3')
    expect(textAt(root, 'ID')).toBe('RZZ-PH-26-000123-4')
    expect(textAt(root, 'Contract', 'ID')).toBe('CM/PHG/99/0001')
    expect(textAt(root, 'Delivery', 'DeliveryLocation', 'ID')).toBe(order.delivery.gln)
    expect(textAt(root, 'TaxTotal', 'TaxAmount')).toBe('25.00')
    expect(textAt(root, 'AnticipatedMonetaryTotal', 'PayableAmount')).toBe('318.00')
    expect(all(root, 'OrderLine', 'LineItem', 'Quantity')[0]?.attributes).toEqual({ unitCode: 'XPK' })
    expect(all(root, 'BuyerCustomerParty', 'Party', 'EndpointID')[0]?.attributes).toEqual({ schemeID: '0088' })
    expectArithmetic(root)
  })
  it('names a GTIN only with a good check digit', () => {
    const items = all(parsed(order), 'OrderLine', 'LineItem', 'Item')
    expect(items.map((item) => textAt(item, 'StandardItemIdentification', 'ID'))).toEqual([line.gtin, null])
  })
  it('puts the contract with each line when there are several', () => {
    const root = parsed({ ...order, lines: [line, { ...line, id: '2', contract: 'CM/PHG/99/0002' }] })
    expect(textAt(root, 'Contract', 'ID')).toBeNull()
    const properties = all(root, 'OrderLine', 'LineItem', 'Item', 'AdditionalItemProperty')
    expect(
      properties.filter((one) => textAt(one, 'Name') === 'Contract reference').map((one) => textAt(one, 'Value')),
    ).toEqual(['CM/PHG/99/0001', 'CM/PHG/99/0002'])
  })
  it('charges carriage in the head', () => {
    const root = parsed({ ...order, carriage: { net: pence(750), vatRate: 2000 } })
    expect(textAt(root, 'AnticipatedMonetaryTotal', 'PayableAmount')).toBe('327.00')
    expectArithmetic(root)
  })
  it('is the same text for the same message', () => expect(writeOrder(order)).toBe(writeOrder(structuredClone(order))))
  it('names who is invoiced only when they can be reached', () => {
    expect(all(parsed({ ...order, invoiceTo: order.buyer }), 'AccountingCustomerParty')).toHaveLength(1)
    expect(
      all(parsed({ ...order, invoiceTo: { ...order.buyer, endpoint: null } }), 'AccountingCustomerParty'),
    ).toHaveLength(0)
  })
})

describe('any order', () => {
  const text = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 60 }), fc.string({ unit: 'binary', maxLength: 20 }))
  const anyLine = fc.record({
    name: text.map((name) => `x${name}`),
    packs: fc.integer({ min: 1, max: 99_999 }).map(packs),
    price: fc.integer({ min: 0, max: 99_999_999 }).map(price),
    vatRate: fc.constantFrom(0, 500, 2000),
    note: fc.option(text),
    sellersCode: fc.option(text),
  })
  const anyOrder = fc.record({
    lines: fc.array(anyLine, { minLength: 1, maxLength: 12 }),
    note: fc.option(text),
    carriage: fc.option(
      fc.record({ net: fc.integer({ min: 1, max: 99_999 }).map(pence), vatRate: fc.constantFrom(0, 2000) }),
    ),
  })
  it('is read back with its numbers, its sums are right, and no element is empty', () => {
    fc.assert(
      fc.property(anyOrder, (made) => {
        const lines = made.lines.map((one, i) => ({ ...line, ...one, id: String(i + 1) }))
        const message: OrderMessage = { ...order, ...made, lines }
        expect(missingForPeppol(message)).toEqual([])
        const root = parsed(message)
        expectArithmetic(root)
        const items = all(root, 'OrderLine', 'LineItem')
        expect(items.map((one) => Number(textAt(one, 'Quantity')))).toEqual(lines.map((one) => one.packs))
        expect(items.map((one) => Math.round(Number(textAt(one, 'Price', 'PriceAmount')) * 10_000))).toEqual(
          lines.map((one) => one.price),
        )
        expect(Math.round(Number(textAt(root, 'AnticipatedMonetaryTotal', 'PayableAmount')) * 100)).toBe(
          orderMessageTotals(message).gross,
        )
        for (const node of everyNode(root)) expect(node.children.length > 0 || node.text.trim() !== '').toBe(true)
      }),
    )
  })
})

describe('what a Peppol order needs', () => {
  const words = (message: OrderMessage) => missingForPeppol(message).map((missing) => missing.words)
  it('nothing, when it is all there', () => expect(words(order)).toEqual([]))
  it.each([
    ['This supplier has no Peppol endpoint.', { seller: { ...order.seller, endpoint: null } }],
    ['Your trust has no Peppol endpoint.', { buyer: { ...order.buyer, endpoint: null } }],
    [
      'The Peppol endpoint of this supplier is not a GLN: 13 digits, the last a check digit.',
      { seller: { ...order.seller, endpoint: { scheme: '0088', id: '5059999000021' } } },
    ],
    [
      'The Peppol endpoint of this supplier needs a scheme of four digits, for example 0088.',
      { seller: { ...order.seller, endpoint: { scheme: 'ODS', id: 'RZZ' } } },
    ],
    ['This supplier has no country in its address.', { seller: { ...order.seller, address: null } }],
    ['The GLN of the delivery point has a wrong check digit.', { delivery: { ...order.delivery, gln: '123' } }],
    [
      'The VAT number of your trust needs its country in front, for example GB.',
      { buyer: { ...order.buyer, vatNumber: '999999973' } },
    ],
    ['The order has no lines.', { lines: [] }],
    ['Line 1 is there twice.', { lines: [line, line] }],
    ['Line 1 orders no packs.', { lines: [{ ...line, packs: packs(0) }] }],
    ['Line 1 has a price below zero.', { lines: [{ ...line, price: price(-1) }] }],
    ['Line 1 has no product name.', { lines: [{ ...line, name: ' ' }] }],
    ['The order has no number.', { number: '' }],
  ])('%s', (expected, change) => expect(words({ ...order, ...change })).toContain(expected))
})

describe('a UK address', () => {
  it.each([
    [['1 High Street', 'Town', 'AB1 2CD'], { street: ['1 High Street'], city: 'Town', postcode: 'AB1 2CD' }],
    [
      ['Site', 'Building', 'Floor', 'Road', 'Town', 'sw1a1aa'],
      { street: ['Site', 'Building', 'Floor, Road'], city: 'Town', postcode: 'SW1A1AA' },
    ],
    [['Only line'], { street: ['Only line'], city: '', postcode: '' }],
    [[], { street: [], city: '', postcode: '' }],
  ])('%j', (lines, expected) => expect(ukAddress(lines)).toEqual({ ...expected, country: 'GB' }))
})

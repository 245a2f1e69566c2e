import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { price } from '#lib/values/money.ts'
import { packs } from '#lib/values/packs.ts'
import { answerFromResponse } from './order-response.rules.ts'
import { readOrderResponse } from './read-order-response.ts'

function response(code: string, lines = '', head = ''): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<OrderResponse xmlns="urn:oasis:names:specification:ubl:schema:xsd:OrderResponse-2" xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2" xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">
  <cbc:ID>A-1</cbc:ID><cbc:IssueDate>2026-11-23</cbc:IssueDate><cbc:OrderResponseCode>${code}</cbc:OrderResponseCode>${head}
  <cbc:DocumentCurrencyCode>GBP</cbc:DocumentCurrencyCode>
  <cac:OrderReference><cbc:ID>RZZ-PH-26-000123-4</cbc:ID></cac:OrderReference>
  <cac:SellerSupplierParty><cac:Party><cbc:EndpointID schemeID="0088">5059999000029</cbc:EndpointID><cac:PartyLegalEntity><cbc:RegistrationName>Example &amp; Sons</cbc:RegistrationName></cac:PartyLegalEntity></cac:Party></cac:SellerSupplierParty>
  ${lines}
</OrderResponse>`
}

function answerLine(orderLine: string, status: number, inside = '', substitute = ''): string {
  return `<cac:OrderLine><cac:LineItem><cbc:ID>${orderLine}${status}</cbc:ID><cbc:LineStatusCode>${status}</cbc:LineStatusCode>${inside}<cac:Item><cbc:Name>Thing</cbc:Name></cac:Item></cac:LineItem>${substitute}<cac:OrderLineReference><cbc:LineID>${orderLine}</cbc:LineID></cac:OrderLineReference></cac:OrderLine>`
}

const quantity = (n: number | string, unit = 'XPK') => `<cbc:Quantity unitCode="${unit}">${n}</cbc:Quantity>`
const backorder = (n: number) => `<cbc:MaximumBackorderQuantity>${n}</cbc:MaximumBackorderQuantity>`
const priced = (text: string, base = '') =>
  `<cac:Price><cbc:PriceAmount currencyID="GBP">${text}</cbc:PriceAmount>${base}</cac:Price>`
const promised = (day: string) =>
  `<cac:Delivery><cac:PromisedDeliveryPeriod><cbc:StartDate>${day}</cbc:StartDate><cbc:EndDate>${day}</cbc:EndDate></cac:PromisedDeliveryPeriod></cac:Delivery>`

function read(xml: string | Uint8Array) {
  const result = readOrderResponse(xml)
  if (!result.ok) throw new Error(result.refusal.message)
  return result.value
}

function problem(xml: string | Uint8Array) {
  const result = readOrderResponse(xml)
  return result.ok ? 'none' : result.refusal.problem
}

const ordered = [
  { lineId: '1', packs: packs(100), price: price(12_500) },
  { lineId: '2', packs: packs(20), price: price(84_000) },
]
const answer = (xml: string) => answerFromResponse(read(xml), ordered)

describe('reading', () => {
  it('what nobody sees is taken out of texts and values, as of what is typed', () => {
    const note = '<cbc:Note>To fol\u200blow\u202e soon</cbc:Note>'
    expect(read(response('AP', '', note)).note).toBe('To follow soon')
  })

  it('the head', () => {
    expect(read(response('AP', '', '<cbc:SalesOrderID>S-9</cbc:SalesOrderID>'))).toMatchObject({
      id: 'A-1',
      issueDate: '2026-11-23',
      orderNumber: 'RZZ-PH-26-000123-4',
      supplierReference: 'S-9',
      code: 'AP',
      sellerEndpoint: { scheme: '0088', id: '5059999000029' },
      buyerEndpoint: null,
      sellerName: 'Example & Sons',
      lines: [],
    })
  })
  it('bytes, a byte order mark, other prefixes', () => {
    expect(read(new TextEncoder().encode(`\uFEFF${response('AP')}`)).code).toBe('AP')
    expect(read(response('AP').replaceAll('cbc:', 'b:').replaceAll('xmlns:cbc', 'xmlns:b')).code).toBe('AP')
  })
  it('prices by their base quantity, to four decimals', () => {
    const base = '<cbc:BaseQuantity unitCode="XPK">100</cbc:BaseQuantity>'
    expect(read(response('CA', answerLine('1', 3, priced('125.005', base)))).lines[0]?.price).toBe(12_501)
    expect(read(response('CA', answerLine('1', 3, priced('1.25')))).lines[0]?.price).toBe(12_500)
  })
  it.each([
    ['', 'NOT_XML'],
    ['<a', 'NOT_XML'],
    ['hello', 'NOT_XML'],
    [response('AP').replace('</OrderResponse>', ''), 'NOT_XML'],
    [response('AP').replace('Sons', '&bomb;'), 'NOT_XML'],
    [response('AP').replace('?>', '?><!DOCTYPE OrderResponse [<!ENTITY a "b">]>'), 'DOCTYPE'],
    [response('AP').replace('UTF-8', 'UTF-16'), 'NOT_XML'],
    ['<Order xmlns="urn:oasis:names:specification:ubl:schema:xsd:Order-2"/>', 'WRONG_KIND'],
    ['<OrderResponse/>', 'WRONG_KIND'],
    [response('ZZ'), 'BAD_VALUE'],
    [response('AP').replace('2026-11-23', '2026-02-31'), 'BAD_VALUE'],
    [response('AP').replace('<cbc:ID>A-1</cbc:ID>', ''), 'MISSING'],
    [response('AP').replace(/<cac:OrderReference>.*<\/cac:OrderReference>/, ''), 'MISSING'],
    [response('CA', answerLine('1', 9)), 'BAD_VALUE'],
    [response('CA', answerLine('1', 3, quantity('2.5'))), 'BAD_VALUE'],
    [response('CA', answerLine('1', 3, quantity('-2'))), 'BAD_VALUE'],
    [response('CA', answerLine('1', 3, priced('1.25').replace('GBP', 'EUR'))), 'BAD_VALUE'],
    [response('CA', answerLine('', 3)), 'MISSING'],
    ['<a>'.repeat(40) + '</a>'.repeat(40), 'TOO_DEEP'],
    [`<a>${'<b/>'.repeat(200_001)}</a>`, 'TOO_LARGE'],
    [`<a>${' '.repeat(5_000_001)}</a>`, 'TOO_LARGE'],
  ])('refuses what it would have to guess (%#): %s', (xml, expected) => {
    expect(problem(xml)).toBe(expected)
  })
  it('refuses bytes that are not UTF-8', () =>
    expect(problem(Uint8Array.from([0x3c, 0x61, 0xff, 0x3e]))).toBe('NOT_XML'))
  it('never throws, whatever is cut out of a good answer', () => {
    const good = response('CA', answerLine('1', 3, quantity(80) + backorder(20) + priced('1.25')))
    fc.assert(
      fc.property(fc.nat(good.length), fc.nat(good.length), fc.string(), (a, b, put) => {
        const result = readOrderResponse(good.slice(0, Math.min(a, b)) + put + good.slice(Math.max(a, b)))
        if (!result.ok) expect(result.refusal.message).toMatch(/\.$/)
      }),
    )
  })
})

describe('what it means', () => {
  it('accepted, rejected and received speak for the whole order', () => {
    expect(answer(response('AP')).lines.map(({ code, packs }) => [code, packs])).toEqual([
      ['ACCEPTED', 100],
      ['ACCEPTED', 20],
    ])
    expect(answer(response('RE', '', '<cbc:Note>Account on stop</cbc:Note>')).lines[0]).toMatchObject({
      code: 'NOT_AVAILABLE',
      packs: 0,
      note: 'Account on stop',
    })
    expect(answer(response('AB'))).toMatchObject({ lines: [], unanswered: ['1', '2'] })
  })
  it.each([
    [answerLine('1', 5), { code: 'ACCEPTED', packs: 100 }],
    [
      answerLine('1', 3, quantity(80) + backorder(20) + promised('2026-12-01')),
      { code: 'BACK_ORDER', packs: 100, expectedOn: '2026-12-01' },
    ],
    [answerLine('1', 3, quantity(80) + backorder(0)), { code: 'CHANGED_QUANTITY', packs: 80 }],
    [answerLine('1', 3, quantity('80.00')), { code: 'CHANGED_QUANTITY', packs: 80 }],
    [answerLine('1', 3, quantity(0) + backorder(100)), { code: 'BACK_ORDER', packs: 100 }],
    [answerLine('1', 3, quantity(100) + priced('1.30')), { code: 'CHANGED_PRICE', packs: 100, price: 13_000 }],
    [answerLine('1', 7), { code: 'NOT_AVAILABLE', packs: 0 }],
    [answerLine('1', 42), { code: 'ACCEPTED', packs: 100 }],
    [
      answerLine('1', 3, quantity(60)) + answerLine('1', 5, quantity(40) + promised('2026-12-02')),
      { code: 'ACCEPTED', packs: 100, expectedOn: '2026-12-02' },
    ],
    [
      answerLine(
        '1',
        3,
        quantity(100),
        '<cac:SellerSubstitutedLineItem><cbc:ID>9</cbc:ID><cac:Item><cbc:Name>Imported</cbc:Name></cac:Item></cac:SellerSubstitutedLineItem>',
      ),
      { code: 'SUBSTITUTE_OFFERED', packs: 100, substitute: { name: 'Imported', sellersCode: null, gtin14: null } },
    ],
  ])('line by line (%#)', (lines, expected) => {
    const { lines: answered, unanswered } = answer(response('CA', lines))
    expect(answered).toHaveLength(1)
    expect(answered[0]).toMatchObject({ lineId: '1', ...expected })
    expect(unanswered).toEqual(['2'])
  })
  it('sets aside other units, added lines and lines nobody ordered', () => {
    const lines = answerLine('1', 3, quantity(2800, 'C62')) + answerLine('2', 1, quantity(1)) + answerLine('7', 5)
    const told = answer(response('CA', lines))
    expect(told.lines).toEqual([])
    expect(told.inOtherUnit).toEqual(['1'])
    expect(told.unanswered).toEqual(['2'])
    expect(told.unknown.map(({ orderLineId }) => orderLineId)).toEqual(['2', '7'])
  })
  it('never promises more than is coming, and never a negative', () => {
    const part = fc.record({
      quantity: fc.nat(200),
      backorder: fc.option(fc.nat(200)),
      status: fc.constantFrom(3, 5, 7),
    })
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 4 }), (parts) => {
        const xml = parts.map((one) =>
          answerLine(
            '1',
            one.status,
            quantity(one.quantity) + (one.backorder === null ? '' : backorder(one.backorder)),
          ),
        )
        const [line] = answer(response('CA', xml.join(''))).lines
        const coming = parts.filter(({ status }) => status !== 7)
        const most = coming.reduce((sum, one) => sum + one.quantity + (one.backorder ?? 0), 0)
        expect(line?.packs).toBeGreaterThanOrEqual(0)
        expect(line?.packs).toBeLessThanOrEqual(most)
      }),
    )
  })
})

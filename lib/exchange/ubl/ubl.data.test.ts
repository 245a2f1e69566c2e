import { readdirSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { validateXML } from 'xmllint-wasm'
import { referencePath, referenceText } from '#lib/testing/reference-data.ts'
import { localDate } from '#lib/values/dates.ts'
import { pence, price } from '#lib/values/money.ts'
import { packs } from '#lib/values/packs.ts'
import { missingForPeppol } from './order.rules.ts'
import { type OrderMessage, ukAddress } from './order.ts'
import { answerFromResponse } from './order-response.rules.ts'
import { readOrderResponse } from './read-order-response.ts'
import { writeOrder } from './write-order.ts'

function schemaFiles() {
  const common = readdirSync(referencePath('ubl-2.1-xsd', 'common'))
  return common.map((fileName) => ({
    fileName: path.posix.join('common', fileName),
    contents: referenceText('ubl-2.1-xsd', 'common', fileName),
  }))
}

async function schemaErrors(xml: string): Promise<string[]> {
  const schema = referenceText('ubl-2.1-xsd', 'maindoc', 'UBL-Order-2.1.xsd').replaceAll('../common/', 'common/')
  const checked = await validateXML({
    xml: [{ fileName: 'order.xml', contents: xml }],
    schema: [{ fileName: 'order.xsd', contents: schema }],
    preload: schemaFiles().map((file) => ({ ...file, contents: file.contents.replaceAll('../common/', '') })),
  })
  return checked.errors.map((error) => error.message)
}

const party = {
  name: 'Example Hospitals NHS Trust & Sons',
  endpoint: { scheme: '0088', id: '5012345000107' },
  gln: '5012345000107',
  vatNumber: 'GB654434022',
  address: ukAddress(['1 Example Road', 'Floor 2', 'Block C', 'Exampleton', 'EX1 1EX']),
  contact: { name: 'Pharmacy', telephone: '0', email: 'a@b.example' },
}

const order: OrderMessage = {
  number: 'RZZ-PH-26-000123-4',
  replaces: 'RZZ-PH-26-000122-3',
  issueDate: localDate('2026-11-23'),
  issueTime: '09:30:00',
  validUntil: localDate('2026-12-23'),
  note: 'Ring <first>',
  customerReference: 'Pharmacy',
  accountingCost: 'PH-1',
  requisition: 'REQ-1',
  buyer: party,
  seller: { ...party, endpoint: { scheme: '0088', id: '5012346000106' }, gln: null },
  invoiceTo: party,
  delivery: { name: 'Stores', gln: '5012345000114', address: party.address, from: localDate('2026-11-25'), to: null },
  carriage: { net: pence(750), vatRate: 2000 },
  lines: [1, 2, 3].map((n) => ({
    id: String(n),
    name: `Thing ${n}`,
    packs: packs(n * 7),
    price: price(12_345 * n),
    vatRate: n === 2 ? 0 : 2000,
    note: 'Not short-dated',
    buyersCode: 'B',
    sellersCode: 'S',
    gtin: '05012346001011',
    dmd: { ampp: '4744711000001105', vmpp: '4744111000001109', amp: null, vmp: '35894711000001106' },
    packText: '28 tablet',
    contract: `CM/PHG/99/000${n}`,
  })),
}

describe('orders we write', () => {
  it('are valid against the schema of UBL 2.1, with everything in them and with the least', async () => {
    const least = {
      ...order,
      ...{ replaces: null, issueTime: null, validUntil: null, note: null, customerReference: null },
      ...{ accountingCost: null, requisition: null, invoiceTo: null, carriage: null },
    }
    for (const message of [order, least]) {
      expect(missingForPeppol(message)).toEqual([])
      expect(await schemaErrors(writeOrder(message))).toEqual([])
    }
  })
  it('are seen to be invalid when they are', async () => {
    expect(await schemaErrors(writeOrder(order).replace('cbc:IssueDate>', 'cbc:IssueDay>'))).not.toEqual([])
  })
})

describe('the sample responses', () => {
  const ordered = [
    { lineId: '1', packs: packs(100), price: price(12_500) },
    { lineId: '2', packs: packs(20), price: price(84_000) },
  ]
  it.each([
    ['accepted', 'AP', ['ACCEPTED 100', 'ACCEPTED 20']],
    ['acknowledged', 'AB', []],
    ['rejected', 'RE', ['NOT_AVAILABLE 0', 'NOT_AVAILABLE 0']],
    ['line-rejected', 'CA', ['ACCEPTED 100', 'NOT_AVAILABLE 0']],
    ['amended', 'CA', ['BACK_ORDER 100', 'SUBSTITUTE_OFFERED 20']],
  ])('%s', (name, code, expected) => {
    const response = readOrderResponse(referenceText('ubl-examples', `response-${name}.xml`))
    if (!response.ok) throw new Error(response.refusal.message)
    expect(response.value.code).toBe(code)
    const { lines } = answerFromResponse(response.value, ordered)
    expect(lines.map((line) => `${line.code} ${line.packs}`)).toEqual(expected)
  })
  it('another document is not a response', () => {
    expect(readOrderResponse(referenceText('ubl-examples', 'order.xml'))).toMatchObject({
      refusal: { problem: 'WRONG_KIND' },
    })
  })
})

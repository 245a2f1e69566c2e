import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { everyElement, readPdf } from '#lib/testing/read-pdf.ts'
import {
  sampleGoodsReceivedNote,
  sampleLines,
  samplePurchaseOrder,
  sampleRequisition,
} from '#lib/testing/sample-documents.ts'
import { localDate } from '#lib/values/dates.ts'
import { formatPence, formatPrice } from '#lib/values/format.ts'
import { pence, price } from '#lib/values/money.ts'
import { milli, packs } from '#lib/values/packs.ts'
import { cdRequisitionPage } from './cd-requisition.ts'
import { cdRequisitionHtml } from './cd-requisition-html.ts'
import { cdRequisitionPdf } from './cd-requisition-pdf.ts'
import { code128Bars } from './code128.ts'
import type { Block, DocumentPage } from './document-page.ts'
import { goodsReceivedNotePage } from './goods-received-note.ts'
import { goodsReceivedNoteHtml } from './goods-received-note-html.ts'
import { goodsReceivedNotePdf } from './goods-received-note-pdf.ts'
import { numberInWords } from './number-words.ts'
import { purchaseOrderPage } from './purchase-order.ts'
import { purchaseOrderHtml } from './purchase-order-html.ts'
import { purchaseOrderPdf } from './purchase-order-pdf.ts'

const squeezed = (text: string) => text.replace(/\s+/g, ' ').trim()
const bare = (text: string) => text.replace(/\s+/g, '')

/** Everything a page says, in reading order. */
function saidBy(page: DocumentPage): string[] {
  return [page.issuer, page.heading, ...page.blocks.flatMap(saidByBlock)].map(squeezed)
}

function saidByBlock(block: Block): string[] {
  switch (block.kind) {
    case 'heading':
    case 'paragraph':
    case 'notice':
      return [block.text]
    case 'list':
      return [...block.items]
    case 'facts':
      return block.facts.flatMap(({ term, lines }) => [term, ...lines.map(({ text }) => text)])
    case 'table':
      return [
        ...block.columns.map(({ head }) => head),
        ...block.rows.flatMap(({ cells }) => cells.flatMap((lines) => lines.map(({ text }) => text))),
      ]
    case 'amounts':
      return block.rows.flatMap(({ term, amount }) => [term, amount])
    case 'barcode':
      return []
    case 'blanks':
      return [...block.terms]
  }
}

/** Holds a text against what must be said: all of it, in that order. */
function expectInOrder(text: string, said: readonly string[]): void {
  const whole = bare(text)
  let at = 0
  for (const one of said) {
    const found = whole.indexOf(bare(one), at)
    if (found === -1) throw new Error(`“${one}” is missing after “…${whole.slice(Math.max(0, at - 60), at)}”`)
    at = found + bare(one).length
  }
}

/** The words of an HTML page, without its markup. */
function wordsOf(html: string): string {
  const body = html.slice(html.indexOf('<main>'))
  const plain = body.replace(/<br>/g, ' ').replace(/<[^>]+>/g, ' ')
  return plain
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
}

const DOCUMENTS = [
  {
    name: 'purchase order',
    page: purchaseOrderPage(samplePurchaseOrder(40)),
    pdf: () => purchaseOrderPdf(samplePurchaseOrder(40)),
    html: () => purchaseOrderHtml(samplePurchaseOrder(40)),
  },
  {
    name: 'requisition',
    page: cdRequisitionPage(sampleRequisition()),
    pdf: () => cdRequisitionPdf(sampleRequisition()),
    html: () => cdRequisitionHtml(sampleRequisition()),
  },
  {
    name: 'goods received note',
    page: goodsReceivedNotePage(sampleGoodsReceivedNote()),
    pdf: () => goodsReceivedNotePdf(sampleGoodsReceivedNote()),
    html: () => goodsReceivedNoteHtml(sampleGoodsReceivedNote()),
  },
]

describe.each(DOCUMENTS)('a $name', ({ page, pdf, html }) => {
  it('is a tagged PDF in English with its title, its fonts in the file', async () => {
    const read = await readPdf(await pdf())
    expect(read).toMatchObject({ tagged: true, language: 'en-GB', title: page.title })
    expect(read.fonts).toHaveLength(2)
    expect(read.fonts.every(({ embedded }) => embedded)).toBe(true)
    expect(read.metadata).toContain('<pdfuaid:part>1</pdfuaid:part>')
    expect(read.metadata).toContain(page.title)
  })
  it('says in its structure everything it has to say, in reading order', async () => {
    const { text } = await readPdf(await pdf())
    expectInOrder(text, saidBy(page))
  })
  it('has one first heading, and heads on every table', async () => {
    const elements = everyElement((await readPdf(await pdf())).structure)
    const roles = elements.map(({ role }) => role)
    expect(elements.filter(({ role }) => role === 'H1').map(({ text }) => text)).toEqual([page.heading])
    expect(roles.filter((role) => /^H[3-6]$/.test(role))).toEqual([])
    const tables = elements.filter(({ role }) => role === 'Table')
    expect(tables.length).toBeGreaterThan(0)
    for (const table of tables) expect(everyElement([table]).some(({ role }) => role === 'TH')).toBe(true)
    const heads = elements.filter(({ role }) => role === 'THead').flatMap((head) => everyElement([head]))
    const columns = page.blocks.flatMap((block) =>
      block.kind === 'table' ? block.columns.map(({ head }) => head) : [],
    )
    expect(heads.filter(({ role }) => role === 'TH').map(({ text }) => text)).toEqual(columns)
    expect(elements.filter(({ role }) => role === 'TH').every(({ text }) => text !== '')).toBe(true)
    expect(elements.filter(({ role }) => role === 'Figure').map(({ alt }) => alt)).toEqual(
      page.blocks.flatMap((block) => (block.kind === 'barcode' ? [block.alt] : [])),
    )
  })
  it('numbers its pages outside its content', async () => {
    const { artifacts, pages, text } = await readPdf(await pdf())
    artifacts.forEach((artifact, i) => {
      expect(squeezed(artifact)).toContain(`Page ${i + 1} of ${pages}`)
      expect(squeezed(artifact)).toContain(page.foot)
    })
    expect(text).not.toContain('Page 1 of')
  })
  it('has the same bytes each time', async () => {
    const hash = async () =>
      createHash('sha256')
        .update(await pdf())
        .digest('hex')
    expect(await hash()).toBe(await hash())
  })
  it('has an HTML twin with the same words', () => {
    const text = html()
    expectInOrder(wordsOf(text), saidBy(page))
    expect(text).toMatch(/^<!DOCTYPE html>\n<html lang="en-GB">/)
    expect(text).not.toMatch(/<script|<style|\sstyle=|\son\w+=/)
    expect(text.match(/<h1>/g)).toHaveLength(1)
    expect(text).not.toMatch(/<t[dh][^>]*><\/t[dh]>/)
  })
})

describe('a purchase order', () => {
  it('of 200 lines loses none over its pages and repeats its heads', async () => {
    const props = samplePurchaseOrder(200)
    const read = await readPdf(await purchaseOrderPdf(props))
    expect(read.pages).toBeGreaterThan(20)
    expectInOrder(read.text, saidBy(purchaseOrderPage(props)))
    const rows = everyElement(read.structure).filter(({ role }) => role === 'TBody')
    expect(rows.length).toBeGreaterThan(1)
    for (const artifact of read.artifacts.slice(1, -1)) expect(artifact).toContain('Product')
    for (const line of props.lines) {
      expect(read.text).toContain(line.name)
      expect(read.text).toContain(formatPrice(line.price))
      expect(read.text).toContain(formatPence(line.net))
    }
  })
  it('keeps names as long as dm+d has them, words without a blank, and cells higher than a page', async () => {
    const long = `${'Examplicillin sodium with a very long name indeed '.repeat(15)}end`
    const lines = sampleLines(3).map((line, i) => ({
      ...line,
      ...(i === 0
        ? { name: long }
        : i === 1
          ? { name: 'x'.repeat(300) }
          : { note: 'Ring before delivery. '.repeat(400) }),
    }))
    const props = samplePurchaseOrder(3, {
      lines,
      deliverTo: { ...samplePurchaseOrder().deliverTo, instructions: 'Ask at the gate. '.repeat(600) },
    })
    const { text } = await readPdf(await purchaseOrderPdf(props))
    // Page by page, a cell that goes on comes after the rest of its row: its text is counted
    for (const word of [/\bRing\b/g, /\bdelivery\./g]) expect(text.match(word)).toHaveLength(400)
    expectInOrder(
      text,
      saidBy(purchaseOrderPage(props)).filter((one) => !one.startsWith('Ring')),
    )
  })
  it('says that it changes, cancels or is superseded', async () => {
    const say = async (change: Parameters<typeof samplePurchaseOrder>[1]) => {
      const props = samplePurchaseOrder(2, change)
      const { text, title } = await readPdf(await purchaseOrderPdf(props))
      expectInOrder(text, saidBy(purchaseOrderPage(props)))
      return { text, title }
    }
    const change = await say({
      version: 2,
      purpose: { type: 'change', replacesVersion: 1, changes: ['Line 2: 5 packs instead of 9.'] },
    })
    expect(change.title).toBe('Change to purchase order RZZ-PH-26-000123-4')
    expect(change.text).toContain('It replaces version 1. Do not supply both.')
    const cancelled = await say({ purpose: { type: 'cancellation', reason: 'Ordered twice', lines: 'all' } })
    expect(cancelled.text).toContain('Do not supply order RZZ-PH-26-000123-4.')
    const some = await say({
      purpose: { type: 'cancellation', reason: 'Not needed', lines: [{ lineNo: 2, packs: packs(4) }] },
    })
    expect(some.text).toContain('Line 2: 4 packs')
    const old = await say({ superseded: { byVersion: 3, on: localDate('2026-08-07') } })
    expect(old.text).toContain('Superseded by version 3 on 7 August 2026.')
    const urgent = await say({ emergencyReason: 'Patient waiting.', kind: 'cd' })
    expect(urgent.text).toContain('Emergency order. Patient waiting.')
    expect(urgent.text).toContain('Supply only against the signed requisition')
  })
  it('says who let it go, and what there is none of', () => {
    const plain = samplePurchaseOrder(1, {
      ...{
        approvals: [],
        wantedBy: null,
        costCentre: null,
        contact: null,
        note: 'Split deliveries welcome',
        kind: 'unlicensed',
      },
      lines: sampleLines(1).map((line) => ({
        ...line,
        contract: null,
        supplierCode: null,
        unlicensedApproval: 'UL-7',
      })),
    })
    const said = saidBy(purchaseOrderPage(plain))
    for (const text of [
      'Within the buyer’s own limit',
      'Your usual delivery',
      'None',
      'Not on contract',
      'Unlicensed, approval UL-7',
      'Split deliveries welcome',
      'No contract applies to this order.',
    ]) {
      expect(said).toContain(text)
    }
  })
  it('differs in its bytes when anything in it differs', async () => {
    const one = await purchaseOrderPdf(samplePurchaseOrder(2))
    const other = await purchaseOrderPdf(samplePurchaseOrder(2, { version: 2 }))
    const later = await purchaseOrderPdf(samplePurchaseOrder(2, { madeAt: new Date('2026-08-06T16:31:00Z') }))
    expect(Buffer.from(one).equals(other)).toBe(false)
    expect(Buffer.from(one).equals(later)).toBe(false)
  })
})

describe('any text', () => {
  const text = fc.stringMatching(/^[ -~£€é–’“”ßñµ°αβΩ½ﬁ−]{1,80}$/u)
  it('comes through both writers', async () => {
    await fc.assert(
      fc.asyncProperty(text, text, text, async (name, note, place) => {
        fc.pre([name, note, place].every((one) => one.trim() !== ''))
        const [line] = sampleLines(1)
        if (!line) return
        const props = samplePurchaseOrder(1, {
          lines: [{ ...line, name, note }],
          deliverTo: { name: place, address: [place], gln: null, instructions: note },
        })
        const drawn = (one: string) => one.replaceAll('ﬁ', 'fi')
        const { text: read } = await readPdf(await purchaseOrderPdf(props))
        for (const one of [name, note, place]) {
          expect(bare(read.normalize('NFKC'))).toContain(bare(drawn(one).normalize('NFKC')))
        }
        expectInOrder(wordsOf(purchaseOrderHtml(props)), saidBy(purchaseOrderPage(props)))
      }),
      { numRuns: 25 },
    )
  })
  it('that the font does not have shows that something is missing', async () => {
    const read = await readPdf(await purchaseOrderPdf(samplePurchaseOrder(1, { note: 'A薬B\u0007C' })))
    expect(read.text).toContain('A?BC')
  })
})

describe('a requisition', () => {
  it('has the six particulars', () => {
    const said = saidBy(cdRequisitionPage(sampleRequisition()))
    for (const text of [
      'Priya Shah',
      '1 River Road',
      'Pharmacist',
      'For use by patients of the hospital',
      '280 (two hundred and eighty) ampoules',
      '500 (five hundred) ml',
      'Signature of the recipient',
    ]) {
      expect(said).toContain(text)
    }
  })
  it('says who signed it, and writes parts of units in figures only', () => {
    const signed = { name: 'Priya Shah', profession: 'Pharmacist', at: new Date('2026-08-06T16:30:00Z') }
    const lines = sampleRequisition().lines.map((line) => ({ ...line, totalQuantity: milli(2_500), unitName: 'ml' }))
    const said = saidBy(cdRequisitionPage(sampleRequisition({ signed, lines })))
    expect(said).toContain('Priya Shah, Pharmacist')
    expect(said).toContain('2.5 ml')
    expect(said).not.toContain('Signature of the recipient')
  })
})

describe('a goods received note', () => {
  it('says what was wrong with what came', () => {
    const said = saidBy(goodsReceivedNotePage(sampleGoodsReceivedNote()))
    for (const text of ['14 packs', 'Short-dated', 'Arrived at 12.4 °C', '1 pack more than ordered', 'In quarantine']) {
      expect(said).toContain(text)
    }
  })
  it('says what it takes back', () => {
    const note = sampleGoodsReceivedNote({
      reverses: { number: 'RZZ-GRN-26-000044-5', reason: 'Wrong order' },
      note: 'Seen',
    })
    const page = goodsReceivedNotePage({ ...note, lines: note.lines.map((line) => ({ ...line, fridgeTenths: -5 })) })
    expect(page.heading).toBe('Reversal of a goods received note, RZZ-GRN-26-000045-6')
    expect(saidBy(page)).toContain('This takes back RZZ-GRN-26-000044-5. Reason: Wrong order')
    expect(saidBy(page)).toContain('Arrived at −0.5 °C')
  })
})

describe('numbers in words', () => {
  it.each([
    [0, 'zero'],
    [13, 'thirteen'],
    [28, 'twenty-eight'],
    [100, 'one hundred'],
    [280, 'two hundred and eighty'],
    [1000, 'one thousand'],
    [1005, 'one thousand and five'],
    [12_345, 'twelve thousand three hundred and forty-five'],
    [999_999, 'nine hundred and ninety-nine thousand nine hundred and ninety-nine'],
  ])('%s is %s', (n, words) => expect(numberInWords(n)).toBe(words))
  it('are all different', () => {
    const distinct = fc.tuple(fc.nat(999_999), fc.nat(999_999)).filter(([a, b]) => a !== b)
    fc.assert(
      fc.property(distinct, ([a, b]) => {
        expect(numberInWords(a)).not.toBe(numberInWords(b))
      }),
    )
    expect(() => numberInWords(1.5)).toThrow(RangeError)
    expect(() => numberInWords(1_000_000)).toThrow(RangeError)
  })
})

it('a barcode begins and ends as Code 128 does, 11 modules a sign', () => {
  const { width, bars } = code128Bars('RZZ-PH-26-000123-4')
  const modules = Array.from({ length: width }, (_, at) =>
    bars.some(([from, wide]) => at >= from && at < from + wide) ? '1' : '0',
  ).join('')
  expect(modules).toMatch(/^11010010000[01]+1100011101011$/)
  expect(width % 11).toBe(2)
  // The stop sign has 13 modules, every other sign three bars and three gaps
  expect(bars.length).toBe(((width - 13) / 11) * 3 + 4)
})

it('sums on the paper are the sums that were given', () => {
  const props = samplePurchaseOrder(2, {
    totals: { net: pence(100_000), carriage: pence(750), vat: pence(20_150), gross: pence(120_900) },
    lines: sampleLines(2).map((line) => ({ ...line, price: price(185_000) })),
  })
  expect(saidBy(purchaseOrderPage(props))).toEqual(
    expect.arrayContaining(['£1,000.00', '£7.50', '£201.50', '£1,209.00', '£18.50']),
  )
})

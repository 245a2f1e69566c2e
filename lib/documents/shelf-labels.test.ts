import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'
import { readScan } from '#lib/exchange/gs1/scan.ts'
import { barcodeOf, type PrintableLabel } from '#lib/labels/label.rules.ts'
import { LABEL_STOCKS, labelsAPage, placeOf, STOCK_IDS } from '#lib/labels/label-stock.rules.ts'
import { readPdf } from '#lib/testing/read-pdf.ts'
import { renderPdf } from '#lib/testing/render-pdf.ts'
import { gs1Digit } from '#lib/values/codes.ts'
import { addDays, localDate } from '#lib/values/dates.ts'
import { gs1DataMatrix } from './data-matrix.ts'
import { shelfLabelsPdf } from './shelf-labels-pdf.ts'

beforeAll(async () => {
  const file = createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm')
  const wasm = readFileSync(file)
  const wasmBinary = wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength)
  await prepareZXingModule({ overrides: { wasmBinary }, fireImmediately: true })
})

const GS = '\u001d'
/** What an independent reader sees: ]d2 says that FNC1 stands first, so that the content is GS1's. */
async function scanned(image: { data: Uint8ClampedArray; width: number; height: number }, most = 1) {
  const found = await readBarcodes(image as ImageData, {
    formats: ['DataMatrix'],
    tryHarder: true,
    maxNumberOfSymbols: most,
  })
  return found.map(({ bytes, symbologyIdentifier, contentType }) => {
    return { kind: symbologyIdentifier, type: contentType, text: new TextDecoder('latin1').decode(bytes) }
  })
}

function drawn(elementString: string) {
  const { side, dark } = gs1DataMatrix(elementString)
  const [scale, quiet] = [4, 4]
  const width = (side + 2 * quiet) * scale
  const data = new Uint8ClampedArray(width * width * 4).fill(255)
  for (let y = 0; y < width; y += 1)
    for (let x = 0; x < width; x += 1) {
      const [column, row] = [Math.floor(x / scale) - quiet, Math.floor(y / scale) - quiet]
      const inside = column >= 0 && row >= 0 && column < side && row < side
      if (inside && dark[row * side + column]) data.fill(0, (y * width + x) * 4, (y * width + x) * 4 + 3)
    }
  return { data, width, height: width }
}

const gtin = fc.stringMatching(/^\d{12}$/).map((twelve) => `0${twelve}${gs1Digit(`0${twelve}`)}`)
const batch = fc.stringMatching(/^[A-Z0-9!"%&'()*+,\-./:;<=>?_a-z]{1,20}$/)
const expiry = fc.integer({ min: 0, max: 9000 }).map((days) => addDays(localDate('2026-01-01'), days))
const label = (parts: Partial<PrintableLabel> = {}): PrintableLabel => ({
  ...{
    id: 'a',
    product: 'Meropenem 1g powder for solution for injection vials',
    packText: '10 vials',
    make: 'Northgate Pharma',
  },
  ...{
    amppId: '1085011000001105',
    gtin: '05000283101086',
    batch: null,
    expiry: null,
    copies: 1,
    handled: [],
    ...parts,
  },
})

describe('the DataMatrix of a label', () => {
  test('is read by an independent decoder as the same GS1 string, whatever batch and expiry', async () => {
    await fc.assert(
      fc.asyncProperty(gtin, fc.option(batch), fc.option(expiry), async (code, lot, day) => {
        const { elementString } = barcodeOf(label({ gtin: code, batch: lot, expiry: day }))
        const [read] = await scanned(drawn(elementString))
        expect(read).toEqual({ kind: ']d2', type: 'GS1', text: elementString })
      }),
      { numRuns: 60 },
    )
  })

  test('ends a batch where something follows it', async () => {
    const elementString = `010500028310108610AB12${GS}17270831`
    expect(await scanned(drawn(elementString))).toMatchObject([{ text: elementString }])
  })

  test('is what our own desk reads back', () => {
    fc.assert(
      fc.property(gtin, batch, (code, lot) => {
        const scan = readScan(
          barcodeOf(label({ gtin: code, batch: lot, expiry: localDate('2027-08-31') })).elementString,
          {
            today: localDate('2026-11-23'),
          },
        )
        expect(scan).toMatchObject({ ok: true, value: { gtin14: code, batch: lot } })
      }),
    )
  })
})

test.each(STOCK_IDS)('%s: no label sticks out of its page or over another', (stock) => {
  const { page, label: size } = LABEL_STOCKS[stock]
  const places = Array.from({ length: labelsAPage(stock) }, (_, n) => placeOf(stock, n))
  for (const [n, place] of places.entries()) {
    expect(place.page).toBe(0)
    expect(place.left + size[0]).toBeLessThanOrEqual(page[0] + 0.001)
    expect(place.top + size[1]).toBeLessThanOrEqual(page[1] + 0.001)
    const next = places[n + 1]
    if (next && next.top === place.top) expect(next.left).toBeGreaterThanOrEqual(place.left + size[0])
  }
  expect(placeOf(stock, labelsAPage(stock))).toMatchObject({ page: 1, left: places[0]?.left, top: places[0]?.top })
})

describe('a sheet of labels', () => {
  const madeAt = new Date('2026-11-23T10:00:00Z')
  const long =
    'Human normal immunoglobulin 10g/100ml solution for infusion vials with a very long name that goes on and on'
  const batched = label({ product: long, batch: 'LONGESTBATCHNUMBER20', expiry: localDate('2027-08-31') })

  test.each(STOCK_IDS)('on %s: each label is drawn whole, and its barcode reads back from the paper', async (stock) => {
    const pdf = await shelfLabelsPdf({ stock, from: 1, labels: [label(), batched], madeAt })
    const pages = await renderPdf(pdf, 5)
    expect(pages).toHaveLength(labelsAPage(stock) === 1 ? 2 : 1)
    const read = (await Promise.all(pages.map((page) => scanned(page, 4)))).flat()
    expect(read.map((one) => one.text).sort()).toEqual(
      [label(), batched].map((one) => barcodeOf(one).elementString).sort(),
    )
  })

  test('begins at the first free label, and goes on to the next sheet', async () => {
    const labels = Array.from({ length: 3 }, () => label())
    expect((await renderPdf(await shelfLabelsPdf({ stock: 'a4-21', from: 20, labels, madeAt }), 1)).length).toBe(2)
    expect((await renderPdf(await shelfLabelsPdf({ stock: 'a4-21', from: 19, labels, madeAt }), 1)).length).toBe(1)
  })

  test('is tagged, says its barcodes in words, and is the same bytes each time', async () => {
    const sheet = { stock: 'a4-21', from: 1, labels: [batched], madeAt } as const
    const pdf = await shelfLabelsPdf(sheet)
    expect(Buffer.from(await shelfLabelsPdf(sheet)).equals(Buffer.from(pdf))).toBe(true)
    const read = await readPdf(pdf)
    expect(read).toMatchObject({ tagged: true, language: 'en-GB', title: 'Shelf labels', pages: 1 })
    const text = JSON.stringify(read.structure)
    expect(text).toContain('GS1 DataMatrix (01)05000283101086(17)270831(10)LONGESTBATCHNUMBER20')
    expect(read.text).toContain('Batch LONGESTBATCHNUMBER20')
    expect(read.text).toContain('31 August 2027')
  })
})

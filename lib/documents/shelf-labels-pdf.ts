import PDFDocument from 'pdfkit'
import { barcodeOf, type PrintableLabel } from '#lib/labels/label.rules.ts'
import { LABEL_STOCKS, type LabelStock, labelsAPage, placeOf } from '#lib/labels/label-stock.rules.ts'
import { formatDate } from '#lib/values/format.ts'
import { gs1DataMatrix } from './data-matrix.ts'
import { collected } from './pdf-bytes.ts'
import { type Doc, grow, type Structure } from './pdf-paper.ts'
import { type FittedLine, type Pen, penFor } from './pdf-pen.ts'

const MM = 72 / 25.4
/** Around a label's edge, where printers miss; and the quiet zone beside a symbol (GS1: one module). */
const EDGE = 2.5 * MM
const GUTTER = 2.2 * MM
/** Sides of a module (GS1 General Specifications: 0.254 to 0.99 mm for packs and shelves). */
const MODULE = { least: 0.36 * MM, most: 0.7 * MM }

/** Size of everything but the name, in points. */
const SMALL = 7.5

/** Labels to be printed, in this order; `from` is the first free label of a sheet that was used before, from 1. */
export type LabelSheet = { stock: LabelStock; from: number; labels: readonly PrintableLabel[]; madeAt: Date }

/**
 * Shelf labels with GS1 DataMatrix as a tagged PDF, each label a section of its own: product, pack, batch and expiry for
 * people, the barcode with the same in its alternative text. The same labels give the same bytes.
 */
export async function shelfLabelsPdf({ stock, from, labels, madeAt }: LabelSheet): Promise<Uint8Array> {
  const { page, label: size } = LABEL_STOCKS[stock]
  const conformance: string = 'PDF/UA'
  const doc = new PDFDocument({
    size: [page[0] * MM, page[1] * MM],
    margins: { top: 0, left: 0, right: 0, bottom: 0 },
    pdfVersion: '1.7',
    subset: conformance as PDFKit.Mixins.PDFSubsets,
    tagged: true,
    lang: 'en-GB',
    displayTitle: true,
    autoFirstPage: false,
    info: { Title: 'Shelf labels', Creator: 'Tincture', Producer: 'Tincture', CreationDate: madeAt },
  })
  const bytes = collected(doc)
  const pen = penFor(doc)
  const root = doc.struct('Document')
  doc.addStructure(root)
  const first = Math.min(Math.max(1, from), labelsAPage(stock)) - 1
  let onPage = -1
  labels.forEach((label, index) => {
    const place = placeOf(stock, first + index)
    if (place.page !== onPage) doc.addPage()
    onPage = place.page
    drawLabel({ doc, pen, root }, label, {
      ...{ left: place.left * MM, top: place.top * MM, width: size[0] * MM, height: size[1] * MM },
    })
  })
  root.end()
  doc.end()
  return bytes
}

type Box = { left: number; top: number; width: number; height: number }
type Ink = { doc: Doc; pen: Pen; root: Structure }

function drawLabel({ doc, pen, root }: Ink, label: PrintableLabel, box: Box): void {
  const { elementString, bracketed } = barcodeOf(label)
  const { side, dark } = gs1DataMatrix(elementString)
  const room = { height: box.height - 2 * EDGE, width: box.width - 2 * EDGE }
  const module = Math.max(MODULE.least, Math.min(MODULE.most, (room.height * 0.72) / side, (room.width * 0.34) / side))
  const symbol = side * module
  const section = grow(root, doc, 'Sect')
  const [left, top] = [box.left + EDGE, box.top + EDGE]
  const text = { left: left + symbol + GUTTER, top, width: room.width - symbol - GUTTER }

  const codeSize = [6.5, 6, 5.5, 5].find((size) => pen.width(bracketed, false, size) <= room.width) ?? 4.5
  const codes = pen.fit(bracketed, false, codeSize, room.width)
  const bottom = box.top + box.height - EDGE - codes.length * codeSize * 1.2
  let y = text.top
  const write = (type: string, lines: readonly FittedLine[], size: number) => {
    const element = grow(section, doc, type)
    element.add(() => {
      lines.forEach((line, n) => {
        pen.use(line.strong, size)
        doc.fillColor('black').text(line.text, text.left, y + n * size * 1.18, { lineBreak: false })
      })
    })
    element.end()
    y += lines.length * size * 1.18
  }
  const handled = label.handled.length > 0 ? [label.handled.join(', ')] : []
  const below = [`${label.packText}, ${label.make}`, ...handled, ...batchWords(label)].map((words, n) => {
    return pen.fit(words, n > 0, SMALL, text.width).slice(0, 2)
  })
  const free = bottom - text.top - below.reduce((sum, lines) => sum + lines.length * SMALL * 1.18 + 1, 0)
  const name = fittedName(pen, label.product, text.width, free)
  write('P', name.lines, name.size)
  for (const lines of below) {
    y += 1
    write('P', lines, SMALL)
  }

  const figure = grow(section, doc, 'Figure', {
    alt: `GS1 DataMatrix ${bracketed}`,
    bbox: [left, top, left + symbol, top + symbol],
    placement: 'Block',
  })
  figure.add(() => {
    for (let row = 0; row < side; row += 1)
      for (const [from, length] of runs(dark.slice(row * side, (row + 1) * side)))
        doc.rect(left + from * module, top + row * module, length * module, module)
    doc.fill('black')
  })
  figure.end()

  const code = grow(section, doc, 'P')
  code.add(() => {
    codes.forEach((line, n) => {
      pen.use(false, codeSize)
      doc.fillColor('black').text(line.text, left, bottom + n * codeSize * 1.2, { lineBreak: false })
    })
  })
  code.end()
  section.end()
}

function batchWords({ batch, expiry }: PrintableLabel): string[] {
  return [...(batch ? [`Batch ${batch}`] : []), ...(expiry ? [`Expiry ${formatDate(expiry)}`] : [])]
}

/** A product's name as large as it fits; cut only where the smallest is too large. */
function fittedName(pen: Pen, name: string, width: number, height: number): { size: number; lines: FittedLine[] } {
  for (const size of [11, 10, 9, 8, 7.5, 7]) {
    const lines = pen.fit(name, true, size, width)
    if (lines.length * size * 1.18 <= height) return { size, lines }
  }
  const most = Math.max(1, Math.floor(height / (6.5 * 1.18)))
  const lines = pen.fit(name, true, 6.5, width)
  if (lines.length <= most) return { size: 6.5, lines }
  const kept = lines.slice(0, most)
  const last = kept.at(-1)
  if (last) kept[most - 1] = { ...last, text: `${last.text.trimEnd().slice(0, -1)}…` }
  return { size: 6.5, lines: kept }
}

/** Dark modules of a row that stand together: where they begin and how many they are. */
function runs(row: readonly boolean[]): [from: number, length: number][] {
  const found: [number, number][] = []
  row.forEach((isDark, at) => {
    const last = found.at(-1)
    if (!isDark) return
    if (last && last[0] + last[1] === at) last[1] += 1
    else found.push([at, 1])
  })
  return found
}

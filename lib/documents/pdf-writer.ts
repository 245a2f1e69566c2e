import PDFDocument from 'pdfkit'
import { code128Bars } from './code128.ts'
import type { Block, DocumentPage, Fact } from './document-page.ts'
import { collected } from './pdf-bytes.ts'
import {
  artifact,
  BODY,
  drawLine,
  FOOT,
  fitted,
  flow,
  GAP,
  grow,
  MARGIN,
  makeRoom,
  type Paper,
  rule,
  type Structure,
} from './pdf-paper.ts'
import { type FittedLine, penFor } from './pdf-pen.ts'
import { amounts, table } from './pdf-table.ts'

function heading(paper: Paper, level: 'H1' | 'H2', text: string, size: number, room = 60): void {
  const lines = paper.pen.fit(text, true, size, paper.right - paper.left)
  // A heading is never left alone at the foot of a page
  makeRoom(paper, lines.length * size * 1.25 + room)
  flow(paper, paper.root, level, lines, { size, leading: size * 1.25 })
  paper.y += 4
}

function paragraph(paper: Paper, text: string, strong: boolean): void {
  const lines = text.split(/\r?\n/).flatMap((one) => paper.pen.fit(one, strong, BODY.size, paper.right - paper.left))
  flow(paper, paper.root, 'P', lines)
  paper.y += GAP
}

function notice(paper: Paper, text: string): void {
  makeRoom(paper, 60)
  rule(paper, paper.y, 2, 'black')
  paper.y += 8
  flow(paper, paper.root, 'P', paper.pen.fit(text, true, 12, paper.right - paper.left), { size: 12, leading: 16 })
  paper.y += 4
  rule(paper, paper.y, 2, 'black')
  paper.y += GAP
}

function list(paper: Paper, items: readonly string[]): void {
  const parent = grow(paper.root, paper.doc, 'L')
  for (const text of items) {
    const item = grow(parent, paper.doc, 'LI')
    flow(paper, item, 'LBody', paper.pen.fit(`• ${text}`, false, BODY.size, paper.right - paper.left))
    item.end()
  }
  parent.end()
  paper.y += GAP
}

/** A fact that is longer than a page: its lines go on as text does. */
function longFact(paper: Paper, list: Structure, term: readonly FittedLine[], lines: readonly FittedLine[]): void {
  const item = grow(list, paper.doc, 'LI')
  flow(paper, item, 'Lbl', term)
  flow(paper, item, 'LBody', lines)
  item.end()
  paper.y += 8
}

function facts(paper: Paper, all: readonly Fact[], columns: number): void {
  const terms = grow(paper.root, paper.doc, 'L')
  const width = (paper.right - paper.left - GAP * (columns - 1)) / columns
  for (let at = 0; at < all.length; at += columns) {
    const row = all.slice(at, at + columns).map(({ term, lines }) => ({
      term: paper.pen.fit(term, true, BODY.size, width),
      lines: fitted(paper.pen, lines, BODY.size, width),
    }))
    const height = Math.max(...row.map(({ term, lines }) => term.length + lines.length)) * BODY.leading
    if (height > paper.bottom - MARGIN) {
      for (const { term, lines } of row) longFact(paper, terms, term, lines)
      continue
    }
    makeRoom(paper, height)
    row.forEach(({ term, lines }, i) => {
      const x = paper.left + i * (width + GAP)
      const item = grow(terms, paper.doc, 'LI')
      const draw = (type: string, some: readonly FittedLine[], from: number) => {
        const element = grow(item, paper.doc, type)
        element.add(() => {
          some.forEach((line, n) => {
            drawLine(paper, line, x, paper.y + (from + n) * BODY.leading, BODY.size)
          })
        })
        element.end()
      }
      draw('Lbl', term, 0)
      draw('LBody', lines, term.length)
      item.end()
    })
    paper.y += height + 8
  }
  terms.end()
  paper.y += 4
}

function barcode(paper: Paper, text: string, alt: string): void {
  const { doc } = paper
  const { width, bars } = code128Bars(text)
  const unit = Math.min(0.9, (paper.right - paper.left) / width)
  const height = 34
  makeRoom(paper, height + GAP)
  const { left, y } = paper
  const bbox: [number, number, number, number] = [left, y, left + width * unit, y + height]
  const figure = grow(paper.root, doc, 'Figure', { alt, bbox, placement: 'Block' })
  figure.add(() => {
    for (const [from, wide] of bars) doc.rect(left + from * unit, y, wide * unit, height)
    doc.fill('black')
  })
  figure.end()
  paper.y += height + GAP
}

function blanks(paper: Paper, terms: readonly string[]): void {
  for (const term of terms) {
    makeRoom(paper, 40)
    paper.y += 16
    flow(paper, paper.root, 'P', paper.pen.fit(term, true, BODY.size, 140))
    rule({ ...paper, left: paper.left + 150 }, paper.y, 0.75, 'black')
    paper.y += 8
  }
  paper.y += 4
}

function draw(paper: Paper, block: Block): void {
  switch (block.kind) {
    case 'heading':
      paper.y += 6
      heading(paper, 'H2', block.text, 13, block.room)
      break
    case 'paragraph':
      paragraph(paper, block.text, block.strong === true)
      break
    case 'list':
      list(paper, block.items)
      break
    case 'notice':
      notice(paper, block.text)
      break
    case 'facts':
      facts(paper, block.facts, block.columns)
      break
    case 'table':
      table(paper, block.columns, block.rows)
      break
    case 'amounts':
      amounts(paper, block.rows)
      break
    case 'barcode':
      barcode(paper, block.text, block.alt)
      break
    case 'blanks':
      blanks(paper, block.terms)
      break
  }
}

function foots(paper: Paper, text: string): void {
  const { doc, pen } = paper
  const { start, count } = doc.bufferedPageRange()
  for (let i = start; i < start + count; i += 1) {
    doc.switchToPage(i)
    const number = `Page ${i + 1} of ${count}`
    artifact(doc, 'Pagination', () => {
      const y = doc.page.height - FOOT
      const [foot] = pen.fit(text, false, 8, paper.right - paper.left - 90)
      if (foot) drawLine(paper, foot, paper.left, y, 8)
      drawLine(paper, { text: number, strong: false }, paper.right - pen.width(number, false, 8), y, 8)
    })
  }
}

/**
 * Draws a document as a tagged PDF (PDF/UA-1 in structure: language, title, headings, lists, tables with their heads,
 * fonts in the file; rules, repeated heads and page feet are artifacts), A4. The same page gives the same bytes.
 */
export async function writePdf(page: DocumentPage): Promise<Uint8Array> {
  const conformance: string = 'PDF/UA'
  const doc = new PDFDocument({
    size: 'A4',
    margins: { top: MARGIN, left: MARGIN, right: MARGIN, bottom: 0 },
    pdfVersion: '1.7',
    subset: conformance as PDFKit.Mixins.PDFSubsets,
    tagged: true,
    lang: 'en-GB',
    displayTitle: true,
    bufferPages: true,
    info: { Title: page.title, Creator: 'Tincture', Producer: 'Tincture', CreationDate: page.madeAt },
  })
  const bytes = collected(doc)
  const root = doc.struct('Document')
  doc.addStructure(root)
  const paper: Paper = {
    doc,
    pen: penFor(doc),
    root,
    left: MARGIN,
    right: doc.page.width - MARGIN,
    bottom: doc.page.height - FOOT - GAP,
    y: MARGIN,
  }
  flow(paper, root, 'P', paper.pen.fit(page.issuer, true, 11, paper.right - paper.left), { size: 11, leading: 16 })
  heading(paper, 'H1', page.heading, 20)
  for (const block of page.blocks) draw(paper, block)
  root.end()
  foots(paper, page.foot)
  doc.end()
  return bytes
}

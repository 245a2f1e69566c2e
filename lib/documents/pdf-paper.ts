import type PDFDocument from 'pdfkit'
import type { TextLine } from './document-page.ts'
import { type FittedLine, joined, type Pen } from './pdf-pen.ts'

export type Doc = typeof PDFDocument.prototype
export type Structure = PDFKit.PDFStructureElement
/** What pdfkit takes for a structure element; its types do not know the last three yet. */
export type StructureOptions = PDFKit.Mixins.StructureElementOptions & {
  scope?: 'Column' | 'Row'
  bbox?: [number, number, number, number]
  placement?: 'Block'
}

export const MARGIN = 40
export const FOOT = 36
export const GAP = 12
export const BODY = { size: 10, leading: 14 }

/** The paper being written: where the pen stands, and the structure its content goes into. Points from the top left. */
export type Paper = { doc: Doc; pen: Pen; root: Structure; left: number; right: number; bottom: number; y: number }

/** Content that is no content: rules, repeated heads, page numbers. */
export function artifact(doc: Doc, type: 'Layout' | 'Pagination', draw: () => void): void {
  doc.markContent('Artifact', { type })
  draw()
  doc.endMarkedContent()
}

/** A line across the paper. */
export function rule(paper: Paper, y: number, width: number, colour: string): void {
  const { doc } = paper
  artifact(doc, 'Layout', () => {
    doc.moveTo(paper.left, y).lineTo(paper.right, y).lineWidth(width).strokeColor(colour).stroke()
  })
}

/** Goes on at the top of a new page. */
export function turnPage(paper: Paper): void {
  paper.doc.addPage()
  paper.y = MARGIN
}

/** Turns the page unless so much room is left. */
export function makeRoom(paper: Paper, height: number): void {
  if (paper.y + height > paper.bottom && paper.y > MARGIN) turnPage(paper)
}

/** A new structure element below another. */
export function grow(parent: Structure, doc: Doc, type: string, options: StructureOptions = {}): Structure {
  const child = doc.struct(type, options)
  parent.add(child)
  return child
}

/** Draws one line of text where it belongs. */
export function drawLine(paper: Paper, line: FittedLine, x: number, y: number, size: number): void {
  paper.pen.use(line.strong, size)
  paper.doc.fillColor('black').text(line.text, x, y, { lineBreak: false })
}

/** Lines of one element, over as many pages as they need. */
export function flow(
  paper: Paper,
  parent: Structure,
  type: string,
  lines: readonly FittedLine[],
  text: { size: number; leading: number } = BODY,
): void {
  const element = grow(parent, paper.doc, type)
  let rest = lines
  while (rest.length > 0) {
    makeRoom(paper, text.leading)
    const room = Math.max(1, Math.floor((paper.bottom - paper.y) / text.leading))
    const here = rest.slice(0, room)
    element.add(() => {
      here.forEach((line, i) => {
        drawLine(paper, line, paper.left, paper.y + i * text.leading, text.size)
      })
    })
    paper.y += here.length * text.leading
    rest = rest.slice(room)
  }
  element.end()
}

/** Lines as they fit a width. */
export function fitted(pen: Pen, lines: readonly TextLine[], size: number, width: number): FittedLine[] {
  return joined(lines.flatMap(({ text, strong }) => pen.fit(text, strong === true, size, width)))
}

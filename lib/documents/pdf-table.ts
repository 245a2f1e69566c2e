import type { Block, Column, Row, TextLine } from './document-page.ts'
import {
  artifact,
  drawLine,
  fitted,
  GAP,
  grow,
  MARGIN,
  makeRoom,
  type Paper,
  rule,
  type Structure,
  type StructureOptions,
  turnPage,
} from './pdf-paper.ts'
import type { FittedLine } from './pdf-pen.ts'

const TABLE = { size: 9, leading: 12 }
const PADDING = 4
const GREY = '#767676'

type Cell = { lines: FittedLine[]; x: number; width: number; align: Column['align'] }

function drawCell(paper: Paper, cell: Cell, lines: readonly FittedLine[]): void {
  lines.forEach((line, i) => {
    const size = TABLE.size
    const shift = cell.align === 'right' ? cell.width - paper.pen.width(line.text.trimEnd(), line.strong, size) : 0
    drawLine(paper, line, cell.x + shift, paper.y + PADDING + i * TABLE.leading, size)
  })
}

/** One row; where it is higher than the page has room for, its cells go on below the repeated head of the next page. */
function tableRow(
  paper: Paper,
  parent: Structure,
  cells: readonly Cell[],
  type: (i: number) => { name: string; options?: StructureOptions },
  turn: () => void,
): void {
  const whole = Math.max(...cells.map(({ lines }) => lines.length)) * TABLE.leading + 2 * PADDING
  const fullPage = paper.bottom - MARGIN - 60
  if (paper.y + whole > paper.bottom && (whole <= fullPage || paper.bottom - paper.y < 5 * TABLE.leading)) turn()
  const row = grow(parent, paper.doc, 'TR')
  const elements = cells.map((_, i) => grow(row, paper.doc, type(i).name, type(i).options))
  let from = 0
  const most = Math.max(...cells.map(({ lines }) => lines.length))
  while (from < most) {
    const room = Math.max(1, Math.floor((paper.bottom - paper.y - 2 * PADDING) / TABLE.leading))
    const to = from + room
    cells.forEach((cell, i) => {
      const here = cell.lines.slice(from, to)
      if (here.length > 0) elements[i]?.add(() => drawCell(paper, cell, here))
    })
    paper.y += Math.min(room, most - from) * TABLE.leading + 2 * PADDING
    from = to
    if (from < most) turn()
  }
  row.end()
  rule(paper, paper.y, 0.5, GREY)
}

function placed(paper: Paper, columns: readonly Column[]): { x: number; width: number; align: Column['align'] }[] {
  const shares = columns.reduce((sum, { share }) => sum + share, 0)
  const room = paper.right - paper.left
  let x = paper.left
  return columns.map(({ share, align }) => {
    const width = (room * share) / shares
    const place = { x, width: width - 2 * PADDING, align }
    x += width
    return place
  })
}

/** A table with its heads, repeated as artifacts where it goes on; the first cell of a row is its head. */
export function table(paper: Paper, columns: readonly Column[], rows: readonly Row[]): void {
  const { doc, pen } = paper
  const places = placed(paper, columns)
  const cellOf = (lines: readonly TextLine[], i: number): Cell => {
    const place = places[i] ?? { x: 0, width: 0, align: 'left' as const }
    return { ...place, lines: fitted(pen, lines, TABLE.size, place.width) }
  }
  const heads = columns.map(({ head }, i) => cellOf([{ text: head, strong: true }], i))
  const headHeight = Math.max(...heads.map(({ lines }) => lines.length)) * TABLE.leading + 2 * PADDING
  makeRoom(paper, headHeight + 60)
  const root = grow(paper.root, doc, 'Table')
  const head = grow(root, doc, 'THead')
  tableRow(
    paper,
    head,
    heads,
    () => ({ name: 'TH', options: { scope: 'Column' } }),
    () => turnPage(paper),
  )
  head.end()
  rule(paper, paper.y, 1, 'black')
  const turn = () => {
    turnPage(paper)
    artifact(doc, 'Pagination', () => {
      for (const cell of heads) drawCell(paper, cell, cell.lines)
    })
    paper.y += headHeight
    rule(paper, paper.y, 1, 'black')
  }
  const body = grow(root, doc, 'TBody')
  for (const { cells } of rows) {
    tableRow(
      paper,
      body,
      cells.map(cellOf),
      (i) => (i === 0 ? { name: 'TH', options: { scope: 'Row' } } : { name: 'TD' }),
      turn,
    )
  }
  body.end()
  root.end()
  paper.y += GAP
}

/** Terms and amounts in the right half of the paper, the amounts set right. */
export function amounts(paper: Paper, rows: Extract<Block, { kind: 'amounts' }>['rows']): void {
  makeRoom(paper, rows.length * 20)
  const half = { ...paper, left: paper.left + (paper.right - paper.left) / 2 }
  const root = grow(paper.root, paper.doc, 'Table')
  const body = grow(root, paper.doc, 'TBody')
  const places = placed(half, [
    { head: '', align: 'left', share: 3 },
    { head: '', align: 'right', share: 2 },
  ])
  for (const { term, amount, strong = false } of rows) {
    const cells = [term, amount].map((text, i) => {
      const place = places[i] ?? { x: 0, width: 0, align: 'left' as const }
      return { ...place, lines: paper.pen.fit(text, strong || i === 0, TABLE.size, place.width) }
    })
    const type = (i: number) => (i === 0 ? { name: 'TH', options: { scope: 'Row' as const } } : { name: 'TD' })
    tableRow(half, body, cells, type, () => turnPage(half))
  }
  body.end()
  root.end()
  paper.y = half.y + GAP
}

import type { LocalDate } from '#lib/values/dates.ts'
import { formatCount, formatCounted, formatDate, formatDateTime } from '#lib/values/format.ts'
import { type Packs, sumPacks } from '#lib/values/packs.ts'
import { type Block, type DocumentPage, type Row, type TextLine, textLine, textLines } from './document-page.ts'

/** One batch of one order line as it was booked in. Packs are counts; a reversal has them below zero. */
export type GoodsReceivedLine = {
  orderNumber: string
  lineNo: number
  name: string
  packText: string
  batch: string | null
  expiry: LocalDate | null
  accepted: Packs
  rejected: Packs
  /** Beyond what was ordered, waiting for a decision. */
  over: Packs
  /** What was wrong, in words; null when nothing was. */
  variance: string | null
  /** Tenths of a degree Celsius; null for what needs no fridge. */
  fridgeTenths: number | null
  quarantined: boolean
  note: string
}

/** Everything a goods received note says. */
export type GoodsReceivedNoteProps = {
  number: string
  madeAt: Date
  receivedAt: Date
  receivedBy: { name: string; role: string }
  trust: { name: string; odsCode: string }
  store: { name: string; address: readonly string[] }
  supplier: { name: string }
  /** The supplier's delivery note number. */
  deliveryNote: string
  orderNumbers: readonly string[]
  /** Set when this note takes back an earlier one. */
  reverses: { number: string; reason: string } | null
  note: string
  lines: readonly GoodsReceivedLine[]
}

function temperature(tenths: number): string {
  return `${tenths < 0 ? '−' : ''}${Math.floor(Math.abs(tenths) / 10)}.${Math.abs(tenths) % 10} °C`
}

function lineRow(line: GoodsReceivedLine): Row {
  const product: TextLine[] = [
    { text: `Order ${line.orderNumber}, line ${line.lineNo}` },
    { text: line.name, strong: true },
    ...textLines(line.packText),
  ]
  const remarks = textLines(
    line.variance,
    line.over !== 0 && `${formatCounted(line.over, 'pack')} more than ordered`,
    line.fridgeTenths !== null && `Arrived at ${temperature(line.fridgeTenths)}`,
    line.quarantined && 'In quarantine',
    line.note,
  )
  return {
    cells: [
      product,
      [textLine(line.batch)],
      [textLine(line.expiry && formatDate(line.expiry))],
      [textLine(formatCount(line.accepted), true)],
      [textLine(formatCount(line.rejected))],
      remarks,
    ],
  }
}

/** The goods received note as a page, ready to become PDF or HTML. */
export function goodsReceivedNotePage(props: GoodsReceivedNoteProps): DocumentPage {
  const { number, lines, reverses } = props
  const title = reverses ? `Reversal of a goods received note, ${number}` : `Goods received note ${number}`
  const blocks: Block[] = []
  if (reverses) {
    blocks.push({ kind: 'notice', text: `This takes back ${reverses.number}. Reason: ${reverses.reason}` })
  }
  blocks.push(
    { kind: 'barcode', text: number, alt: `Barcode of the number ${number}` },
    {
      kind: 'facts',
      columns: 3,
      facts: [
        { term: 'Number', lines: [textLine(number, true)] },
        { term: 'Received', lines: [textLine(formatDateTime(props.receivedAt))] },
        { term: 'Received by', lines: textLines(`${props.receivedBy.name}, ${props.receivedBy.role}`) },
        { term: 'Supplier', lines: [textLine(props.supplier.name, true)] },
        { term: 'Delivery note', lines: [textLine(props.deliveryNote)] },
        { term: 'Orders', lines: textLines(...props.orderNumbers) },
        { term: 'Store', lines: [textLine(props.store.name, true), ...props.store.address.map((text) => ({ text }))] },
        { term: 'Accepted', lines: [textLine(formatCounted(sumPacks(lines.map((line) => line.accepted)), 'pack'))] },
        { term: 'Rejected', lines: [textLine(formatCounted(sumPacks(lines.map((line) => line.rejected)), 'pack'))] },
      ],
    },
  )
  if (props.note.trim() !== '') {
    blocks.push({ kind: 'heading', text: 'Note' }, { kind: 'paragraph', text: props.note })
  }
  blocks.push(
    { kind: 'heading', text: formatCounted(lines.length, 'batch booked in', 'batches booked in') },
    {
      kind: 'table',
      label: 'What came',
      columns: [
        { head: 'Product', align: 'left', share: 36 },
        { head: 'Batch', align: 'left', share: 16 },
        { head: 'Expiry', align: 'left', share: 19 },
        { head: 'Accepted packs', align: 'right', share: 12 },
        { head: 'Rejected packs', align: 'right', share: 12 },
        { head: 'Remarks', align: 'left', share: 22 },
      ],
      rows: lines.map(lineRow),
    },
  )
  return {
    title,
    heading: title,
    issuer: props.trust.name,
    foot: `${number}. Made ${formatDateTime(props.madeAt)}.`,
    madeAt: props.madeAt,
    blocks,
  }
}

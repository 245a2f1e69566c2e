import type { LocalDate } from '#lib/values/dates.ts'
import { formatCounted, formatDate, formatDateTime, formatMilli } from '#lib/values/format.ts'
import type { Milli, Packs } from '#lib/values/packs.ts'
import { type Block, type DocumentPage, type Row, type TextLine, textLine, textLines } from './document-page.ts'
import { numberInWords } from './number-words.ts'

/** A controlled drug with its total quantity in units ("280 tablets"), as the Regulations want it. */
export type CdRequisitionLine = {
  lineNo: number
  name: string
  packText: string
  /** "Schedule 2", "Schedule 3". */
  schedule: string
  packs: Packs
  /** Thousandths of a unit over all packs. */
  totalQuantity: Milli
  /** One unit: "tablet", "ml", "ampoule". */
  unitName: string
}

/**
 * A requisition for controlled drugs: the six particulars that regulation 14 of the Misuse of Drugs Regulations 2001
 * asks for (name, address, profession or occupation, purpose, total quantity, signature), with the order it belongs to.
 */
export type CdRequisitionProps = {
  orderNumber: string
  version: number
  madeAt: Date
  date: LocalDate
  trust: { name: string; odsCode: string }
  recipient: { name: string; profession: string; address: readonly string[] }
  purpose: string
  supplier: { name: string; address: readonly string[] }
  deliverTo: { name: string; address: readonly string[] }
  lines: readonly CdRequisitionLine[]
  /** Null before signing: the paper then has room for pen and ink. */
  signed: { name: string; profession: string; at: Date } | null
}

function units(quantity: Milli, unitName: string): string {
  const plural = /^(ml|mg|g|microgram|litre|l)$/i.test(unitName) || quantity === 1000 ? unitName : `${unitName}s`
  const whole = quantity % 1000 === 0 && quantity >= 0 && quantity / 1000 <= 999_999
  const words = whole ? ` (${numberInWords(quantity / 1000)})` : ''
  return `${formatMilli(quantity)}${words} ${plural}`
}

function lineRow(line: CdRequisitionLine): Row {
  const product: TextLine[] = [
    { text: `Line ${line.lineNo}` },
    { text: line.name, strong: true },
    ...textLines(line.packText, line.schedule),
  ]
  return {
    cells: [
      product,
      [textLine(formatCounted(line.packs, 'pack'))],
      [textLine(units(line.totalQuantity, line.unitName), true)],
    ],
  }
}

function signature(signed: CdRequisitionProps['signed']): Block[] {
  if (!signed) {
    return [
      { kind: 'paragraph', text: 'Sign in ink. A copy or a fax is not a requisition.' },
      { kind: 'blanks', terms: ['Signature of the recipient', 'Name in capitals', 'Date'] },
    ]
  }
  return [
    {
      kind: 'facts',
      columns: 1,
      facts: [
        {
          term: 'Signed by',
          lines: [
            { text: `${signed.name}, ${signed.profession}`, strong: true },
            { text: `Recorded ${formatDateTime(signed.at)}. The copy signed in ink goes to the supplier.` },
          ],
        },
      ],
    },
  ]
}

/** The requisition as a page, ready to become PDF or HTML. */
export function cdRequisitionPage(props: CdRequisitionProps): DocumentPage {
  const { orderNumber, version, recipient } = props
  const title = `Requisition for controlled drugs, order ${orderNumber}`
  const plain = (texts: readonly string[]): TextLine[] => texts.filter(Boolean).map((text) => ({ text }))
  return {
    title,
    heading: title,
    issuer: props.trust.name,
    foot: `Requisition, order ${orderNumber}, version ${version}. Made ${formatDateTime(props.madeAt)}.`,
    madeAt: props.madeAt,
    blocks: [
      {
        kind: 'paragraph',
        text: 'Requisition under regulation 14 of the Misuse of Drugs Regulations 2001. Keep it for two years.',
      },
      { kind: 'barcode', text: orderNumber, alt: `Barcode of the order number ${orderNumber}` },
      {
        kind: 'facts',
        columns: 3,
        facts: [
          { term: 'Order number', lines: [textLine(orderNumber, true)] },
          { term: 'Version', lines: [textLine(String(version))] },
          { term: 'Date', lines: [textLine(formatDate(props.date))] },
          { term: 'To', lines: [textLine(props.supplier.name, true), ...plain(props.supplier.address)] },
          { term: 'Deliver to', lines: [textLine(props.deliverTo.name, true), ...plain(props.deliverTo.address)] },
          { term: 'Organisation', lines: textLines(props.trust.name, `ODS code ${props.trust.odsCode}`) },
        ],
      },
      { kind: 'heading', text: 'Recipient' },
      {
        kind: 'facts',
        columns: 2,
        facts: [
          { term: 'Name', lines: [textLine(recipient.name, true)] },
          { term: 'Address', lines: textLines(...recipient.address) },
          { term: 'Profession or occupation', lines: [textLine(recipient.profession)] },
          { term: 'Purpose', lines: [textLine(props.purpose)] },
        ],
      },
      { kind: 'heading', text: 'Controlled drugs and total quantities' },
      {
        kind: 'table',
        label: 'Controlled drugs',
        columns: [
          { head: 'Drug, form and strength', align: 'left', share: 50 },
          { head: 'Packs', align: 'right', share: 15 },
          { head: 'Total quantity', align: 'right', share: 35 },
        ],
        rows: props.lines.map(lineRow),
      },
      { kind: 'heading', text: 'Signature', room: 150 },
      ...signature(props.signed),
    ],
  }
}

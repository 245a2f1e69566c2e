import { isInHouseGtin } from '#lib/values/codes.ts'
import type { LocalDate } from '#lib/values/dates.ts'
import {
  formatCounted,
  formatDate,
  formatDateOf,
  formatDateTime,
  formatPence,
  formatPrice,
} from '#lib/values/format.ts'
import type { BasisPoints, Pence, Price } from '#lib/values/money.ts'
import type { Packs } from '#lib/values/packs.ts'
import {
  type Block,
  type DocumentPage,
  type Fact,
  type Row,
  type TextLine,
  textLine,
  textLines,
} from './document-page.ts'

/** What this paper does: it orders, changes an order that was sent, or asks to cancel it (or some lines) after sending. */
export type PurchaseOrderPurpose =
  | { type: 'order' }
  /** `changes` say in words what is different from the version the supplier has. */
  | { type: 'change'; replacesVersion: number; changes: readonly string[] }
  | { type: 'cancellation'; reason: string; lines: 'all' | readonly { lineNo: number; packs: Packs }[] }

/** One line. Prices exclude VAT; `net` is in pence, `vatRate` in basis points; ids and codes are text. */
export type PurchaseOrderLine = {
  lineNo: number
  name: string
  maker: string
  packText: string
  supplierCode: string | null
  gtin: string | null
  amppId: string
  /** Framework reference the price comes from; null off contract. */
  contract: string | null
  packs: Packs
  price: Price
  net: Pence
  vatRate: BasisPoints
  /** Number of the approval for an unlicensed medicine. */
  unlicensedApproval: string | null
  note: string
}

/** Everything a purchase order says. Addresses are lines; amounts are the frozen ones of this version. */
export type PurchaseOrderProps = {
  number: string
  version: number
  purpose: PurchaseOrderPurpose
  /** Set when a later version has taken its place: printed across the top. */
  superseded: { byVersion: number; on: LocalDate } | null
  kind: 'standard' | 'cd' | 'unlicensed'
  madeAt: Date
  orderDate: LocalDate
  /** Wanted by; null when the supplier's usual delivery will do. */
  wantedBy: LocalDate | null
  emergencyReason: string | null
  trust: { name: string; odsCode: string; address: readonly string[]; gln: string | null }
  supplier: { name: string; address: readonly string[]; accountNumber: string }
  deliverTo: { name: string; address: readonly string[]; gln: string | null; instructions: string }
  invoiceTo: readonly string[]
  contact: { name: string; telephone: string; email: string } | null
  costCentre: string | null
  note: string
  /** Who let it go out: people who approved, or nobody when the scheme of delegation lets it pass. */
  approvals: readonly { name: string; role: string; at: Date }[]
  lines: readonly PurchaseOrderLine[]
  /** Pence: nets of the lines, carriage ex VAT, VAT of all, and all of it together. */
  totals: { net: Pence; carriage: Pence; vat: Pence; gross: Pence }
}

function headingOf({ number, purpose }: PurchaseOrderProps): string {
  switch (purpose.type) {
    case 'order':
      return `Purchase order ${number}`
    case 'change':
      return `Change to purchase order ${number}`
    case 'cancellation':
      return purpose.lines === 'all' ? `Cancellation of purchase order ${number}` : `Cancellation of lines of ${number}`
  }
}

function notices({ number, version, purpose, superseded, emergencyReason, kind }: PurchaseOrderProps): Block[] {
  const blocks: Block[] = []
  const notice = (text: string) => blocks.push({ kind: 'notice', text })
  if (superseded) {
    notice(
      `Superseded by version ${superseded.byVersion} on ${formatDate(superseded.on)}. Do not supply from this version.`,
    )
  }
  if (purpose.type === 'change') {
    notice(`This is version ${version}. It replaces version ${purpose.replacesVersion}. Do not supply both.`)
    blocks.push({ kind: 'heading', text: 'What has changed' }, { kind: 'list', items: purpose.changes })
  }
  if (purpose.type === 'cancellation') {
    notice(
      purpose.lines === 'all'
        ? `Do not supply order ${number}. Tell us if any of it is already on its way.`
        : `Do not supply the packs listed under “Cancel”. The rest of order ${number} stands.`,
    )
    blocks.push({ kind: 'paragraph', text: `Reason: ${purpose.reason}` })
    if (purpose.lines !== 'all') {
      const items = purpose.lines.map(({ lineNo, packs }) => `Line ${lineNo}: ${formatCounted(packs, 'pack')}`)
      blocks.push({ kind: 'heading', text: 'Cancel' }, { kind: 'list', items })
    }
  }
  if (emergencyReason) notice(`Emergency order. ${emergencyReason}`)
  if (kind === 'cd') notice('Controlled drugs. Supply only against the signed requisition for this order.')
  if (kind === 'unlicensed') notice('Unlicensed medicines. Each line names its approval.')
  return blocks
}

function facts(props: PurchaseOrderProps): Fact[] {
  const { trust, supplier, deliverTo, contact } = props
  const strong = (text: string): TextLine[] => [textLine(text, true)]
  const plain = (texts: readonly string[]): TextLine[] => texts.filter(Boolean).map((text) => ({ text }))
  return [
    { term: 'Order number', lines: strong(props.number) },
    { term: 'Version', lines: [textLine(String(props.version))] },
    { term: 'Order date', lines: [textLine(formatDate(props.orderDate))] },
    { term: 'Account number', lines: [textLine(supplier.accountNumber)] },
    { term: 'Wanted by', lines: [textLine(props.wantedBy ? formatDate(props.wantedBy) : 'Your usual delivery')] },
    { term: 'Cost centre', lines: [textLine(props.costCentre)] },
    { term: 'Supplier', lines: [...strong(supplier.name), ...plain(supplier.address)] },
    {
      term: 'Deliver to',
      lines: [...strong(deliverTo.name), ...plain([...deliverTo.address, deliverTo.gln ? `GLN ${deliverTo.gln}` : ''])],
    },
    { term: 'Invoice to', lines: textLines(...props.invoiceTo) },
    {
      term: 'Ordered by',
      lines: [
        ...strong(trust.name),
        ...plain([`ODS code ${trust.odsCode}`, trust.gln ? `GLN ${trust.gln}` : '', ...trust.address]),
      ],
    },
    { term: 'Questions to', lines: textLines(contact?.name, contact?.telephone, contact?.email) },
    {
      term: 'Authorised by',
      lines:
        props.approvals.length === 0
          ? [{ text: 'Within the buyer’s own limit' }]
          : props.approvals.map(({ name, role, at }) => ({ text: `${name}, ${role}, ${formatDateOf(at)}` })),
    },
  ]
}

function percent(rate: BasisPoints): string {
  return `${rate / 100}%`
}

function lineRow(line: PurchaseOrderLine): Row {
  const product: TextLine[] = [
    { text: `Line ${line.lineNo}` },
    { text: line.name, strong: true },
    ...textLines(
      `${line.packText}, ${line.maker}`,
      line.gtin && `GTIN ${line.gtin}${isInHouseGtin(line.gtin) ? ' (in-house number)' : ''}`,
      `dm+d ${line.amppId}`,
      line.contract ? `Contract ${line.contract}` : 'Not on contract',
      line.unlicensedApproval && `Unlicensed, approval ${line.unlicensedApproval}`,
      line.note,
    ),
  ]
  return {
    cells: [
      product,
      [textLine(line.supplierCode)],
      [textLine(formatCounted(line.packs, 'pack'), true)],
      [textLine(formatPrice(line.price))],
      [textLine(formatPence(line.net))],
      [textLine(percent(line.vatRate))],
    ],
  }
}

function contracts(lines: readonly PurchaseOrderLine[]): string[] {
  return [...new Set(lines.map(({ contract }) => contract).filter((contract) => contract !== null))]
}

/** The purchase order as a page, ready to become PDF or HTML. */
export function purchaseOrderPage(props: PurchaseOrderProps): DocumentPage {
  const { totals, lines, number, version } = props
  const references = contracts(lines)
  const blocks: Block[] = [
    ...notices(props),
    { kind: 'barcode', text: number, alt: `Barcode of the order number ${number}` },
    { kind: 'facts', facts: facts(props), columns: 3 },
  ]
  if (props.deliverTo.instructions.trim() !== '') {
    blocks.push(
      { kind: 'heading', text: 'Delivery instructions' },
      { kind: 'paragraph', text: props.deliverTo.instructions },
    )
  }
  if (props.note.trim() !== '') {
    blocks.push({ kind: 'heading', text: 'Note to the supplier' }, { kind: 'paragraph', text: props.note })
  }
  blocks.push(
    { kind: 'heading', text: `${formatCounted(lines.length, 'line')} ordered in packs` },
    {
      kind: 'table',
      label: 'Order lines',
      columns: [
        { head: 'Product', align: 'left', share: 44 },
        { head: 'Your code', align: 'left', share: 15 },
        { head: 'Packs', align: 'right', share: 12 },
        { head: 'Price per pack, ex VAT', align: 'right', share: 14 },
        { head: 'Net, ex VAT', align: 'right', share: 14 },
        { head: 'VAT', align: 'right', share: 8 },
      ],
      rows: lines.map(lineRow),
    },
    {
      kind: 'amounts',
      label: 'Totals',
      rows: [
        { term: 'Lines, ex VAT', amount: formatPence(totals.net) },
        { term: 'Carriage, ex VAT', amount: formatPence(totals.carriage) },
        { term: 'VAT', amount: formatPence(totals.vat) },
        { term: 'Total with VAT', amount: formatPence(totals.gross), strong: true },
      ],
    },
    {
      kind: 'paragraph',
      text: references.length === 0 ? 'No contract applies to this order.' : `Contracts: ${references.join(', ')}.`,
    },
    {
      kind: 'paragraph',
      text: `Give the order number ${number} on every delivery note and invoice. We pay no invoice without it.`,
    },
  )
  return {
    title: headingOf(props),
    heading: headingOf(props),
    issuer: props.trust.name,
    foot: `${number}, version ${version}. Made ${formatDateTime(props.madeAt)}.`,
    madeAt: props.madeAt,
    blocks,
  }
}

import 'server-only'
import { z } from 'zod'
import { ROLE_NAMES } from '#lib/access/roles.ts'
import type { Tx } from '#lib/db/client.ts'
import { nameOf, peopleOfTrust } from '#lib/db/people.ts'
import type { PurchaseOrderLine, PurchaseOrderProps, PurchaseOrderPurpose } from '#lib/documents/purchase-order.ts'
import { type OrderMessage, type OrderParty, ukAddress } from '#lib/exchange/ubl/order.ts'
import { commitmentOf, committedAmounts, committedPacks, committedTotals } from '#lib/orders/order/commitment.rules.ts'
import { accountNumberOf } from '#lib/suppliers/account-number.queries.ts'
import { settingsOfTrust } from '#lib/trusts/settings.queries.ts'
import { londonDate } from '#lib/values/dates.ts'
import { formatCounted } from '#lib/values/format.ts'
import { pence } from '#lib/values/money.ts'
import { packs } from '#lib/values/packs.ts'
import type { TransmissionKind } from '../order/transmission.status.ts'
import { changedLines, type VersionedLine } from './change.rules.ts'

/** What is needed to write the papers of one message: the printed order, and the same as a Peppol order. */
export type OrderPapers = {
  props: PurchaseOrderProps
  message: OrderMessage
}

/** The message that the papers are for. */
export type PapersOf = { orderId: string; version: number; kind: TransmissionKind; subjectId: string }

const contractOfLine = z.object({ contract: z.object({ reference: z.string() }).nullish() }).catch({ contract: null })

/** Reads everything a message to a supplier says of an order, in the current trust's transaction. */
export async function orderPapers(tx: Tx, of: PapersOf, madeAt: Date): Promise<OrderPapers> {
  const order = await tx.purchaseOrder.findFirstOrThrow({
    where: { id: of.orderId },
    include: {
      orderLines: { orderBy: { lineNo: 'asc' } },
      store: { include: { site: true } },
      costCentre: true,
      approvals: { where: { version: of.version, state: 'approved' }, orderBy: { decidedAt: 'asc' } },
    },
  })
  const trust = await tx.organisation.findFirstOrThrow({ where: { trustId: order.trustId } })
  const supplier = await tx.supplier.findFirstOrThrow({ where: { id: order.supplierId } })
  const accountNumber = await accountNumberOf(tx, order.supplierId, order.storeId)
  const { vatRate } = await settingsOfTrust(tx)
  const people = await peopleOfTrust(tx)
  const buyer = people.get(order.submittedBy ?? order.raisedBy)
  const contact = buyer && !buyer.former ? { name: buyer.name, telephone: '', email: buyer.email } : null
  const standing = order.orderLines
    .map((line) => ({ ...line, committed: commitmentOf(line) }))
    .filter((line) => committedPacks(line.committed) > 0)
  const site = order.store.site
  const deliverTo = {
    name: `${site.name}, ${order.store.name}`,
    address: site.address,
    gln: order.store.gln ?? site.gln,
  }
  const orderDate = londonDate(order.approvedAt ?? madeAt)
  const carriage = pence(order.carriage)
  const lines = standing.map(
    (line): PurchaseOrderLine => ({
      lineNo: line.lineNo,
      name: line.productName,
      maker: line.brand ? `${line.brand}, ${line.maker}` : line.maker,
      packText: line.packText,
      supplierCode: line.supplierCode,
      gtin: line.gtin,
      amppId: line.amppId,
      contract: line.contractState.startsWith('ON_CONTRACT')
        ? (contractOfLine.parse(line.why).contract?.reference ?? null)
        : null,
      packs: packs(committedPacks(line.committed)),
      price: line.committed.price,
      net: committedAmounts(line.committed).net,
      vatRate: line.vatRate,
      unlicensedApproval: line.unlicensedApproval,
      note: line.receivedPacks > 0 ? `${formatCounted(line.receivedPacks, 'pack')} came before this was sent.` : '',
    }),
  )
  const props: PurchaseOrderProps = {
    number: order.number,
    version: of.version,
    purpose: await purposeOf(tx, of, order.orderLines),
    superseded: null,
    kind: order.kind === 'cd' || order.kind === 'unlicensed' ? order.kind : 'standard',
    madeAt,
    orderDate,
    wantedBy: null,
    emergencyReason: order.emergency ? order.emergencyReason || 'Needed at once.' : null,
    trust: { name: trust.name, odsCode: trust.odsCode, address: trust.address, gln: trust.gln },
    supplier: { name: order.supplierName, address: supplier.address, accountNumber },
    deliverTo: { ...deliverTo, instructions: order.store.deliveryNote },
    invoiceTo: trust.invoiceAddress.length > 0 ? trust.invoiceAddress : [trust.name, ...trust.address],
    contact,
    costCentre: `${order.costCentre.code}, ${order.costCentre.name}`,
    note: order.note,
    approvals: order.approvals.flatMap(({ decidedBy, decidedAt, role }) =>
      decidedAt ? [{ name: nameOf(people, decidedBy), role: roleName(role), at: decidedAt }] : [],
    ),
    lines,
    totals: order.orderLines.some((line) => line.closedPacks > 0)
      ? committedTotals(
          standing.map((line) => line.committed),
          carriage,
          vatRate,
        )
      : { net: pence(order.net), carriage, vat: pence(order.vat), gross: pence(order.gross) },
  }
  const message: OrderMessage = {
    number: order.number,
    replaces: null,
    issueDate: orderDate,
    issueTime: null,
    validUntil: null,
    note: order.note || null,
    customerReference: null,
    accountingCost: order.costCentre.code,
    requisition: null,
    buyer: party({ ...trust, vatNumber: null, contact }),
    seller: party({ ...supplier, name: order.supplierName, vatNumber: null, contact: null }),
    invoiceTo: null,
    delivery: { ...deliverTo, address: ukAddress(site.address), from: null, to: null },
    carriage: carriage > 0 ? { net: carriage, vatRate } : null,
    lines: standing.map((line, index) => ({
      id: String(line.lineNo),
      name: line.productName,
      packs: packs(committedPacks(line.committed)),
      price: line.committed.price,
      vatRate: line.vatRate,
      note: null,
      buyersCode: null,
      sellersCode: line.supplierCode,
      gtin: line.gtin,
      dmd: { ampp: line.amppId, vmpp: null, amp: null, vmp: line.vmpId },
      packText: line.packText,
      contract: lines[index]?.contract ?? null,
    })),
  }
  return { props, message }
}

async function purposeOf(tx: Tx, of: PapersOf, lines: readonly VersionedLine[]): Promise<PurchaseOrderPurpose> {
  if (of.kind === 'cancellation') {
    const change = await tx.orderChange.findFirstOrThrow({ where: { id: of.subjectId } })
    const line = lines.find((one) => one.id === change.orderLineId)
    const part = line && change.packs !== null ? [{ lineNo: line.lineNo, packs: packs(change.packs) }] : null
    return { type: 'cancellation', reason: change.reason, lines: part ?? 'all' }
  }
  const before = await tx.transmission.findFirst({
    where: { orderId: of.orderId, version: { lt: of.version }, kind: { in: ['order', 'change'] }, status: 'sent' },
    orderBy: { version: 'desc' },
  })
  if (of.kind === 'order' || !before) return { type: 'order' }
  const changes = changedLines(lines, before.version, of.version)
  return { type: 'change', replacesVersion: before.version, changes }
}

function party(of: {
  name: string
  gln: string | null
  endpointScheme: string | null
  endpointId: string | null
  address: string[]
  vatNumber: string | null
  contact: OrderParty['contact']
}): OrderParty {
  return {
    name: of.name,
    endpoint: of.endpointScheme && of.endpointId ? { scheme: of.endpointScheme, id: of.endpointId } : null,
    gln: of.gln,
    vatNumber: of.vatNumber,
    address: of.address.length > 0 ? ukAddress(of.address) : null,
    contact: of.contact,
  }
}

function roleName(role: string): string {
  return role in ROLE_NAMES ? ROLE_NAMES[role as keyof typeof ROLE_NAMES] : role
}

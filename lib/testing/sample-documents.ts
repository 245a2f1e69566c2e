import type { CdRequisitionProps } from '#lib/documents/cd-requisition.ts'
import type { GoodsReceivedNoteProps } from '#lib/documents/goods-received-note.ts'
import type { PurchaseOrderLine, PurchaseOrderProps } from '#lib/documents/purchase-order.ts'
import { localDate } from '#lib/values/dates.ts'
import { lineNet, pence, price, sumPence, vatOn } from '#lib/values/money.ts'
import { milli, packs } from '#lib/values/packs.ts'

const madeAt = new Date('2026-08-06T16:30:00Z')

/** So many order lines with names, codes and prices of their own. */
export function sampleLines(count: number): PurchaseOrderLine[] {
  return Array.from({ length: count }, (_, i) => {
    const cost = price(12_345 + i * 1_111)
    const ordered = packs((i % 9) + 1)
    return {
      lineNo: i + 1,
      name: `Examplicillin ${i + 1}mg powder for solution for injection vials`,
      maker: 'Example Pharma Ltd',
      packText: '10 vials',
      supplierCode: `EX-${1000 + i}`,
      gtin: i % 3 === 0 ? '05000283101086' : null,
      amppId: '4744711000001105',
      contract: i % 2 === 0 ? 'CM/PHG/99/0001' : null,
      packs: ordered,
      price: cost,
      net: lineNet(cost, ordered),
      vatRate: 2000,
      unlicensedApproval: null,
      note: '',
    }
  })
}

/** A purchase order of so many lines with sums that are right. */
export function samplePurchaseOrder(count = 3, change: Partial<PurchaseOrderProps> = {}): PurchaseOrderProps {
  const lines = change.lines ?? sampleLines(count)
  const net = sumPence(lines.map((line) => line.net))
  const vat = sumPence(lines.map((line) => vatOn(line.net, line.vatRate)))
  return {
    number: 'RZZ-PH-26-000123-4',
    version: 1,
    purpose: { type: 'order' },
    superseded: null,
    kind: 'standard',
    madeAt,
    orderDate: localDate('2026-08-06'),
    wantedBy: localDate('2026-08-07'),
    emergencyReason: null,
    trust: {
      name: 'Riverside University Hospitals NHS Trust',
      odsCode: 'RZZ',
      address: ['Riverside Hospital', '1 River Road', 'Rivertown', 'RV1 1AA'],
      gln: '5059999000012',
    },
    supplier: { name: 'Example Pharma Ltd', address: ['2 Example Way', 'EX1 1EX'], accountNumber: 'R1042' },
    deliverTo: {
      name: 'Main pharmacy store',
      address: ['Riverside Hospital, Gate 4', 'Rivertown', 'RV1 1AA'],
      gln: '5059999000036',
      instructions: 'Ring the bell at Gate 4. Fridge lines first.',
    },
    invoiceTo: ['Accounts payable', 'PO Box 1', 'Rivertown', 'RV1 9ZZ'],
    contact: { name: 'Pharmacy purchasing', telephone: '020 7946 0000', email: 'pharmacy@riverside.example' },
    costCentre: 'PH-0100 Pharmacy drugs',
    note: '',
    approvals: [{ name: 'Lena Ortiz', role: 'Procurement lead', at: madeAt }],
    totals: { net, carriage: pence(0), vat, gross: pence(net + vat) },
    ...change,
    lines,
  }
}

/** A requisition for two controlled drugs, not signed yet. */
export function sampleRequisition(change: Partial<CdRequisitionProps> = {}): CdRequisitionProps {
  return {
    orderNumber: 'RZZ-PH-26-000124-5',
    version: 1,
    madeAt,
    date: localDate('2026-08-06'),
    trust: { name: 'Riverside University Hospitals NHS Trust', odsCode: 'RZZ' },
    recipient: {
      name: 'Priya Shah',
      profession: 'Pharmacist',
      address: ['Riverside Hospital', '1 River Road', 'Rivertown', 'RV1 1AA'],
    },
    purpose: 'For use by patients of the hospital',
    supplier: { name: 'Example Pharma Ltd', address: ['2 Example Way', 'EX1 1EX'] },
    deliverTo: { name: 'CD cupboard, main pharmacy', address: ['Gate 4', 'RV1 1AA'] },
    lines: [
      {
        lineNo: 1,
        name: 'Morphine sulfate 10mg/1ml solution for injection ampoules',
        packText: '10 ampoules',
        schedule: 'Schedule 2',
        packs: packs(28),
        totalQuantity: milli(280_000),
        unitName: 'ampoule',
      },
      {
        lineNo: 2,
        name: 'Oxycodone 5mg/5ml oral solution sugar free',
        packText: '250 ml',
        schedule: 'Schedule 2',
        packs: packs(2),
        totalQuantity: milli(500_000),
        unitName: 'ml',
      },
    ],
    signed: null,
    ...change,
  }
}

/** A goods received note with a clean line, a short-dated one and a warm one. */
export function sampleGoodsReceivedNote(change: Partial<GoodsReceivedNoteProps> = {}): GoodsReceivedNoteProps {
  const line = {
    orderNumber: 'RZZ-PH-26-000123-4',
    packText: '10 vials',
    rejected: packs(0),
    over: packs(0),
    variance: null,
    fridgeTenths: null,
    quarantined: false,
    note: '',
  }
  return {
    number: 'RZZ-GRN-26-000045-6',
    madeAt,
    receivedAt: madeAt,
    receivedBy: { name: 'Tom Reed', role: 'Stores' },
    trust: { name: 'Riverside University Hospitals NHS Trust', odsCode: 'RZZ' },
    store: { name: 'Main pharmacy store', address: ['Riverside Hospital, Gate 4'] },
    supplier: { name: 'Example Pharma Ltd' },
    deliveryNote: 'DN 7781',
    orderNumbers: ['RZZ-PH-26-000123-4'],
    reverses: null,
    note: '',
    lines: [
      {
        ...line,
        lineNo: 1,
        name: 'Meropenem 1g injection',
        batch: 'aB12',
        expiry: localDate('2027-08-31'),
        accepted: packs(10),
      },
      {
        ...line,
        ...{ lineNo: 2, name: 'Adenosine 6mg/2ml injection', batch: 'X-9', expiry: localDate('2026-09-30') },
        ...{ accepted: packs(4), rejected: packs(2), variance: 'Short-dated' },
      },
      {
        ...line,
        ...{ lineNo: 3, name: 'Insulin glargine 100units/ml injection', batch: null, expiry: null, accepted: packs(0) },
        ...{ rejected: packs(5), over: packs(1), variance: 'Cold chain breach', fridgeTenths: 124, quarantined: true },
      },
    ],
    ...change,
  }
}

import type { OrderPage } from '#lib/orders/track/order-page.queries.ts'
import type { OrderPageLine } from '#lib/orders/track/order-page-lines.queries.ts'
import { pence } from '#lib/values/money.ts'

const NOW = new Date('2026-11-23T14:30:00Z')

/** A line of an order's page: 20 packs of adenosine that were accepted, unless told. */
export function aPageLine(more: Partial<OrderPageLine> = {}): OrderPageLine {
  return {
    id: 'a',
    lineNo: 1,
    amppId: '1',
    gtin: null,
    supplierCode: null,
    product: 'Adenosine 6mg injection',
    brand: '',
    maker: 'Calder',
    packText: '5 vials',
    unitsMilli: 5000,
    unitName: 'vial',
    ordered: 20,
    received: 0,
    closed: 0,
    over: 0,
    dueOn: null,
    progress: { state: 'acknowledged', outstanding: 20, acknowledged: 20, daysLate: 0 },
    answer: null,
    price: null,
    net: pence(2000),
    contractState: 'ON_CONTRACT',
    contractReference: null,
    offContractReason: null,
    state: 'open',
    stateReason: '',
    cdCategory: '0000',
    unlicensed: false,
    fridge: false,
    formulary: null,
    ownNote: '',
    replacesLineId: null,
    replacedBy: [],
    wentBack: [],
    ...more,
  }
}

/** The page of a sent order of one line, unless told. */
export function anOrderPage(more: Partial<OrderPage> = {}): OrderPage {
  return {
    id: 'o',
    number: 'RZZ-PH-26-000001-1',
    status: 'sent',
    version: 1,
    revision: 1,
    kind: 'standard',
    supplier: { id: 's', name: 'Calder', account: null },
    store: { id: 'm', name: 'Main store', site: 'Riverside' },
    costCentre: '',
    costCentreCode: '',
    emergency: false,
    emergencyReason: '',
    note: '',
    raisedById: 'p',
    raisers: ['p'],
    raisedBy: 'Amira',
    raisedAt: NOW,
    submittedAt: NOW,
    approvedAt: NOW,
    autoPassed: false,
    sentAt: NOW,
    holds: [],
    answerDueAt: null,
    acknowledgedAt: null,
    closedAt: null,
    closeReason: '',
    padId: null,
    hidden: null,
    money: null,
    lines: [aPageLine()],
    progress: { lines: 1, answered: 1, complete: 0, outstandingPacks: 20, lateLines: 0, headline: 'Acknowledged' },
    approvals: [],
    transmissions: [],
    documents: [],
    receipts: [],
    changes: [],
    history: [],
    ...more,
  }
}

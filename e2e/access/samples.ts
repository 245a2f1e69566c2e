import type { ActionId, ApiId, PageId, RouteId } from '#lib/access/registry.ts'
import type { Facts } from './facts.ts'

/**
 * Whose the record is that an address or a form names. `riverside`: of that trust alone, another trust gets a 404;
 * `region`: of the hub alone.
 * `everybody`: national or the region's, or nothing is read of it; with the reason. `nobody`: none is named.
 */
export type Owner = 'riverside' | 'region' | 'nobody' | { everybody: string }

/** An address of a page or route with the record it names. */
export type Sample = {
  at: (facts: Facts) => string
  of: Owner
  /** What a POST by this person (id) sends beside trust and key. */
  body?: (facts: Facts, person: string) => object
}

/** A form of an action with the record it names: field by field as a browser sends it. */
export type ActionSample = { fields: (facts: Facts) => Record<string, string | Blob>; of: Owner }

const plain = (path: string): Sample => ({ at: () => path, of: 'nobody' })
const own = (at: Sample['at'], body?: Sample['body']): Sample => ({ at, of: 'riverside', body })
const shared = (why: string, at: Sample['at']): Sample => ({ at, of: { everybody: why } })

const NATIONAL = 'medicines, frameworks and suppliers are the region’s, loaded for all its trusts'

/** An address for every page. */
export const PAGE_SAMPLES = {
  today: plain('/'),
  orders: plain('/orders'),
  severalOrders: shared('an order of another trust is not among the chosen', (of) => {
    return `/orders/several?order=${of.sent}&act=cancel`
  }),
  orderPads: plain('/orders/new?another=1'),
  templates: plain('/orders/templates'),
  newTemplate: plain('/orders/templates/new'),
  template: own((of) => `/orders/templates/${of.template}`),
  newStanding: own((of) => `/orders/standing/new?template=${of.template}`),
  standing: own((of) => `/orders/standing/${of.standing}`),
  orderPad: own((of) => `/orders/new/${of.pad}`),
  checkPad: own((of) => `/orders/new/${of.pad}/check`),
  padSubmitted: own((of) => `/orders/new/${of.closedPad}/done`),
  orderPage: own((of) => `/orders/${of.sent}`),
  acknowledgeOrder: own((of) => `/orders/${of.sent}/acknowledge`),
  endOrder: own((of) => `/orders/${of.sent}/end`),
  sendOrder: own((of) => `/orders/${of.closed}/send`),
  receiveOrder: own((of) => `/orders/${of.sent}/receive`),
  deliveries: plain('/deliveries'),
  deliveryDesk: own((of) => `/deliveries/book/${of.supplier}?store=${of.store}`),
  goodsReceivedNote: own((of) => `/deliveries/${of.receipt}`),
  approvals: plain('/approvals'),
  nextApproval: plain('/approvals/next'),
  severalApprovals: shared(
    'chosen are those of one’s own inbox',
    (of) => `/approvals/several?order=${of.waiting}/1/lead`,
  ),
  approveOrder: own((of) => `/orders/${of.waiting}/approve`),
  audit: plain('/audit'),
  auditEntry: own((of) => `/audit/entries/${of.entry}`),
  auditDuties: plain('/audit/duties'),
  auditExceptions: plain('/audit/exceptions'),
  auditSamples: plain('/audit/samples'),
  auditSample: own((of) => `/audit/samples/${of.sample}`),
  help: plain('/help'),
  helpApi: plain('/help/api'),
  helpNewBuyers: plain('/help/new-buyers'),
  helpKeys: plain('/help/keys'),
  labels: shared(NATIONAL, (of) => `/labels?vmp=${of.medicine}`),
  search: plain('/search?q=meropenem'),
  outgoing: plain('/settings/outgoing'),
  outgoingMessage: own((of) => `/settings/outgoing/${of.outgoing}`),
  catalogue: plain('/catalogue'),
  product: shared(NATIONAL, (of) => `/catalogue/${of.medicine}`),
  localCodes: plain('/catalogue/codes'),
  productCodes: shared('a trust sees its own codes', (of) => `/catalogue/${of.medicine}/codes`),
  formulary: plain('/catalogue/formulary'),
  stricter: plain('/catalogue/stricter'),
  medicineLists: plain('/catalogue/lists'),
  productStricter: shared('a trust sees its own rules', (of) => `/catalogue/${of.medicine}/stricter`),
  productFormulary: shared('a trust sees its own formulary', (of) => `/catalogue/${of.medicine}/formulary`),
  productPrices: shared('a trust sees its own prices on file', (of) => `/catalogue/${of.medicine}/prices`),
  priceWhy: shared('each trust is told its own prices', (of) => `/catalogue/${of.medicine}/why`),
  countStock: shared('each trust counts its own stores', (of) => `/catalogue/${of.medicine}/count`),
  contracts: plain('/contracts'),
  changes: shared(NATIONAL, (of) => `/contracts/changes/${of.changes}`),
  framework: shared(NATIONAL, (of) => `/contracts/${of.framework}`),
  suppliers: plain('/suppliers'),
  newSupplier: plain('/suppliers/new?name=Harbour'),
  supplier: shared(NATIONAL, (of) => `/suppliers/${of.supplier}`),
  supplierAccount: shared('the trust’s own terms with it', (of) => `/suppliers/${of.supplier}/account`),
  supplierParticulars: { at: (of) => `/suppliers/${of.supplier}/particulars`, of: 'region' },
  supplierPrices: shared('a trust sees its own prices on file', (of) => `/suppliers/${of.supplier}/prices`),
  dictionary: plain('/settings/dictionary'),
  dictionaryRelease: own((of) => `/settings/dictionary/${of.release}`),
  loads: plain('/settings/loads'),
  newLoad: plain('/settings/loads/new'),
  load: own((of) => `/settings/loads/${of.load}`),
  loadColumns: own((of) => `/settings/loads/${of.stage}/columns`),
  changePassword: plain('/settings/password'),
  secondFactor: plain('/settings/second-factor'),
  recoveryCodes: plain('/settings/second-factor/codes'),
  signIns: plain('/settings/sign-ins'),
  settings: plain('/settings'),
  files: plain('/files'),
  newFile: plain('/files/new?list=tokens&format=csv'),
  views: plain('/settings/views'),
  ownData: plain('/settings/data'),
  notices: plain('/settings/notices'),
  organisation: plain('/settings/organisation'),
  sites: plain('/settings/sites'),
  newSite: plain('/settings/sites/new'),
  site: own((of) => `/settings/sites/${of.site}`),
  newStore: shared('another’s site is not among the sites to choose from', (of) => {
    return `/settings/stores/new?site=${of.site}`
  }),
  store: own((of) => `/settings/stores/${of.store}`),
  costCentres: plain('/settings/cost-centres'),
  costCentre: own((of) => `/settings/cost-centres/${of.costCentre}`),
  trustSettings: plain('/settings/rules'),
  approvalScheme: plain('/settings/approvals'),
  changeScheme: plain('/settings/approvals/change'),
  schemeProposal: own((of) => `/settings/approvals/proposals/${of.proposal}`),
  schemeTrial: own((of) => `/settings/approvals/proposals/${of.proposal}/orders`),
  passedSample: plain('/approvals/sample'),
  deputies: plain('/settings/deputies'),
  newDeputy: plain('/settings/deputies/new'),
  people: plain('/settings/people'),
  directory: plain('/settings/directory'),
  directoryWaiting: own((of) => `/settings/directory/${of.directoryWaiting}`),
  webhooks: plain('/settings/webhooks'),
  webhook: own((of) => `/settings/webhooks/${of.webhook}`),
  tokens: plain('/settings/tokens'),
  newPerson: plain('/settings/people/new'),
  person: own((of) => `/settings/people/${of.person}`),
  accessReviews: plain('/settings/people/reviews'),
  accessReview: own((of) => `/settings/people/reviews/${of.accessReview}`),
  personRequest: own((of) => `/settings/people/requests/${of.personRequest}`),
} as const satisfies Record<PageId, Sample>

/** An address for every route, with the body where it is posted. */
export const ROUTE_SAMPLES = {
  markedFile: own((of) => `/settings/loads/${of.load}/marked`),
  loadedFile: own((of) => `/settings/loads/${of.load}/file`),
  releaseProgress: own((of) => `/settings/dictionary/${of.release}/progress`),
  loadProgress: own((of) => `/settings/loads/${of.load}/progress`),
  loadTemplate: plain('/settings/loads/templates/packs'),
  changePad: own(
    (of) => `/orders/new/${of.pad}/changes`,
    (of) => ({ edit: 999_999, changes: [{ do: 'line', line: of.padLine, packs: 3 }] }),
  ),
  actOnSeveral: {
    at: () => '/orders/several/act',
    of: { everybody: 'each order has an outcome of its own: that of another trust is not found' },
    body: (of) => ({ act: 'close', reason: '', orders: [{ number: of.sent, version: 99, revision: 1 }] }),
  },
  countOrders: plain('/orders/several/count?view=sent'),
  palette: plain('/search/palette?text=orders'),
  padState: own((of) => `/orders/new/${of.pad}/state`),
  padLines: own((of) => `/orders/new/${of.pad}/lines?after=0`),
  padVendors: own((of) => `/orders/new/${of.pad}/vendors?line=${of.padLine}`),
  padSearch: shared('searches the catalogue; nothing of the pad is read', (of) => {
    return `/orders/new/${of.pad}/search?text=meropenem&storeId=${of.store}`
  }),
  orderDocument: own((of) => `/orders/${of.requisitioned}/documents/${of.document}`),
  outgoingPart: own((of) => `/settings/outgoing/${of.outgoing}/parts/0`),
  bookIn: own(
    () => '/deliveries/book',
    (of, person) => ({
      ...{ receiver: person, supplierId: of.supplier, storeId: of.store, deliveryNote: '', note: '' },
      entries: [{ lineId: of.sentLine, batch: 'B1', expiry: '', accepted: 0, rejected: 0 }],
    }),
  ),
  lookUpAtDesk: shared('looks among one’s own orders; an order of nobody is nothing', (of) => {
    return `/deliveries/book/look-up?supplierId=${of.supplier}&storeId=${of.store}&text=${of.sent}`
  }),
  notePdf: own((of) => `/deliveries/${of.receipt}/note.pdf`),
  noteHtml: own((of) => `/deliveries/${of.receipt}/note.html`),
  shelfLabels: shared(NATIONAL, (of) => {
    return `/labels/labels.pdf?vmps=${of.medicine}&stock=a4-21&copies-${of.pack}=1`
  }),
  staySignedIn: plain('/sign-in/stay'),
  exportAudit: plain('/audit/export?from=1+January+2020&to=1+January+2020'),
  takeList: plain('/lists/tokens?format=csv'),
  takeFile: plain('/files/01980000-0000-7000-8000-000000000000/content'),
} as const satisfies Record<RouteId, Sample>

const form = (fields: ActionSample['fields']): ActionSample => ({ fields, of: 'riverside' })
const free = (fields: ActionSample['fields'] = () => ({})): ActionSample => ({ fields, of: 'nobody' })

const reason = 'A reason for the test'
const templateForm = (of: Facts) => ({ name: 'Taken over', storeId: of.store, costCentreId: of.costCentre })
const rhythmForm = (of: Facts) => ({ ownerId: of.person, kind: 'month', day: '1', closed: 'next' })
const sent = (of: Facts) => ({ number: of.sent, version: of.sentVersion })

const UBL = 'urn:oasis:names:specification:ubl:schema:xsd'

/** A supplier's answer as a Peppol message: all accepted. */
function answerTo(number: string): File {
  const text = `<OrderResponse xmlns="${UBL}:OrderResponse-2" xmlns:cac="${UBL}:CommonAggregateComponents-2"
    xmlns:cbc="${UBL}:CommonBasicComponents-2"><cbc:ID>A-1</cbc:ID><cbc:IssueDate>2026-08-06</cbc:IssueDate>
    <cbc:OrderResponseCode>AP</cbc:OrderResponseCode><cac:OrderReference><cbc:ID>${number}</cbc:ID></cac:OrderReference>
    <cac:SellerSupplierParty><cac:Party/></cac:SellerSupplierParty></OrderResponse>`
  return new File([text], 'answer.xml', { type: 'application/xml' })
}

/** A form for every action: whole where it names a record, so that only whose it is can be in the way. */
export const ACTION_SAMPLES = {
  openPad: form((of) => ({ storeId: of.store, costCentreId: of.costCentre })),
  restorePad: form((of) => ({ padId: of.pad })),
  discardPad: form((of) => ({ padId: of.pad, edit: '1' })),
  submitPad: form((of) => ({ padId: of.pad, edit: '1' })),
  takePrices: form((of) => ({ padId: of.pad, edit: '1' })),
  copyOrder: form((of) => ({ number: of.sent })),
  makeTemplate: form((of) => ({ ...templateForm(of), order: of.sent })),
  saveTemplate: form((of) => ({ ...templateForm(of), templateId: of.template, version: '1' })),
  removeTemplate: form((of) => ({ templateId: of.template, version: '1' })),
  restoreTemplate: form((of) => ({ templateId: of.template })),
  fillFromTemplate: form((of) => ({ templateId: of.template })),
  startStanding: form((of) => ({ ...rhythmForm(of), templateId: of.template })),
  changeStanding: form((of) => ({ ...rhythmForm(of), standingId: of.standing, version: '1' })),
  pauseStanding: form((of) => ({ standingId: of.standing, version: '1' })),
  resumeStanding: form((of) => ({ standingId: of.standing, version: '1' })),
  endStanding: form((of) => ({ standingId: of.standing, version: '1' })),
  skipDate: form((of) => ({ standingId: of.standing, version: '1', dueOn: '2030-01-07' })),
  keepDate: form((of) => ({ standingId: of.standing, version: '1', dueOn: '2030-01-07' })),
  reopenReturned: form(sent),
  decideOrder: form((of) => ({ decision: 'approve', number: of.waiting, version: '1', role: 'lead', comment: '' })),
  approveSeveral: form((of) => ({ order: `${of.waiting}/1/lead` })),
  withdrawSubmission: form((of) => ({ number: of.waiting, version: '1' })),
  recordManualSending: form((of) => ({
    ...{ number: of.sent, transmissionId: of.transmission, channel: 'phone' },
    ...{ on: '6 August 2026', at: '9:15am', whom: 'Sam', reference: 'T-1' },
  })),
  resendOrder: form((of) => ({ number: of.sent, transmissionId: of.transmission })),
  settleTransmission: form((of) => {
    return { number: of.sent, transmissionId: of.transmission, outcome: 'arrived', how: reason }
  }),
  sendHeldOrder: form(sent),
  writeRequisition: form((of) => {
    return { number: of.controlled, version: '1', profession: 'Pharmacist', purpose: 'Hospital stock' }
  }),
  signRequisition: form((of) => ({ number: of.controlled, version: '1', signed: 'yes', unusualReason: reason })),
  approveUnlicensed: form((of) => ({
    ...{ number: of.unlicensed, version: '1', vmpId: of.unlicensedMedicine },
    ...{ request: reason, reason, alternatives: reason, quality: reason, reviewOn: '6 August 2027' },
  })),
  reverseReceipt: form((of) => ({ receiptNumber: of.receipt, reason })),
  decideOverDelivery: form((of) => ({ id: of.over, decision: 'return', reason })),
  enterCdRegister: form((of) => ({ lineId: of.receiptLine, reference: 'CD 1, page 1' })),
  decideQuarantine: form((of) => ({ lineId: of.receiptLine, packs: '1', outcome: 'release', reason })),
  acknowledgeOrder: form((of) => ({ ...sent(of), intent: 'all', edit: '1', source: 'email' })),
  acknowledgeByMessage: form((of) => ({ ...sent(of), message: answerTo(of.sent) })),
  resolveAnswer: form((of) => ({ ...sent(of), decision: 'accept', 'answerIds[0]': of.answer })),
  orderElsewhere: form((of) => ({ ...sent(of), answerId: of.answer, offer: `${of.pack}/${of.supplier}` })),
  cancelOrder: form((of) => ({ ...sent(of), reason })),
  closeOrder: form(sent),
  shortCloseLine: form((of) => ({ ...sent(of), lineId: of.sentLine, reason })),
  answerChange: form((of) => ({ number: of.closed, changeId: of.change, answer: 'agreed' })),
  recordStockCount: form((of) => ({
    ...{ storeId: of.store, vmpId: of.medicine },
    ...{ 'counts[0].amppId': of.pack, 'counts[0].size': '1000', 'counts[0].packs': '0' },
  })),
  drawSample: free(),
  chooseRelease: free(),
  makeDictionaryCurrent: form((of) => ({ releaseId: of.release, version: '99' })),
  cancelRelease: form((of) => ({ releaseId: of.release })),
  chooseFile: free(),
  sayPacks: form((of) => ({ loadId: of.stage, version: '99', 'pack[0]': of.pack })),
  undoPack: form((of) => ({ loadId: of.stage, version: '99', choiceId: of.stage })),
  sayColumns: form((of) => ({ loadId: of.stage, version: '99' })),
  chooseSheet: form((of) => ({ loadId: of.stage, version: '99', sheet: 'Prices' })),
  confirmLoad: form((of) => ({ loadId: of.stage, version: '99' })),
  proposeChanges: form((of) => ({ loadId: of.stage, version: '99' })),
  approveChanges: form((of) => ({ loadId: of.stage, version: '99' })),
  returnChanges: form((of) => ({ loadId: of.stage, version: '99', reason })),
  cancelLoad: form((of) => ({ loadId: of.stage })),
  undoLoad: form((of) => ({ loadId: of.stage })),
  saveSupplierAccount: free(),
  decideOrderAddress: form((of) => ({ changeId: of.addressChange, decision: 'refuse', comment: reason })),
  addSupplier: free(),
  joinSupplier: free(),
  saveSupplier: {
    fields: (of) => ({ supplierId: of.supplier, version: '1', name: 'Taken over', kind: 'wholesaler' }),
    of: 'region',
  },
  filePrice: free(),
  addLocalCode: free(),
  endLocalCode: form((of) => ({ codeId: of.localCode, until: 'open', last: '31 December 2030' })),
  setFormulary: free(),
  setStricter: free(),
  endStricter: form((of) => ({ entryId: of.treatment, until: 'open', last: '31 December 2030', reason })),
  endFormulary: form((of) => ({ entryId: of.formulary, until: 'open', last: '31 December 2030', reason })),
  endPrice: form((of) => ({ priceId: of.price, until: 'open', last: '31 December 2030', reason })),
  changePassword: free(),
  saveDirectory: free(),
  joinFromDirectory: form((of) => ({ waitingId: of.directoryWaiting, personId: of.person })),
  admitFromDirectory: form((of) => ({
    ...{
      waitingId: of.directoryWaiting,
      name: 'Ann Okafor',
      email: 'ann.okafor@elsewhere.example',
      'roles[0]': 'stores',
    },
  })),
  refuseFromDirectory: form((of) => ({ waitingId: of.directoryWaiting })),
  unlinkFromDirectory: form((of) => ({ linkId: of.directoryLink })),
  startSecondFactor: free(),
  confirmSecondFactor: free(),
  removeSecondFactor: free(),
  renewRecoveryCodes: free(),
  putCodesAway: free(),
  endOwnSession: { fields: () => ({ which: '01980000-0000-7000-8000-000000000000' }), of: 'nobody' },
  endPersonSession: form((of) => ({ personId: of.person, sessionId: of.session })),
  askForData: free(),
  askForFile: free(),
  cancelFile: form((of) => ({ fileId: of.fileUnderWay })),
  removeFile: form((of) => ({ fileId: of.listFile })),
  saveView: free(),
  changeView: form((of) => ({ viewId: of.view, version: '1', name: 'Taken over' })),
  removeView: form((of) => ({ viewId: of.view, version: '1' })),
  restoreView: form((of) => ({ viewId: of.view })),
  chooseKeys: free(() => ({ keys: 'neither' })),
  chooseNotices: free(() => ({ wanted: 'nothing of the kind' })),
  changeTrust: free((of) => ({ to: of.region })),
  saveOrganisation: free(),
  joinBuyingGroup: free(),
  saveSite: form((of) => ({ siteId: of.site, name: 'Taken over', version: '1' })),
  saveStore: form((of) => ({ storeId: of.store, siteId: of.site, name: 'Taken over', kind: 'pharmacy', version: '1' })),
  saveCostCentre: form((of) => ({ costCentreId: of.costCentre, code: 'X1', name: 'Taken over', version: '1' })),
  saveSettings: free(),
  proposeScheme: free(),
  decideProposal: form((of) => ({ decision: 'adopt', proposalId: of.proposal, edit: '2', note: '' })),
  withdrawProposal: form((of) => ({ proposalId: of.proposal, edit: '2', note: '' })),
  tryScheme: form((of) => ({ proposalId: of.proposal })),
  checkSample: form((of) => ({ sampleId: of.passed, outcome: 'fine', words: '' })),
  addPerson: free(),
  joinTrust: free(),
  changeRoles: form((of) => ({ personId: of.person, 'roles[0]': 'lead' })),
  setLeavingDay: form((of) => ({ personId: of.person, from: '6 August 2030' })),
  dropLeavingDay: form((of) => ({ personId: of.person })),
  handOverWork: form((of) => ({ personId: of.person, handTo: of.person })),
  leaveTrust: form((of) => ({ personId: of.person })),
  askReset: form((of) => ({ personId: of.person, reason })),
  agreeReset: form((of) => ({ requestId: of.personRequest })),
  startReview: free(),
  decideRows: form((of) => ({
    reviewId: of.accessReview,
    'rows[0].id': of.accessReview,
    'rows[0].verdict': 'confirmed',
  })),
  finishReview: form((of) => ({ reviewId: of.accessReview })),
  agreeRoles: form((of) => ({ requestId: of.personRequest })),
  agreePerson: form((of) => ({ requestId: of.personRequest })),
  agreeChange: form((of) => ({ requestId: of.personRequest })),
  correctName: form((of) => ({ personId: of.person, name: 'Taken Over' })),
  correctEmail: form((of) => ({ personId: of.person, email: 'taken@over.example', reason })),
  takeHalf: form((of) => ({ requestId: of.personRequest })),
  refuseRequest: form((of) => ({ requestId: of.personRequest, comment: reason })),
  withdrawRequest: form((of) => ({ requestId: of.personRequest })),
  nameDeputy: free(),
  answerDeputy: form((of) => ({ deputisingId: of.deputising, answer: 'agree' })),
  endDeputy: form((of) => ({ deputisingId: of.deputising })),
  makeWebhook: free(),
  stopWebhook: form((of) => ({ webhookId: of.webhook })),
  startWebhook: form((of) => ({ webhookId: of.webhook })),
  replayDelivery: form((of) => ({ deliveryId: of.webhook })),
  makeToken: free(),
  revokeToken: form((of) => ({ tokenId: of.token })),
  endSessions: form((of) => ({ personId: of.person })),
} as const satisfies Record<ActionId, ActionSample>

/** An operation of the API: its path, and for a POST a body that names a record and is whole. */
export type ApiSample = { at: (facts: Facts) => string; of: Owner; body?: (facts: Facts) => object }

const decision = (of: Facts) => ({ version: Number(of.sentVersion), role: 'lead', comment: reason })
const onOrder = (part: string, body?: ApiSample['body']): ApiSample => ({
  at: (of) => `/api/v1/orders/${of.sent}${part}`,
  of: 'riverside',
  ...(body ? { body } : {}),
})
const list = (path: string): ApiSample => ({ at: () => `/api/v1/${path}`, of: 'nobody' })

/** An address for every operation of the API, with the body where it is posted. */
export const API_SAMPLES = {
  listOrders: list('orders?view=all'),
  createOrders: { ...list('orders'), body: () => ({}) },
  getOrder: onOrder(''),
  submitOrder: onOrder('/submit', (of) => ({ version: Number(of.sentVersion), revision: 1 })),
  approveOrder: onOrder('/approve', decision),
  returnOrder: onOrder('/return', decision),
  rejectOrder: onOrder('/reject', decision),
  cancelOrder: onOrder('/cancel', (of) => ({ version: Number(of.sentVersion), reason })),
  sendOrder: onOrder('/send', (of) => ({ how: 'queue', version: Number(of.sentVersion) })),
  acknowledgeOrder: onOrder('/acknowledgements', (of) => {
    return { version: Number(of.sentVersion), revision: 1, source: 'email', lines: 'all' }
  }),
  receiveOrder: onOrder('/receipts', () => ({ entries: [{ line: 1, batch: 'B1', accepted: 0 }] })),
  listDocuments: onOrder('/documents'),
  getDocument: {
    at: (of) => `/api/v1/orders/${of.requisitioned}/documents/${of.document}`,
    of: 'riverside',
  },
  searchProducts: list('products?query=meropenem'),
  listContracts: list('contracts'),
  listStock: list('stock'),
  listUsage: list('usage'),
  recordStockCount: {
    ...{ ...list('stock'), of: 'riverside' },
    body: (of) => ({ store: of.store, counts: [{ amppId: of.pack, batch: 'M1', units: '0' }] }),
  },
  recordUsage: {
    ...{ ...list('usage'), of: 'riverside' },
    body: (of) => ({ store: of.store, usage: [{ vmpId: of.medicine, day: '2020-01-01', units: '0' }] }),
  },
  listSuppliers: list('suppliers'),
  listStores: list('stores'),
  listCostCentres: list('cost-centres'),
  listEvents: list('events?most=5'),
} as const satisfies Record<ApiId, ApiSample>

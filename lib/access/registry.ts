import { LOADS, SEES_LOADS } from '#lib/files/kind.rules.ts'
import type { Permission } from './permissions.ts'
import type { Scope } from './scopes.ts'

/**
 * Every page, action and route of the app with the permissions that open it (any one of them). Tests walk this list:
 * each entry × each role × own trust, other trust, signed out, other origin; axe; screenshots. What is not in it
 * cannot be reached: pages ask `pageActor(id)`, actions and routes are made by their id, and a test compares the list
 * with the files under app/.
 */
const pages = {
  today: { path: '/', permission: ['today.view'] },
  orders: { path: '/orders', permission: ['order.view'] },
  severalOrders: { path: '/orders/several', permission: ['order.view'] },
  orderPads: { path: '/orders/new', permission: ['order.raise'] },
  templates: { path: '/orders/templates', permission: ['order.raise'] },
  newTemplate: { path: '/orders/templates/new', permission: ['order.raise'] },
  template: { path: '/orders/templates/[templateId]', permission: ['order.raise'] },
  newStanding: { path: '/orders/standing/new', permission: ['order.raise'] },
  standing: { path: '/orders/standing/[standingId]', permission: ['order.raise'] },
  orderPad: { path: '/orders/new/[padId]', permission: ['order.raise'] },
  checkPad: { path: '/orders/new/[padId]/check', permission: ['order.raise'] },
  padSubmitted: { path: '/orders/new/[padId]/done', permission: ['order.raise'] },
  orderPage: { path: '/orders/[orderNumber]', permission: ['order.view'] },
  acknowledgeOrder: { path: '/orders/[orderNumber]/acknowledge', permission: ['order.acknowledge'] },
  endOrder: { path: '/orders/[orderNumber]/end', permission: ['order.cancel', 'order.close'] },
  sendOrder: { path: '/orders/[orderNumber]/send', permission: ['order.view'] },
  receiveOrder: { path: '/orders/[orderNumber]/receive', permission: ['order.receive'] },
  deliveries: { path: '/deliveries', permission: ['delivery.view'] },
  deliveryDesk: { path: '/deliveries/book/[supplierId]', permission: ['order.receive'] },
  goodsReceivedNote: { path: '/deliveries/[receiptNumber]', permission: ['delivery.view'] },
  approvals: { path: '/approvals', permission: ['approvals.view'] },
  nextApproval: { path: '/approvals/next', permission: ['approvals.view'] },
  severalApprovals: { path: '/approvals/several', permission: ['order.approve', 'order.approve_clinical'] },
  approveOrder: { path: '/orders/[orderNumber]/approve', permission: ['approvals.view'] },
  audit: { path: '/audit', permission: ['audit.view'] },
  auditEntry: { path: '/audit/entries/[entryId]', permission: ['audit.view'] },
  auditDuties: { path: '/audit/duties', permission: ['audit.view'] },
  auditExceptions: { path: '/audit/exceptions', permission: ['audit.view'] },
  auditSamples: { path: '/audit/samples', permission: ['audit.view'] },
  auditSample: { path: '/audit/samples/[sampleId]', permission: ['audit.view'] },
  help: { path: '/help', permission: ['help.view'] },
  helpApi: { path: '/help/api', permission: ['help.view'] },
  helpNewBuyers: { path: '/help/new-buyers', permission: ['help.view'] },
  helpKeys: { path: '/help/keys', permission: ['help.view'] },
  labels: { path: '/labels', permission: ['catalogue.view', 'delivery.view'] },
  search: { path: '/search', permission: ['order.view', 'catalogue.view'] },
  outgoing: { path: '/settings/outgoing', permission: ['outgoing.view'] },
  outgoingMessage: { path: '/settings/outgoing/[name]', permission: ['outgoing.view'] },
  catalogue: { path: '/catalogue', permission: ['catalogue.view'] },
  product: { path: '/catalogue/[vmpId]', permission: ['catalogue.view'] },
  formulary: { path: '/catalogue/formulary', permission: ['catalogue.view'] },
  localCodes: { path: '/catalogue/codes', permission: ['catalogue.view'] },
  productCodes: { path: '/catalogue/[vmpId]/codes', permission: ['catalogue.view'] },
  stricter: { path: '/catalogue/stricter', permission: ['catalogue.view'] },
  medicineLists: { path: '/catalogue/lists', permission: ['catalogue.view'] },
  productStricter: { path: '/catalogue/[vmpId]/stricter', permission: ['catalogue.view'] },
  productFormulary: { path: '/catalogue/[vmpId]/formulary', permission: ['catalogue.view'] },
  productPrices: { path: '/catalogue/[vmpId]/prices', permission: ['catalogue.view'] },
  priceWhy: { path: '/catalogue/[vmpId]/why', permission: ['contract.view'] },
  countStock: { path: '/catalogue/[vmpId]/count', permission: ['stock.count'] },
  contracts: { path: '/contracts', permission: ['contract.view'] },
  framework: { path: '/contracts/[frameworkId]', permission: ['contract.view'] },
  changes: { path: '/contracts/changes/[loadId]', permission: ['contract.view'] },
  suppliers: { path: '/suppliers', permission: ['supplier.view', 'contract.load'] },
  newSupplier: { path: '/suppliers/new', permission: ['supplier.edit', 'contract.load'] },
  supplier: { path: '/suppliers/[supplierId]', permission: ['supplier.view', 'contract.load'] },
  supplierAccount: { path: '/suppliers/[supplierId]/account', permission: ['supplier.edit'] },
  supplierParticulars: { path: '/suppliers/[supplierId]/particulars', permission: ['supplier.edit', 'contract.load'] },
  supplierPrices: { path: '/suppliers/[supplierId]/prices', permission: ['supplier.view'] },
  loads: { path: '/settings/loads', permission: SEES_LOADS },
  newLoad: { path: '/settings/loads/new', permission: LOADS },
  load: { path: '/settings/loads/[loadId]', permission: SEES_LOADS },
  loadColumns: { path: '/settings/loads/[loadId]/columns', permission: LOADS },
  dictionary: { path: '/settings/dictionary', permission: ['catalogue.view'] },
  dictionaryRelease: { path: '/settings/dictionary/[releaseId]', permission: ['catalogue.view'] },
  changePassword: { path: '/settings/password', permission: ['own.settings'] },
  secondFactor: { path: '/settings/second-factor', permission: ['own.settings'] },
  recoveryCodes: { path: '/settings/second-factor/codes', permission: ['own.settings'] },
  signIns: { path: '/settings/sign-ins', permission: ['own.settings'] },
  settings: { path: '/settings', permission: ['own.settings'] },
  files: { path: '/files', permission: ['own.settings'] },
  newFile: { path: '/files/new', permission: ['own.settings'] },
  views: { path: '/settings/views', permission: ['own.settings'] },
  ownData: { path: '/settings/data', permission: ['own.settings'] },
  notices: { path: '/settings/notices', permission: ['own.settings'] },
  organisation: { path: '/settings/organisation', permission: ['settings.view'] },
  sites: { path: '/settings/sites', permission: ['settings.view'] },
  newSite: { path: '/settings/sites/new', permission: ['settings.edit'] },
  site: { path: '/settings/sites/[siteId]', permission: ['settings.edit'] },
  newStore: { path: '/settings/stores/new', permission: ['settings.edit'] },
  store: { path: '/settings/stores/[storeId]', permission: ['settings.edit'] },
  costCentres: { path: '/settings/cost-centres', permission: ['settings.view'] },
  costCentre: { path: '/settings/cost-centres/[costCentreId]', permission: ['settings.edit'] },
  trustSettings: { path: '/settings/rules', permission: ['settings.view'] },
  approvalScheme: { path: '/settings/approvals', permission: ['rules.view'] },
  changeScheme: { path: '/settings/approvals/change', permission: ['scheme.propose'] },
  schemeProposal: { path: '/settings/approvals/proposals/[proposalId]', permission: ['scheme.view'] },
  schemeTrial: { path: '/settings/approvals/proposals/[proposalId]/orders', permission: ['scheme.view'] },
  passedSample: { path: '/approvals/sample', permission: ['sample.view'] },
  deputies: { path: '/settings/deputies', permission: ['approvals.view', 'people.view'] },
  newDeputy: { path: '/settings/deputies/new', permission: ['order.approve', 'order.approve_clinical', 'people.edit'] },
  people: { path: '/settings/people', permission: ['people.view'] },
  directory: { path: '/settings/directory', permission: ['settings.view'] },
  directoryWaiting: { path: '/settings/directory/[waitingId]', permission: ['people.edit'] },
  webhooks: { path: '/settings/webhooks', permission: ['webhook.view'] },
  webhook: { path: '/settings/webhooks/[webhookId]', permission: ['webhook.view'] },
  tokens: { path: '/settings/tokens', permission: ['own.settings'] },
  newPerson: { path: '/settings/people/new', permission: ['people.edit'] },
  person: { path: '/settings/people/[personId]', permission: ['people.view'] },
  accessReviews: { path: '/settings/people/reviews', permission: ['people.view'] },
  accessReview: { path: '/settings/people/reviews/[reviewId]', permission: ['people.view'] },
  personRequest: { path: '/settings/people/requests/[requestId]', permission: ['people.view', 'people.consent'] },
} as const satisfies Record<string, PageEntry>

const actions = {
  openPad: { file: 'orders/raise/raise.actions.ts', permission: ['order.raise'] },
  restorePad: { file: 'orders/raise/raise.actions.ts', permission: ['order.raise'] },
  discardPad: { file: 'orders/raise/raise.actions.ts', permission: ['order.raise'] },
  submitPad: { file: 'orders/raise/raise.actions.ts', permission: ['order.raise'] },
  takePrices: { file: 'orders/raise/raise.actions.ts', permission: ['order.raise'] },
  copyOrder: { file: 'orders/raise/raise.actions.ts', permission: ['order.raise'] },
  makeTemplate: { file: 'orders/raise/templates/templates.actions.ts', permission: ['order.raise'] },
  saveTemplate: { file: 'orders/raise/templates/templates.actions.ts', permission: ['order.raise'] },
  removeTemplate: { file: 'orders/raise/templates/templates.actions.ts', permission: ['order.raise'] },
  restoreTemplate: { file: 'orders/raise/templates/templates.actions.ts', permission: ['order.raise'] },
  fillFromTemplate: { file: 'orders/raise/templates/templates.actions.ts', permission: ['order.raise'] },
  startStanding: { file: 'orders/raise/standing/standing.actions.ts', permission: ['order.raise'] },
  changeStanding: { file: 'orders/raise/standing/standing.actions.ts', permission: ['order.raise'] },
  pauseStanding: { file: 'orders/raise/standing/standing.actions.ts', permission: ['order.raise'] },
  resumeStanding: { file: 'orders/raise/standing/standing.actions.ts', permission: ['order.raise'] },
  endStanding: { file: 'orders/raise/standing/standing.actions.ts', permission: ['order.raise'] },
  skipDate: { file: 'orders/raise/standing/standing.actions.ts', permission: ['order.raise'] },
  keepDate: { file: 'orders/raise/standing/standing.actions.ts', permission: ['order.raise'] },
  reopenReturned: { file: 'orders/raise/raise.actions.ts', permission: ['order.raise'] },
  decideOrder: { file: 'orders/approve/approve.actions.ts', permission: ['order.approve', 'order.approve_clinical'] },
  approveSeveral: {
    file: 'orders/approve/approve.actions.ts',
    permission: ['order.approve', 'order.approve_clinical'],
  },
  withdrawSubmission: { file: 'orders/approve/approve.actions.ts', permission: ['order.raise'] },
  recordManualSending: { file: 'orders/send/send.actions.ts', permission: ['order.send'] },
  resendOrder: { file: 'orders/send/send.actions.ts', permission: ['order.send'] },
  settleTransmission: { file: 'orders/send/send.actions.ts', permission: ['order.send'] },
  sendHeldOrder: { file: 'orders/send/send.actions.ts', permission: ['order.send'] },
  writeRequisition: { file: 'orders/send/send.actions.ts', permission: ['order.sign_requisition'] },
  signRequisition: { file: 'orders/send/send.actions.ts', permission: ['order.sign_requisition'] },
  approveUnlicensed: { file: 'orders/send/send.actions.ts', permission: ['order.approve_unlicensed'] },
  reverseReceipt: { file: 'orders/receive/receive.actions.ts', permission: ['order.reverse_receipt'] },
  decideOverDelivery: { file: 'orders/receive/receive.actions.ts', permission: ['order.decide_over_delivery'] },
  enterCdRegister: { file: 'orders/receive/receive.actions.ts', permission: ['order.receive'] },
  decideQuarantine: { file: 'orders/receive/receive.actions.ts', permission: ['order.decide_quarantine'] },
  acknowledgeOrder: { file: 'orders/acknowledge/acknowledge.actions.ts', permission: ['order.acknowledge'] },
  acknowledgeByMessage: { file: 'orders/acknowledge/acknowledge.actions.ts', permission: ['order.acknowledge'] },
  resolveAnswer: { file: 'orders/acknowledge/acknowledge.actions.ts', permission: ['order.acknowledge'] },
  orderElsewhere: { file: 'orders/raise/elsewhere.actions.ts', permission: ['order.raise'] },
  cancelOrder: { file: 'orders/track/end.actions.ts', permission: ['order.cancel'] },
  closeOrder: { file: 'orders/track/end.actions.ts', permission: ['order.close'] },
  shortCloseLine: { file: 'orders/track/end.actions.ts', permission: ['order.close'] },
  answerChange: { file: 'orders/track/end.actions.ts', permission: ['order.cancel'] },
  drawSample: { file: 'audit/samples/samples.actions.ts', permission: ['audit.view'] },
  recordStockCount: { file: 'stock/stock.actions.ts', permission: ['stock.count'] },
  chooseRelease: { file: 'catalogue/dictionary/dictionary.actions.ts', permission: ['dictionary.load'] },
  makeDictionaryCurrent: { file: 'catalogue/dictionary/dictionary.actions.ts', permission: ['dictionary.load'] },
  cancelRelease: { file: 'catalogue/dictionary/dictionary.actions.ts', permission: ['dictionary.load'] },
  chooseFile: { file: 'files/files.actions.ts', permission: LOADS },
  sayPacks: { file: 'contracts/load/by-words.actions.ts', permission: ['contract.load'] },
  undoPack: { file: 'contracts/load/by-words.actions.ts', permission: ['contract.load'] },
  sayColumns: { file: 'files/files.actions.ts', permission: LOADS },
  chooseSheet: { file: 'files/files.actions.ts', permission: LOADS },
  confirmLoad: { file: 'files/files.actions.ts', permission: LOADS },
  proposeChanges: { file: 'contracts/changes/changes.actions.ts', permission: ['contract.load'] },
  approveChanges: { file: 'contracts/changes/changes.actions.ts', permission: ['contract.approve'] },
  returnChanges: { file: 'contracts/changes/changes.actions.ts', permission: ['contract.approve'] },
  cancelLoad: { file: 'files/files.actions.ts', permission: LOADS },
  undoLoad: { file: 'files/files.actions.ts', permission: LOADS },
  saveSupplierAccount: { file: 'suppliers/supplier.actions.ts', permission: ['supplier.edit'] },
  decideOrderAddress: {
    file: 'suppliers/supplier.actions.ts',
    permission: ['supplier.agree_address', 'supplier.edit'],
  },
  addSupplier: { file: 'suppliers/supplier.actions.ts', permission: ['supplier.edit', 'contract.load'] },
  joinSupplier: { file: 'suppliers/supplier.actions.ts', permission: ['supplier.edit'] },
  saveSupplier: { file: 'suppliers/supplier.actions.ts', permission: ['supplier.edit', 'contract.load'] },
  filePrice: { file: 'contracts/on-file/on-file.actions.ts', permission: ['price.edit'] },
  endPrice: { file: 'contracts/on-file/on-file.actions.ts', permission: ['price.edit'] },
  addLocalCode: { file: 'catalogue/local-codes/local-code.actions.ts', permission: ['code.edit'] },
  endLocalCode: { file: 'catalogue/local-codes/local-code.actions.ts', permission: ['code.edit'] },
  setFormulary: { file: 'catalogue/formulary/formulary.actions.ts', permission: ['formulary.edit'] },
  endFormulary: { file: 'catalogue/formulary/formulary.actions.ts', permission: ['formulary.edit'] },
  setStricter: { file: 'catalogue/stricter/stricter.actions.ts', permission: ['formulary.edit'] },
  endStricter: { file: 'catalogue/stricter/stricter.actions.ts', permission: ['formulary.edit'] },
  changePassword: { file: 'access/password.actions.ts', permission: ['own.settings'] },
  startSecondFactor: { file: 'access/second-factor/second-factor.actions.ts', permission: ['own.settings'] },
  confirmSecondFactor: { file: 'access/second-factor/second-factor.actions.ts', permission: ['own.settings'] },
  removeSecondFactor: { file: 'access/second-factor/second-factor.actions.ts', permission: ['own.settings'] },
  renewRecoveryCodes: { file: 'access/second-factor/second-factor.actions.ts', permission: ['own.settings'] },
  putCodesAway: { file: 'access/second-factor/second-factor.actions.ts', permission: ['own.settings'] },
  endOwnSession: { file: 'access/sessions/sessions.actions.ts', permission: ['own.settings'] },
  endPersonSession: { file: 'access/sessions/sessions.actions.ts', permission: ['people.edit'] },
  saveDirectory: { file: 'access/directory/directory.actions.ts', permission: ['settings.edit'] },
  joinFromDirectory: { file: 'access/directory/directory.actions.ts', permission: ['people.edit'] },
  admitFromDirectory: { file: 'access/directory/directory.actions.ts', permission: ['people.edit'] },
  refuseFromDirectory: { file: 'access/directory/directory.actions.ts', permission: ['people.edit'] },
  unlinkFromDirectory: { file: 'access/directory/directory.actions.ts', permission: ['people.edit'] },
  joinTrust: { file: 'access/people.actions.ts', permission: ['own.settings'] },
  askForData: { file: 'access/personal-data/data.actions.ts', permission: ['own.settings'] },
  askForFile: { file: 'lists/lists.actions.ts', permission: ['own.settings'] },
  cancelFile: { file: 'lists/lists.actions.ts', permission: ['own.settings'] },
  removeFile: { file: 'lists/lists.actions.ts', permission: ['own.settings'] },
  saveView: { file: 'views/views.actions.ts', permission: ['own.settings'] },
  changeView: { file: 'views/views.actions.ts', permission: ['own.settings'] },
  removeView: { file: 'views/views.actions.ts', permission: ['own.settings'] },
  restoreView: { file: 'views/views.actions.ts', permission: ['own.settings'] },
  chooseKeys: { file: 'keys/keys.actions.ts', permission: ['own.settings'] },
  chooseNotices: { file: 'notices/notices.actions.ts', permission: ['own.settings'] },
  changeTrust: { file: 'access/change-trust.actions.ts', permission: ['own.settings'] },
  saveOrganisation: { file: 'trusts/set-up.actions.ts', permission: ['settings.edit'] },
  joinBuyingGroup: { file: 'trusts/set-up.actions.ts', permission: ['settings.edit'] },
  saveSite: { file: 'trusts/set-up.actions.ts', permission: ['settings.edit'] },
  saveStore: { file: 'trusts/set-up.actions.ts', permission: ['settings.edit'] },
  saveCostCentre: { file: 'trusts/set-up.actions.ts', permission: ['settings.edit'] },
  saveSettings: { file: 'trusts/set-up.actions.ts', permission: ['settings.edit'] },
  proposeScheme: { file: 'orders/scheme/scheme.actions.ts', permission: ['scheme.propose'] },
  decideProposal: { file: 'orders/scheme/scheme.actions.ts', permission: ['scheme.second'] },
  withdrawProposal: { file: 'orders/scheme/scheme.actions.ts', permission: ['scheme.propose'] },
  tryScheme: { file: 'orders/scheme/scheme.actions.ts', permission: ['scheme.propose', 'scheme.second'] },
  checkSample: { file: 'orders/sample/sample.actions.ts', permission: ['sample.check'] },
  addPerson: { file: 'access/people.actions.ts', permission: ['people.edit'] },
  changeRoles: { file: 'access/people.actions.ts', permission: ['people.edit'] },
  setLeavingDay: { file: 'access/people.actions.ts', permission: ['people.edit'] },
  dropLeavingDay: { file: 'access/people.actions.ts', permission: ['people.edit'] },
  handOverWork: { file: 'access/people.actions.ts', permission: ['people.edit'] },
  leaveTrust: { file: 'access/people.actions.ts', permission: ['people.edit'] },
  askReset: { file: 'access/reset/reset.actions.ts', permission: ['people.edit'] },
  agreeReset: { file: 'access/reset/reset.actions.ts', permission: ['people.edit'] },
  startReview: { file: 'access/review/review.actions.ts', permission: ['review.run'] },
  decideRows: { file: 'access/review/review.actions.ts', permission: ['review.run'] },
  finishReview: { file: 'access/review/review.actions.ts', permission: ['review.run'] },
  agreeRoles: { file: 'access/reset/reset.actions.ts', permission: ['people.consent'] },
  agreePerson: { file: 'access/reset/reset.actions.ts', permission: ['people.consent'] },
  agreeChange: { file: 'access/reset/reset.actions.ts', permission: ['people.consent'] },
  correctName: { file: 'access/correct/correct.actions.ts', permission: ['people.edit'] },
  correctEmail: { file: 'access/correct/correct.actions.ts', permission: ['people.edit'] },
  takeHalf: { file: 'access/reset/reset.actions.ts', permission: ['people.edit'] },
  refuseRequest: { file: 'access/reset/reset.actions.ts', permission: ['people.consent'] },
  withdrawRequest: { file: 'access/reset/reset.actions.ts', permission: ['people.edit'] },
  nameDeputy: {
    file: 'access/deputies/deputies.actions.ts',
    permission: ['order.approve', 'order.approve_clinical', 'people.edit'],
  },
  answerDeputy: {
    file: 'access/deputies/deputies.actions.ts',
    permission: ['order.approve', 'order.approve_clinical'],
  },
  endDeputy: {
    file: 'access/deputies/deputies.actions.ts',
    permission: ['order.approve', 'order.approve_clinical', 'people.edit'],
  },
  makeWebhook: { file: 'webhooks/webhooks.actions.ts', permission: ['webhook.edit'] },
  stopWebhook: { file: 'webhooks/webhooks.actions.ts', permission: ['webhook.edit'] },
  startWebhook: { file: 'webhooks/webhooks.actions.ts', permission: ['webhook.edit'] },
  replayDelivery: { file: 'webhooks/webhooks.actions.ts', permission: ['webhook.edit'] },
  makeToken: { file: 'access/tokens.actions.ts', permission: ['own.settings'] },
  revokeToken: { file: 'access/tokens.actions.ts', permission: ['own.settings'] },
  endSessions: { file: 'access/people.actions.ts', permission: ['people.edit'] },
} as const satisfies Record<string, ActionEntry>

const routes = {
  loadedFile: { method: 'GET', path: '/settings/loads/[loadId]/file', permission: SEES_LOADS },
  markedFile: { method: 'GET', path: '/settings/loads/[loadId]/marked', permission: SEES_LOADS },
  loadProgress: { method: 'GET', path: '/settings/loads/[loadId]/progress', permission: SEES_LOADS },
  releaseProgress: {
    method: 'GET',
    path: '/settings/dictionary/[releaseId]/progress',
    permission: ['catalogue.view'],
  },
  loadTemplate: {
    method: 'GET',
    path: '/settings/loads/templates/[kind]',
    permission: SEES_LOADS,
  },
  changePad: { method: 'POST', path: '/orders/new/[padId]/changes', permission: ['order.raise'] },
  actOnSeveral: {
    method: 'POST',
    path: '/orders/several/act',
    permission: ['order.raise', 'order.cancel', 'order.close'],
  },
  countOrders: { method: 'GET', path: '/orders/several/count', permission: ['order.view'] },
  palette: { method: 'GET', path: '/search/palette', permission: ['own.settings'] },
  padState: { method: 'GET', path: '/orders/new/[padId]/state', permission: ['order.raise'] },
  padLines: { method: 'GET', path: '/orders/new/[padId]/lines', permission: ['order.raise'] },
  padVendors: { method: 'GET', path: '/orders/new/[padId]/vendors', permission: ['order.raise'] },
  padSearch: { method: 'GET', path: '/orders/new/[padId]/search', permission: ['order.raise'] },
  orderDocument: { method: 'GET', path: '/orders/[orderNumber]/documents/[documentId]', permission: ['order.view'] },
  outgoingPart: { method: 'GET', path: '/settings/outgoing/[name]/parts/[part]', permission: ['outgoing.view'] },
  bookIn: { method: 'POST', path: '/deliveries/book', permission: ['order.receive'] },
  lookUpAtDesk: { method: 'GET', path: '/deliveries/book/look-up', permission: ['order.receive'] },
  notePdf: { method: 'GET', path: '/deliveries/[receiptNumber]/note.pdf', permission: ['delivery.view'] },
  noteHtml: { method: 'GET', path: '/deliveries/[receiptNumber]/note.html', permission: ['delivery.view'] },
  shelfLabels: { method: 'GET', path: '/labels/labels.pdf', permission: ['catalogue.view', 'delivery.view'] },
  staySignedIn: { method: 'POST', path: '/sign-in/stay', permission: ['own.settings'] },
  exportAudit: { method: 'GET', path: '/audit/export', permission: ['audit.view'] },
  // each list asks for the permission of its own pages
  takeList: { method: 'GET', path: '/lists/[list]', permission: ['own.settings'] },
  takeFile: { method: 'GET', path: '/files/[fileId]/content', permission: ['own.settings'] },
} as const satisfies Record<string, RouteEntry>

/**
 * Every operation of the API: `path` as it is asked, with [parameters]; its permissions and the scope that a token needs
 * for it. `app/api/v1/[[...path]]/route.ts` serves these and nothing else.
 */
const api = {
  listOrders: { method: 'GET', path: '/api/v1/orders', permission: ['order.view'], scope: 'orders:read' },
  createOrders: { method: 'POST', path: '/api/v1/orders', permission: ['order.raise'], scope: 'orders:write' },
  getOrder: { method: 'GET', path: '/api/v1/orders/[number]', permission: ['order.view'], scope: 'orders:read' },
  submitOrder: {
    method: 'POST',
    path: '/api/v1/orders/[number]/submit',
    permission: ['order.raise'],
    scope: 'orders:write',
  },
  approveOrder: {
    method: 'POST',
    path: '/api/v1/orders/[number]/approve',
    permission: ['order.approve', 'order.approve_clinical'],
    scope: 'approvals:write',
  },
  returnOrder: {
    method: 'POST',
    path: '/api/v1/orders/[number]/return',
    permission: ['order.approve', 'order.approve_clinical'],
    scope: 'approvals:write',
  },
  rejectOrder: {
    method: 'POST',
    path: '/api/v1/orders/[number]/reject',
    permission: ['order.approve', 'order.approve_clinical'],
    scope: 'approvals:write',
  },
  cancelOrder: {
    method: 'POST',
    path: '/api/v1/orders/[number]/cancel',
    permission: ['order.cancel'],
    scope: 'orders:write',
  },
  sendOrder: {
    method: 'POST',
    path: '/api/v1/orders/[number]/send',
    permission: ['order.send'],
    scope: 'orders:write',
  },
  acknowledgeOrder: {
    method: 'POST',
    path: '/api/v1/orders/[number]/acknowledgements',
    permission: ['order.acknowledge'],
    scope: 'acknowledgements:write',
  },
  receiveOrder: {
    method: 'POST',
    path: '/api/v1/orders/[number]/receipts',
    permission: ['order.receive'],
    scope: 'receipts:write',
  },
  listDocuments: {
    method: 'GET',
    path: '/api/v1/orders/[number]/documents',
    permission: ['order.view'],
    scope: 'orders:read',
  },
  getDocument: {
    method: 'GET',
    path: '/api/v1/orders/[number]/documents/[documentId]',
    permission: ['order.view'],
    scope: 'orders:read',
  },
  searchProducts: { method: 'GET', path: '/api/v1/products', permission: ['catalogue.view'], scope: 'catalogue:read' },
  listContracts: { method: 'GET', path: '/api/v1/contracts', permission: ['contract.view'], scope: 'contracts:read' },
  listStock: { method: 'GET', path: '/api/v1/stock', permission: ['stock.view'], scope: 'stock:read' },
  listUsage: { method: 'GET', path: '/api/v1/usage', permission: ['stock.view'], scope: 'stock:read' },
  recordStockCount: { method: 'POST', path: '/api/v1/stock', permission: ['stock.count'], scope: 'stock:write' },
  recordUsage: { method: 'POST', path: '/api/v1/usage', permission: ['stock.count'], scope: 'stock:write' },
  listSuppliers: { method: 'GET', path: '/api/v1/suppliers', permission: ['supplier.view'], scope: 'suppliers:read' },
  listStores: { method: 'GET', path: '/api/v1/stores', permission: ['order.view'], scope: 'orders:read' },
  listCostCentres: { method: 'GET', path: '/api/v1/cost-centres', permission: ['order.view'], scope: 'orders:read' },
  listEvents: { method: 'GET', path: '/api/v1/events', permission: ['event.view'], scope: 'events:read' },
} as const satisfies Record<string, ApiEntry>

/** What anybody reaches, signed in or not; each with the reason why it may stand open. */
const open = {
  accessibility: { kind: 'page', path: '/help/accessibility', why: 'a statement that the law wants public' },
  signInPage: { kind: 'page', path: '/sign-in', why: 'the way in' },
  signIn: { kind: 'action', path: 'access/sign-in.actions.ts', why: 'the way in; locks an account that fails' },
  demoSignIn: { kind: 'action', path: 'access/sign-in.actions.ts', why: 'the demo only; refused where there is none' },
  signOut: { kind: 'action', path: 'access/sign-in.actions.ts', why: 'ends only the session it comes with' },
  codePage: {
    kind: 'page',
    path: '/sign-in/code',
    why: 'half a sign-in ends here; without one it leads to the way in',
  },
  setUpPage: { kind: 'page', path: '/sign-in/set-up', why: 'likewise, where the trust wants a second factor' },
  enterCode: {
    kind: 'action',
    path: 'access/second-factor/at-sign-in.actions.ts',
    why: 'ends half a sign-in; waits after wrong codes',
  },
  setUpAtSignIn: { kind: 'action', path: 'access/second-factor/at-sign-in.actions.ts', why: 'likewise' },
  provePage: {
    kind: 'page',
    path: '/sign-in/prove',
    why: 'likewise, for who was joined to an account from a directory',
  },
  waitingPage: {
    kind: 'page',
    path: '/sign-in/waiting',
    why: 'says that an administrator has to let one in; reads nothing',
  },
  startDirectory: {
    kind: 'action',
    path: 'access/directory/at-sign-in.actions.ts',
    why: 'leads to a directory that the operator allows',
  },
  proveAccount: {
    kind: 'action',
    path: 'access/directory/at-sign-in.actions.ts',
    why: 'ends half a sign-in by password',
  },
  fromDirectory: {
    kind: 'route',
    path: '/sign-in/directory/[odsCode]',
    why: 'where a directory sends people back to: state, nonce, challenge, issuer, once',
  },
  timeLeft: {
    kind: 'route',
    path: '/sign-in/time-left',
    why: 'how long the session it comes with lives, nothing else',
  },
  openapi: { kind: 'route', path: '/api/v1/openapi.json', why: 'tells what the API is, nothing of anybody’s' },
  livez: { kind: 'route', path: '/livez', why: 'answers that the process is there, nothing else' },
  readyz: { kind: 'route', path: '/readyz', why: 'answers whether it can work, nothing else' },
  metrics: { kind: 'route', path: '/metrics', why: 'with METRICS_TOKEN' },
} as const satisfies Record<string, OpenEntry>

/** A page. `path` as in app/, with [parameters]. */
export type PageEntry = { path: string; permission: readonly Permission[] }

/** A server action; `file` is its `*.actions.ts` under lib. */
export type ActionEntry = { file: string; permission: readonly Permission[] }

/** A route handler that the app's own pages call. */
export type RouteEntry = { method: 'GET' | 'POST'; path: string; permission: readonly Permission[] }

/** An operation of the API. */
export type ApiEntry = { method: 'GET' | 'POST'; path: string; permission: readonly Permission[]; scope: Scope }

/** A door without a session; `path` as in app/, for an action its file under lib. */
export type OpenEntry = { kind: 'page' | 'action' | 'route'; path: string; why: string }

/** The id of a page of the registry. */
export type PageId = keyof typeof pages
/** The id of an action of the registry. */
export type ActionId = keyof typeof actions
/** The id of a route of the registry. */
export type RouteId = keyof typeof routes
/** The id of an operation of the API. */
export type ApiId = keyof typeof api

/** The whole list, for what goes through all of it: tests, the gallery, measurements. */
export const REGISTRY: {
  pages: Record<string, PageEntry>
  actions: Record<string, ActionEntry>
  routes: Record<string, RouteEntry>
  api: Record<string, ApiEntry>
  open: Record<string, OpenEntry>
} = { pages, actions, routes, api, open }

/** The entry of a page. */
export function pageEntry(id: PageId): PageEntry {
  return pages[id]
}

/** The entry of an action. */
export function actionEntry(id: ActionId): ActionEntry {
  return actions[id]
}

/** The entry of a route. */
export function routeEntry(id: RouteId): RouteEntry {
  return routes[id]
}

/** The entry of an operation of the API. */
export function apiEntry(id: ApiId): ApiEntry {
  return api[id]
}

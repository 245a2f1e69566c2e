import type { PageId } from '#lib/access/registry.ts'

/** Every list of the app that can be taken as a file. */
export const LIST_IDS = [
  'orders',
  'order-lines',
  'lines-of-order',
  'order-pads',
  'templates',
  'standing-orders',
  'approvals',
  'decisions',
  'stock-cover',
  'expected',
  'more-than-ordered',
  'received-notes',
  'received-batches',
  'batches',
  'catalogue',
  'packs',
  'orders-of-medicine',
  'stock',
  'frameworks',
  'contract-lines-ending',
  'contract-lines',
  'supplier-prices',
  'medicine-prices',
  'suppliers',
  'audit',
  'people',
  'asked-to-join',
  'deputies',
  'tokens',
  'webhooks',
  'webhook-deliveries',
  'outgoing',
  'loads',
  'load-problems',
  'cost-centres',
  'stores',
] as const

/** The id of a list. */
export type ListId = (typeof LIST_IDS)[number]

/** Whether the text names a list. */
export function isListId(text: string): text is ListId {
  return (LIST_IDS as readonly string[]).includes(text)
}

/** The lists that a page shows, each with its links to take it as a file. */
export const LISTS_OF_PAGES = {
  orders: ['orders', 'order-lines'],
  severalOrders: ['orders', 'order-lines'],
  orderPage: ['lines-of-order'],
  orderPads: ['order-pads'],
  templates: ['templates', 'standing-orders'],
  approvals: ['approvals', 'decisions'],
  approveOrder: ['stock-cover'],
  deliveries: ['expected', 'more-than-ordered', 'received-notes', 'received-batches', 'batches'],
  goodsReceivedNote: ['received-batches'],
  catalogue: ['catalogue', 'stock'],
  product: ['packs', 'orders-of-medicine', 'stock'],
  productPrices: ['medicine-prices'],
  contracts: ['frameworks', 'contract-lines-ending'],
  framework: ['contract-lines'],
  suppliers: ['suppliers'],
  supplierPrices: ['supplier-prices'],
  audit: ['audit'],
  people: ['people', 'asked-to-join'],
  deputies: ['deputies'],
  tokens: ['tokens'],
  webhooks: ['webhooks'],
  webhook: ['webhook-deliveries'],
  outgoing: ['outgoing'],
  loads: ['loads'],
  load: ['load-problems'],
  costCentres: ['cost-centres'],
  sites: ['stores'],
} as const satisfies Partial<Record<PageId, readonly ListId[]>>

/** Pages that draw a table which is no list of records, each with the reason why it is no file. */
export const NO_LISTS = {
  orderPad: 'an order being written: its lines are a file once it is one',
  checkPad: 'the same order, read through before it is submitted',
  template: 'a form; the standing orders of it are in the file of all',
  standing: 'one standing order: its days',
  views: 'shortcuts to lists, which are the files',
  acknowledgeOrder: 'a form, line by line; the lines are a file on the order’s page',
  sendOrder: 'one order’s messages and papers; the papers themselves can be opened',
  severalApprovals: 'a choice among the approvals, which are a file',
  helpApi: 'documentation: openapi.json is its file',
  countStock: 'a form of what is on the shelf; the stock is a file on the product’s page',
  newSupplier: 'a form; the suppliers are a file',
  newLoad: 'the columns a file must have: the template is that file',
  loadColumns: 'a form; the file itself can be had',
  files: 'the files themselves',
  labels: 'a form: how many labels of each pack',
  organisation: 'particulars of the one organisation',
  newStore: 'a form; the stores are a file on their page',
  store: 'a form; the stores are a file on their page',
  approvalScheme: 'rules in words, not records',
} as const satisfies Partial<Record<PageId, string>>

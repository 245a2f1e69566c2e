import type { Actor } from './actor.ts'
import { mayAny } from './permissions.ts'
import { type PageId, pageEntry } from './registry.ts'

/** What a page is called where it is looked for by name: every page of the registry that needs no record. */
export const PAGE_NAMES = {
  today: 'Today',
  orders: 'Orders',
  orderPads: 'Raise an order',
  templates: 'Templates and standing orders',
  newTemplate: 'Make a template',
  approvals: 'Approvals',
  deliveries: 'Deliveries',
  catalogue: 'Catalogue',
  formulary: 'Formulary',
  stricter: 'Treated more strictly',
  medicineLists: 'Medicine lists',
  localCodes: 'Local codes',
  labels: 'Shelf labels',
  contracts: 'Contracts',
  suppliers: 'Suppliers',
  newSupplier: 'Add a supplier',
  audit: 'Audit',
  auditDuties: 'Segregation of duties',
  auditExceptions: 'Exceptions',
  auditSamples: 'Samples',
  search: 'Find',
  outgoing: 'Outgoing messages',
  dictionary: 'Dictionary',
  loads: 'Files loaded',
  newLoad: 'Load a file',
  files: 'Files made for you',
  settings: 'Settings',
  views: 'Saved views',
  ownData: 'Your data',
  notices: 'Notices by e-mail',
  changePassword: 'Change your password',
  secondFactor: 'Second factor',
  signIns: 'Your sign-ins',
  tokens: 'API tokens',
  organisation: 'Organisation',
  sites: 'Sites and stores',
  newSite: 'Add a site',
  newStore: 'Add a store',
  costCentres: 'Cost centres',
  trustSettings: 'Rules of ordering',
  approvalScheme: 'Scheme of delegation',
  changeScheme: 'Propose a change of the scheme',
  passedSample: 'Sample of orders that passed by themselves',
  people: 'People',
  directory: 'Directory of the trust',
  newPerson: 'Add a person',
  accessReviews: 'Access reviews',
  webhooks: 'Webhooks',
  help: 'Help',
  deputies: 'Deputies',
  newDeputy: 'Name a deputy',
  helpApi: 'Help: API',
  helpNewBuyers: 'Help: a guide for new buyers',
  helpKeys: 'Keys',
} as const satisfies Partial<Record<PageId, string>>

/** Where a page begins that leads elsewhere by itself. */
const ADDRESS: Partial<Record<PageId, string>> = { orderPads: '/orders/new?another=1' }

/** The pages that this person may open, by the words typed; all of them where nothing is typed. */
export function pagesFor(actor: Actor, text = ''): { href: string; label: string }[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  return (Object.keys(PAGE_NAMES) as (keyof typeof PAGE_NAMES)[]).flatMap((id) => {
    const label: string = PAGE_NAMES[id]
    const { path, permission } = pageEntry(id)
    const wanted = words.every((word) => label.toLowerCase().includes(word))
    const open = mayAny(actor, permission)
    return wanted && open ? [{ href: ADDRESS[id] ?? path, label }] : []
  })
}

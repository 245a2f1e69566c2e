import { mayAny } from '#lib/access/permissions.ts'
import { REGISTRY } from '#lib/access/registry.ts'
import type { Role } from '#lib/access/roles.ts'
import { ROLES } from '#lib/access/roles.ts'
import { connected } from '#scripts/start/database.ts'
import type { BenchDatabase } from '../cluster.ts'

/** A page of the registry at an address of the database, and a role that may see it. */
export type PageVisit = { id: string; role: Role; address: string }

/** What stands for the parameters of addresses, in one trust: the newest of each that fits the page. */
const FINDS: Record<string, string> = {
  '/orders/new/[padId]':
    "SELECT pad_id::text AS found FROM purchase_order WHERE trust_id = $1 AND status = 'draft' AND lines > 4 ORDER BY id DESC LIMIT 1",
  '/orders/[orderNumber]/approve':
    "SELECT o.number AS found FROM purchase_order o JOIN approval a ON a.trust_id = o.trust_id AND a.order_id = o.id WHERE o.trust_id = $1 AND a.state = 'waiting' AND a.role = 'lead' ORDER BY o.id DESC LIMIT 1",
  '/orders/[orderNumber]':
    "SELECT number AS found FROM purchase_order WHERE trust_id = $1 AND status = 'sent' AND lines > 8 ORDER BY id DESC LIMIT 1",
  '/deliveries/book/[supplierId]':
    "SELECT supplier_id::text AS found FROM purchase_order WHERE trust_id = $1 AND status = 'sent' ORDER BY id DESC LIMIT 1",
  '/deliveries/[receiptNumber]': 'SELECT number AS found FROM receipt WHERE trust_id = $1 ORDER BY id DESC LIMIT 1',
  '/catalogue/[vmpId]': 'SELECT vmp_id AS found FROM order_line WHERE trust_id = $1 ORDER BY id DESC LIMIT 1',
  '/contracts/[frameworkId]':
    'SELECT framework_id::text AS found FROM framework_entitlement WHERE trust_id = $1 LIMIT 1',
  '/suppliers/[supplierId]':
    'SELECT supplier_id::text AS found FROM purchase_order WHERE trust_id = $1 ORDER BY id DESC LIMIT 1',
  '/orders/templates/[templateId]': 'SELECT id::text AS found FROM template WHERE trust_id = $1 LIMIT 1',
  '/audit/entries/[entryId]': 'SELECT id::text AS found FROM audit_event WHERE trust_id = $1 ORDER BY id DESC LIMIT 1',
  '/audit/samples/[sampleId]':
    'SELECT id::text AS found FROM audit_sample WHERE trust_id = $1 ORDER BY id DESC LIMIT 1',
  '/settings/approvals/proposals/[proposalId]':
    'SELECT id::text AS found FROM scheme_proposal WHERE trust_id = $1 ORDER BY id DESC LIMIT 1',
  '/settings/people/reviews/[reviewId]':
    'SELECT id::text AS found FROM access_review WHERE trust_id = $1 ORDER BY id DESC LIMIT 1',
  '/settings/webhooks/[webhookId]': 'SELECT id::text AS found FROM webhook WHERE trust_id = $1 LIMIT 1',
  '/settings/sites/[siteId]': 'SELECT id::text AS found FROM site WHERE trust_id = $1 LIMIT 1',
  '/settings/stores/[storeId]': 'SELECT id::text AS found FROM store WHERE trust_id = $1 LIMIT 1',
  '/settings/cost-centres/[costCentreId]': 'SELECT id::text AS found FROM cost_centre WHERE trust_id = $1 LIMIT 1',
  '/settings/people/[personId]':
    "SELECT person_id::text AS found FROM identity.membership WHERE trust_id = $1 AND role = 'stores' LIMIT 1",
}

/** Addresses beside the bare ones, where a page asks the database something else. */
const MORE: Record<string, string[]> = {
  orders: ['?view=sent', '?view=late', '?q=omeprofen', '?sort=-total'],
  catalogue: ['?q=omep'],
  search: ['?q=omeprofen'],
  contracts: ['?q=omep'],
}

/**
 * Every page of the registry that a trust's people open, at an address that is there, once for each role whose view
 * differs most: the first two that may see it.
 */
export async function pageVisits(database: BenchDatabase, trustId: string): Promise<PageVisit[]> {
  const roles = ROLES.filter((role) => role !== 'hub' && role !== 'finance')
  return connected(database.ownerUrl, async (client) => {
    const visits: PageVisit[] = []
    for (const [id, { path, permission }] of Object.entries(REGISTRY.pages)) {
      const key = Object.keys(FINDS).find((one) => path.startsWith(one))
      let address: string | null = path
      if (path.includes('[')) {
        const found = key ? (await client.query(FINDS[key] ?? '', [trustId])).rows[0]?.found : undefined
        address = found ? path.replace(/\[\w+\]/, found) : null
      }
      if (!address) continue
      const seeing = roles.filter((role) => mayAny({ roles: [role] }, permission)).slice(0, 2)
      for (const role of seeing) {
        for (const more of ['', ...(MORE[id] ?? [])]) visits.push({ id, role, address: `${address}${more}` })
      }
    }
    return visits
  })
}

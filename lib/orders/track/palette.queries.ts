import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { pagesFor } from '#lib/access/palette.ts'
import { may } from '#lib/access/permissions.ts'
import { searchPacks } from '#lib/catalogue/search.queries.ts'
import { keysWork } from '#lib/keys/keys.queries.ts'
import { ok, type Result } from '#lib/result.ts'
import { documentAt, findSuppliers } from './find.queries.ts'
import { listOrders } from './order-list.queries.ts'
import { orderListAddress } from './order-list.schema.ts'

/** Something one can go to: a page, an order, a product, a supplier. */
export type Goal = {
  kind: 'Page' | 'Order' | 'Product' | 'Supplier' | 'Document'
  label: string
  about: string
  href: string
}

const EACH = 5

/** What somebody can go to by the words typed, and whether the keys work for them at all. Pages by role; nothing of a record they may not see. */
export async function goalsFor(
  actor: Actor,
  asked: { text: string; now: Date },
): Promise<Result<{ keys: boolean; goals: Goal[] }>> {
  const text = asked.text.trim()
  const keys = await keysWork(actor)
  const pages = pagesFor(actor, text).map((page): Goal => ({ kind: 'Page', about: '', ...page }))
  if (text.length < 3) return ok({ keys, goals: text === '' ? [] : pages })
  const [document, orders, packs, suppliers] = await Promise.all([
    documentAt(actor, text),
    may(actor, 'order.view') ? listOrders(actor, asked.now, orderListAddress.parse({ q: text })) : { rows: [] },
    may(actor, 'catalogue.view') ? searchPacks(actor, { text, storeId: null, now: asked.now }) : null,
    findSuppliers(actor, text),
  ])
  const found: Goal[] = [
    ...(document ? [{ kind: 'Document' as const, label: text.toUpperCase(), about: '', href: document }] : []),
    ...pages.slice(0, EACH),
    ...orders.rows.slice(0, EACH).map((row): Goal => {
      return { kind: 'Order', label: row.number, about: row.supplier, href: `/orders/${row.number}` }
    }),
    ...(packs?.ok ? packs.value.hits : []).slice(0, EACH).map(({ pack }): Goal => {
      return { kind: 'Product', label: pack.name, about: pack.packText, href: `/catalogue/${pack.amppId}` }
    }),
    ...suppliers.slice(0, EACH).map((one): Goal => {
      return { kind: 'Supplier', label: one.name, about: '', href: `/suppliers/${one.id}` }
    }),
  ]
  return ok({ keys, goals: found })
}

import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import type { Tx } from '#lib/db/client.ts'
import { nameOf, peopleOfTrust } from '#lib/db/people.ts'
import type { NeededApproval } from '#lib/orders/order/approval.rules.ts'
import { committedWithin, windowAround } from '#lib/orders/order/day.store.ts'
import type { OrderTotals } from '#lib/orders/order/order.totals.ts'
import { schemeInForce } from '#lib/orders/order/scheme.queries.ts'
import { comesTo, type Present } from '#lib/orders/order/stand-in.rules.ts'
import { type NamedDecider, presentAt } from '#lib/orders/order/stand-in.store.ts'
import { type WhoWords, whoWords } from '#lib/orders/order/who-words.rules.ts'
import { londonDate } from '#lib/values/dates.ts'
import { pence } from '#lib/values/money.ts'
import type { DraftLine } from './draft.rules.ts'
import type { StoredPart } from './pad.store.ts'
import { requirements, submissionLine } from './submit.rules.ts'

/** Who must agree to an order of a pad if it were submitted now, in words, and the names of those who can. */
export type Need = NeededApproval & { who: WhoWords; can: string[] }

/**
 * Who would have to agree to each order of a pad, by order id. `lines` need only be those that the rules look at. Nothing
 * is locked: other orders of the day may still come in between.
 */
export async function needsOf(
  tx: Tx,
  actor: Actor,
  pad: { emergency: boolean; now: Date },
  parts: readonly (StoredPart & { totals: OrderTotals; drafts: readonly DraftLine[] })[],
): Promise<Map<string, Need[]>> {
  if (parts.length === 0) return new Map()
  const on = londonDate(pad.now)
  const { scheme } = await schemeInForce(tx, on)
  const dayOrders = await committedWithin(tx, actor.trustId, {
    ...windowAround({ on, days: scheme.window.days }),
    supplierIds: [...new Set(parts.map((part) => part.supplierId))],
    except: parts.map((part) => part.orderId),
  })
  const newSuppliers = await neverOrderedFrom(tx, actor, parts)
  const needed = requirements(
    parts.map((part) => ({ ...part, lines: part.drafts.map(submissionLine) })),
    { scheme, dayOrders, newSuppliers, emergency: pad.emergency, at: pad.now },
  )
  const everybody = await peopleOfTrust(tx)
  const present = new Map<string, Present<NamedDecider>>()
  for (const storeId of new Set(parts.map((part) => part.storeId))) {
    present.set(storeId, await presentAt(tx, pad.now, everybody, { storeId }))
  }
  return new Map(
    parts.map((part) => {
      const requirement = needed.get(part.orderId)
      const own = { raisedBy: part.raisedBy, submittedBy: actor.personId, changers: part.changers, given: [] }
      const asked = requirement?.needed ?? []
      const order = { ...own, asked: asked.map((one) => one.role), dayTotal: requirement?.dayTotal ?? pence(0) }
      const list = asked.map((one): Need => {
        const names = one.people.map((id) => nameOf(everybody, id))
        const there = present.get(part.storeId)
        return {
          ...one,
          who: whoWords({ role: one.role, names, signatures: one.signatures }),
          can: there ? comesTo(there, order, one, scheme).whom.map(({ person }) => person.name) : [],
        }
      })
      return [part.orderId, list]
    }),
  )
}

/** Which of these suppliers this trust never had an order with approved. */
export async function neverOrderedFrom(
  tx: Tx,
  actor: Actor,
  parts: readonly { supplierId: string }[],
): Promise<Set<string>> {
  const suppliers = [...new Set(parts.map((part) => part.supplierId))]
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT s.id FROM unnest(${suppliers}::uuid[]) AS s (id) WHERE NOT EXISTS (
      SELECT FROM (SELECT s.id UNION ALL SELECT j.id FROM supplier j WHERE j.joined_to = s.id) AS same (id)
      JOIN purchase_order o ON o.trust_id = ${actor.trustId}::uuid AND o.supplier_id = same.id AND o.approved_at IS NOT NULL)`
  return new Set(rows.map((row) => row.id))
}

import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { may } from '#lib/access/permissions.ts'
import { nameOf, peopleOfTrust, type TrustPerson } from '#lib/db/people.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { type OrderKind, orderKind } from '#lib/orders/order/order.split.rules.ts'
import { type OrderStatus, orderStatus } from '#lib/orders/order/order.status.ts'
import { reasonsInShort } from '#lib/orders/order/reason.rules.ts'
import type { Reason } from '#lib/orders/order/reason.schema.ts'
import { APPROVER_ROLES } from '#lib/orders/order/scheme.schema.ts'
import { hiddenAmounts } from '#lib/orders/order/sight.store.ts'
import { type WhoWords, whoWords } from '#lib/orders/order/who-words.rules.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { type Pence, pence } from '#lib/values/money.ts'

/** An order that came off a pad, with what happens to it next. `gross` is null where the role may not see a price on it. */
export type SubmittedOrder = {
  number: string
  version: number
  status: OrderStatus
  kind: OrderKind
  supplier: string
  lines: number
  gross: Pence | null
  emergency: boolean
  autoPassed: boolean
  /** A message to the supplier is queued or gone; null while something holds the order. */
  channel: 'email' | 'portal' | 'phone' | null
  waitsFor: { who: WhoWords; step: number; retrospective: boolean; why: string; dueAt: Date | null }[]
}

/** A pad that is closed: what became of its orders, and who closed it when. */
export type ClosedPad = { id: string; closedAt: Date | null; closedBy: string; orders: SubmittedOrder[] }

/** What became of the orders of a pad, open or closed. */
export async function submittedOrders(actor: Actor, padId: string): Promise<Result<ClosedPad>> {
  if (!may(actor, 'order.raise')) return refuse({ code: 'NOT_ALLOWED', permission: 'order.raise' })
  return withTrust(actor, async (tx) => {
    const pad = await tx.orderPad.findFirst({ where: { id: padId } })
    if (!pad) return refuse({ code: 'NOT_FOUND', what: 'order pad' })
    const orders = await tx.purchaseOrder.findMany({
      where: { padId, OR: [{ lines: { gt: 0 } }, { status: { not: 'cancelled' } }] },
      include: { transmissions: true, approvals: { where: { state: 'waiting' } } },
      orderBy: { id: 'asc' },
    })
    const people = await peopleOfTrust(tx)
    const { totals: hidden } = await hiddenAmounts(
      tx,
      actor,
      orders.map((order) => order.id),
    )
    return ok({
      id: padId,
      closedAt: pad.closedAt,
      closedBy: nameOf(people, pad.changedBy),
      orders: orders.map((order) => ({
        number: order.number,
        version: order.version,
        status: orderStatus(order.status),
        kind: orderKind(order.kind),
        supplier: order.supplierName,
        lines: order.lines,
        gross: hidden.has(order.id) ? null : pence(order.gross),
        emergency: order.emergency,
        autoPassed: order.autoPassed,
        channel: channelOf(order.transmissions.find((one) => one.version === order.version)?.channel),
        waitsFor: waitsFor(
          order.approvals.filter((one) => one.version === order.version),
          people,
        ),
      })),
    })
  })
}

function channelOf(text: string | undefined): SubmittedOrder['channel'] {
  return text === 'email' || text === 'portal' || text === 'phone' ? text : null
}

type Asked = {
  role: string
  people: string[]
  step: number
  retrospective: boolean
  reasons: unknown
  dueAt: Date | null
}

/** Who still has to agree: several signatures of a kind as one, in the order in which they are asked. */
function waitsFor(rows: readonly Asked[], people: Map<string, TrustPerson>): SubmittedOrder['waitsFor'] {
  const kinds = Map.groupBy(rows, (row) => `${row.step} ${row.role} ${row.people.toSorted().join(' ')}`)
  return [...kinds.values()]
    .flatMap((alike) => {
      const [one] = alike
      const role = APPROVER_ROLES.find((known) => known === one?.role)
      if (!one || !role) return []
      const names = one.people.map((id) => nameOf(people, id))
      const who = whoWords({ role, names, signatures: alike.length })
      const { step, retrospective, dueAt } = one
      return [{ who, step, retrospective, why: reasonsInShort(one.reasons as Reason[]), dueAt }]
    })
    .sort((a, b) => a.step - b.step)
}

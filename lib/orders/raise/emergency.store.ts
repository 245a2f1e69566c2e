import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import type { Tx } from '#lib/db/client.ts'
import { peopleOfTrust } from '#lib/db/people.ts'
import { decidedOrder, isTurn } from '#lib/orders/order/decide.rules.ts'
import { reasons } from '#lib/orders/order/reason.schema.ts'
import { schemeOfVersion } from '#lib/orders/order/scheme.queries.ts'
import type { ApproverRole } from '#lib/orders/order/scheme.schema.ts'
import { comesTo } from '#lib/orders/order/stand-in.rules.ts'
import { presentAt } from '#lib/orders/order/stand-in.store.ts'

/** An emergency order that nobody has decided on, when that is due, and who can: by role, and by name. */
export type UndecidedEmergency = { number: string; due: Date; needs: ApproverRole; can: string[] }

/**
 * The oldest emergency of these people (raised or submitted by one of them) that waits for a decision: it keeps them from
 * the next emergency, not from an ordinary order. Null for none.
 */
export async function undecidedEmergency(
  tx: Tx,
  people: readonly (string | null)[],
  now: Date,
): Promise<UndecidedEmergency | null> {
  const who = [...new Set(people.filter((one) => one !== null))]
  const [row] = await tx.$queryRaw<{ id: string; version: number; due_at: Date }[]>`
    SELECT o.id, a.version, a.due_at FROM approval a
    JOIN purchase_order o ON o.trust_id = a.trust_id AND o.id = a.order_id
    WHERE a.state = 'waiting' AND a.retrospective
      AND (o.raised_by = ANY (${who}::uuid[]) OR o.submitted_by = ANY (${who}::uuid[]))
    ORDER BY a.due_at, a.id LIMIT 1`
  if (!row) return null
  const order = await tx.purchaseOrder.findFirstOrThrow({ where: { id: row.id } })
  const rows = await tx.approval.findMany({
    where: { orderId: row.id, version: row.version },
    orderBy: { step: 'asc' },
  })
  const asked = rows.find((one) => one.retrospective && one.state === 'waiting' && isTurn(one, rows))
  const { scheme } = await schemeOfVersion(tx, order.schemeVersion ?? 1)
  const present = await presentAt(tx, now, await peopleOfTrust(tx), { storeId: order.storeId })
  const needs = (asked?.role ?? 'lead') as ApproverRole
  const of = {
    role: needs,
    people: asked?.people ?? [],
    retrospective: true,
    reasons: reasons.parse(asked?.reasons ?? []),
  }
  const comes = comesTo(present, decidedOrder(order, rows), of, scheme)
  return { number: order.number, due: row.due_at, needs: comes.role, can: comes.whom.map(({ person }) => person.name) }
}

/**
 * Lets the emergencies of these people be submitted one after the other until the transaction ends, so that of two at once
 * the second finds the first. Asked in order of id, before any other lock of a submission but the pad's.
 */
export async function lockEmergencies(tx: Tx, act: Act, people: readonly (string | null)[]): Promise<void> {
  for (const person of [...new Set(people.filter((one) => one !== null))].sort()) {
    const name = `emergency/${act.actor.trustId}/${person}`
    await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${name}, 0))::text`
  }
}

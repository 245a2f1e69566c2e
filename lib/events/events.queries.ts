import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { may } from '#lib/access/permissions.ts'
import { type PriceSight, seesPrice, sightOf } from '#lib/contracts/sight.rules.ts'
import type { Tx } from '#lib/db/client.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { type EventData, type EventType, eventData, eventTypeOf, PUBLIC_DOCUMENTS } from './event.rules.ts'

/** Something that happened, as another system is told. `place` grows from event to event of the trust. */
export type PublicEvent = {
  place: bigint
  id: string
  type: EventType
  at: Date
  /** The number of the order or receipt it is about; the store's id for stock. */
  order: string | null
  receipt: string | null
  store: string | null
  data: EventData
}

/** A stretch of events: follow on from `after`. */
export type EventPage = { events: PublicEvent[]; after: bigint; more: boolean }

/** Where a follower begins that wants no history. */
export const LATEST = 'latest'

/**
 * The events of the trust after a place, in the order of their places, each once: what is not settled yet (its
 * transaction or an earlier one is under way) is left for the next time. Needs `event.view`.
 */
export async function listEvents(
  actor: Actor,
  asked: { after: bigint | typeof LATEST; most: number },
): Promise<EventPage> {
  if (!may(actor, 'event.view')) return { events: [], after: 0n, more: false }
  return withTrust(actor, async (tx) => {
    const settled = await settledEvents(tx)
    if (asked.after === LATEST) return { events: [], after: settled, more: false }
    return eventsBetween(tx, actor.trustId, { ...asked, after: asked.after, settled }, sightOf(actor))
  })
}

/** Up to which place every event can be seen. Read the events in a later statement. */
export async function settledEvents(tx: Tx): Promise<bigint> {
  const [row] = await tx.$queryRaw<{ settled: bigint }[]>`SELECT settled_events() AS settled`
  return row?.settled ?? 0n
}

/**
 * Events of the current trust between two places, at most so many, with amounts as far as `sight` reaches. Read by index,
 * whatever the size.
 */
export async function eventsBetween(
  tx: Tx,
  trustId: string,
  asked: { after: bigint; settled: bigint; most: number },
  sight: PriceSight,
): Promise<EventPage> {
  const rows = await tx.$queryRaw<
    {
      place: bigint
      id: string
      document: string
      verb: string
      at: Date
      chain_id: string
      payload: string
      order_number: string | null
      confidential: boolean | null
      receipt_number: string | null
    }[]
  >`SELECT e.place, e.id, e.document, e.verb, e.at, e.chain_id, e.payload,
      (SELECT o.number FROM purchase_order o WHERE e.document = 'order' AND o.trust_id = e.trust_id AND o.id = e.chain_id) AS order_number,
      (SELECT o.confidential FROM purchase_order o WHERE e.document = 'order' AND o.trust_id = e.trust_id AND o.id = e.chain_id) AS confidential,
      (SELECT r.number FROM receipt r WHERE e.document = 'receipt' AND r.trust_id = e.trust_id AND r.id = e.chain_id) AS receipt_number
    FROM audit_event e
    WHERE e.trust_id = ${trustId}::uuid AND e.place > ${asked.after} AND e.place <= ${asked.settled}
      AND e.document = ANY (${[...PUBLIC_DOCUMENTS]}::text[])
    ORDER BY e.trust_id, e.place LIMIT ${asked.most + 1}`
  const shown = rows.slice(0, asked.most)
  const events = shown.flatMap((row): PublicEvent[] => {
    const type = eventTypeOf(row.document, row.verb)
    if (!type) return []
    const { data } = JSON.parse(row.payload) as { data: Record<string, unknown> }
    return [
      {
        ...{ place: row.place, id: row.id, type, at: row.at },
        order: row.order_number,
        receipt: row.receipt_number,
        store: row.document === 'stock' ? row.chain_id : null,
        data: eventData(data, { prices: seesPrice(sight, row.confidential ? 'pas' : 'open') }),
      },
    ]
  })
  return { events, after: shown.at(-1)?.place ?? asked.after, more: rows.length > asked.most }
}

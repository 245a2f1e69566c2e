import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import type { Tx } from '#lib/db/client.ts'
import { nameOf, type TrustPerson } from '#lib/db/people.ts'
import { historyWords } from './history.rules.ts'

/** One thing that happened to an order: when, what in words, who. */
export type HistoryEntry = { seq: number; at: Date; verb: string; words: string; detail: string; who: string }

/** What happened to an order, newest first, read from its audit chain. */
export async function historyOf(
  tx: Tx,
  actor: Actor,
  orderId: string,
  people: Map<string, TrustPerson>,
): Promise<HistoryEntry[]> {
  const rows = await tx.auditEvent.findMany({
    where: { trustId: actor.trustId, chainId: orderId },
    orderBy: { seq: 'desc' },
    select: { seq: true, at: true, verb: true, payload: true, actorId: true },
  })
  const messages = await tx.transmission.findMany({
    where: { trustId: actor.trustId, orderId },
    select: { id: true, channel: true, recipient: true },
  })
  return rows.map((row) => {
    const { data } = JSON.parse(row.payload) as { data: Record<string, unknown> }
    return {
      seq: row.seq,
      at: row.at,
      verb: row.verb,
      ...historyWords(row.verb, data, messages.find((one) => one.id === data.transmissionId) ?? null),
      who: whoOf(people, row.actorId, data),
    }
  })
}

/** Who did it, and in whose place: both names stand on what a deputy decided. */
function whoOf(people: Map<string, TrustPerson>, actorId: string | null, data: Record<string, unknown>): string {
  const inPlaceOf = data.inPlaceOf as { personId?: unknown } | null | undefined
  const person = inPlaceOf?.personId
  return `${nameOf(people, actorId)}${typeof person === 'string' ? ` for ${nameOf(people, person)}` : ''}`
}

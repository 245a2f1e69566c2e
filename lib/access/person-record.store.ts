import 'server-only'
import type { Tx } from '#lib/db/client.ts'
import type { Actor } from './actor.ts'

/** Something that was done about a person, as the record has it. */
export type PersonEvent = { verb: string; at: Date; by: string; data: Record<string, unknown> }

const SHOWN = 200

/** The record of a person in the current trust, the newest first: at most the last 200 rows. */
export async function personEvents(
  tx: Tx,
  { trustId }: Pick<Actor, 'trustId'>,
  personId: string,
  nameOf: (id: string | null) => string,
): Promise<PersonEvent[]> {
  const rows = await tx.auditEvent.findMany({
    where: { trustId, chainId: personId, document: 'person' },
    select: { verb: true, at: true, actorId: true, payload: true },
    orderBy: { seq: 'desc' },
    take: SHOWN,
  })
  return rows.map(({ verb, at, actorId, payload }) => {
    const { data } = JSON.parse(payload) as { data?: Record<string, unknown> }
    return { verb, at, by: nameOf(actorId), data: data ?? {} }
  })
}

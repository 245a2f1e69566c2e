import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import type { Tx } from '#lib/db/client.ts'
import { type Administrator, lostUntil, type Request } from './consent.rules.ts'
import { CONSENTING, type ConsentTo, REQUEST_KINDS, type RequestKind } from './request-kinds.rules.ts'

/** Whom a request is about that is about nobody yet, or about the rules of the trust. */
export const NOBODY = '00000000-0000-0000-0000-000000000000'

/** A request as it stands; about `NOBODY` where it is about nobody. `expired` is not stored: it waits, and its time is over. */
export type StoredRequest = Request & {
  id: string
  kind: RequestKind
  reason: string
  wanted: unknown
  askedAt: Date
  decidedBy: string | null
  decidedAt: Date | null
  comment: string
  takenAt: Date | null
}

/** Everybody of the current trust whose word counts in a consent, and since when they hold that role. */
export async function consentersOfTrust(tx: Tx, to: ConsentTo): Promise<Administrator[]> {
  const rows = await tx.$queryRaw<{ person_id: string; granted_at: Date }[]>`
    SELECT person_id, min(granted_at) AS granted_at FROM identity.members_of_trust()
    WHERE role = ANY (${[...CONSENTING[to]]}::text[]) AND ended_at IS NULL GROUP BY person_id ORDER BY person_id`
  return rows.map((row) => ({ personId: row.person_id, since: row.granted_at }))
}

/**
 * Until when nobody does alone what such people were asked about, because one of them lost that role: null where nobody did,
 * a week ago or less. Whose word had not counted yet is left out, and so are who asks and whom it is about.
 */
export async function wordLostUntil(
  tx: Tx,
  to: ConsentTo,
  { personId, asker }: { personId: string; asker: string },
  now: Date,
): Promise<Date | null> {
  const rows = await tx.$queryRaw<{ person_id: string; granted_at: Date; ended_at: Date }[]>`
    SELECT person_id, granted_at, ended_at FROM identity.members_of_trust()
    WHERE role = ANY (${[...CONSENTING[to]]}::text[]) AND ended_at IS NOT NULL`
  const others = rows.filter((row) => row.person_id !== personId && row.person_id !== asker)
  return lostUntil(
    others.map((row) => ({ personId: row.person_id, since: row.granted_at, until: row.ended_at })),
    now,
  )
}

/** The request of a kind that waits for a person (null: for nobody) in the current trust: its id, or null. */
export async function waitingRequest(
  tx: Tx,
  act: Act,
  personId: string | null,
  kind: RequestKind,
): Promise<string | null> {
  const row = await tx.personRequest.findFirst({
    where: { trustId: act.actor.trustId, personId, kind, state: 'waiting', expiresAt: { gt: act.now } },
    select: { id: true },
  })
  return row?.id ?? null
}

/** Who gives out roles and consents in a trust does so one after the other: the trust's row is the lock. */
export async function oneAtATime(tx: Tx): Promise<void> {
  await tx.$queryRaw`SELECT 1 AS locked FROM organisation WHERE trust_id = identity.current_trust() FOR NO KEY UPDATE`
}

/** A request of the current trust, or null. */
export async function requestById(tx: Tx, act: Act, id: string): Promise<StoredRequest | null> {
  const row = await tx.personRequest.findFirst({ where: { trustId: act.actor.trustId, id } })
  return row && storedRequest(row)
}

/** A row of the table as the rest knows it. */
export function storedRequest(row: {
  id: string
  kind: string
  personId: string | null
  reason: string
  wanted: unknown
  askedBy: string
  askedAt: Date
  expiresAt: Date
  state: string
  decidedBy: string | null
  decidedAt: Date | null
  comment: string
  takenAt: Date | null
}): StoredRequest {
  const { id, reason, wanted, askedBy, askedAt, expiresAt, decidedBy, decidedAt, comment, takenAt } = row
  const kind = REQUEST_KINDS.find((one) => one === row.kind)
  if (!kind) throw new Error(`A request of a kind that nobody knows: ${row.kind}`)
  const personId = row.personId ?? NOBODY
  const state = row.state as Request['state']
  return {
    ...{ id, kind, personId, reason, wanted, askedBy, askedAt, expiresAt, state },
    ...{ decidedBy, decidedAt, comment, takenAt },
  }
}

/** Writes what becomes of a request that still waits; false when somebody was faster or its time is over. */
export async function decideRequest(
  tx: Tx,
  act: Act,
  id: string,
  decided: { state: 'agreed' | 'refused' | 'withdrawn'; comment?: string },
): Promise<boolean> {
  const { count } = await tx.personRequest.updateMany({
    where: { trustId: act.actor.trustId, id, state: 'waiting', expiresAt: { gt: act.now } },
    data: {
      state: decided.state,
      comment: decided.comment ?? '',
      decidedBy: act.actor.personId,
      decidedAt: act.now,
    },
  })
  return count === 1
}

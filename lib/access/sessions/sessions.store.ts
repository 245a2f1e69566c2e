import 'server-only'
import type { Tx } from '#lib/db/client.ts'
import { withoutTrust } from '#lib/db/with-trust.ts'
import type { CameBy } from '../session.store.ts'

/** An open session as it is listed. `device` in words, empty where the browser said nothing; `second`: a second factor was shown. */
export type ListedSession = {
  id: string
  openedAt: Date
  seenAt: Date
  device: string
  how: CameBy
  second: boolean
}

/** One's own, with the trust each is in and which one asks. */
export type OwnSession = ListedSession & { trustId: string; thisOne: boolean }

type Row = { session_id: string; opened_at: Date; seen_at: Date; device: string; how: CameBy; second: boolean }

function listed({ session_id: id, opened_at: openedAt, seen_at: seenAt, device, how, second }: Row): ListedSession {
  return { id, openedAt, seenAt, device, how, second }
}

/** What the holder of this session has open, the latest used first. */
export async function sessionsOfHolder(hash: string, now: Date): Promise<OwnSession[]> {
  const rows = await withoutTrust(
    (tx) => tx.$queryRaw<(Row & { trust_id: string; this_one: boolean })[]>`
      SELECT session_id, trust_id, opened_at, seen_at, device, how, second, this_one
      FROM identity.sessions_of_holder(decode(${hash}, 'hex'), ${now})`,
  )
  return rows.map((row) => ({ ...listed(row), trustId: row.trust_id, thisOne: row.this_one }))
}

/** Ends one other of the holder's sessions, or all others (null); answers how many. */
export async function endOthersOfHolder(tx: Tx, hash: string, which: string | null, now: Date): Promise<number> {
  const [row] = await tx.$queryRaw<{ ended: bigint }[]>`
    SELECT identity.end_others_of_holder(decode(${hash}, 'hex'), ${which}::uuid, ${now}) AS ended`
  return Number(row?.ended ?? 0)
}

/** What a person has open in the current trust. */
export async function sessionsInTrust(tx: Tx, personId: string, now: Date): Promise<ListedSession[]> {
  const rows = await tx.$queryRaw<Row[]>`
    SELECT session_id, opened_at, seen_at, device, how, second FROM identity.sessions_in_trust(${personId}::uuid, ${now})`
  return rows.map(listed)
}

/** Ends one of them; false when it was over. */
export async function endSessionInTrust(tx: Tx, personId: string, which: string, now: Date): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ done: boolean | null }[]>`
    SELECT identity.end_session_in_trust(${personId}::uuid, ${which}::uuid, ${now}) AS done`
  return row?.done === true
}

/** How long a session still lives when nothing is done, in seconds, and whose it is; null when it is over. Asking is no act. */
export async function peekSession(
  hash: string,
  now: Date,
): Promise<{ personId: string; trustId: string; idle: number; inAll: number } | null> {
  const [row] = await withoutTrust(
    (tx) => tx.$queryRaw<{ person_id: string; trust_id: string; idle_left: number; left_in_all: number }[]>`
      SELECT person_id, trust_id, idle_left, left_in_all FROM identity.peek_session(decode(${hash}, 'hex'), ${now})`,
  )
  return row ? { personId: row.person_id, trustId: row.trust_id, idle: row.idle_left, inAll: row.left_in_all } : null
}

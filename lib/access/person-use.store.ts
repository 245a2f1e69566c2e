import 'server-only'
import type { Tx } from '#lib/db/client.ts'
import { tokensOfTrust } from './token.store.ts'

/** How a person uses their account in the current trust. */
export type PersonUse = {
  joinedAt: Date
  leftAt: Date | null
  /** When they, or a token of theirs, last did something here, at most a minute off; null = never. */
  seenAt: Date | null
  openSessions: number
  /** They have not chosen a password of their own yet. */
  oneTime: boolean
  locked: boolean
}

/** How everybody of the current trust uses their account, by person. */
export async function accountUses(tx: Tx, now: Date): Promise<Map<string, PersonUse>> {
  const rows = await tx.$queryRaw<
    {
      person_id: string
      joined_at: Date
      left_at: Date | null
      seen_at: Date | null
      open_sessions: number
      one_time: boolean
      locked: boolean
    }[]
  >`SELECT * FROM identity.use_of_trust(${now})`
  const byToken = await lastByToken(tx)
  return new Map(
    rows.map((row) => [
      row.person_id,
      {
        ...{ joinedAt: row.joined_at, leftAt: row.left_at, seenAt: later(row.seen_at, byToken.get(row.person_id)) },
        ...{ openSessions: row.open_sessions, oneTime: row.one_time, locked: row.locked },
      },
    ]),
  )
}

/** When the newest use of a token of each person was: what a system does in their name is theirs. */
async function lastByToken(tx: Tx): Promise<Map<string, Date>> {
  const last = new Map<string, Date>()
  for (const { personId, usedAt } of await tokensOfTrust(tx)) {
    const at = later(usedAt, last.get(personId))
    if (at) last.set(personId, at)
  }
  return last
}

function later(one: Date | null, other: Date | undefined): Date | null {
  return one && other ? (one > other ? one : other) : (one ?? other ?? null)
}

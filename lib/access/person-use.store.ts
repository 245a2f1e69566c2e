import 'server-only'
import type { Tx } from '#lib/db/client.ts'

/** How a person uses their account in the current trust. */
export type PersonUse = {
  joinedAt: Date
  leftAt: Date | null
  /** When they last did something here, at most a minute off; null = never. */
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
  return new Map(
    rows.map((row) => [
      row.person_id,
      {
        ...{ joinedAt: row.joined_at, leftAt: row.left_at, seenAt: row.seen_at },
        ...{ openSessions: row.open_sessions, oneTime: row.one_time, locked: row.locked },
      },
    ]),
  )
}

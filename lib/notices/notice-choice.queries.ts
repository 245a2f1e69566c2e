import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { NOTICES, type NoticeKind, noticesFor } from './notice.schema.ts'

/** A notice that somebody can have, and whether they want it. */
export type OfferedNotice = { kind: NoticeKind; name: string; wanted: boolean }

/** The notices that are for this person's roles, with what they chose, or what holds as long as they chose nothing. */
export async function noticesOf(actor: Actor): Promise<OfferedNotice[]> {
  const { personId } = actor
  if (personId === null) return []
  const rows = await withTrust(actor, (tx) => tx.noticeChoice.findMany({ where: { personId } }))
  const chosen = new Map(rows.map((row) => [row.kind, row.wanted]))
  return noticesFor(actor.roles).map((kind) => ({
    kind,
    name: NOTICES[kind].name,
    wanted: chosen.get(kind) ?? NOTICES[kind].on,
  }))
}

import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { may } from '#lib/access/permissions.ts'
import { Prisma } from '#lib/db/client.ts'
import { nameOf, peopleOfTrust } from '#lib/db/people.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { isUuid } from '#lib/values/ids.ts'

/** Notes of one page. */
export const NOTES_PAGE = 50

/** One goods received note of the list. Packs. */
export type NoteRow = {
  id: string
  number: string
  receivedAt: Date
  supplier: string
  store: string
  receivedBy: string
  deliveryNote: string
  batches: number
  accepted: number
  rejected: number
  over: number
  quarantined: number
  reversed: boolean
  reverses: string | null
}

type NoteRaw = Omit<NoteRow, 'receivedAt' | 'receivedBy' | 'deliveryNote'> & {
  received_at: Date
  received_by: string
  delivery_note: string
}

/** A page of notes with cursors to the pages beside it. */
export type NotesPage = { rows: NoteRow[]; after: string | null; before: string | null }

/** Goods received notes, newest first, fifty a page. `after` and `before` are cursors of this list. */
export async function listNotes(
  actor: Actor,
  at: { after?: string; before?: string } = {},
  size = NOTES_PAGE,
): Promise<NotesPage> {
  if (!may(actor, 'delivery.view')) return { rows: [], after: null, before: null }
  return withTrust(actor, async (tx) => {
    const backwards = at.before !== undefined
    const cursor = at.after ?? at.before
    const known = cursor !== undefined && isUuid(cursor) ? cursor : null
    const beyond = known
      ? Prisma.sql`AND r.id ${backwards ? Prisma.sql`>` : Prisma.sql`<`} ${known}::uuid`
      : Prisma.empty
    const direction = backwards ? Prisma.sql`ASC` : Prisma.sql`DESC`
    const found = await tx.$queryRaw<NoteRaw[]>`
      SELECT r.id, r.number, r.received_at, r.supplier_name AS supplier, s.name AS store, r.received_by, r.delivery_note,
        t.batches, t.accepted, t.rejected, t.over, t.quarantined, EXISTS (
          SELECT FROM receipt v WHERE v.trust_id = r.trust_id AND v.reverses_id = r.id) AS reversed,
        (SELECT v.number FROM receipt v WHERE v.trust_id = r.trust_id AND v.id = r.reverses_id) AS reverses
      FROM (SELECT * FROM receipt r WHERE r.trust_id = ${actor.trustId}::uuid ${beyond} ORDER BY r.id ${direction} LIMIT ${size + 1}) r
      JOIN store s ON s.trust_id = r.trust_id AND s.id = r.store_id
      CROSS JOIN LATERAL (
        SELECT count(*)::int AS batches, coalesce(sum(l.accepted_packs), 0)::int AS accepted,
          coalesce(sum(l.rejected_packs), 0)::int AS rejected, coalesce(sum(l.over_packs), 0)::int AS over,
          coalesce(sum(l.accepted_packs) FILTER (WHERE l.quarantined), 0)::int AS quarantined
        FROM receipt_line l WHERE l.trust_id = r.trust_id AND l.receipt_id = r.id
      ) t
      ORDER BY r.id ${direction}`
    const people = await peopleOfTrust(tx)
    const more = found.length > size
    const shown = found.slice(0, size)
    if (backwards) shown.reverse()
    return {
      rows: shown.map(({ received_at, received_by, delivery_note, ...row }) => ({
        ...row,
        receivedAt: received_at,
        receivedBy: nameOf(people, received_by),
        deliveryNote: delivery_note,
      })),
      after: backwards || more ? (shown.at(-1)?.id ?? null) : null,
      before: (backwards ? more : known !== null) ? (shown[0]?.id ?? null) : null,
    }
  })
}

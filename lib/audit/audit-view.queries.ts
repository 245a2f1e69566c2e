import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { may } from '#lib/access/permissions.ts'
import { Prisma, type Tx } from '#lib/db/client.ts'
import { nameOf, peopleOfTrust } from '#lib/db/people.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { isUuid } from '#lib/values/ids.ts'

/** Entries of one page of the record. */
export const AUDIT_PAGE = 100

/** One entry of the trust's record. `number` is the order's or receipt's, where it belongs to one. */
export type AuditRow = {
  id: string
  at: Date
  document: string
  number: string | null
  verb: string
  who: string
  seq: number
  /** The stored text, exactly as the code over it was made. */
  payload: string
}

/** A page of the record, newest first, with the cursor to the next. */
export type AuditPage = { rows: AuditRow[]; after: string | null; people: { id: string; name: string }[] }

/** What is asked of the record: by order or receipt number, by person, from a cursor on. */
export type AuditAsked = { number?: string; person?: string; after?: string }

/** The trust's record, newest first. Reads one page by index, whatever the size. */
export async function auditView(actor: Actor, asked: AuditAsked, size = AUDIT_PAGE): Promise<AuditPage> {
  if (!may(actor, 'audit.view')) return { rows: [], after: null, people: [] }
  return withTrust(actor, async (tx) => {
    const people = await peopleOfTrust(tx)
    const conditions = await conditionsOf(tx, actor, asked)
    if (asked.after && isUuid(asked.after)) conditions.push(Prisma.sql`e.id < ${asked.after}::uuid`)
    const rows = await tx.$queryRaw<
      {
        id: string
        at: Date
        document: string
        number: string | null
        verb: string
        actor_id: string | null
        seq: number
        payload: string
      }[]
    >`
      SELECT e.id, e.at, e.document, e.verb, e.actor_id, e.seq, e.payload,
        coalesce(
          (SELECT o.number FROM purchase_order o WHERE e.document = 'order' AND o.trust_id = e.trust_id AND o.id = e.chain_id),
          (SELECT r.number FROM receipt r WHERE e.document = 'receipt' AND r.trust_id = e.trust_id AND r.id = e.chain_id)) AS number
      FROM audit_event e WHERE ${Prisma.join(conditions, ' AND ')} ORDER BY e.id DESC LIMIT ${size + 1}`
    const shown = rows.slice(0, size)
    return {
      rows: shown.map((row) => ({
        id: row.id,
        at: row.at,
        document: row.document,
        number: row.number,
        verb: row.verb,
        who: nameOf(people, row.actor_id),
        seq: row.seq,
        payload: row.payload,
      })),
      after: rows.length > size ? (shown.at(-1)?.id ?? null) : null,
      people: [...people.values()].map(({ id, name }) => ({ id, name })),
    }
  })
}

/** How many entries of the record these filters match; never counts more than `most`. */
export async function countAudit(actor: Actor, asked: AuditAsked, most: number): Promise<number> {
  if (!may(actor, 'audit.view')) return 0
  return withTrust(actor, async (tx) => {
    const conditions = await conditionsOf(tx, actor, asked)
    const [counted] = await tx.$queryRaw<{ n: number }[]>`
      SELECT count(*)::int AS n FROM (
        SELECT FROM audit_event e WHERE ${Prisma.join(conditions, ' AND ')} LIMIT ${most}) m`
    return counted?.n ?? 0
  })
}

async function conditionsOf(tx: Tx, actor: Actor, asked: AuditAsked): Promise<Prisma.Sql[]> {
  const conditions = [Prisma.sql`e.trust_id = ${actor.trustId}::uuid`]
  if (asked.number) {
    const chains = await tx.$queryRaw<{ id: string }[]>`
      SELECT id FROM purchase_order WHERE trust_id = ${actor.trustId}::uuid AND number = ${asked.number}
      UNION ALL SELECT id FROM receipt WHERE trust_id = ${actor.trustId}::uuid AND number = ${asked.number}`
    conditions.push(Prisma.sql`e.chain_id = ANY (${chains.map((chain) => chain.id)}::uuid[])`)
  }
  if (asked.person && isUuid(asked.person)) conditions.push(Prisma.sql`e.actor_id = ${asked.person}::uuid`)
  return conditions
}

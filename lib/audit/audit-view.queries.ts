import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { may } from '#lib/access/permissions.ts'
import { Prisma, type Tx } from '#lib/db/client.ts'
import { nameOf, peopleOfTrust } from '#lib/db/people.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import type { AuditAsked } from './audit.schema.ts'
import { type AskedMedicine, medicinesMeant, type Places, placesOf } from './conditions.store.ts'

/** Entries of one page of the record. */
export const AUDIT_PAGE = 25

/** One entry of the trust's record. `number` is the order's or receipt's, where it belongs to one. Codes are hexadecimal. */
export type AuditRow = {
  id: string
  at: Date
  document: string
  number: string | null
  verb: string
  who: string
  chainId: string
  seq: number
  /** The stored text, exactly as the code over it was made. */
  payload: string
  previousCode: string
  code: string
}

/** A page of the record, newest first, with the cursor to the next. */
export type AuditPage = { rows: AuditRow[]; after: string | null }

type Stored = {
  id: string
  at: Date
  document: string
  number: string | null
  verb: string
  actor_id: string | null
  chain_id: string
  seq: number
  payload: string
  previous_code: string
  code: string
}

/** The trust's record, newest first, as narrowed by everything that is asked. Reads one page by index, whatever the size. */
export async function auditView(actor: Actor, now: Date, asked: AuditAsked, size = AUDIT_PAGE): Promise<AuditPage> {
  if (!may(actor, 'audit.view')) return { rows: [], after: null }
  return withTrust(actor, async (tx) => {
    const people = await peopleOfTrust(tx)
    const places = await placesOf(tx, actor.trustId, asked, now)
    const after = asked.after ? Prisma.sql`e.id < ${asked.after}::uuid` : Prisma.sql`true`
    const rows = await tx.$queryRaw<Stored[]>`
      SELECT e.id, e.at, e.document, e.verb, e.actor_id, e.chain_id, e.seq, e.payload,
        encode(e.previous_mac, 'hex') AS previous_code, encode(e.mac, 'hex') AS code,
        coalesce(
          (SELECT o.number FROM purchase_order o WHERE e.document = 'order' AND o.trust_id = e.trust_id AND o.id = e.chain_id),
          (SELECT r.number FROM receipt r WHERE e.document = 'receipt' AND r.trust_id = e.trust_id AND r.id = e.chain_id)) AS number
      FROM (${found(actor.trustId, places, after, size + 1)}) AS f
      JOIN audit_event e ON e.trust_id = ${actor.trustId}::uuid AND e.id = f.id ORDER BY e.id DESC`
    const shown = rows.slice(0, size)
    return {
      rows: shown.map(({ chain_id, actor_id, previous_code, ...row }) => ({
        ...row,
        chainId: chain_id,
        who: nameOf(people, actor_id),
        previousCode: previous_code,
      })),
      after: rows.length > size ? (shown.at(-1)?.id ?? null) : null,
    }
  })
}

/** How many entries of the record fit what is asked; never counts more than `most`. */
export async function countAudit(actor: Actor, now: Date, asked: AuditAsked, most: number): Promise<number> {
  if (!may(actor, 'audit.view')) return 0
  return withTrust(actor, async (tx) => {
    const places = await placesOf(tx, actor.trustId, asked, now)
    const [counted] = await tx.$queryRaw<{ n: number }[]>`
      SELECT count(*)::int AS n FROM (${found(actor.trustId, places, Prisma.sql`true`, most)}) m`
    return counted?.n ?? 0
  })
}

/** What the filters of the record are chosen from, and what the words for a product were taken to mean. */
export type AuditChoices = {
  people: { id: string; name: string }[]
  suppliers: { id: string; name: string }[]
  medicines: AskedMedicine[]
}

/** The choices of the filters: everybody who is or was of the trust, and every supplier it ordered from. */
export async function auditChoices(actor: Actor, now: Date, asked: Pick<AuditAsked, 'product'>): Promise<AuditChoices> {
  if (!may(actor, 'audit.view')) return { people: [], suppliers: [], medicines: [] }
  return withTrust(actor, async (tx) => ({
    people: [...(await peopleOfTrust(tx)).values()].map(({ id, name }) => ({ id, name })),
    suppliers: await suppliersOrderedFrom(tx, actor.trustId),
    medicines: await medicinesMeant(tx, asked.product, now),
  }))
}

function found(trustId: string, { chains, each }: Places, after: Prisma.Sql, most: number): Prisma.Sql {
  const where = Prisma.join([...each, after], ' AND ')
  if (chains === null) return Prisma.sql`SELECT e.id FROM audit_event e WHERE ${where} ORDER BY e.id DESC LIMIT ${most}`
  return Prisma.sql`
    SELECT c.id FROM (
      SELECT e.id FROM unnest(${chains}::uuid[]) AS asked (chain_id)
      JOIN audit_event e ON e.trust_id = ${trustId}::uuid AND e.chain_id = asked.chain_id
      WHERE ${where} OFFSET 0) AS c
    ORDER BY c.id DESC LIMIT ${most}`
}

function suppliersOrderedFrom(tx: Tx, trustId: string): Promise<{ id: string; name: string }[]> {
  return tx.$queryRaw<{ id: string; name: string }[]>`
    WITH RECURSIVE seen (id) AS (
      (SELECT supplier_id FROM purchase_order WHERE trust_id = ${trustId}::uuid ORDER BY supplier_id LIMIT 1)
      UNION ALL
      SELECT (SELECT o.supplier_id FROM purchase_order o
        WHERE o.trust_id = ${trustId}::uuid AND o.supplier_id > seen.id ORDER BY o.supplier_id LIMIT 1)
      FROM seen WHERE seen.id IS NOT NULL)
    SELECT s.id, s.name FROM seen JOIN supplier s ON s.id = seen.id ORDER BY s.name`
}

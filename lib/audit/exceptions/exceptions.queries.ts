import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { may } from '#lib/access/permissions.ts'
import { Prisma } from '#lib/db/client.ts'
import { nameOf, peopleOfTrust } from '#lib/db/people.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { londonDate } from '#lib/values/dates.ts'
import { type Pence, pence } from '#lib/values/money.ts'
import { type ExceptionKind, type Period, periodOf, placeText, type ReportAsked, readPlace } from '../report.schema.ts'
import { exceptionWords, type Facts } from './exception.rules.ts'

/**
 * One exception: when, who, and what was so. `order`: the order it is about, pence with VAT; null of roles, which are about a
 * person (`whose`) and were asked for by somebody else than who gave them (`who`).
 */
export type ExceptionRow = {
  id: string
  at: Date
  who: string
  words: string
  order: { number: string; supplier: string; gross: Pence } | null
  whose: { id: string; name: string; askedBy: string; person: boolean } | null
}

/** A page of one kind of exceptions, newest first. */
export type ExceptionsPage = { period: Period; rows: ExceptionRow[]; after: string | null }

const PAGE = 50

/**
 * The exceptions of one kind in a period, by the day the order was submitted; goods beyond the order by the day they came; of
 * roles those that stood on a day of it.
 */
export async function exceptionsReport(
  actor: Actor,
  now: Date,
  asked: ReportAsked,
  size = PAGE,
): Promise<ExceptionsPage> {
  const period = periodOf(asked, londonDate(now))
  if (!may(actor, 'audit.view')) return { period, rows: [], after: null }
  return withTrust(actor, async (tx) => {
    const people = await peopleOfTrust(tx)
    const place = readPlace(asked.after)
    const rows = await tx.$queryRaw<
      (Facts & {
        day: string
        id: string
        number: string | null
        supplier: string | null
        at: Date
        person: string | null
        gross: bigint | null
        whose: string | null
        asker: string | null
      })[]
    >`
      SELECT x.day::text AS day, x.id, x.number, x.supplier, x.at, x.person, x.gross, x.reason, x.state, x.role, x.due, x.decided,
        x.product, x.packs, x.note, x.worth, x.beside, x.whose, x.asker
      FROM (${sourceOf(asked.kind, actor.trustId, period, now)}) AS x
      WHERE ${place === null} OR (x.day, x.id) < (${place?.day ?? period.to}::date, ${place?.id ?? actor.trustId}::uuid)
      ORDER BY x.day DESC, x.id DESC LIMIT ${size + 1}`
    const shown = rows.slice(0, size)
    const last = shown.at(-1)
    return {
      period,
      rows: shown.map((row) => ({
        ...{ id: row.id, at: row.at },
        order: row.number === null ? null : orderOf(row.number, row.supplier, row.gross),
        whose:
          row.whose === null
            ? null
            : {
                id: row.whose,
                name: row.whose === actor.trustId ? actor.trustName : nameOf(people, row.whose),
                askedBy: nameOf(people, row.asker),
                person: row.whose !== actor.trustId,
              },
        who: nameOf(people, row.person),
        words: exceptionWords(asked.kind, row, now),
      })),
      after: rows.length > size && last ? placeText(last) : null,
    }
  })
}

function orderOf(number: string, supplier: string | null, gross: bigint | null): ExceptionRow['order'] {
  return { number, supplier: supplier ?? '', gross: pence(gross ?? 0n) }
}

/** How many exceptions of each kind there are in a period; counted up to `most`. */
export async function countExceptions(
  actor: Actor,
  now: Date,
  asked: ReportAsked,
  most = 1000,
): Promise<Record<ExceptionKind, number> | null> {
  if (!may(actor, 'audit.view')) return null
  const period = periodOf(asked, londonDate(now))
  const source = (kind: ExceptionKind) => sourceOf(kind, actor.trustId, period, now)
  const count = (kind: ExceptionKind) =>
    Prisma.sql`(SELECT count(*)::int FROM (SELECT FROM (${source(kind)}) x LIMIT ${most}) c)`
  return withTrust(actor, async (tx) => {
    const [row] = await tx.$queryRaw<Record<ExceptionKind, number>[]>`
      SELECT ${count('emergency')} AS emergency, ${count('afterwards')} AS afterwards, ${count('off_contract')} AS off_contract,
        ${count('ran_out')} AS ran_out, ${count('over')} AS over, ${count('roles')} AS roles, ${count('alone')} AS alone`
    return row ?? null
  })
}

/** Reasons that say the contract's supplier could not deliver: an answer of a supplier is their evidence. */
const NEEDS_ANSWER = ['CONTRACT_OUT_OF_STOCK', 'ALLOCATION', 'SHORT_DATED', 'RECALL']

function sourceOf(kind: ExceptionKind, trustId: string, { from, to }: Period, now: Date): Prisma.Sql {
  const trust = Prisma.sql`${trustId}::uuid`
  const days = Prisma.sql`o.trust_id = ${trust} AND o.submitted_on BETWEEN ${from}::date AND ${to}::date`
  const none = Prisma.sql`NULL::text AS beside, NULL::uuid AS whose, NULL::uuid AS asker`
  const order = Prisma.sql`o.submitted_on AS day, o.number, o.supplier_name AS supplier, o.gross, ${none}`
  switch (kind) {
    case 'emergency':
      return Prisma.sql`SELECT ${order}, o.id, o.submitted_at AS at, o.submitted_by AS person, o.emergency_reason AS reason,
          NULL::text AS state, NULL::text AS role, NULL::timestamptz AS due, NULL::timestamptz AS decided, NULL::text AS product,
          NULL::int AS packs, NULL::text AS note, NULL::bigint AS worth
        FROM purchase_order o WHERE ${days} AND o.emergency`
    case 'afterwards':
      return Prisma.sql`SELECT ${order}, a.id, a.asked_at AS at, coalesce(a.decided_by, o.submitted_by) AS person,
          o.emergency_reason AS reason, a.state, a.role, a.due_at AS due, a.decided_at AS decided, NULL::text AS product,
          NULL::int AS packs, a.comment AS note, NULL::bigint AS worth
        FROM purchase_order o JOIN approval a ON a.trust_id = o.trust_id AND a.order_id = o.id AND a.retrospective
        WHERE ${days} AND o.emergency`
    case 'off_contract':
      return Prisma.sql`SELECT ${order}, l.id, o.submitted_at AS at, o.submitted_by AS person, l.off_contract_reason AS reason,
          NULL::text AS state, NULL::text AS role, NULL::timestamptz AS due, NULL::timestamptz AS decided, l.product_name AS product,
          l.packs, l.off_contract_note AS note, NULL::bigint AS worth
        FROM purchase_order o JOIN order_line l ON l.trust_id = o.trust_id AND l.order_id = o.id AND l.contract_state = 'OFF_CONTRACT'
        WHERE ${days} AND l.off_contract_note = '' AND l.replaces_line_id IS NULL
          AND NOT (l.off_contract_reason = ANY (${NEEDS_ANSWER}::text[]) AND EXISTS (
            SELECT FROM order_line m JOIN acknowledgement_line a ON a.trust_id = m.trust_id AND a.order_line_id = m.id
              AND a.code IN ('NOT_AVAILABLE', 'DISCONTINUED', 'ON_ALLOCATION', 'BACK_ORDER')
            JOIN acknowledgement k ON k.trust_id = a.trust_id AND k.id = a.acknowledgement_id
            WHERE m.trust_id = o.trust_id AND m.vmp_id = l.vmp_id AND k.answered_at <= o.submitted_at))`
    case 'ran_out':
      return Prisma.sql`SELECT ${order}, a.id, a.due_at AS at, o.submitted_by AS person, NULL::text AS reason, a.state, a.role,
          a.due_at AS due, NULL::timestamptz AS decided, NULL::text AS product, NULL::int AS packs, NULL::text AS note, NULL::bigint AS worth
        FROM purchase_order o JOIN approval a ON a.trust_id = o.trust_id AND a.order_id = o.id AND NOT a.retrospective
        WHERE ${days} AND o.status = 'awaiting_approval' AND a.state = 'waiting' AND a.due_at < ${now}`
    case 'over':
      return Prisma.sql`SELECT (v.found_at AT TIME ZONE 'Europe/London')::date AS day, o.number, o.supplier_name AS supplier, o.gross, ${none},
          v.id, v.found_at AS at, coalesce(v.decided_by, v.found_by) AS person, v.reason, v.decision AS state, NULL::text AS role,
          NULL::timestamptz AS due, v.decided_at AS decided, l.product_name AS product, v.packs, NULL::text AS note, v.net + v.vat AS worth
        FROM over_delivery v JOIN order_line l ON l.trust_id = v.trust_id AND l.id = v.order_line_id
        JOIN purchase_order o ON o.trust_id = l.trust_id AND o.id = l.order_id
        WHERE v.trust_id = ${trust} AND (v.found_at AT TIME ZONE 'Europe/London')::date BETWEEN ${from}::date AND ${to}::date`
    case 'alone':
      return Prisma.sql`SELECT (d.done_at AT TIME ZONE 'Europe/London')::date AS day, NULL::text AS number, NULL::text AS supplier,
          NULL::bigint AS gross, NULL::text AS beside, coalesce(d.person_id, d.trust_id) AS whose, d.done_by AS asker, d.id, d.done_at AS at,
          d.done_by AS person, d.kind AS reason, NULL::text AS state, array_to_string(d.roles, ' ') AS role, NULL::timestamptz AS due,
          NULL::timestamptz AS decided, NULL::text AS product, NULL::int AS packs, NULL::text AS note, NULL::bigint AS worth
        FROM done_alone d
        WHERE d.trust_id = ${trust} AND d.done_at >= (${from}::date::timestamp AT TIME ZONE 'Europe/London')
          AND d.done_at < ((${to}::date + 1)::timestamp AT TIME ZONE 'Europe/London')`
    case 'roles':
      return Prisma.sql`SELECT (e.given_at AT TIME ZONE 'Europe/London')::date AS day, NULL::text AS number, NULL::text AS supplier,
          NULL::bigint AS gross, e.beside, e.person_id AS whose, e.asked_by AS asker, e.id, e.given_at AS at, e.given_by AS person,
          e.reason, e.ended_why AS state, e.role, e.until::timestamptz AS due, e.ended_at AS decided, NULL::text AS product,
          NULL::int AS packs, NULL::text AS note, NULL::bigint AS worth
        FROM role_exception e
        WHERE e.trust_id = ${trust} AND (e.given_at AT TIME ZONE 'Europe/London')::date <= ${to}::date
          AND (e.ended_at IS NULL OR (e.ended_at AT TIME ZONE 'Europe/London')::date >= ${from}::date)`
  }
}

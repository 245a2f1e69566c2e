import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { may } from '#lib/access/permissions.ts'
import { storesFor } from '#lib/access/sites/site.store.ts'
import { sightOf } from '#lib/contracts/sight.rules.ts'
import { Prisma, type Tx } from '#lib/db/client.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { AT_SUPPLIER } from '#lib/orders/order/at-supplier.store.ts'
import { REGISTERED } from '#lib/orders/order/cd-register.rules.ts'
import { hidesTotal } from '#lib/orders/order/sight.store.ts'
import { REFUSED, TO_COME } from '#lib/orders/order/to-come.store.ts'
import { notBoughtAgain } from '#lib/orders/order/went-back.store.ts'
import { type LocalDate, londonDate, storedDate } from '#lib/values/dates.ts'
import { type Pence, pence } from '#lib/values/money.ts'

/** Kinds of work that can wait for somebody, in the order of the day. */
export const WORK = [
  'returned',
  'standing',
  'answers',
  'unknown_sendings',
  'held',
  'unanswered',
  'late',
  'over_deliveries',
  'quarantine',
  'register',
  'went_back',
  'retrospective',
  'own_emergency',
  'clinical',
  'expected',
  'drafts',
] as const

/** A kind of waiting work. */
export type WorkKind = (typeof WORK)[number]

/** One thing that waits: which order (a delivery: its supplier and store), what about it, since or until when. */
export type WorkItem = { number: string; supplier: string; about: string; at: Date | null; on: LocalDate | null }

/** Waiting work of one kind: how much of it, the first few, and its value where the role may see every price in it. */
export type Work = { kind: WorkKind; count: number; items: WorkItem[]; gross: Pence | null }

type Found = {
  total: number
  gross: bigint | null
  number: string
  supplier: string
  about: string
  at: Date | null
  on_day: Date | null
}

const SHOWN = 3

/** Packs beyond an order that cost more come to those further up, too: £5,000 ex VAT, in ten-thousandths of a pound. */
const LARGE_EXCESS = 50_000_000

/** Written out, not as a parameter: then the index of what goes into the register is found. */
const CATEGORIES = Prisma.raw(REGISTERED.map((category) => `'${category}'`).join(', '))

/** What waits for this actor today, by kind; kinds with nothing waiting are left out. */
export async function workToday(actor: Actor, now: Date): Promise<Work[]> {
  const kinds = WORK.filter((kind) => concerns(actor, kind))
  if (kinds.length === 0) return []
  return withTrust(actor, async (tx) => {
    const found: Work[] = []
    const own =
      kinds.includes('expected') || kinds.includes('register') ? await storesFor(tx, actor, 'order.receive') : null
    for (const kind of kinds) {
      const rows = await run(tx, actor, now, kind, own)
      const [first] = rows
      if (!first) continue
      found.push({
        kind,
        count: first.total,
        gross: first.gross === null ? null : pence(first.gross),
        items: rows.map((row) => ({
          number: row.number,
          supplier: row.supplier,
          about: row.about,
          at: row.at,
          on: row.on_day && storedDate(row.on_day),
        })),
      })
    }
    return found
  })
}

/** Whether a kind of work is this actor's to do. */
function concerns(actor: Actor, kind: WorkKind): boolean {
  switch (kind) {
    case 'returned':
    case 'standing':
    case 'drafts':
    case 'went_back':
    case 'own_emergency':
      return may(actor, 'order.raise')
    case 'answers':
    case 'unanswered':
      return may(actor, 'order.acknowledge')
    case 'unknown_sendings':
      return may(actor, 'order.send')
    case 'held':
      return may(actor, 'order.send')
    case 'late':
      return may(actor, 'order.acknowledge')
    case 'over_deliveries':
      return may(actor, 'order.decide_over_delivery')
    case 'quarantine':
      return may(actor, 'order.decide_quarantine')
    case 'retrospective':
      return may(actor, 'audit.view') && !may(actor, 'order.approve')
    case 'clinical':
      return may(actor, 'order.sign_requisition')
    case 'register':
      return may(actor, 'order.receive')
    case 'expected':
      return may(actor, 'order.receive') && !may(actor, 'order.raise')
  }
}

/** `own`: the stores where the actor books in; null = everywhere. */
function run(tx: Tx, actor: Actor, now: Date, kind: WorkKind, own: readonly string[] | null): Promise<Found[]> {
  const trust = Prisma.sql`${actor.trustId}::uuid`
  const person = Prisma.sql`${actor.personId}::uuid`
  const today = Prisma.sql`${londonDate(now)}::date`
  const outstanding = Prisma.sql`l.received_packs + l.closed_packs < l.packs + l.over_packs`
  const value = Prisma.sql`CASE WHEN bool_or(${hidesTotal(sightOf(actor))}) OVER () THEN NULL ELSE sum(o.gross) OVER () END`
  switch (kind) {
    case 'returned':
      return tx.$queryRaw`
        SELECT count(*) OVER ()::int AS total, ${value} AS gross, number, supplier_name AS supplier,
          coalesce((SELECT a.comment FROM approval a WHERE a.trust_id = o.trust_id AND a.order_id = o.id
            AND a.state = 'returned' ORDER BY a.decided_at DESC LIMIT 1), '') AS about, submitted_at AS at, NULL::date AS on_day
        FROM purchase_order o WHERE trust_id = ${trust} AND status = 'returned' AND raised_by = ${person} ORDER BY id LIMIT ${SHOWN}`
    case 'standing':
      return tx.$queryRaw`
        SELECT count(*) OVER ()::int AS total, NULL::bigint AS gross, p.id::text AS number, t.name AS supplier, '' AS about,
          NULL::timestamptz AS at, d.due_on AS on_day
        FROM order_pad p
        JOIN standing_date d ON d.trust_id = p.trust_id AND d.pad_id = p.id
        JOIN standing_order s ON s.trust_id = d.trust_id AND s.id = d.standing_id
        JOIN template t ON t.trust_id = s.trust_id AND t.id = s.template_id
        WHERE p.trust_id = ${trust} AND p.opened_by = ${person} AND p.closed_at IS NULL ORDER BY p.id LIMIT ${SHOWN}`
    case 'drafts':
      return tx.$queryRaw`
        SELECT count(*) OVER ()::int AS total, ${value} AS gross, number, supplier_name AS supplier,
          lines || CASE WHEN lines = 1 THEN ' line' ELSE ' lines' END AS about, raised_at AS at, NULL::date AS on_day
        FROM purchase_order o WHERE trust_id = ${trust} AND status = 'draft' AND lines > 0 AND raised_by = ${person} ORDER BY id DESC LIMIT ${SHOWN}`
    case 'answers':
      return tx.$queryRaw`
        SELECT count(*) OVER ()::int AS total, NULL::bigint AS gross, * FROM (
          SELECT DISTINCT ON (a.order_id) o.number, o.supplier_name AS supplier,
            l.product_name || '|' || a.code || '|' || a.packs || '|' || l.packs AS about, k.recorded_at AS at, a.expected_on AS on_day
          FROM acknowledgement_line a
          JOIN order_line l ON l.trust_id = a.trust_id AND l.id = a.order_line_id
          JOIN purchase_order o ON o.trust_id = a.trust_id AND o.id = a.order_id
          JOIN acknowledgement k ON k.trust_id = a.trust_id AND k.id = a.acknowledgement_id
          WHERE a.trust_id = ${trust} AND a.resolution = 'open' ORDER BY a.order_id, a.id) AS each
        ORDER BY at LIMIT ${SHOWN}`
    case 'unknown_sendings':
      return tx.$queryRaw`
        SELECT count(*) OVER ()::int AS total, NULL::bigint AS gross, * FROM (
          SELECT DISTINCT ON (t.order_id) o.number, o.supplier_name AS supplier, t.status AS about, t.queued_at AS at, NULL::date AS on_day, t.id
          FROM transmission t JOIN purchase_order o ON o.trust_id = t.trust_id AND o.id = t.order_id
        WHERE t.trust_id = ${trust} AND (t.status IN ('needs_checking', 'failed') OR (t.status = 'queued' AND t.channel <> 'email'))
          ORDER BY t.order_id, t.status = 'needs_checking' DESC, t.id) AS each
        ORDER BY about = 'needs_checking' DESC, id LIMIT ${SHOWN}`
    case 'held':
      return tx.$queryRaw`
        SELECT count(*) OVER ()::int AS total, ${value} AS gross, number, supplier_name AS supplier, kind AS about,
          approved_at AS at, NULL::date AS on_day
        FROM purchase_order o WHERE trust_id = ${trust} AND status = 'approved'
          AND NOT EXISTS (SELECT FROM transmission t WHERE t.trust_id = o.trust_id AND t.order_id = o.id AND t.version = o.version AND t.kind <> 'cancellation')
        ORDER BY id LIMIT ${SHOWN}`
    case 'unanswered':
      return tx.$queryRaw`
        SELECT count(*) OVER ()::int AS total, ${value} AS gross, number, supplier_name AS supplier, '' AS about,
          answer_due_at AS at, NULL::date AS on_day
        FROM purchase_order o WHERE trust_id = ${trust} AND status = 'sent' AND acknowledged_at IS NULL AND answer_due_at < ${now}
        ORDER BY answer_due_at LIMIT ${SHOWN}`
    case 'late':
      return tx.$queryRaw`
        SELECT count(*) OVER ()::int AS total, NULL::bigint AS gross, * FROM (
          SELECT DISTINCT ON (l.order_id) o.number, o.supplier_name AS supplier,
            l.product_name || '|' || (l.packs + l.over_packs - l.received_packs - l.closed_packs) AS about,
            NULL::timestamptz AS at, l.due_on AS on_day
          FROM order_line l JOIN purchase_order o ON o.trust_id = l.trust_id AND o.id = l.order_id
          WHERE l.trust_id = ${trust} AND l.due_on < ${today} AND ${outstanding} AND ${AT_SUPPLIER} AND NOT ${REFUSED}
          ORDER BY l.order_id, l.due_on, l.id) AS each
        ORDER BY on_day, number LIMIT ${SHOWN}`
    case 'over_deliveries':
      return tx.$queryRaw`
        SELECT count(*) OVER ()::int AS total, NULL::bigint AS gross, r.number, r.supplier_name AS supplier,
          l.product_name || '|' || v.packs AS about, v.found_at AS at, NULL::date AS on_day
        FROM over_delivery v
        JOIN receipt_line rl ON rl.trust_id = v.trust_id AND rl.id = v.receipt_line_id
        JOIN receipt r ON r.trust_id = rl.trust_id AND r.id = rl.receipt_id
        JOIN order_line l ON l.trust_id = v.trust_id AND l.id = v.order_line_id
        WHERE v.trust_id = ${trust} AND v.decision IS NULL
          AND (${may(actor, 'order.raise')} OR l.unlicensed OR l.price * v.packs > ${LARGE_EXCESS})
        ORDER BY v.id LIMIT ${SHOWN}`
    case 'quarantine':
      return tx.$queryRaw`
        SELECT count(*) OVER ()::int AS total, NULL::bigint AS gross, each.* FROM (
          SELECT r.number, r.supplier_name AS supplier, l.product_name || '|' || (rl.accepted_packs
              + CASE WHEN v.decision = 'keep' THEN v.packs ELSE 0 END - coalesce(d.packs, 0)) AS about,
            r.received_at AS at, NULL::date AS on_day
          FROM receipt_line rl
          JOIN receipt r ON r.trust_id = rl.trust_id AND r.id = rl.receipt_id AND r.reverses_id IS NULL
          JOIN order_line l ON l.trust_id = rl.trust_id AND l.id = rl.order_line_id
          LEFT JOIN over_delivery v ON v.trust_id = rl.trust_id AND v.receipt_line_id = rl.id
          LEFT JOIN LATERAL (SELECT sum(q.packs) AS packs FROM quarantine_decision q
            WHERE q.trust_id = rl.trust_id AND q.receipt_line_id = rl.id) d ON true
          WHERE rl.trust_id = ${trust} AND rl.quarantined
            AND rl.accepted_packs + CASE WHEN v.decision = 'keep' THEN v.packs ELSE 0 END > coalesce(d.packs, 0)
            AND NOT EXISTS (SELECT FROM receipt t WHERE t.trust_id = r.trust_id AND t.reverses_id = r.id)
          ORDER BY rl.id) AS each
        LIMIT ${SHOWN}`
    case 'register':
      return tx.$queryRaw`
        SELECT count(*) OVER ()::int AS total, NULL::bigint AS gross, r.number || '#register-' || rl.id AS number,
          r.supplier_name AS supplier, l.product_name || '|' || rl.accepted_packs AS about, r.received_at AS at, NULL::date AS on_day
        FROM order_line l
        JOIN receipt_line rl ON rl.trust_id = l.trust_id AND rl.order_line_id = l.id AND rl.accepted_packs > 0
        JOIN receipt r ON r.trust_id = rl.trust_id AND r.id = rl.receipt_id AND r.reverses_id IS NULL
        WHERE l.trust_id = ${trust} AND l.cd_category IN (${CATEGORIES}) AND l.received_packs > 0
          AND (${own}::uuid[] IS NULL OR r.store_id = ANY (${own}::uuid[]))
          AND NOT EXISTS (SELECT FROM cd_register_entry e WHERE e.trust_id = rl.trust_id AND e.receipt_line_id = rl.id)
          AND NOT EXISTS (SELECT FROM receipt t WHERE t.trust_id = r.trust_id AND t.reverses_id = r.id)
        ORDER BY rl.id LIMIT ${SHOWN}`
    case 'went_back':
      return tx.$queryRaw`
        SELECT count(*) OVER ()::int AS total, NULL::bigint AS gross, * FROM (
          SELECT DISTINCT ON (o.id) o.number, o.supplier_name AS supplier,
            l.product_name || '|' || sum(q.packs) OVER (PARTITION BY o.id, l.id) AS about, q.decided_at AS at, NULL::date AS on_day
          ${notBoughtAgain(actor.trustId, now)} ORDER BY o.id, q.id) AS each
        ORDER BY at LIMIT ${SHOWN}`
    case 'retrospective':
      return tx.$queryRaw`
        SELECT count(*) OVER ()::int AS total, ${value} AS gross, o.number, o.supplier_name AS supplier,
          o.emergency_reason AS about, a.due_at AS at, NULL::date AS on_day
        FROM approval a JOIN purchase_order o ON o.trust_id = a.trust_id AND o.id = a.order_id
        WHERE a.trust_id = ${trust} AND a.state = 'waiting' AND a.retrospective
        ORDER BY a.due_at LIMIT ${SHOWN}`
    case 'own_emergency':
      return tx.$queryRaw`
        SELECT count(*) OVER ()::int AS total, NULL::bigint AS gross, * FROM (
          SELECT DISTINCT ON (o.id) o.number, o.supplier_name AS supplier, o.emergency_reason AS about, a.due_at AS at, NULL::date AS on_day
          FROM approval a JOIN purchase_order o ON o.trust_id = a.trust_id AND o.id = a.order_id
          WHERE a.trust_id = ${trust} AND a.state = 'waiting' AND a.retrospective AND ${person} IN (o.raised_by, o.submitted_by)
          ORDER BY o.id, a.due_at) AS each
        ORDER BY at LIMIT ${SHOWN}`
    case 'clinical':
      return tx.$queryRaw`
        SELECT count(*) OVER ()::int AS total, NULL::bigint AS gross, o.number, o.supplier_name AS supplier, o.kind AS about,
          coalesce(o.submitted_at, o.raised_at) AS at, NULL::date AS on_day
        FROM purchase_order o
        WHERE o.trust_id = ${trust} AND o.status = 'approved' AND o.kind <> 'standard'
          AND NOT EXISTS (SELECT FROM transmission t WHERE t.trust_id = o.trust_id AND t.order_id = o.id AND t.version = o.version AND t.kind <> 'cancellation')
        ORDER BY o.id LIMIT ${SHOWN}`
    case 'expected':
      return tx.$queryRaw`
        SELECT count(*) OVER ()::int AS total, NULL::bigint AS gross, o.supplier_id || '?store=' || o.store_id AS number,
          min(o.supplier_name) AS supplier,
          s.name || '|' || count(*) || CASE WHEN count(*) = 1 THEN ' line' ELSE ' lines' END AS about,
          NULL::timestamptz AS at, min(l.due_on) AS on_day
        FROM order_line l JOIN purchase_order o ON o.trust_id = l.trust_id AND o.id = l.order_id
        JOIN store s ON s.trust_id = o.trust_id AND s.id = o.store_id
        WHERE l.trust_id = ${trust} AND (l.due_on <= ${today} OR l.due_on IS NULL) AND ${outstanding} AND ${AT_SUPPLIER} AND ${TO_COME} > 0
          AND (${own}::uuid[] IS NULL OR o.store_id = ANY (${own}::uuid[]))
        GROUP BY o.supplier_id, o.store_id, s.name ORDER BY min(l.due_on), min(o.supplier_name), s.name LIMIT ${SHOWN}`
  }
}

import { randomInt, randomUUID } from 'node:crypto'
import pg from 'pg'
import { DEPUTY_KINDS, type DeputyKind } from '#lib/orders/order/deputy-kinds.rules.ts'
import type { OrderKind } from '#lib/orders/order/order.split.rules.ts'
import type { ApproverRole } from '#lib/orders/order/scheme.schema.ts'
import { formatOrderNumber, formatReceiptNumber } from '#lib/values/order-number.ts'
import { demo } from '../installations.ts'

/** The people of a trust that is only there to be attacked: one for each role, and a second technician and lead. */
export const CAST = ['technician', 'technician2', 'lead', 'lead2', 'chief', 'director', 'pharmacist', 'admin'] as const

/** One of them. */
export type Cast = (typeof CAST)[number]

/** What an order of it is asked. */
export type Planted = {
  raisedBy?: Cast
  kind?: OrderKind
  status?: 'awaiting_approval' | 'sent' | 'approved'
  /** Pence with VAT: what its day comes to. */
  day?: number
  asked?: { role: ApproverRole; retrospective?: boolean; dueInHours?: number }[]
}

let sequence = randomInt(800_000, 890_000)

/** A trust of the demo's region that no other spec looks at, with people whose password is the demo's. */
export async function attackedTrust() {
  const client = new pg.Client({ connectionString: demo().databaseUrl })
  await client.connect()
  const sql = async <T extends object>(text: string, ...values: unknown[]) => (await client.query<T>(text, values)).rows
  const [trust, site, store, centre] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()]
  const ods = `X${randomInt(1000, 9999)}`
  const emails = new Map(CAST.map((who) => [who, `${who}@${ods.toLowerCase()}.example`]))
  const ids = new Map(CAST.map((who) => [who, randomUUID()]))
  await sql(
    `INSERT INTO organisation (trust_id, ods_code, name, kind, hub_id, address, created_at)
     SELECT $1, $2, 'Eastgate Hospital', 'trust', trust_id, '{"1 Gate Road","London"}', now() FROM organisation WHERE kind = 'hub'`,
    ...[trust, ods],
  )
  await sql(
    `INSERT INTO site (trust_id, id, name, address) VALUES ($1, $2, 'Eastgate', '{"1 Gate Road"}')`,
    trust,
    site,
  )
  await sql(
    `INSERT INTO store (trust_id, id, site_id, name, kind) VALUES ($1, $2, $3, 'Main store', 'pharmacy')`,
    ...[trust, store, site],
  )
  await sql(`INSERT INTO cost_centre (trust_id, id, code, name) VALUES ($1, $2, 'P1', 'Pharmacy')`, trust, centre)
  await sql(
    `INSERT INTO approval_scheme SELECT (r).* FROM (SELECT jsonb_populate_record(s, jsonb_build_object('trust_id', $1::text)) AS r
       FROM approval_scheme s JOIN organisation o ON o.trust_id = s.trust_id WHERE o.ods_code = 'RZZ' AND s.version = 1) x`,
    trust,
  )
  await sql(
    `INSERT INTO supplier_account SELECT (r).* FROM (SELECT jsonb_populate_record(s, jsonb_build_object('trust_id', $1::text)) AS r
       FROM supplier_account s JOIN organisation o ON o.trust_id = s.trust_id WHERE o.ods_code = 'RZZ') x`,
    trust,
  )
  for (const who of CAST) {
    const role = who.replace('2', '')
    await sql(
      'INSERT INTO identity.person (id, email, name, created_at) VALUES ($1, $2, $3, now())',
      ...[ids.get(who), emails.get(who), `${who} of Eastgate`],
    )
    await sql(
      `INSERT INTO identity.credential SELECT (r).* FROM (SELECT jsonb_populate_record(c, jsonb_build_object('person_id', $1::text)) AS r
         FROM identity.credential c JOIN identity.person p ON p.id = c.person_id WHERE p.email = 'lead@riverside.example') x`,
      ids.get(who),
    )
    await sql(
      'INSERT INTO identity.membership (trust_id, person_id, role, granted_at) VALUES ($1, $2, $3, now())',
      ...[trust, ids.get(who), role],
    )
  }
  const id = (who: Cast) => ids.get(who) ?? ''

  return {
    trust,
    ods,
    sql,
    id,
    email: (who: Cast) => emails.get(who) ?? '',
    /** An order that waits, as submitting would have left it, for a supplier of Riverside's. */
    async order(planted: Planted = {}): Promise<{ id: string; number: string }> {
      const { raisedBy = 'technician', kind = 'standard', status = 'awaiting_approval', day = 600_000 } = planted
      const order = randomUUID()
      sequence += 1
      const number = formatOrderNumber({ ods, year: new Date().getFullYear(), sequence })
      await sql(
        `INSERT INTO purchase_order (trust_id, id, number, status, kind, supplier_id, supplier_name, store_id, cost_centre_id, raised_by,
           raised_at, submitted_by, submitted_at, submitted_on, scheme_version, approved_at, sent_at, lines, net, vat, gross, day_total,
           emergency, emergency_reason)
         SELECT $1, $2, $3, $4, $5, o.supplier_id, o.supplier_name, $6, $7, $8, now(), $8, now(), now()::date, 1,
           CASE WHEN $4 <> 'awaiting_approval' THEN now() END, CASE WHEN $4 = 'sent' THEN now() END, 1, $9, 0, $9, $9, $10,
           CASE WHEN $10 THEN 'None left on the ward' ELSE '' END
         FROM purchase_order o JOIN organisation r ON r.trust_id = o.trust_id AND r.ods_code = 'RZZ' WHERE o.kind = 'standard' ORDER BY o.id LIMIT 1`,
        ...[trust, order, number, status, kind, store, centre, id(raisedBy), day, status === 'sent'],
      )
      await sql(
        `INSERT INTO order_line (trust_id, id, order_id, line_no, ampp_id, vmp_id, product_name, brand, maker, pack_text, units_milli,
           unit_name, cd_category, unlicensed, fridge, batch_required, packs, price, price_basis, contract_state, why, vat_rate, net,
           vat, added_in_version)
         SELECT $1, $2, $3, 1, p.ampp_id, p.vmp_id, p.name, p.brand, p.maker, p.pack_text, p.units_milli, p.unit_name, p.cd_category,
           p.unlicensed, p.fridge, true, 1, $4, 'contract', 'ON_CONTRACT', '{}', 0, $5, 0, 1
         FROM pack p WHERE CASE WHEN $6 = 'cd' THEN p.cd_category = '0002' ELSE p.cd_category = '0000' END
           AND p.unlicensed = ($6 = 'unlicensed')
         ORDER BY p.ampp_id LIMIT 1`,
        ...[trust, randomUUID(), order, day * 100, day, kind],
      )
      for (const { role, retrospective = false, dueInHours = 168 } of planted.asked ?? [{ role: 'lead' as const }]) {
        const clinical =
          kind === 'unlicensed'
            ? { code: 'UNLICENSED', lineIds: [order] }
            : { code: 'CONTROLLED_DRUG', lineIds: [order], categories: ['0002'] }
        const reasons =
          role === 'pharmacist'
            ? [clinical]
            : [{ code: 'OVER_LIMIT', needs: role, holder: 'buyer', limit: 500_000, gross: day }]
        await sql(
          `INSERT INTO approval (trust_id, id, order_id, version, role, reasons, retrospective, asked_at, due_at, state)
           VALUES ($1, $2, $3, 1, $4, $5, $6, now(), now() + $7 * interval '1 hour', 'waiting')`,
          ...[trust, randomUUID(), order, role, JSON.stringify(reasons), retrospective, dueInHours],
        )
      }
      return { id: order, number }
    },
    /** Packs of an order that came beyond it, on a goods received note, as booking in would have left them. */
    async excess(order: { id: string }, foundBy: Cast, packs = 1): Promise<{ id: string; note: string }> {
      const [receipt, line, over] = [randomUUID(), randomUUID(), randomUUID()]
      sequence += 1
      const note = formatReceiptNumber({ ods, year: new Date().getFullYear(), sequence })
      await sql(
        `INSERT INTO receipt (trust_id, id, number, supplier_id, supplier_name, store_id, delivery_note, received_by, received_at)
         SELECT trust_id, $3, $4, supplier_id, supplier_name, store_id, 'DN-1', $5, now() FROM purchase_order WHERE trust_id = $1 AND id = $2`,
        ...[trust, order.id, receipt, note, id(foundBy)],
      )
      await sql(
        `INSERT INTO receipt_line (trust_id, id, receipt_id, order_id, order_line_id, ampp_id, vmp_id, batch, expiry, accepted_packs, over_packs, variance)
         SELECT trust_id, $3, $4, order_id, id, ampp_id, vmp_id, 'B1', '2030-01-31', packs, $5, 'OVER' FROM order_line
         WHERE trust_id = $1 AND order_id = $2`,
        ...[trust, order.id, line, receipt, packs],
      )
      await sql(
        `INSERT INTO over_delivery (trust_id, id, receipt_line_id, order_line_id, packs, found_at, found_by)
         SELECT trust_id, $3, id, order_line_id, over_packs, now(), $4 FROM receipt_line WHERE trust_id = $1 AND id = $2`,
        ...[trust, line, over, id(foundBy)],
      )
      return { id: over, note }
    },
    /** Whether packs beyond an order were kept by any way: decisions, packs that count, amounts, stock. */
    async kept(order: { id: string }) {
      const [row] = await sql<{ decided: number; over: number; gross: string; moved: number }>(
        `SELECT (SELECT count(*) FROM over_delivery v JOIN order_line l ON l.trust_id = v.trust_id AND l.id = v.order_line_id
             WHERE l.trust_id = o.trust_id AND l.order_id = o.id AND v.decision IS NOT NULL)::int AS decided,
           (SELECT sum(over_packs) FROM order_line l WHERE l.trust_id = o.trust_id AND l.order_id = o.id)::int AS over,
           o.kept_gross::text AS gross, (SELECT count(*) FROM stock_movement m WHERE m.trust_id = o.trust_id AND m.kind = 'over_delivery')::int AS moved
         FROM purchase_order o WHERE o.trust_id = $1 AND o.id = $2`,
        ...[trust, order.id],
      )
      return row
    },
    /** A pack that the trust may buy without contract, and a supplier it has an account with. */
    async somethingToBuy(kind: OrderKind = 'standard'): Promise<{ amppId: string; supplier: string }> {
      const [row] = await sql<{ ampp_id: string; code: string }>(
        `SELECT p.ampp_id, s.code FROM pack p CROSS JOIN LATERAL (
           SELECT s.code FROM supplier_account a JOIN supplier s ON s.id = a.supplier_id
           WHERE a.trust_id = $1 AND s.joined_to IS NULL ORDER BY s.code LIMIT 1) s
         WHERE p.cd_category = CASE WHEN $2 = 'cd' THEN '0002' ELSE '0000' END AND p.unlicensed = ($2 = 'unlicensed') AND NOT p.high_cost
         ORDER BY p.ampp_id LIMIT 1`,
        ...[trust, kind],
      )
      if (!row) throw new Error('There is nothing to buy')
      return { amppId: row.ampp_id, supplier: row.code }
    },
    /** Somebody stands in for somebody: since an hour ago, for a day from now; everything or these kinds, up to so many pence. */
    async standIn(
      person: Cast,
      deputy: Cast,
      { kinds = DEPUTY_KINDS, most = null }: { kinds?: readonly DeputyKind[]; most?: number | null } = {},
    ): Promise<string> {
      const deputising = randomUUID()
      await sql(
        `INSERT INTO deputising (trust_id, id, for_person, deputy, away, from_at, until_at, kinds, most, reason, state, made_by, made_at)
         VALUES ($1, $2, $3, $4, true, now() - interval '1 hour', now() + interval '1 day', $5, $6, 'Annual leave', 'agreed', $3, now())`,
        ...[trust, deputising, id(person), id(deputy), [...kinds], most],
      )
      return deputising
    },
    /** It is over: because somebody ended it, or because its time ran out. */
    async endStandIn(deputising: string, how: 'ended' | 'ran out' = 'ended'): Promise<void> {
      const end = how === 'ended' ? 'ended_at = now(), ended_by = for_person' : `until_at = now() - interval '1 second'`
      await sql(`UPDATE deputising SET ${end} WHERE id = $1`, deputising)
    },
    /** Everything that could have happened to an order. */
    async look(order: { id: string }) {
      const [row] = await sql<{ status: string; states: string[]; by: string[]; events: number; sendings: number }>(
        `SELECT o.status, (SELECT array_agg(a.state ORDER BY a.role) FROM approval a WHERE a.order_id = o.id) AS states,
           (SELECT coalesce(array_agg(a.decided_by::text) FILTER (WHERE a.decided_by IS NOT NULL), '{}') FROM approval a WHERE a.order_id = o.id) AS by,
           (SELECT count(*) FROM audit_event e WHERE e.chain_id = o.id)::int AS events,
           (SELECT count(*) FROM transmission t WHERE t.order_id = o.id)::int AS sendings
         FROM purchase_order o WHERE o.id = $1`,
        order.id,
      )
      return row
    },
    close: () => client.end(),
  }
}

/** The trust under attack. */
export type Attacked = Awaited<ReturnType<typeof attackedTrust>>

import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { may } from '#lib/access/permissions.ts'
import { rolesAt } from '#lib/access/sites/site.rules.ts'
import { limitsOfTrust } from '#lib/access/sites/site.store.ts'
import { peopleOfTrust } from '#lib/db/people.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { reasons } from '#lib/orders/order/reason.schema.ts'
import { schemeOfVersion, type VersionedScheme } from '#lib/orders/order/scheme.queries.ts'
import { presentAtSite } from '#lib/orders/order/stand-in.rules.ts'
import { presentAt } from '#lib/orders/order/stand-in.store.ts'
import { MOST_WAITING } from './waiting.queries.ts'
import { mayComeTo, type WaitingFacts, whose } from './whose.rules.ts'

type Row = WaitingFacts & {
  order_id: string
  site_id: string
  version: number
  scheme_version: number | null
  reasons: unknown
}

/**
 * How many approvals wait for this actor's decision: the count of the navigation, asked on every page. Only those are
 * judged that could be theirs at all (by role or name, not their own order, not signed by them already), at most 300 of
 * them, and nothing is read for the screen. Null where none can wait.
 */
export async function waitingFor(actor: Actor, now: Date): Promise<number | null> {
  if (!may(actor, 'order.approve') && !may(actor, 'order.approve_clinical')) return null
  const { trustId, personId: me } = actor
  if (me === null) return null
  return withTrust(actor, async (tx) => {
    const rows = await tx.$queryRaw<Row[]>`
      SELECT a.order_id, st.site_id, a.version, a.role, a.step, a.people, a.retrospective, o.gross, o.raised_by, o.submitted_by,
        o.changers, o.day_total, o.scheme_version, a.reasons, c.escalated,
        (SELECT jsonb_agg(jsonb_build_object('role', g.role, 'decidedBy', g.decided_by, 'decidedFor', g.decided_for,
            'step', g.step, 'retrospective', g.retrospective, 'state', g.state)) FROM approval g
          WHERE g.trust_id = a.trust_id AND g.order_id = a.order_id AND g.version = a.version) AS "all"
      FROM approval a
      JOIN purchase_order o ON o.trust_id = a.trust_id AND o.id = a.order_id
      LEFT JOIN approval_chase c ON c.trust_id = a.trust_id AND c.approval_id = a.id
      JOIN store st ON st.trust_id = o.trust_id AND st.id = o.store_id
      WHERE a.trust_id = ${trustId}::uuid AND a.state = 'waiting'
        AND (a.retrospective OR (o.status = 'awaiting_approval' AND o.version = a.version))
        AND (a.role = ANY(${mayComeTo(actor.roles)}::text[]) OR ${me}::uuid = ANY(a.people) OR EXISTS (
          SELECT FROM deputising d WHERE d.trust_id = ${trustId}::uuid AND d.deputy = ${me}::uuid AND d.state = 'agreed'
            AND d.ended_at IS NULL AND d.from_at <= ${now} AND d.until_at > ${now}))
        AND o.raised_by <> ${me}::uuid AND o.submitted_by IS DISTINCT FROM ${me}::uuid AND NOT ${me}::uuid = ANY(o.changers)
        AND NOT EXISTS (SELECT FROM approval g WHERE g.trust_id = a.trust_id AND g.order_id = a.order_id
          AND g.version = a.version AND ${me}::uuid IN (g.decided_by, g.decided_for))
      ORDER BY a.asked_at, a.order_id, a.id LIMIT ${MOST_WAITING}`
    if (rows.length === 0) return 0
    const present = await presentAt(tx, now, await peopleOfTrust(tx))
    const limits = await limitsOfTrust(tx)
    const schemes = new Map<number, VersionedScheme>()
    const mine = new Set<string>()
    for (const row of rows) {
      const key = `${row.order_id} ${row.version} ${row.role} ${row.step} ${row.people.toSorted().join()}`
      if (mine.has(key)) continue
      const version = row.scheme_version ?? 1
      const { scheme } = schemes.get(version) ?? (await schemeOfVersion(tx, version))
      schemes.set(version, { version, scheme })
      const here = presentAtSite(present, limits, row.site_id)
      const roles = rolesAt(actor.roles, limits.get(me) ?? [], row.site_id)
      const found = whose(row, reasons.parse(row.reasons), { actor: { personId: me, roles }, present: here, scheme })
      if (found.mine) mine.add(key)
    }
    return mine.size
  })
}

import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { limitsOfTrust } from '#lib/access/sites/site.store.ts'
import { audit } from '#lib/db/audit.ts'
import type { Prisma, Tx } from '#lib/db/client.ts'
import { commit } from '#lib/db/commit.ts'
import { peopleOfTrust } from '#lib/db/people.ts'
import { queueNotices } from '#lib/notices/notice.store.ts'
import { decidedOrder, isOver } from '#lib/orders/order/decide.rules.ts'
import { reasons } from '#lib/orders/order/reason.schema.ts'
import { schemeOfVersion, type VersionedScheme } from '#lib/orders/order/scheme.queries.ts'
import type { ApproverRole } from '#lib/orders/order/scheme.schema.ts'
import { comesTo, holdsAt, type Present, presentAtSite } from '#lib/orders/order/stand-in.rules.ts'
import { type NamedDecider, presentAt } from '#lib/orders/order/stand-in.store.ts'
import { ok } from '#lib/result.ts'
import { settingsOfTrust } from '#lib/trusts/settings.queries.ts'
import { chasePlan, furtherUp } from './chase.rules.ts'

/** Most approvals that are chased at once; the next round goes on. */
const MOST = 200

/** What was done in one round of a trust. */
export type Chased = { planned: number; reminded: number; escalated: number }

/**
 * Chases what waits too long: reminds those it came to, once, and then takes it to the next role up, once, by name and
 * on the record. One round of a trust is made at a time: another that begins meanwhile leaves it to that one, and the row of
 * each approval says what was done.
 */
export async function chaseApprovals(act: Act): Promise<Chased> {
  const done = await commit(act, { name: 'chaseApprovals', permission: 'order.approve' }, {}, async (tx) => {
    const counts = { planned: 0, reminded: 0, escalated: 0 }
    const [turn] = await tx.$queryRaw<{ mine: boolean }[]>`
      SELECT pg_try_advisory_xact_lock(hashtextextended(${`chase ${act.actor.trustId}`}, 0)) AS mine`
    if (!turn?.mine) return ok(counts)
    counts.planned = await plan(tx, act)
    const waiting = await due(tx, act)
    if (waiting.length === 0) return ok(counts)
    const known = await knownOf(tx, act, waiting)
    for (const one of waiting) {
      const what = await chase(tx, act, one, known)
      if (what.reminded) counts.reminded += 1
      if (what.escalated) counts.escalated += 1
    }
    return ok(counts)
  })
  if (!done.ok) throw new Error(`Approvals could not be chased: ${done.refusal.code}`)
  return done.value
}

/** Says when each approval that nobody has looked after yet is to be chased, once it is its turn. */
async function plan(tx: Tx, act: Act): Promise<number> {
  const { trustId } = act.actor
  const { chase: settings } = await settingsOfTrust(tx)
  const unplanned = await tx.$queryRaw<{ id: string; asked_at: Date; due_at: Date | null; retrospective: boolean }[]>`
    SELECT a.id, a.asked_at, a.due_at, a.retrospective FROM approval a
    WHERE a.trust_id = ${trustId}::uuid AND a.state = 'waiting'
      AND NOT EXISTS (SELECT FROM approval_chase c WHERE c.trust_id = a.trust_id AND c.approval_id = a.id)
      AND NOT EXISTS (SELECT FROM approval b WHERE b.trust_id = a.trust_id AND b.order_id = a.order_id
        AND b.version = a.version AND b.retrospective = a.retrospective AND b.step < a.step AND b.state = 'waiting')
    ORDER BY a.id LIMIT ${MOST}`
  const rows = unplanned.map(({ asked_at, due_at, ...row }) => ({ ...row, askedAt: asked_at, dueAt: due_at }))
  const { count } = await tx.approvalChase.createMany({
    data: rows.map((row) => {
      const when = chasePlan(row, settings)
      return { trustId, approvalId: row.id, ...when, nextAt: when.remindAt }
    }),
    skipDuplicates: true,
  })
  return count
}

type Due = Prisma.ApprovalGetPayload<{ include: { chase: true; order: { include: { approvals: true } } } }>

async function due(tx: Tx, act: Act): Promise<Due[]> {
  const locked = await tx.$queryRaw<{ id: string }[]>`
    SELECT c.approval_id AS id FROM approval_chase c JOIN approval a ON a.trust_id = c.trust_id AND a.id = c.approval_id
    WHERE c.trust_id = ${act.actor.trustId}::uuid AND c.next_at <= ${act.now} AND a.state = 'waiting'
    ORDER BY c.approval_id LIMIT ${MOST} FOR UPDATE OF c SKIP LOCKED`
  return tx.approval.findMany({
    where: { trustId: act.actor.trustId, id: { in: locked.map((one) => one.id) }, state: 'waiting' },
    include: { chase: true, order: { include: { approvals: true } } },
    orderBy: { id: 'asc' },
  })
}

/** What holds for the whole trust at the moment, read once: who is there at each site, and each scheme in use. */
type Known = { presentFor: (storeId: string) => Present<NamedDecider>; schemes: Map<number, VersionedScheme> }

async function knownOf(tx: Tx, act: Act, waiting: readonly Due[]): Promise<Known> {
  const { trustId } = act.actor
  const present = await presentAt(tx, act.now, await peopleOfTrust(tx))
  const limits = await limitsOfTrust(tx)
  const stores = await tx.store.findMany({ where: { trustId }, select: { id: true, siteId: true } })
  const sites = new Map(stores.map(({ id, siteId }) => [id, siteId]))
  const schemes = new Map<number, VersionedScheme>()
  for (const version of new Set(waiting.map(({ order }) => order.schemeVersion ?? 1)))
    schemes.set(version, await schemeOfVersion(tx, version))
  return {
    schemes,
    presentFor(storeId) {
      const site = sites.get(storeId)
      return site === undefined ? present : presentAtSite(present, limits, site)
    },
  }
}

async function chase(tx: Tx, act: Act, row: Due, known: Known): Promise<{ reminded: boolean; escalated: boolean }> {
  const { order, chase: kept, retrospective } = row
  const role = row.role as ApproverRole
  const set = (data: Prisma.ApprovalChaseUpdateManyMutationInput) =>
    tx.approvalChase.updateMany({ where: { trustId: act.actor.trustId, approvalId: row.id }, data })
  const waits = retrospective || (order.status === 'awaiting_approval' && order.version === row.version)
  if (!kept || !waits || isOver(row, act.now)) {
    await set({ nextAt: null })
    return { reminded: false, escalated: false }
  }
  const present = known.presentFor(order.storeId)
  const scheme = known.schemes.get(order.schemeVersion ?? 1)?.scheme
  if (!scheme) throw new Error(`There is no scheme ${order.schemeVersion}`)
  const facts = decidedOrder(
    order,
    order.approvals.filter((one) => one.version === row.version),
  )
  const came = comesTo(
    present,
    facts,
    { role, people: row.people, retrospective, reasons: reasons.parse(row.reasons) },
    scheme,
  )
  const whom = came.whom.map(({ person }) => person.personId)
  const about = { id: order.id, version: row.version }
  const data = { approvalId: row.id, version: row.version, role, askedAt: row.askedAt.toISOString() }
  const reminded = kept.remindedAt === null && kept.remindAt <= act.now
  const escalates = kept.escalatedAt === null && kept.escalateAt <= act.now
  if (reminded) {
    await queueNotices(tx, act, { kind: 'approval_reminder', order: about, people: whom })
    audit(tx, { document: 'order', id: order.id, verb: 'REMINDED', data: { ...data, people: whom } })
    await set({ remindedAt: act.now, reminded: whom, nextAt: kept.escalateAt })
  }
  if (!escalates) return { reminded, escalated: false }
  const here = present.people.filter((one) => !isAway(present, one.personId))
  const up = furtherUp(here, facts, { role, people: row.people, cameTo: came.role, before: whom }, scheme)
  const people = up?.people.map((one) => one.personId) ?? []
  await set({ escalatedAt: act.now, escalated: people, escalatedRole: up?.role ?? null, nextAt: null })
  if (people.length === 0) return { reminded, escalated: false }
  await queueNotices(tx, act, { kind: 'approval_escalated', order: about, people })
  audit(tx, { document: 'order', id: order.id, verb: 'ESCALATED', data: { ...data, to: up?.role, people } })
  return { reminded, escalated: true }
}

function isAway({ standIns, now }: Present, personId: string): boolean {
  return standIns.some((one) => one.away && one.forPerson === personId && holdsAt(one, now))
}

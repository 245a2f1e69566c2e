import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { mayAny } from '#lib/access/permissions.ts'
import type { Tx } from '#lib/db/client.ts'
import { inParts } from '#lib/db/in-parts.ts'
import { peopleOfTrust } from '#lib/db/people.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { enqueue } from '#lib/jobs/queue.ts'
import { addDays, londonDate } from '#lib/values/dates.ts'
import { totalsOf } from './effect.rules.ts'
import { weigh } from './weigh.rules.ts'
import { boughtOf, changesThatReach, issuedOf } from './weigh.store.ts'

/** Weighing fifty thousand lines takes its time. */
const LONGEST = 300_000

/**
 * Weighs what catalogues change for this trust, at what it used and bought in the twelve months before: the one that is
 * named, else every one that is agreed to and of which nobody was told yet. Inside the trust, so that nobody else learns
 * what it uses. Once it is agreed to, buyers and leads are told of it, once.
 */
export async function weighChanges(act: Act, loadId: string | undefined): Promise<void> {
  if (act.actor.trustKind === 'hub') return
  const today = londonDate(act.now)
  const sets = await withTrust(
    act.actor,
    (tx) => tx.$queryRaw<{ owner_id: string; load_id: string }[]>`
      SELECT s.owner_id, s.load_id FROM contract_change_set s
      LEFT JOIN contract_weighing w ON w.trust_id = ${act.actor.trustId}::uuid AND w.owner_id = s.owner_id AND w.load_id = s.load_id
      WHERE s.undone_at IS NULL AND CASE WHEN ${loadId ?? null}::uuid IS NULL
        THEN s.agreed_at IS NOT NULL AND s.last_on >= ${addDays(today, -31)}::date AND w.told_at IS NULL
        ELSE s.load_id = ${loadId ?? null}::uuid END
      ORDER BY s.load_id`,
  )
  for (const one of sets) {
    await withTrust(act.actor, (tx) => weighOne(tx, act, { ownerId: one.owner_id, loadId: one.load_id }), {
      longest: LONGEST,
    })
  }
}

async function weighOne(tx: Tx, act: Act, set: { ownerId: string; loadId: string }): Promise<void> {
  const trustId = act.actor.trustId
  const today = londonDate(act.now)
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`weigh ${trustId} ${set.loadId}`}, 0))::text`
  const state = await tx.contractChangeSet.findFirst({ where: set, select: { agreedAt: true } })
  if (!state) return
  const changes = await changesThatReach(tx, set)
  const vmpIds = [...new Set(changes.map((one) => one.vmpId))]
  const [issued, bought] = [await issuedOf(tx, vmpIds, today), await boughtOf(tx, vmpIds, today)]
  const lines = weigh(changes, { issued, bought })
  const key = { trustId, ...set }
  const before = await tx.contractWeighing.findFirst({ where: key, select: { toldAt: true } })
  await tx.contractEffect.deleteMany({ where: key })
  for (const part of inParts(lines)) {
    const rows = part.map((one) => ({
      n: one.n,
      part: one.part,
      todo: one.todo,
      units: one.units.toString(),
      effect: one.effect,
      hidden: one.confidential,
    }))
    await tx.$executeRaw`
      INSERT INTO contract_effect (trust_id, owner_id, load_id, n, part, todo, units_milli, effect, confidential)
      SELECT ${trustId}::uuid, ${set.ownerId}::uuid, ${set.loadId}::uuid, r.n, r.part, r.todo, r.units, r.effect, r.hidden
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r (n integer, part text, todo text, units bigint, effect bigint, hidden boolean)`
  }
  const totals = totalsOf(lines)
  const toldAt = before?.toldAt ?? (state.agreedAt ? act.now : null)
  await tx.contractWeighing.deleteMany({ where: key })
  await tx.contractWeighing.create({ data: { ...key, totals, weighedAt: act.now, toldAt } })
  if (!state.agreedAt || before?.toldAt || totals.lines === 0) return
  for (const person of [...(await peopleOfTrust(tx)).values()].sort((a, b) => (a.id < b.id ? -1 : 1))) {
    if (person.former || !mayAny(person, ['order.raise'])) continue
    await enqueue(tx, 'tell-changes', { trustId, id: set.loadId, owner: set.ownerId, personId: person.id })
  }
}

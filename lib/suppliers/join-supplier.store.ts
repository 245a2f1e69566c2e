import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import type { Tx } from '#lib/db/client.ts'
import { addDays, type LocalDate } from '#lib/values/dates.ts'

/** One supplier of a trust's own, the one it is joined to, and from which day on. */
type Join = { from: string; into: string; today: LocalDate }

/** What went along. */
export type JoinedTerms = { account: boolean; prices: number; codes: number; awards: number }

/**
 * Takes what a trust agreed on with one supplier over to another: the account, unless it has one; prices on file that
 * hold from today on, for packs and days on which it has none; the trust's own contract lines; and the supplier's codes.
 * What the first one had until yesterday stays as it was: prices and awards are ended and opened anew, never rewritten.
 */
export async function joinTerms(tx: Tx, act: Act, join: Join): Promise<JoinedTerms> {
  const { trustId } = act.actor
  const { from, into } = join
  const account = await tx.$executeRaw`
    INSERT INTO supplier_account (trust_id, supplier_id, account_number, channel, order_email, phone, minimum_order, carriage,
      cut_off, lead_days, answer_hours, shelf_life_days)
    SELECT trust_id, ${into}::uuid, account_number, channel, order_email, phone, minimum_order, carriage, cut_off, lead_days,
      answer_hours, shelf_life_days
    FROM supplier_account WHERE trust_id = ${trustId}::uuid AND supplier_id = ${from}::uuid
    ON CONFLICT DO NOTHING`
  const codes = await tx.packCode.findMany({ where: { ownerId: trustId, kind: 'SUPPLIER', supplierId: from } })
  await tx.packCode.createMany({
    data: codes.map((code) => ({ ...code, id: act.newId(), supplierId: into })),
    skipDuplicates: true,
  })
  const prices = await joinPrices(tx, act, join)
  const awards = await joinAwards(tx, act, join)
  return { account: account > 0, prices, codes: codes.length, awards }
}

async function joinPrices(tx: Tx, act: Act, { from, into, today }: Join): Promise<number> {
  const { trustId } = act.actor
  const held = await tx.$queryRaw<{ id: string; begun: boolean; free: boolean }[]>`
    SELECT p.id, p.valid_from < ${today}::date AS begun, NOT EXISTS (
      SELECT FROM supplier_price q WHERE q.trust_id = p.trust_id AND q.supplier_id = ${into}::uuid AND q.ampp_id = p.ampp_id
        AND NOT q.withdrawn AND q.valid_to >= greatest(p.valid_from, ${today}::date) AND q.valid_from <= p.valid_to) AS free
    FROM supplier_price p
    WHERE p.trust_id = ${trustId}::uuid AND p.supplier_id = ${from}::uuid AND NOT p.withdrawn AND p.valid_to >= ${today}::date
    ORDER BY p.id FOR UPDATE`
  const free = held.filter((one) => one.free).map((one) => one.id)
  await tx.$executeRaw`
    INSERT INTO supplier_price (trust_id, id, supplier_id, ampp_id, price, source, valid_from, valid_to, entered_by, entered_at)
    SELECT p.trust_id, n.id, ${into}::uuid, p.ampp_id, p.price, p.source, greatest(p.valid_from, ${today}::date), p.valid_to,
      ${act.actor.personId}::uuid, ${act.now}
    FROM unnest(${free}::uuid[], ${free.map(() => act.newId())}::uuid[]) AS n (was, id)
    JOIN supplier_price p ON p.trust_id = ${trustId}::uuid AND p.id = n.was`
  const begun = held.filter((one) => one.begun).map((one) => one.id)
  await tx.$executeRaw`
    UPDATE supplier_price SET valid_to = ${addDays(today, -1)}::date
    WHERE trust_id = ${trustId}::uuid AND id = ANY (${begun}::uuid[])`
  await tx.$executeRaw`
    UPDATE supplier_price SET withdrawn = true
    WHERE trust_id = ${trustId}::uuid AND id = ANY (${held.filter((one) => !one.begun).map((one) => one.id)}::uuid[])`
  return free.length
}

async function joinAwards(tx: Tx, act: Act, { from, into, today }: Join): Promise<number> {
  const { trustId } = act.actor
  const held = await tx.award.findMany({
    where: {
      ownerId: trustId,
      supplierId: from,
      withdrawn: false,
      status: { not: 'terminated' },
      validTo: { gte: new Date(today) },
    },
    include: { awardWholesalers: true },
    orderBy: { id: 'asc' },
  })
  for (const { awardWholesalers, ...award } of held) {
    const begun = award.validFrom < new Date(today)
    const data = begun ? { validTo: new Date(addDays(today, -1)) } : { withdrawn: true }
    await tx.award.update({ where: { ownerId_id: { ownerId: trustId, id: award.id } }, data })
    const id = act.newId()
    await tx.award.create({
      data: { ...award, id, supplierId: into, validFrom: begun ? new Date(today) : award.validFrom },
    })
    await tx.awardWholesaler.createMany({
      data: awardWholesalers.map((one) => ({ ...one, awardId: id })),
    })
  }
  // and it delivers for others what the first one did
  await tx.$executeRaw`
    INSERT INTO award_wholesaler (owner_id, award_id, supplier_id)
    SELECT w.owner_id, w.award_id, ${into}::uuid FROM award_wholesaler w
    WHERE w.owner_id = ${trustId}::uuid AND w.supplier_id = ${from}::uuid
    ON CONFLICT DO NOTHING`
  return held.length
}

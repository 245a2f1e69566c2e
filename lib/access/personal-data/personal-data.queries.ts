import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { may } from '#lib/access/permissions.ts'
import { peopleOfTrust } from '#lib/db/people.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { isUuid } from '#lib/values/ids.ts'

/** Everything that a trust keeps about one person, by kind; plain JSON. */
export type PersonalData = { person: { id: string; name: string; email: string } } & Record<string, unknown>

/** Most rows of one kind; whoever has more has them in the audit's own export. */
const MOST = 50_000

/**
 * Everything kept about a person in the actor's trust: for the person themself, and for who gives out roles. Null for
 * anybody else, and where there is no such person. No password, no hash, no key: those are not the person's to have.
 */
export async function personalData(actor: Actor, personId: string): Promise<PersonalData | null> {
  const allowed = (actor.personId === personId && may(actor, 'own.settings')) || may(actor, 'people.edit')
  if (!allowed || !isUuid(personId)) return null
  const { trustId } = actor
  return withTrust(
    actor,
    async (tx) => {
      const person = (await peopleOfTrust(tx)).get(personId)
      if (!person) return null
      const { id, name, email } = person
      const orders = await tx.$queryRaw`
        SELECT number, status, raised_at, CASE WHEN raised_by = ${id}::uuid THEN 'raised' WHEN submitted_by = ${id}::uuid
          THEN 'submitted' ELSE 'changed' END AS part
        FROM purchase_order WHERE trust_id = ${trustId}::uuid
          AND (raised_by = ${id}::uuid OR submitted_by = ${id}::uuid OR ${id}::uuid = ANY (changers)) ORDER BY id LIMIT ${MOST}`
      const decisions = await tx.$queryRaw`
        SELECT o.number, a.role, a.state, a.decided_at, a.comment FROM approval a
        JOIN purchase_order o ON o.trust_id = a.trust_id AND o.id = a.order_id
        WHERE a.trust_id = ${trustId}::uuid AND a.decided_by = ${id}::uuid ORDER BY a.id LIMIT ${MOST}`
      const receipts = await tx.receipt.findMany({
        where: { trustId, receivedBy: id },
        select: { number: true, receivedAt: true, note: true },
        take: MOST,
      })
      const about = await tx.auditEvent.findMany({
        where: { trustId, chainId: id },
        select: { verb: true, at: true, payload: true },
        orderBy: { seq: 'asc' },
        take: MOST,
      })
      const acts = await tx.auditEvent.findMany({
        where: { trustId, actorId: id },
        select: { document: true, chainId: true, verb: true, at: true },
        orderBy: { id: 'asc' },
        take: MOST,
      })
      return {
        person: { id, name, email },
        roles: await tx.$queryRaw`
          SELECT role, granted_at, ended_at FROM identity.members_of_trust() WHERE person_id = ${id}::uuid ORDER BY granted_at`,
        sites: await tx.roleSite.findMany({ where: { trustId, personId: id }, select: { role: true, siteId: true } }),
        exceptions: await tx.roleException.findMany({ where: { trustId, personId: id } }),
        requests: await tx.personRequest.findMany({
          where: { trustId, OR: [{ personId: id }, { askedBy: id }, { decidedBy: id }] },
        }),
        reviews: await tx.accessReviewRow.findMany({ where: { trustId, personId: id } }),
        signIns: await tx.$queryRaw`SELECT * FROM identity.sign_ins_of(${id}::uuid) LIMIT ${MOST}`,
        tokens: await tx.$queryRaw`
          SELECT name, scopes, created_at, expires_at, used_at, revoked_at FROM identity.api_tokens_of_trust()
          WHERE person_id = ${id}::uuid`,
        notices: await tx.noticeChoice.findMany({ where: { trustId, personId: id } }),
        savedViews: await tx.savedView.findMany({ where: { trustId, ownerId: id } }),
        templates: await tx.template.findMany({ where: { trustId, ownerId: id }, select: { id: true, name: true } }),
        files: await tx.listFile.findMany({
          where: { trustId, askedBy: id },
          select: { list: true, title: true, askedAt: true, state: true, keptUntil: true },
        }),
        orders,
        decisions,
        receipts,
        recordAboutThem: about.map(({ verb, at, payload }) => ({ verb, at, payload: JSON.parse(payload) as unknown })),
        recordOfTheirActs: acts,
      }
    },
    { longest: 120_000 },
  )
}

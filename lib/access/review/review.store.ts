import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { exceptionsInForce } from '#lib/access/conflicts/exception.store.ts'
import { accountUses } from '#lib/access/person-use.store.ts'
import { limitsOfTrust } from '#lib/access/sites/site.store.ts'
import { tokensOfTrust } from '#lib/access/token.store.ts'
import type { Tx } from '#lib/db/client.ts'
import { peopleOfTrust } from '#lib/db/people.ts'
import { type RowDetail, rowDetail } from './review.schema.ts'

/** A row to be looked at. `of`: the role, or the token's id. */
export type RowToBe = { kind: 'role' | 'token' | 'exception'; personId: string; of: string; detail: RowDetail }

/** Everything that somebody holds in the current trust at this moment: roles, tokens in use, exceptions in force. */
export async function whatIsHeld(tx: Tx, act: Act): Promise<RowToBe[]> {
  const { trustId } = act.actor
  const people = [...(await peopleOfTrust(tx)).values()].filter((one) => !one.former)
  const uses = await accountUses(tx, act.now)
  const limits = await limitsOfTrust(tx)
  const sites = new Map((await tx.site.findMany({ where: { trustId } })).map((site) => [site.id, site.name]))
  const roles = people.flatMap((person) =>
    person.roles.map((role): RowToBe => {
      const own = (limits.get(person.id) ?? []).filter((limit) => limit.role === role)
      const use = uses.get(person.id)
      const detail = {
        sites: own.map((limit) => sites.get(limit.siteId) ?? ''),
        usedAt: use?.seenAt?.toISOString() ?? null,
        since: use?.joinedAt.toISOString() ?? null,
      }
      return { kind: 'role', personId: person.id, of: role, detail: rowDetail.parse(detail) }
    }),
  )
  const tokens = (await tokensOfTrust(tx)).flatMap((token): RowToBe[] => {
    if (token.revokedAt || token.expiresAt <= act.now) return []
    const { name, scopes } = token
    const detail = {
      ...{ name, scopes, until: token.expiresAt.toISOString(), since: token.createdAt.toISOString() },
      usedAt: token.usedAt?.toISOString() ?? null,
    }
    return [{ kind: 'token', personId: token.personId, of: token.id, detail: rowDetail.parse(detail) }]
  })
  const reasons = new Map(
    (await tx.roleException.findMany({ where: { trustId, endedAt: null } })).map((one) => [one.id, one.reason]),
  )
  const exceptions = (await exceptionsInForce(tx, act)).map(({ id, personId, role, beside, until }): RowToBe => {
    const detail = rowDetail.parse({ beside, until, reason: reasons.get(id) ?? '' })
    return { kind: 'exception', personId, of: role, detail }
  })
  return [...roles, ...exceptions, ...tokens]
}

/** A round of the current trust with its rows, locked until the transaction ends; null where there is none. */
export async function lockReview(tx: Tx, act: Act, id: string) {
  const { trustId } = act.actor
  await tx.$queryRaw`SELECT 1 AS locked FROM access_review WHERE trust_id = ${trustId}::uuid AND id = ${id}::uuid FOR UPDATE`
  return tx.accessReview.findFirst({ where: { trustId, id }, include: { rows: { orderBy: { id: 'asc' } } } })
}

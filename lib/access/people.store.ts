import 'server-only'
import { audit } from '#lib/db/audit.ts'
import type { Tx } from '#lib/db/client.ts'
import type { Act } from './actor.ts'
import type { Role } from './roles.ts'
import type { SiteLimit } from './sites/site.rules.ts'
import { endToken, tokensOfTrust } from './token.store.ts'

/** A person to be added: their e-mail, name, password's hash, and whether they must change it at first sign-in. */
export type Enrolment = { email: string; name: string; passwordHash: string; oneTime: boolean }

/**
 * Adds a person to the current trust, or finds them by e-mail where another trust has them: then name and password stay
 * as they are (`isNew` false). Roles are given by `setRoles`.
 */
export async function enrol(tx: Tx, act: Act, person: Enrolment): Promise<{ personId: string; isNew: boolean }> {
  const rows = await tx.$queryRaw<{ person_id: string; is_new: boolean }[]>`
    SELECT person_id, is_new FROM identity.add_person(${act.newId()}::uuid, ${person.email}, ${person.name},
      ${person.passwordHash}, ${person.oneTime}, ${act.now})`
  const row = rows[0]
  if (!row) throw new Error('Nobody was added')
  return { personId: row.person_id, isNew: row.is_new }
}

/**
 * A person's roles in the current trust become exactly these, limited to sites where `sites` says so; with none they have
 * left, and their sessions end.
 */
export async function setRoles(
  tx: Tx,
  act: Act,
  personId: string,
  roles: readonly Role[],
  sites: readonly SiteLimit[] = [],
): Promise<void> {
  await tx.$queryRaw`SELECT identity.set_roles(${personId}::uuid, ${[...roles]}::text[], ${act.now})::text`
  await limitRoles(tx, act, personId, roles, sites)
}

/** Roles of a person, held or to come, are limited to exactly these sites. */
export async function limitRoles(
  tx: Tx,
  act: Act,
  personId: string,
  roles: readonly Role[],
  sites: readonly SiteLimit[],
): Promise<void> {
  const { trustId } = act.actor
  await tx.roleSite.deleteMany({ where: { trustId, personId } })
  const kept = sites.filter(({ role }) => roles.includes(role))
  await tx.roleSite.createMany({ data: kept.map((limit) => ({ trustId, personId, ...limit })), skipDuplicates: true })
}

/**
 * Gives a member of the current trust a one-time password, takes their second factor away (the phone may be lost with it)
 * and ends their sessions and API tokens, each on the record; false when another trust has them too.
 */
export async function setOneTimePassword(tx: Tx, act: Act, personId: string, hash: string): Promise<boolean> {
  const rows = await tx.$queryRaw<{ done: boolean }[]>`
    SELECT identity.reset_password(${personId}::uuid, ${hash}, ${act.now}) AS done`
  if (rows[0]?.done !== true) return false
  const [factor] = await tx.$queryRaw<{ gone: boolean }[]>`
    SELECT identity.remove_second_factor(${personId}::uuid, ${act.now}) AS gone`
  if (factor?.gone)
    audit(tx, { document: 'person', id: personId, verb: 'SECOND_FACTOR_REMOVED', data: { with: 'reset' } })
  await endTokensOf(tx, act, personId)
  return true
}

/** Ends the API tokens of a person in the current trust: whoever has their password could have made them. */
async function endTokensOf(tx: Tx, act: Act, personId: string): Promise<void> {
  const tokens = (await tokensOfTrust(tx)).filter((one) => one.personId === personId && one.revokedAt === null)
  for (const { id, expiresAt } of tokens) {
    if (expiresAt <= act.now || !(await endToken(tx, act, id))) continue
    audit(tx, { document: 'api_token', id, verb: 'TOKEN_REVOKED', data: { personId, with: 'reset' } })
  }
}

/** Ends what a person has open in the current trust; answers how many sessions that were. */
export async function endSessionsOf(tx: Tx, act: Act, personId: string): Promise<number> {
  const rows = await tx.$queryRaw<{ ended: bigint }[]>`
    SELECT identity.end_sessions_of(${personId}::uuid, ${act.now}) AS ended`
  return Number(rows[0]?.ended ?? 0)
}

/** Whether a person works for another trust than the current one, too. */
export async function worksElsewhere(tx: Tx, personId: string): Promise<boolean> {
  const rows = await tx.$queryRaw<{ elsewhere: boolean }[]>`
    SELECT identity.works_elsewhere(${personId}::uuid) AS elsewhere`
  return rows[0]?.elsewhere === true
}

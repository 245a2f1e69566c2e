import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { directoryOf } from '#lib/access/directory/directory.store.ts'
import { may } from '#lib/access/permissions.ts'
import type { Role } from '#lib/access/roles.ts'
import { OWNERS } from '#lib/catalogue/pack.queries.ts'
import { peopleOfTrust } from '#lib/db/people.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { type SetUpFacts, type SetUpStep, setUpSteps } from './set-up.rules.ts'

/** What a trust still needs before its first order can be raised, sent and booked in; empty where it is none of the actor's business. */
export async function setUpOf(actor: Actor): Promise<SetUpStep[]> {
  if (!may(actor, 'settings.edit')) return []
  return withTrust(actor, async (tx) => {
    const [found] = await tx.$queryRaw<Omit<SetUpFacts, 'roles' | 'kind'>[]>`
      SELECT
        EXISTS (SELECT FROM organisation WHERE trust_id = ${actor.trustId}::uuid AND cardinality(address) > 0) AS address,
        EXISTS (SELECT FROM buying_group WHERE kind = 'generics') AS "buyingGroup",
        EXISTS (SELECT FROM site) AS site,
        EXISTS (SELECT FROM store WHERE active) AS store,
        EXISTS (SELECT FROM cost_centre WHERE active) AS "costCentre",
        (SELECT owner_id FROM pack WHERE owner_id = ANY (${OWNERS}) ORDER BY owner_id LIMIT 1) IS NOT NULL AS pack,
        (SELECT owner_id FROM award WHERE owner_id = ANY (${OWNERS}) ORDER BY owner_id LIMIT 1) IS NOT NULL AS award,
        EXISTS (SELECT FROM supplier_account) AS supplier,
        EXISTS (SELECT FROM trust_setting WHERE data ? 'secondFactor') AS "secondFactor"`
    const directory = await directoryOf(tx)
    const people = await peopleOfTrust(tx)
    const roles = new Set<Role>([...people.values()].flatMap((person) => person.roles))
    if (!found) throw new Error('The set-up was not found')
    const secondFactor = found.secondFactor || (directory?.active === true && directory.onlyWay)
    return setUpSteps({ ...found, secondFactor, roles: [...roles], kind: actor.trustKind })
  })
}

import type { Actor } from '#lib/access/actor.ts'
import { mayAny, type Permission } from '#lib/access/permissions.ts'
import { peopleOfTrust } from '#lib/db/people.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { organisations } from '../organisations.ts'
import { Problem } from '../problem.ts'
import type { LoadArguments } from './arguments.ts'

/**
 * Who loads: the person of `--as`, else somebody of the organisation who may (its administrator, for a hub its people).
 * The organisation is that of `--trust`, else the only one there is.
 * @throws Problem where it is not plain for whom or as whom
 */
export async function loaderOf(
  asked: Pick<LoadArguments, 'trust' | 'as'>,
  permission: readonly Permission[],
): Promise<Actor> {
  const all = await organisations()
  const codes = all.map((one) => `${one.odsCode} (${one.name})`).join(', ')
  const organisation =
    asked.trust === undefined ? (all.length === 1 ? all[0] : undefined) : all.find((one) => one.odsCode === asked.trust)
  if (!organisation) {
    const what =
      asked.trust === undefined ? 'There are several organisations.' : `There is no organisation ${asked.trust}.`
    throw new Problem(
      all.length === 0 ? 'Nothing is set up yet.' : what,
      all.length === 0 ? 'Run npm start first.' : `Give one of these with --trust: ${codes}.`,
    )
  }
  const people = [...(await withTrust(organisation, peopleOfTrust)).values()].filter((one) => !one.former)
  const able = people.filter((one) => mayAny(one, permission))
  const person = asked.as === undefined ? able[0] : able.find((one) => one.email === asked.as)
  if (!person) {
    throw new Problem(
      asked.as === undefined
        ? `Nobody at ${organisation.name} may load this.`
        : `${asked.as} may not load this at ${organisation.name}.`,
      able.length === 0
        ? 'Add an administrator first.'
        : `Give one of these with --as: ${able.map((one) => one.email).join(', ')}.`,
    )
  }
  return {
    personId: person.id,
    name: person.name,
    trustId: organisation.trustId,
    trustName: organisation.name,
    odsCode: organisation.odsCode,
    trustKind: organisation.kind,
    roles: person.roles,
  }
}

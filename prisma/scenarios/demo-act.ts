import type { Act, Actor } from '#lib/access/actor.ts'
import { systemActor } from '#lib/access/actor.ts'
import type { Role } from '#lib/access/roles.ts'
import type { Result } from '#lib/result.ts'
import { type HandClock, handClock } from '#lib/values/clock.ts'
import { type IdSource, seededIds } from '#lib/values/ids.ts'

/** One of the demo's organisations, with its people by their short name and its places by theirs. */
export type DemoTrust = {
  id: string
  odsCode: string
  name: string
  kind: 'trust' | 'hub'
  people: Map<string, { id: string; name: string; roles: Role[] }>
  stores: Map<'main' | 'cupboard' | 'second', string>
  costCentres: Map<string, string>
}

/** The demo's clock and ids: fixed seed, so that the same code makes the same history. */
export type Demo = { clock: HandClock; newId: IdSource }

/** A demo that begins at an instant; another seed makes other ids, so that two may go side by side. */
export function beginDemo(start: Date, seed = 20_261): Demo {
  const clock = handClock(start)
  return { clock, newId: seededIds(seed, clock) }
}

/** An act of one of a trust's people, at the demo's time. */
export function actOf(demo: Demo, trust: DemoTrust, person: string): Act {
  const found = trust.people.get(person)
  if (!found) throw new Error(`The demo has no ${person} at ${trust.odsCode}`)
  const actor: Actor = {
    personId: found.id,
    name: found.name,
    trustId: trust.id,
    trustName: trust.name,
    odsCode: trust.odsCode,
    trustKind: trust.kind,
    roles: found.roles,
  }
  return { actor, now: demo.clock(), newId: demo.newId, key: demo.newId() }
}

/** An act of Tincture itself for a trust, at the demo's time. */
export function systemActOf(demo: Demo, trust: Pick<DemoTrust, 'id' | 'name' | 'odsCode' | 'kind'>): Act {
  return { actor: systemActor(trust), now: demo.clock(), newId: demo.newId, key: demo.newId() }
}

/** The value of an act that the demo counts on; a refusal ends the seeding with its code. */
export function done<T>(result: Result<T>): T {
  if (result.ok) return result.value
  throw new Error(`The demo was refused: ${JSON.stringify(result.refusal)}`)
}

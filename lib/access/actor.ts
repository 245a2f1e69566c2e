import type { IdSource } from '#lib/values/ids.ts'
import type { Role } from './roles.ts'
import type { Scope } from './scopes.ts'

/** Who asks: a person in one trust with their roles there, or Tincture itself working for that trust. */
export type Actor = {
  /** null = Tincture itself, in history and audit, too. */
  personId: string | null
  name: string
  trustId: string
  trustName: string
  odsCode: string
  trustKind: 'trust' | 'hub'
  roles: readonly Role[]
  system?: boolean
  /** Where a token acts for the person: what it is narrowed to. `may()` respects it everywhere. */
  scopes?: readonly Scope[]
  /** The token that acts, for the record. */
  tokenId?: string
}

/**
 * One act: who, when, where new ids come from, and the key under which it acts once (a UUID that the browser made
 * and keeps until it is answered). Only seed and tests may pass a clock of their own.
 */
export type Act = { actor: Actor; now: Date; newId: IdSource; key: string }

const SYSTEM_PERSON = '00000000-0000-0000-0000-000000000000'

/** The id under which an actor's keys and rows stand where there must be one; Tincture has one of its own. */
export function personOf({ personId }: Pick<Actor, 'personId'>): string {
  return personId ?? SYSTEM_PERSON
}

/** A person of the actor's trust in its place, with the roles they have now: what a job does for somebody, it does as them. */
export function inNameOf(
  { trustId, trustName, odsCode, trustKind }: Actor,
  { id, name, roles }: { id: string; name: string; roles: readonly Role[] },
): Actor {
  return { personId: id, name, trustId, trustName, odsCode, trustKind, roles }
}

/** Tincture itself, at work for one trust: what a job runs as. */
export function systemActor(trust: { id: string; name: string; odsCode: string; kind: 'trust' | 'hub' }): Actor {
  return {
    personId: null,
    name: 'Tincture',
    trustId: trust.id,
    trustName: trust.name,
    odsCode: trust.odsCode,
    trustKind: trust.kind,
    roles: [],
    system: true,
  }
}

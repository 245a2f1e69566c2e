import type { IdSource } from '#lib/values/ids.ts'
import type { Role } from './roles.ts'
import type { Scope } from './scopes.ts'

/** Who asks: a person in one trust with their roles there, or Tincture itself working for that trust. */
export type Actor = {
  /** null = Tincture itself. */
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

/** Person id under which Tincture's own commands claim their keys. */
export const SYSTEM_PERSON = '00000000-0000-0000-0000-000000000000'

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

/** The id that history and audit carry for an actor: the person's, or null for Tincture. */
export function actorId(actor: Actor): string | null {
  return actor.personId
}

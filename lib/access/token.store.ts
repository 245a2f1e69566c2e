import 'server-only'
import type { Tx } from '#lib/db/client.ts'
import { withoutTrust } from '#lib/db/with-trust.ts'
import type { Act, Actor } from './actor.ts'
import { isRole } from './roles.ts'
import { isScope, type Scope } from './scopes.ts'

/** How many requests a token may make in a window: so many in so many seconds, of which some are left. */
export type Pace = { most: number; seconds: number }

/** A token that is good at this moment: who acts with it, and what its pace leaves. `remaining` below 0 = too fast. */
export type OpenToken = { actor: Actor; remaining: number; reset: number }

/**
 * The token with this hash, when it is good at this moment: not revoked, not past its day, its person still at work for
 * its trust. Counts the request. While a one-time password waits to be changed, there are no roles.
 */
export async function readToken(hash: string, now: Date, pace: Pace): Promise<OpenToken | null> {
  const [row] = await withoutTrust(
    (tx) => tx.$queryRaw<
      {
        token_id: string
        scopes: string[]
        person_id: string
        name: string
        trust_id: string
        trust_name: string
        ods_code: string
        trust_kind: string
        roles: string[]
        one_time: boolean
        remaining: number
        reset: number
      }[]
    >`SELECT token_id, scopes, person_id, name, trust_id, trust_name, ods_code, trust_kind, roles, one_time, remaining, reset
        FROM identity.read_api_token(decode(${hash}, 'hex'), ${now}, ${pace.most}::int, ${pace.seconds}::int)`,
  )
  if (!row) return null
  const actor: Actor = {
    personId: row.person_id,
    name: row.name,
    trustId: row.trust_id,
    trustName: row.trust_name,
    odsCode: row.ods_code,
    trustKind: row.trust_kind === 'hub' ? 'hub' : 'trust',
    roles: row.one_time ? [] : row.roles.filter(isRole),
    scopes: row.scopes.filter(isScope),
    tokenId: row.token_id,
  }
  return { actor, remaining: row.remaining, reset: row.reset }
}

/** A token to be kept: by its hash. */
export type NewToken = {
  id: string
  hash: string
  personId: string
  name: string
  scopes: readonly Scope[]
  until: Date
}

/** Keeps a token of a member of the current trust; false when they are none. */
export async function addToken(tx: Tx, act: Act, token: NewToken): Promise<boolean> {
  const rows = await tx.$queryRaw<{ added: boolean | null }[]>`
    SELECT identity.add_api_token(${token.id}::uuid, decode(${token.hash}, 'hex'), ${token.personId}::uuid, ${token.name},
      ${[...token.scopes]}::text[], ${act.now}, ${token.until}) AS added`
  return rows[0]?.added === true
}

/** Ends a token of the current trust at once; false when it is over already or there is none. */
export async function endToken(tx: Tx, act: Act, tokenId: string): Promise<boolean> {
  const rows = await tx.$queryRaw<{ ended: boolean | null }[]>`
    SELECT identity.revoke_api_token(${tokenId}::uuid, ${act.actor.personId}::uuid, ${act.now}) AS ended`
  return rows[0]?.ended === true
}

/** A token as lists show it. */
export type TokenRow = {
  id: string
  personId: string
  name: string
  scopes: Scope[]
  createdAt: Date
  expiresAt: Date
  usedAt: Date | null
  revokedAt: Date | null
}

/** Every token there ever was in the current trust, the newest first. */
export async function tokensOfTrust(tx: Tx): Promise<TokenRow[]> {
  const rows = await tx.$queryRaw<
    {
      token_id: string
      person_id: string
      name: string
      scopes: string[]
      created_at: Date
      expires_at: Date
      used_at: Date | null
      revoked_at: Date | null
    }[]
  >`SELECT token_id, person_id, name, scopes, created_at, expires_at, used_at, revoked_at
      FROM identity.api_tokens_of_trust() ORDER BY created_at DESC, token_id DESC`
  return rows.map((row) => ({
    id: row.token_id,
    personId: row.person_id,
    name: row.name,
    scopes: row.scopes.filter(isScope),
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    usedAt: row.used_at,
    revokedAt: row.revoked_at,
  }))
}

import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { SCOPE_LIST, type Scope } from '#lib/access/scopes.ts'
import { hashOfToken, newTokenText } from '#lib/access/token-text.ts'
import { demo } from '../installations.ts'

/** Plants a token of somebody in one of the demo's trusts, good for an hour and for everything unless told. */
export async function plantToken(
  email: string,
  ods: string,
  { scopes = SCOPE_LIST, over }: { scopes?: readonly Scope[]; over?: 'expired' | 'revoked' } = {},
): Promise<string> {
  const id = randomUUID()
  const text = newTokenText(id)
  const client = new pg.Client({ connectionString: demo().databaseUrl })
  await client.connect()
  try {
    const { rowCount } = await client.query(
      `INSERT INTO identity.api_token (id, token_hash, person_id, trust_id, name, scopes, created_at, expires_at, revoked_at)
       SELECT $1, decode($2, 'hex'), p.id, o.trust_id, 'Of a spec', $5, now() - interval '2 hours',
         now() + CASE WHEN $6 = 'expired' THEN interval '-1 hour' ELSE interval '1 hour' END,
         CASE WHEN $6 = 'revoked' THEN now() END
       FROM identity.person p, organisation o WHERE p.email = $3 AND o.ods_code = $4`,
      [id, hashOfToken(text), email, ods, [...scopes], over ?? ''],
    )
    if (rowCount !== 1) throw new Error(`${email} is nobody at ${ods}`)
  } finally {
    await client.end()
  }
  return text
}

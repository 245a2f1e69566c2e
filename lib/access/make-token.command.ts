import 'server-only'
import { audit } from '#lib/db/audit.ts'
import { commit } from '#lib/db/commit.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import type { Act } from './actor.ts'
import type { MakeToken } from './token.schema.ts'
import { addToken } from './token.store.ts'
import { hashOfToken, newTokenText } from './token-text.ts'

/** A token that was made. `text` is shown now and never again: only its hash is kept. */
export type MadeToken = { tokenId: string; text: string; expiresAt: Date }

const DAY_MS = 86_400_000

/**
 * Makes a token that acts as its person in this trust, narrowed to scopes, until a day: one's own, or, at the console
 * (Tincture itself), a person's. Neither the answer nor the record keeps the token, so an act that is sent twice is
 * refused with KEY_REUSED instead of showing it again.
 */
export async function makeToken(act: Act, input: MakeToken): Promise<Result<MadeToken>> {
  const personId = act.actor.system ? (input.personId ?? null) : act.actor.personId
  const expiresAt = new Date(act.now.getTime() + input.days * DAY_MS)
  let text: string | null = null
  const made = await commit(act, { name: 'makeToken', permission: 'own.settings' }, input, async (tx) => {
    const tokenId = act.newId()
    const { name, scopes } = input
    text = newTokenText(tokenId)
    const token = {
      id: tokenId,
      hash: hashOfToken(text) ?? '',
      personId: personId ?? '',
      name,
      scopes,
      until: expiresAt,
    }
    if (personId === null || !(await addToken(tx, act, token))) return refuse({ code: 'NOT_FOUND', what: 'person' })
    const data = { personId, name, scopes, expiresAt: expiresAt.toISOString() }
    audit(tx, { document: 'api_token', id: tokenId, verb: 'TOKEN_MADE', data })
    return ok({ tokenId })
  })
  if (!made.ok) return made
  return text === null ? refuse({ code: 'KEY_REUSED' }) : ok({ ...made.value, text, expiresAt })
}

import 'server-only'
import { audit } from '#lib/db/audit.ts'
import { commit } from '#lib/db/commit.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import type { Act } from './actor.ts'
import { may } from './permissions.ts'
import type { OneToken } from './token.schema.ts'
import { endToken, tokensOfTrust } from './token.store.ts'

/**
 * Ends a token at once: one's own, or anybody's of the trust for who manages tokens. Refuses NOT_FOUND for any other and
 * for one that is over already.
 */
export async function revokeToken(act: Act, input: OneToken): Promise<Result<{ name: string }>> {
  return commit(act, { name: 'revokeToken', permission: 'own.settings' }, input, async (tx) => {
    const token = (await tokensOfTrust(tx)).find((one) => one.id === input.tokenId)
    const mine = token?.personId === act.actor.personId || may(act.actor, 'token.manage')
    if (!token || !mine || !(await endToken(tx, act, token.id))) return refuse({ code: 'NOT_FOUND', what: 'token' })
    audit(tx, { document: 'api_token', id: token.id, verb: 'TOKEN_REVOKED', data: { personId: token.personId } })
    return ok({ name: token.name })
  })
}

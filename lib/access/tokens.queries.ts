import 'server-only'
import { nameOf, peopleOfTrust } from '#lib/db/people.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import type { Actor } from './actor.ts'
import { may } from './permissions.ts'
import { type TokenRow, tokensOfTrust } from './token.store.ts'
import { tokenHandle } from './token-text.ts'

/** A token as its page shows it. `handle` is the part that stands in the token itself. */
export type TokenView = TokenRow & { handle: string; person: string; mine: boolean; over: 'revoked' | 'expired' | null }

/** One's own tokens; for who manages tokens, all of the trust. Those in use first, the newest first. */
export async function tokensFor(actor: Actor, now: Date): Promise<TokenView[]> {
  if (!may(actor, 'own.settings')) return []
  return withTrust(actor, async (tx) => {
    const people = await peopleOfTrust(tx)
    const rows = (await tokensOfTrust(tx)).filter(
      (token) => token.personId === actor.personId || may(actor, 'token.manage'),
    )
    const views = rows.map((token): TokenView => {
      const over = token.revokedAt ? 'revoked' : token.expiresAt <= now ? 'expired' : null
      const mine = token.personId === actor.personId
      return { ...token, handle: tokenHandle(token.id), person: nameOf(people, token.personId), mine, over }
    })
    return [...views.filter((one) => !one.over), ...views.filter((one) => one.over)]
  })
}

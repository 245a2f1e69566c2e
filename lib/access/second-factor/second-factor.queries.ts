import 'server-only'
import type { Actor } from '../actor.ts'
import { may } from '../permissions.ts'
import { factorOf, factorsOfTrust, PROPOSED_FOR } from './second-factor.store.ts'
import { type SquareCode, squareCode } from './square-code.ts'
import { factorAddress } from './totp.ts'

/** A person's second factor as their own pages show it: none, one to be confirmed, or one that is asked for. */
export type FactorView =
  | { kind: 'none' }
  | { kind: 'proposed'; key: string; square: SquareCode }
  | { kind: 'on'; since: Date; codesLeft: number }

/** One's own second factor; its key is shown only until it is confirmed. */
export async function factorView(
  { personId, email }: { personId: string; email: string },
  now: Date,
): Promise<FactorView> {
  const factor = await factorOf(personId)
  if (!factor) return { kind: 'none' }
  const { secret, proposedAt, confirmedAt, codesLeft } = factor
  if (confirmedAt) return { kind: 'on', since: confirmedAt, codesLeft }
  if (now.getTime() - proposedAt.getTime() >= PROPOSED_FOR) return { kind: 'none' }
  const key = secret.replace(/(.{4})(?=.)/g, '$1 ')
  return { kind: 'proposed', key, square: squareCode(factorAddress(secret, email)) }
}

/** Who of the actor's trust has a second factor, and since when; empty where they may not see people. */
export async function factorsFor(actor: Actor): Promise<Map<string, Date>> {
  return may(actor, 'people.view') ? factorsOfTrust(actor.trustId) : new Map()
}

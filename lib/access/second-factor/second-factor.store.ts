import 'server-only'
import { withoutTrust, withTrust } from '#lib/db/with-trust.ts'
import { log } from '#lib/log.ts'
import { seal, unseal } from '#lib/sealed.ts'
import { lockedUntil } from '../lockout.rules.ts'
import { newFactorSecret, recoveryHash, stepOf } from './totp.ts'

/** A person's second factor. `codesLeft`: recovery codes that were not used. */
export type Factor = { secret: string; proposedAt: Date; confirmedAt: Date | null; codesLeft: number }

/** How long a secret that was shown waits for its first code, in milliseconds. */
export const PROPOSED_FOR = 30 * 60_000

/** The second factor that a person has or is about to have; null = none. */
export async function factorOf(personId: string): Promise<Factor | null> {
  const [row] = await withoutTrust(
    (tx) => tx.$queryRaw<{ secret: Uint8Array; proposed_at: Date; confirmed_at: Date | null; codes_left: number }[]>`
      SELECT secret, proposed_at, confirmed_at, codes_left FROM identity.second_factor_of(${personId}::uuid)`,
  )
  if (!row) return null
  const secret = unseal('second factors', personId, row.secret)
  return { secret, proposedAt: row.proposed_at, confirmedAt: row.confirmed_at, codesLeft: row.codes_left }
}

/** The secret to be shown to somebody who sets one up, the same for half an hour; null when they have one already. */
export async function proposeFactor(personId: string, now: Date): Promise<string | null> {
  const sealed = seal('second factors', personId, newFactorSecret())
  const since = new Date(now.getTime() - PROPOSED_FOR)
  const [row] = await withoutTrust(
    (tx) => tx.$queryRaw<{ secret: Uint8Array | null }[]>`
      SELECT identity.propose_second_factor(${personId}::uuid, ${sealed}, ${now}, ${since}) AS secret`,
  )
  return row?.secret ? unseal('second factors', personId, row.secret) : null
}

/**
 * What came of a code: of the app, a recovery code used up; wrong (also one used before), the wrong one after which the
 * person has to wait (`locks`), or not looked at because they have to.
 */
export type CodeTaken = 'app' | 'recovery' | 'wrong' | 'locks' | 'waits'

/**
 * Takes a code, once. Every try is counted before the code is looked at, apart from the tries of the password: whoever
 * knows the password does not win free tries of the code by it. A secret that is not confirmed yet takes the app's only.
 */
export async function takeCode(personId: string, typed: string, now: Date): Promise<CodeTaken> {
  const factor = await factorOf(personId)
  if (!factor) return 'wrong'
  const free = await withoutTrust(async (tx): Promise<'free' | 'last' | null> => {
    const [row] = await tx.$queryRaw<{ tries: number | null }[]>`
      SELECT identity.take_code(${personId}::uuid, ${now}) AS tries`
    const tries = row?.tries ?? null
    if (tries === null) return null
    const until = lockedUntil(tries, now)
    if (until) await tx.$queryRaw`SELECT identity.lock_code(${personId}::uuid, ${until})::text`
    return until ? 'last' : 'free'
  })
  const looked = free ? await lookAt(personId, factor, typed, now) : 'waits'
  const taken = looked === 'wrong' && free === 'last' ? 'locks' : looked
  if (taken !== 'app') log.warn({ person: personId, taken }, 'second factor')
  return taken
}

async function lookAt(
  personId: string,
  factor: Factor,
  typed: string,
  now: Date,
): Promise<'app' | 'recovery' | 'wrong'> {
  const step = stepOf(factor.secret, typed, now)
  if (step !== null) {
    const [row] = await withoutTrust(
      (tx) => tx.$queryRaw<{ done: boolean | null }[]>`
        SELECT identity.use_step(${personId}::uuid, ${step}::bigint) AS done`,
    )
    return row?.done ? 'app' : 'wrong'
  }
  if (factor.confirmedAt === null || !/[a-z]/i.test(typed)) return 'wrong'
  const [row] = await withoutTrust(
    (tx) => tx.$queryRaw<{ done: boolean | null }[]>`
      SELECT identity.use_recovery_code(${personId}::uuid, decode(${recoveryHash(personId, typed)}, 'hex'), ${now}) AS done`,
  )
  return row?.done ? 'recovery' : 'wrong'
}

/** Who of a trust's people has a second factor, and since when. */
export async function factorsOfTrust(trustId: string): Promise<Map<string, Date>> {
  return withTrust({ trustId }, async (tx) => {
    const rows = await tx.$queryRaw<{ person_id: string; confirmed_at: Date }[]>`
      SELECT person_id, confirmed_at FROM identity.second_factors_of_trust()`
    return new Map(rows.map((row) => [row.person_id, row.confirmed_at]))
  })
}

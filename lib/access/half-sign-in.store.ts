import 'server-only'
import { withoutTrust, withTrust } from '#lib/db/with-trust.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { settingsOfTrust } from '#lib/trusts/settings.queries.ts'
import { isRole } from './roles.ts'
import { nextStage } from './second-factor/must-have.rules.ts'
import { proposeFactor } from './second-factor/second-factor.store.ts'
import { type Came, endSession, type Opened, openFor } from './session.store.ts'
import { newSessionId, tokenHash } from './session-token.ts'

/** What half a sign-in still wants: a code, a second factor to be set up, the password of the account it is joined to. */
export type Stage = 'code' | 'set-up' | 'prove'

/** What came of a sign-in: an open session, or half of one, whose id opens nothing but the page of its stage. */
export type SignedIn = Opened & { stage: 'open' | Stage }

/** Who is half signed in, where, and what they still have to do. */
export type HalfSignIn = {
  personId: string
  trustId: string
  stage: Stage
  linkId: string | null
  name: string
  email: string
}

/** Seconds that half a sign-in waits for its other half. */
export const HALF_SECONDS = 600

/** Begins half a sign-in. It is no session: no query, page, action or route that asks for one knows it. */
export async function beginHalf(
  half: { personId: string; trustId: string; stage: Stage; linkId?: string },
  now: Date,
): Promise<SignedIn> {
  const sessionId = newSessionId()
  const until = new Date(now.getTime() + HALF_SECONDS * 1000)
  await withoutTrust(
    (tx) => tx.$queryRaw`
      SELECT identity.begin_half(decode(${tokenHash(sessionId)}, 'hex'), ${half.personId}::uuid, ${half.trustId}::uuid,
        ${half.stage}, ${half.linkId ?? null}::uuid, ${now}, ${until})::text`,
  )
  return { stage: half.stage, sessionId, seconds: HALF_SECONDS }
}

/** The half of a sign-in with this hash, or null when it is over. */
export async function readHalf(hash: string, now: Date): Promise<HalfSignIn | null> {
  const [row] = await withoutTrust(
    (tx) =>
      tx.$queryRaw<
        { person_id: string; trust_id: string; stage: Stage; link_id: string | null; name: string; email: string }[]
      >`SELECT person_id, trust_id, stage, link_id, name, email FROM identity.read_half(decode(${hash}, 'hex'), ${now})`,
  )
  if (!row) return null
  const { person_id: personId, trust_id: trustId, link_id: linkId, stage, name, email } = row
  return { personId, trustId, stage, linkId, name, email }
}

/** The other half came: a session, once. `before` is the session that the browser had; it ends. */
export async function finishHalf(
  { hash, half, before }: { hash: string; half: HalfSignIn; before: string | null },
  now: Date,
  came: Came,
): Promise<Result<Opened>> {
  const [row] = await withoutTrust(
    (tx) => tx.$queryRaw<{ done: boolean | null }[]>`SELECT identity.end_half(decode(${hash}, 'hex')) AS done`,
  )
  if (!row?.done) return refuse({ code: 'HALF_OVER' })
  const opened = await openFor(half.personId, half.trustId, now, came)
  if (opened.ok && before) await endSession(tokenHash(before), now)
  return opened
}

/**
 * A person whose password was right at a trust's door: a session, or what that trust (or they themselves) want first.
 * `second`: they have shown a code already.
 */
export async function comeIn(
  { personId, trustId }: { personId: string; trustId: string },
  now: Date,
  { second, device }: { second: boolean; device: string },
): Promise<Result<SignedIn>> {
  const { rule, door } = await withTrust({ trustId }, async (tx) => {
    const [row] = await tx.$queryRaw<
      { ods_code: string; roles: string[]; has_factor: boolean; only_directory: boolean }[]
    >`SELECT ods_code, roles, has_factor, only_directory FROM identity.door_of(${personId}::uuid, ${trustId}::uuid)`
    return { rule: (await settingsOfTrust(tx)).secondFactor, door: row }
  })
  if (!door) return refuse({ code: 'SIGN_IN_FAILED' })
  const stage = nextStage({
    rule,
    onlyDirectory: door.only_directory,
    roles: door.roles.filter(isRole),
    hasFactor: door.has_factor,
    shown: second,
  })
  if (stage === 'directory') return refuse({ code: 'DIRECTORY_ONLY', odsCode: door.ods_code })
  if (stage === 'set-up') await proposeFactor(personId, now)
  if (stage !== 'open') return ok(await beginHalf({ personId, trustId, stage }, now))
  const opened = await openFor(personId, trustId, now, { how: 'password', second, device })
  return opened.ok ? ok({ stage: 'open', ...opened.value }) : opened
}

import 'server-only'
import { randomUUID } from 'node:crypto'
import { withoutTrust, withTrust } from '#lib/db/with-trust.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { settingsOfTrust } from '#lib/trusts/settings.queries.ts'
import type { Actor } from './actor.ts'
import { FAILED_MINUTES, lockedUntil, MOST_FAILED_ACCOUNTS } from './lockout.rules.ts'
import { networkOf } from './peer.ts'
import { isRole } from './roles.ts'
import { nextStage } from './second-factor/must-have.rules.ts'
import { newSessionId, tokenHash } from './session-token.ts'

/** What sign-in needs to know of an account. `oneTimeSince`: since when a one-time password waits to be changed; null = it is their own. */
export type Account = { personId: string; passwordHash: string; trustIds: string[]; oneTimeSince: Date | null }

/** How somebody came in: by their own password, or by their trust's directory, which opens that trust only. */
export type CameBy = 'password' | 'directory'

/** How a session was come by: `second` = a second factor was shown; `device` in words, from what the browser says of itself. */
export type Came = { how: CameBy; second: boolean; device: string }

/**
 * A session that is open now: its person in its trust, with the roles they have at this moment. `id` is what it is called
 * in lists (nothing opens with it); `trusts`: how many trusts the person may go on in.
 */
export type OpenSession = {
  actor: Actor
  email: string
  oneTime: boolean
  id: string
  how: CameBy
  second: boolean
  device: string
  trusts: number
  /** Seconds until it ends when nothing is done, and in any case. */
  lives: { idle: number; inAll: number }
}

/** The account with this e-mail, or null. */
export async function accountByEmail(email: string): Promise<Account | null> {
  const rows = await withoutTrust(
    (tx) => tx.$queryRaw<
      { person_id: string; password_hash: string; trust_ids: string[]; one_time_since: Date | null }[]
    >`
      SELECT person_id, password_hash, trust_ids, one_time_since FROM identity.sign_in_lookup(${email})`,
  )
  const row = rows[0]
  if (!row) return null
  const { person_id: personId, password_hash: passwordHash, trust_ids: trustIds, one_time_since: oneTimeSince } = row
  return { personId, passwordHash, trustIds, oneTimeSince }
}

/**
 * Counts a try before the password is looked at, and locks the account where it was one too many: tries at the same
 * moment wait for each other here, so none goes uncounted. False when the account has to wait.
 */
export async function takeTry(personId: string, now: Date): Promise<boolean> {
  return withoutTrust(async (tx) => {
    const rows = await tx.$queryRaw<{ tries: number | null }[]>`
      SELECT identity.take_sign_in(${personId}::uuid, ${now}) AS tries`
    const tries = rows[0]?.tries ?? null
    if (tries === null) return false
    const until = lockedUntil(tries, now)
    if (until) await tx.$queryRaw`SELECT identity.lock_sign_in(${personId}::uuid, ${until})::text`
    return true
  })
}

/** From where somebody signs in, and with which e-mail: by its SHA-256, whether there is such an account or not. */
export type Sender = { address: string; emailHash: string }

/**
 * Counts an account that is tried from an address, before its password is looked at. Where too many others failed from
 * there, it says until when to wait; null = go on.
 */
export async function takeAddress({ address, emailHash }: Sender, now: Date): Promise<Date | null> {
  const since = new Date(now.getTime() - FAILED_MINUTES * 60_000)
  const [row] = await withoutTrust(
    (tx) => tx.$queryRaw<{ oldest: Date | null }[]>`
      SELECT identity.take_address(${networkOf(address)}::inet, decode(${emailHash}, 'hex'), ${now}, ${since},
        ${MOST_FAILED_ACCOUNTS}::int) AS oldest`,
  )
  return row?.oldest ? new Date(row.oldest.getTime() + FAILED_MINUTES * 60_000) : null
}

/** The password was right: the account counts no longer among those that failed from there. */
export async function forgetAddress({ address, emailHash }: Sender): Promise<void> {
  await withoutTrust(
    (tx) => tx.$queryRaw`
      SELECT identity.address_worked(${networkOf(address)}::inet, decode(${emailHash}, 'hex'))::text`,
  )
}

/** The password was right: tries count from nought again. */
export async function forgetTries(personId: string): Promise<void> {
  await withoutTrust((tx) => tx.$queryRaw`SELECT identity.sign_in_worked(${personId}::uuid)::text`)
}

/** A session that was opened: its id for the cookie, and the seconds until it ends in any case. */
export type Opened = { sessionId: string; seconds: number }

/** Opens a new session of a person in a trust, with that trust's limits; refused when they work there no longer. */
export async function openFor(
  personId: string,
  trustId: string,
  now: Date,
  { how, second, device }: Came = { how: 'password', second: false, device: '' },
): Promise<Result<Opened>> {
  const { session } = await withTrust({ trustId }, settingsOfTrust)
  const sessionId = newSessionId()
  const seconds = session.hours * 3600
  const endsAt = new Date(now.getTime() + seconds * 1000)
  const rows = await withoutTrust(
    (tx) => tx.$queryRaw<{ opened: boolean | null }[]>`
      SELECT identity.open_session(decode(${tokenHash(sessionId)}, 'hex'), ${randomUUID()}::uuid, ${personId}::uuid,
        ${trustId}::uuid, ${now}, ${session.idleMinutes}::int, ${endsAt}, ${how}, ${second}, ${device}) AS opened`,
  )
  return rows[0]?.opened ? ok({ sessionId, seconds }) : refuse({ code: 'SIGN_IN_FAILED' })
}

/**
 * The session with this hash, when it is open at this moment: not ended, not idle too long, not past its end, its
 * person still at work for its trust, and come by as the trust wants it now (a second factor, its own directory). While
 * a one-time password waits to be changed, there are no roles.
 */
export async function readSession(hash: string, now: Date): Promise<OpenSession | null> {
  const rows = await withoutTrust(
    (tx) => tx.$queryRaw<
      {
        person_id: string
        name: string
        email: string
        trust_id: string
        trust_name: string
        ods_code: string
        trust_kind: string
        roles: string[]
        one_time: boolean
        session_id: string
        how: string
        second: boolean
        device: string
        second_rule: string
        only_directory: boolean
        trusts: number
        ends_at: Date
        idle_minutes: number
      }[]
    >`SELECT person_id, name, email, trust_id, trust_name, ods_code, trust_kind, roles, one_time, session_id, how, second,
        device, second_rule, only_directory, trusts, ends_at, idle_minutes
        FROM identity.read_session(decode(${hash}, 'hex'), ${now})`,
  )
  const row = rows[0]
  if (!row) return null
  const roles = row.roles.filter(isRole)
  const how = row.how === 'directory' ? 'directory' : 'password'
  const door = { onlyDirectory: row.only_directory, rule: row.second_rule, roles, hasFactor: false, shown: row.second }
  if (how === 'password' && nextStage(door) !== 'open') return null
  return {
    email: row.email,
    oneTime: row.one_time,
    id: row.session_id,
    how,
    second: row.second,
    device: row.device,
    trusts: how === 'directory' ? 1 : row.trusts,
    lives: {
      idle: row.idle_minutes * 60,
      inAll: Math.floor((row.ends_at.getTime() - now.getTime()) / 1000),
    },
    actor: {
      personId: row.person_id,
      name: row.name,
      trustId: row.trust_id,
      trustName: row.trust_name,
      odsCode: row.ods_code,
      trustKind: row.trust_kind === 'hub' ? 'hub' : 'trust',
      roles: row.one_time ? [] : roles,
    },
  }
}

/** Ends a session at once. */
export async function endSession(hash: string, now: Date): Promise<void> {
  await withoutTrust((tx) => tx.$queryRaw`SELECT identity.end_session(decode(${hash}, 'hex'), ${now})::text`)
}

/** The trusts that the holder of an open session works for, the longest first. */
export async function trustsOfSession(hash: string, now: Date): Promise<{ id: string; name: string }[]> {
  const rows = await withoutTrust(
    (tx) => tx.$queryRaw<{ trust_id: string; trust_name: string }[]>`
      SELECT trust_id, trust_name FROM identity.trusts_of_session(decode(${hash}, 'hex'), ${now})`,
  )
  return rows.map((row) => ({ id: row.trust_id, name: row.trust_name }))
}

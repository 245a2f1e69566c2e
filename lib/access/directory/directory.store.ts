import 'server-only'
import { createHash } from 'node:crypto'
import type { Tx } from '#lib/db/client.ts'
import { withoutTrust } from '#lib/db/with-trust.ts'
import type { Act } from '../actor.ts'
import type { DirectoryPerson, EmailClaim, IdClaim } from './claims.rules.ts'

/** How many unknown people may wait in one trust: a directory may be a whole country's. */
const MOST_WAITING = 200

/** A trust's directory as it is kept; `secret` is sealed. */
export type Directory = {
  version: number
  active: boolean
  issuer: string
  clientId: string
  secret: Uint8Array
  idClaim: IdClaim
  emailClaim: EmailClaim
  domains: string[]
  onlyWay: boolean
}

/** The directory of the current trust, or null. */
export async function directoryOf(tx: Tx): Promise<Directory | null> {
  const [row] = await tx.$queryRaw<
    {
      version: number
      active: boolean
      issuer: string
      client_id: string
      client_secret: Uint8Array
      id_claim: IdClaim
      email_claim: EmailClaim
      domains: string[]
      only_way: boolean
    }[]
  >`SELECT version, active, issuer, client_id, client_secret, id_claim, email_claim, domains, only_way
    FROM identity.directory_of_trust()`
  if (!row) return null
  const { version, active, issuer, domains } = row
  return {
    ...{ version, active, issuer, domains, clientId: row.client_id, secret: row.client_secret },
    ...{ idClaim: row.id_claim, emailClaim: row.email_claim, onlyWay: row.only_way },
  }
}

/** Saves it over the version seen; a null secret leaves the one that is kept. False when somebody was quicker. */
export async function keepDirectory(
  tx: Tx,
  act: Act,
  to: Omit<Directory, 'secret'> & { secret: Uint8Array | null },
): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ done: boolean }[]>`
    SELECT identity.save_directory(${to.version}::int, ${to.active}, ${to.issuer}, ${to.clientId}, ${to.secret}::bytea,
      ${to.idClaim}, ${to.emailClaim}, ${to.domains}::text[], ${to.onlyWay}, ${act.actor.personId}::uuid, ${act.now}) AS done`
  return row?.done === true
}

/** A trust that somebody may sign in at by its directory. */
export type DirectoryTrust = { trustId: string; odsCode: string; trustName: string }

/** The trusts with a directory: of an e-mail domain, of an ODS code. */
export async function directoriesFor(asked: { domain?: string; odsCode?: string }): Promise<DirectoryTrust[]> {
  const rows = await withoutTrust(
    (tx) => tx.$queryRaw<{ trust_id: string; ods_code: string; trust_name: string }[]>`
      SELECT trust_id, ods_code, trust_name
      FROM identity.directories_for(${asked.domain ?? null}::text, ${asked.odsCode ?? null}::text)`,
  )
  return rows.map((row) => ({ trustId: row.trust_id, odsCode: row.ods_code, trustName: row.trust_name }))
}

/** Whether any trust here has one. */
export async function anyDirectory(): Promise<boolean> {
  const [row] = await withoutTrust((tx) => tx.$queryRaw<{ any: boolean }[]>`SELECT identity.any_directory() AS any`)
  return row?.any === true
}

/** Notes a state that was sent out for a trust: good for one answer until a moment. */
export async function beginAttempt(state: string, trustId: string, now: Date, until: Date): Promise<void> {
  await withoutTrust(
    (tx) => tx.$queryRaw`
      SELECT identity.begin_attempt(decode(${sha256(state)}, 'hex'), ${trustId}::uuid, ${now}, ${until})::text`,
  )
}

/** Uses a state up; the trust it was sent out for, or null when it was not, is too old, or was used. */
export async function takeAttempt(state: string, now: Date): Promise<string | null> {
  const [row] = await withoutTrust(
    (tx) => tx.$queryRaw<{ trust_id: string | null }[]>`
      SELECT identity.take_attempt(decode(${sha256(state)}, 'hex'), ${now}) AS trust_id`,
  )
  return row?.trust_id ?? null
}

/** Who somebody is in a directory: what is remembered of them. */
export type WhoThere = { issuer: string; claim: IdClaim; subject: string }

/** The person of the current trust that somebody of its directory was joined to. */
export async function linkFor(
  tx: Tx,
  who: WhoThere,
): Promise<{ linkId: string; personId: string; proven: boolean } | null> {
  const [row] = await tx.$queryRaw<{ link_id: string; person_id: string; proven: boolean }[]>`
    SELECT link_id, person_id, proven FROM identity.link_for(${who.issuer}, ${who.claim}, ${who.subject})`
  return row ? { linkId: row.link_id, personId: row.person_id, proven: row.proven } : null
}

/** Lets somebody unknown wait for an administrator; false when so many wait already that no more are taken. */
export async function waitForAdmin(
  tx: Tx,
  id: string,
  who: WhoThere,
  { name, email, verified }: DirectoryPerson,
  now: Date,
): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ waits: boolean }[]>`
    SELECT identity.wait_for_admin(${id}::uuid, ${who.issuer}, ${who.claim}, ${who.subject}, ${name}, ${email}, ${verified},
      ${now}, ${MOST_WAITING}::int) AS waits`
  return row?.waits === true
}

/** Somebody who waits; `refusedAt`: an administrator said no. */
export type Waiting = DirectoryPerson & {
  id: string
  issuer: string
  claim: string
  firstAt: Date
  lastAt: Date
  refusedAt: Date | null
}

/** Who waits in the current trust, those to be decided first. */
export async function waitingIn(tx: Tx): Promise<Waiting[]> {
  const rows = await tx.$queryRaw<
    {
      id: string
      issuer: string
      claim: string
      subject: string
      name: string
      email: string
      email_verified: boolean
      first_at: Date
      last_at: Date
      refused_at: Date | null
    }[]
  >`SELECT id, issuer, claim, subject, name, email, email_verified, first_at, last_at, refused_at
    FROM identity.waiting_in_trust()`
  return rows.map(
    ({ email_verified: verified, first_at: firstAt, last_at: lastAt, refused_at: refusedAt, ...row }) => ({
      ...{ ...row, verified, firstAt, lastAt, refusedAt },
    }),
  )
}

/** Joins who waits to a member of the current trust; false when somebody was quicker. */
export async function joinWaiting(
  tx: Tx,
  act: Act,
  join: { waitingId: string; personId: string; proven: boolean },
): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ done: boolean }[]>`
    SELECT identity.join_waiting(${join.waitingId}::uuid, ${act.newId()}::uuid, ${join.personId}::uuid, ${join.proven},
      ${act.actor.personId}::uuid, ${act.now}) AS done`
  return row?.done === true
}

/** Says no to who waits; false when somebody was quicker. */
export async function refuseWaiting(tx: Tx, act: Act, waitingId: string): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ done: boolean | null }[]>`
    SELECT identity.refuse_waiting(${waitingId}::uuid, ${act.now}) AS done`
  return row?.done === true
}

/** Who of the current trust's people signs in by the directory. */
export type Link = {
  linkId: string
  personId: string
  issuer: string
  subject: string
  joinedAt: Date
  proven: boolean
}

/** Those links. */
export async function linksIn(tx: Tx): Promise<Link[]> {
  const rows = await tx.$queryRaw<
    { link_id: string; person_id: string; issuer: string; subject: string; joined_at: Date; proven: boolean }[]
  >`SELECT link_id, person_id, issuer, subject, joined_at, proven FROM identity.links_of_trust()`
  return rows.map(({ link_id: linkId, person_id: personId, joined_at: joinedAt, ...row }) => ({
    ...{ linkId, personId, joinedAt, ...row },
  }))
}

/** Takes a link away, and ends what was opened by it; the person, or null when it was gone. */
export async function unlink(tx: Tx, act: Act, linkId: string): Promise<string | null> {
  const [row] = await tx.$queryRaw<{ person_id: string | null }[]>`
    SELECT identity.unlink(${linkId}::uuid, ${act.now}) AS person_id`
  return row?.person_id ?? null
}

/** The person has shown that the account is theirs. */
export async function proveLink(tx: Tx, linkId: string, personId: string, now: Date): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ done: boolean | null }[]>`
    SELECT identity.prove_link(${linkId}::uuid, ${personId}::uuid, ${now}) AS done`
  return row?.done === true
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

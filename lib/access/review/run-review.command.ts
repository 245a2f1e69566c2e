import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { exceptionsInForce } from '#lib/access/conflicts/exception.store.ts'
import { mayAlone } from '#lib/access/consent/alone.store.ts'
import { howOf, keepAlone } from '#lib/access/consent/ask-second.store.ts'
import { oneAtATime } from '#lib/access/consent/request.store.ts'
import { powerLost } from '#lib/access/consent/second.rules.ts'
import { tellOthers } from '#lib/access/leavers/tell-others.store.ts'
import { may as allowed } from '#lib/access/permissions.ts'
import { applyRoles } from '#lib/access/role-change.store.ts'
import { isRole } from '#lib/access/roles.ts'
import { limitsOf } from '#lib/access/sites/site.store.ts'
import { endToken, tokensOfTrust } from '#lib/access/token.store.ts'
import { audit } from '#lib/db/audit.ts'
import type { Tx } from '#lib/db/client.ts'
import { commit } from '#lib/db/commit.ts'
import { peopleOfTrust, rolesBeside, type TrustPerson } from '#lib/db/people.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { mayDecideRow, mayFinish, nothingDecided, type Verdict } from './review.rules.ts'
import { type DecideRows, type OneReview, rowDetail } from './review.schema.ts'
import { lockReview, whatIsHeld } from './review.store.ts'

/** Starts a round: a row for every role, token and exception that anybody holds now. Refused (REVIEW_RUNS) while one runs. */
export async function startReview(act: Act): Promise<Result<{ reviewId: string }>> {
  return commit(act, { name: 'startReview', permission: 'review.run' }, {}, async (tx) => {
    const { trustId, personId } = act.actor
    if (personId === null) return refuse({ code: 'NOT_ALLOWED', permission: 'review.run' })
    await oneAtATime(tx)
    const open = await tx.accessReview.findFirst({ where: { trustId, finishedAt: null }, select: { id: true } })
    if (open) return refuse({ code: 'REVIEW_RUNS', reviewId: open.id })
    const id = act.newId()
    await tx.accessReview.create({ data: { trustId, id, startedBy: personId, startedAt: act.now } })
    const held = await whatIsHeld(tx, act)
    await tx.accessReviewRow.createMany({
      data: held.map((row) => ({ trustId, reviewId: id, id: act.newId(), ...row })),
    })
    audit(tx, { document: 'trust', id: trustId, verb: 'REVIEW_STARTED', data: { reviewId: id, rows: held.length } })
    return ok({ reviewId: id })
  })
}

/**
 * Confirms or withdraws rows of a round; what is withdrawn ends at once. What is not held any more is written down as gone.
 * Without any verdict it is refused (INVALID), with how many rows are open to this reader.
 * To withdraw is for administrators: an auditor confirms, or leaves a row open for them. All or none: refused with OWN_ACCOUNT about oneself, ROW_DECIDED, REVIEW_OVER, (INVALID) for the last
 * administrator, and SECOND_NEEDED for a role that a second person must agree to take away.
 */
export async function decideRows(act: Act, input: DecideRows): Promise<Result<{ reviewId: string; decided: number }>> {
  return commit(act, { name: 'decideRows', permission: 'review.run' }, input, async (tx) => {
    const { trustId, personId: reviewer } = act.actor
    if (reviewer === null) return refuse({ code: 'NOT_ALLOWED', permission: 'review.run' })
    await oneAtATime(tx)
    const review = await lockReview(tx, act, input.reviewId)
    if (!review) return refuse({ code: 'NOT_FOUND', what: 'access review' })
    if (review.finishedAt !== null) return refuse({ code: 'REVIEW_OVER' })
    if (input.rows.every((row) => row.verdict === undefined)) {
      const open = review.rows.filter((row) => row.verdict === null && row.personId !== reviewer).length
      return refuse({ code: 'INVALID', errors: [{ field: 'rows[0].verdict', message: nothingDecided(open) }] })
    }
    const held: Held = { people: await peopleOfTrust(tx), tokens: await tokensOfTrust(tx) }
    let decided = 0
    for (const { id, verdict } of input.rows) {
      if (verdict === undefined) continue
      const row = review.rows.find((one) => one.id === id)
      if (!row) return refuse({ code: 'NOT_FOUND', what: 'row' })
      const asked = { personId: row.personId, verdict: row.verdict as Verdict | null }
      const may = mayDecideRow(asked, reviewer, { finished: review.finishedAt !== null })
      if (!may.ok) return may
      if (verdict === 'withdrawn' && !allowed(act.actor, 'people.edit')) {
        return refuse({ code: 'NOT_ALLOWED', permission: 'people.edit' })
      }
      const done = await carryOut(tx, act, { row, held }, verdict)
      if (!done.ok) return done
      const { count } = await tx.accessReviewRow.updateMany({
        where: { trustId, id, verdict: null },
        data: { verdict: done.value, decidedBy: reviewer, decidedAt: act.now },
      })
      if (count === 0) return refuse({ code: 'ROW_DECIDED' })
      const verb = VERBS[done.value]
      const data = { reviewId: review.id, kind: row.kind, of: row.of, verdict: done.value }
      audit(tx, { document: 'person', id: row.personId, verb, data })
      decided += 1
    }
    return ok({ reviewId: review.id, decided })
  })
}

/** Ends a round once every row is decided (REVIEW_UNFINISHED otherwise). */
export async function finishReview(act: Act, input: OneReview): Promise<Result<{ reviewId: string }>> {
  return commit(act, { name: 'finishReview', permission: 'review.run' }, input, async (tx) => {
    const { trustId, personId } = act.actor
    const review = await lockReview(tx, act, input.reviewId)
    if (!review) return refuse({ code: 'NOT_FOUND', what: 'access review' })
    const rows = review.rows.map((row) => ({ personId: row.personId, verdict: row.verdict as Verdict | null }))
    const may = mayFinish(rows, { finished: review.finishedAt !== null })
    if (!may.ok) return may
    const { count } = await tx.accessReview.updateMany({
      where: { trustId, id: review.id, finishedAt: null },
      data: { finishedBy: personId, finishedAt: act.now },
    })
    if (count === 0) return refuse({ code: 'REVIEW_OVER' })
    const withdrawn = rows.filter((row) => row.verdict === 'withdrawn').length
    const data = { reviewId: review.id, rows: rows.length, withdrawn }
    audit(tx, { document: 'trust', id: trustId, verb: 'REVIEW_FINISHED', data })
    return ok({ reviewId: review.id })
  })
}

const VERBS = {
  confirmed: 'ACCESS_CONFIRMED',
  withdrawn: 'ACCESS_WITHDRAWN',
  gone: 'ACCESS_GONE',
} as const satisfies Record<Verdict, string>

/** What is held in the trust as rows are decided; a withdrawn role is taken out of it. */
type Held = { people: Map<string, TrustPerson>; tokens: Awaited<ReturnType<typeof tokensOfTrust>> }

/** Does what a verdict says; answers the one to be written down. */
async function carryOut(
  tx: Tx,
  act: Act,
  { row, held }: { row: { kind: string; personId: string; of: string; detail: unknown }; held: Held },
  verdict: 'confirmed' | 'withdrawn',
): Promise<Result<Verdict>> {
  if (row.kind === 'token') {
    const token = held.tokens.find((one) => one.id === row.of)
    if (!token || token.revokedAt || token.expiresAt <= act.now) return ok('gone')
    if (verdict === 'withdrawn') {
      await endToken(tx, act, token.id)
      audit(tx, { document: 'api_token', id: token.id, verb: 'TOKEN_REVOKED', data: { personId: token.personId } })
    }
    return ok(verdict)
  }
  const person = held.people.get(row.personId)
  if (!person || !isRole(row.of) || !person.roles.includes(row.of)) return ok('gone')
  if (row.kind === 'exception') {
    const { beside } = rowDetail.parse(row.detail)
    const inForce = await exceptionsInForce(tx, act, person.id)
    if (!inForce.some((one) => one.role === row.of && one.beside === beside)) return ok('gone')
  }
  if (verdict === 'confirmed') return ok(verdict)
  const roles = person.roles.filter((role) => role !== row.of)
  const lost = powerLost(person.roles, roles, rolesBeside(held.people, person.id))
  const alone: Result<'free' | 'alone'> = lost.length > 0 ? await mayAlone(tx, act, 'demote', person.id) : ok('free')
  if (!alone.ok) return alone
  await keepAlone(tx, act, alone.value, { to: 'demote', personId: person.id, roles: lost })
  if (lost.length > 0) await tellOthers(tx, act, held.people, { who: person.id, roles: lost, kind: 'lost' })
  const applied = await applyRoles(tx, act, person, { roles, sites: await limitsOf(tx, person.id) }, howOf(alone.value))
  if (!applied.ok) return applied
  held.people.set(person.id, { ...person, roles })
  return ok(verdict)
}

import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { oneAtATime } from '#lib/access/consent/request.store.ts'
import { audit } from '#lib/db/audit.ts'
import { commit } from '#lib/db/commit.ts'
import { log } from '#lib/log.ts'
import { ok } from '#lib/result.ts'
import { settingsOfTrust } from '#lib/trusts/settings.queries.ts'
import { londonDate, londonInstant } from '#lib/values/dates.ts'
import { keptFrom } from './keep.rules.ts'

/**
 * Once a day in each trust: deletes sign-ins, answers to commands and people waiting from the directory that are past the
 * trust's time, and writes down how many. Orders, receipts, unlicensed approvals and the record are never deleted here: what of them is past
 * its time is counted, for the trust to decide. No table of theirs lets the worker delete.
 */
export async function forgetOld(act: Act): Promise<void> {
  const done = await commit(act, { name: 'forgetOld', permission: 'settings.edit' }, {}, async (tx) => {
    const { trustId } = act.actor
    await oneAtATime(tx)
    const day = londonDate(act.now)
    const before = await tx.retentionRun.findFirst({ where: { trustId, day: new Date(day) } })
    if (before) return ok(null)
    const from = keptFrom(day, await settingsOfTrust(tx))
    const [sessions] = await tx.$queryRaw<{ n: bigint }[]>`
      SELECT identity.forget_sign_ins(${londonInstant(from.signIns)}) AS n`
    const [waiting] = await tx.$queryRaw<{ n: bigint }[]>`
      SELECT identity.forget_waiting(${londonInstant(from.waiting)}) AS n`
    const keys = await tx.$executeRaw`
      DELETE FROM command_key WHERE trust_id = ${trustId}::uuid AND at < ${londonInstant(from.commandKeys)}`
    const [past] = await tx.$queryRaw<{ orders: number; unlicensed: number; sealed_days: number }[]>`
      SELECT
        (SELECT count(*)::int FROM purchase_order WHERE trust_id = ${trustId}::uuid AND closed_at < ${londonInstant(from.financial)}) AS orders,
        (SELECT count(*)::int FROM unlicensed_approval WHERE trust_id = ${trustId}::uuid AND approved_at < ${londonInstant(from.unlicensed)}) AS unlicensed,
        (SELECT count(*)::int FROM audit_seal WHERE trust_id = ${trustId}::uuid AND day < ${from.audit}::date) AS sealed_days`
    const removed = { signIns: Number(sessions?.n ?? 0), waiting: Number(waiting?.n ?? 0), commandKeys: keys }
    const kept = { orders: past?.orders ?? 0, unlicensed: past?.unlicensed ?? 0, sealedDays: past?.sealed_days ?? 0 }
    await tx.retentionRun.create({ data: { trustId, day: new Date(day), doneAt: act.now, removed, past: kept } })
    if (removed.signIns + removed.waiting + removed.commandKeys > 0) {
      audit(tx, {
        document: 'trust',
        id: trustId,
        verb: 'OLD_DATA_DELETED',
        data: { ...removed, before: from.signIns, keysBefore: from.commandKeys, waitingBefore: from.waiting },
      })
    }
    return ok(removed)
  })
  if (!done.ok) throw new Error(`Old data could not be deleted: ${done.refusal.code}`)
  log.info({ job: 'forget-old', trust: act.actor.trustId, ...done.value }, 'old data deleted')
}

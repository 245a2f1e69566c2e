import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { audit } from '#lib/db/audit.ts'
import { commit } from '#lib/db/commit.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { londonDate } from '#lib/values/dates.ts'
import { CONFIRM_PERMISSION } from './kind.rules.ts'
import { blockOf, dropRows, type FileLoad, LONGEST_LOAD, lockLoads, moveLoad, tellProgress } from './load.store.ts'
import { asShown, beginPlan, settleCheck } from './plan-file.store.ts'

/**
 * Loads a file that somebody said yes to, in their name: all of it or nothing, in one transaction, under a lock for each
 * organisation. It is planned again first. Where that no longer gives what was shown, nothing is loaded, and the new
 * report waits to be looked through. Rolled back when somebody threw the file away meanwhile.
 */
export async function loadFile(act: Act, load: FileLoad, run: string): Promise<Result<undefined>> {
  const mine = { id: load.id, run }
  const command = { name: 'loadFile', permission: CONFIRM_PERMISSION[load.kind], longest: LONGEST_LOAD }
  return commit<undefined>(act, command, mine, async (tx) => {
    await lockLoads(tx, act.actor)
    const planning = beginPlan(load)
    let rows = 0
    for (let block = 0; ; block += 1) {
      const read = await blockOf(tx, load.id, block)
      if (!read) break
      planning.takeBlock(read)
      rows += read.length
      // said from outside this transaction, so that it is seen before the end of it
      if (block % 20 === 19 && !(await told(act, mine, rows, load.rowsTotal))) return stopped()
    }
    const plan = await planning.finish(tx, act.actor, londonDate(act.now))
    const { findings } = plan
    if (!load.report || !asShown(findings, { ...load.report, ...load })) {
      if (!(await settleCheck(tx, mine, findings))) return stopped()
      await plan.tell?.(tx, act, { ...load, rowsTotal: findings.rows })
      return ok()
    }
    await tx.$queryRaw`SELECT set_config('app.load_id', ${load.id}, true)` // from here on, what is written is noted
    await plan.write(tx, act, load.id)
    await tx.$queryRaw`SELECT set_config('app.load_id', '', true)`
    const moved = await moveLoad(tx, mine, 'load', { loadedBy: act.actor.personId, loadedAt: act.now })
    if (!moved) return stopped()
    await dropRows(tx, load.id, { content: false })
    const { kind, sha256 } = load
    const { added, changed, unchanged } = findings
    audit(tx, {
      document: 'file_load',
      id: load.id,
      verb: 'LOADED',
      data: { kind, sha256, rows: findings.rows, added, changed, unchanged },
    })
    return ok()
  })
}

function told(act: Act, mine: { id: string; run: string }, rows: number, of: number): Promise<boolean> {
  return withTrust(act.actor, (tx) => tellProgress(tx, mine, rows, of))
}

function stopped(): Result<never> {
  return refuse({ code: 'CHANGED_MEANWHILE', what: 'file' })
}

import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { londonDate } from '#lib/values/dates.ts'
import { blockOf, type FileLoad, LONGEST_LOAD, tellProgress } from './load.store.ts'
import { beginPlan, settleCheck } from './plan-file.store.ts'

/**
 * Holds every row of a file against its kind's rules and against what stands: what must be put right, what would change.
 * Writes nothing but the report. Stops when the load moved on.
 */
export async function checkFile(act: Act, load: FileLoad, run: string): Promise<void> {
  const mine = { id: load.id, run }
  const planning = beginPlan(load)
  let rows = 0
  for (let block = 0; ; block += 1) {
    const read = await withTrust(act.actor, async (tx) => {
      if (!(await tellProgress(tx, mine, rows, load.rowsTotal))) return 'stop' as const
      return blockOf(tx, load.id, block)
    })
    if (read === 'stop') return
    if (!read) break
    planning.takeBlock(read)
    rows += read.length
  }
  await withTrust(
    act.actor,
    async (tx) => {
      const { findings, tell } = await planning.finish(tx, act.actor, londonDate(act.now))
      if (!(await settleCheck(tx, mine, findings))) return
      await tell?.(tx, act, { ...load, rowsTotal: findings.rows })
    },
    { longest: LONGEST_LOAD },
  )
}

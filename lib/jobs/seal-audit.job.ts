import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { sealAudit } from '#lib/db/audit-seal.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { log } from '#lib/log.ts'
import { addDays, londonDate } from '#lib/values/dates.ts'

/**
 * Seals one trust's record for yesterday (London), once. The seal's code goes into the log too: a log kept elsewhere is
 * the copy outside the database that the table can be held against.
 */
export async function sealYesterday(act: Act): Promise<void> {
  const day = addDays(londonDate(act.now), -1)
  const seal = await withTrust(act.actor, (tx) => sealAudit(tx, act, day))
  if (!seal) return
  const { chains, events, mac } = seal
  log.info({ job: 'seal-audit', trust: act.actor.trustId, day, chains, events, seal: mac.toString('hex') }, 'sealed')
}

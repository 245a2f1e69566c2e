import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { newestSeals } from '#lib/audit/seals/outside.queries.ts'
import { keepSealFile } from '#lib/audit/seals/seals-folder.ts'
import { LONGEST_SEAL, sealAudit } from '#lib/db/audit-seal.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { log } from '#lib/log.ts'
import { settingsOfTrust } from '#lib/trusts/settings.queries.ts'
import { addDays, londonDate } from '#lib/values/dates.ts'
import { enqueue } from './queue.ts'

/**
 * Seals one trust's record for yesterday (London), once, has the seal mailed where the trust has set an address, and keeps
 * it in the seals' folder, with those of the last week that are not there yet. The code goes into the log too: whatever
 * is kept elsewhere is a copy outside the database that the table can be held against.
 */
export async function sealYesterday(act: Act): Promise<void> {
  const { trustId } = act.actor
  const day = addDays(londonDate(act.now), -1)
  const seal = await withTrust(
    act.actor,
    async (tx) => {
      const made = await sealAudit(tx, act, day)
      const { sealsTo } = await settingsOfTrust(tx)
      if (made && sealsTo !== '') await enqueue(tx, 'mail-seal', { trustId, id: day })
      return made
    },
    { longest: LONGEST_SEAL },
  )
  if (seal) {
    const { chains, events, mac } = seal
    log.info({ job: 'seal-audit', trust: trustId, day, chains, events, seal: mac.toString('hex') }, 'sealed')
  }
  for (const one of await newestSeals(act)) {
    const kept = await keepSealFile(act.actor.odsCode, one.day, one.text)
    if (kept === 'another') {
      log.error({ job: 'seal-audit', trust: trustId, day: one.day }, 'the seal kept outside is another one')
    }
  }
}

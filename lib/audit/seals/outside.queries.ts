import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { outsideText } from '#lib/audit/seals/outside-seal.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { settingsOfTrust } from '#lib/trusts/settings.queries.ts'
import { type LocalDate, storedDate } from '#lib/values/dates.ts'

/** A seal of the current trust as the text that is kept outside the database, with its code and when it was made. */
export type SealText = { day: LocalDate; text: string; code: string; chains: number; events: number; sealedAt: Date }

/** The newest seals as they are kept outside, oldest first; those of the days of a week at most. */
export async function newestSeals(act: Pick<Act, 'actor'>, most = 7): Promise<SealText[]> {
  const { trustId, odsCode, trustName: name } = act.actor
  return withTrust(act.actor, async (tx) => {
    const rows = await tx.auditSeal.findMany({
      where: { trustId },
      select: { day: true, chains: true, events: true, root: true, previousMac: true, mac: true, sealedAt: true },
      orderBy: { day: 'desc' },
      take: most,
    })
    return rows.reverse().map((row) => {
      const day = storedDate(row.day)
      const { chains, root, previousMac, mac, sealedAt } = row
      const events = Number(row.events)
      const text = outsideText({ id: trustId, odsCode, name }, { day, chains, events, root, previousMac, mac })
      return { day, text, code: Buffer.from(mac).toString('hex'), chains, events, sealedAt }
    })
  })
}

/** Where the current trust has its daily seal mailed to; null where it has set no address. */
export async function sealsAddress(act: Pick<Act, 'actor'>): Promise<string | null> {
  const { sealsTo } = await withTrust(act.actor, settingsOfTrust)
  return sealsTo === '' ? null : sealsTo
}

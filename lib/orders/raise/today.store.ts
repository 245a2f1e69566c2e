import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { formularyOf } from '#lib/catalogue/formulary/formulary.queries.ts'
import { NOT_LISTED } from '#lib/catalogue/formulary/formulary.rules.ts'
import { handledById } from '#lib/catalogue/handled/handled.queries.ts'
import { packsByIds } from '#lib/catalogue/pack.queries.ts'
import type { Tx } from '#lib/db/client.ts'
import { settingsOfTrust } from '#lib/trusts/settings.queries.ts'
import { londonDate } from '#lib/values/dates.ts'
import { type DraftLine, handling, under } from './draft.rules.ts'

/**
 * Lines of a pad under what the formulary says today, and as their packs are handled today: what it shows is what submitting
 * will ask. Each stays on its order until somebody has it moved. Writes nothing.
 */
export async function asOfToday(tx: Tx, actor: Actor, lines: readonly DraftLine[], now: Date): Promise<DraftLine[]> {
  if (lines.length === 0) return []
  const on = londonDate(now)
  const formulary = await formularyOf(tx, lines, on)
  const settings = await settingsOfTrust(tx)
  const ids = [...new Set(lines.map((line) => line.amppId))]
  const packs = await handledById(tx, await packsByIds(tx, actor, ids), on)
  return lines.map((line) => {
    const pack = packs.get(line.amppId)
    const handled = pack ? { ...line, ...handling(pack, settings), kind: line.kind } : line
    return under(handled, formulary.get(line.amppId) ?? NOT_LISTED)
  })
}

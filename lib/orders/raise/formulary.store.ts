import 'server-only'
import { formularyOf } from '#lib/catalogue/formulary/formulary.queries.ts'
import { NOT_LISTED } from '#lib/catalogue/formulary/formulary.rules.ts'
import type { Tx } from '#lib/db/client.ts'
import { londonDate } from '#lib/values/dates.ts'
import { type DraftLine, under } from './draft.rules.ts'

/** Lines of a pad under what the formulary says today: what it shows is what submitting will ask. Writes nothing. */
export async function underFormulary(tx: Tx, lines: readonly DraftLine[], now: Date): Promise<DraftLine[]> {
  const formulary = await formularyOf(tx, lines, londonDate(now))
  return lines.map((line) => under(line, formulary.get(line.amppId) ?? NOT_LISTED))
}

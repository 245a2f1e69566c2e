import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { may } from '#lib/access/permissions.ts'
import { Prisma } from '#lib/db/client.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { type LocalDate, londonDate } from '#lib/values/dates.ts'
import { awardsWhere, buyingGroupsOn } from './award.queries.ts'
import { type AwardLine, linesOf, reaches } from './contracts.queries.ts'

/** Lines of one page. */
export const CONTRACT_LINES_A_PAGE = 100

/** What is asked: lines that hold on a day (today), of one framework or pack, after this award of the page before. */
export type ContractLinesAsked = {
  on: LocalDate | undefined
  reference: string | undefined
  amppId: string | undefined
  after: string | undefined
}

/** The lines of contracts that hold for this trust on a day, in the order of their ids. Needs `contract.view`. */
export async function contractLines(
  actor: Actor,
  now: Date,
  asked: ContractLinesAsked,
): Promise<{ lines: AwardLine[]; after: string | null }> {
  if (!may(actor, 'contract.view')) return { lines: [], after: null }
  const on = asked.on ?? londonDate(now)
  return withTrust(actor, async (tx) => {
    const conditions = [
      reaches(actor, await buyingGroupsOn(tx, on)),
      Prisma.sql`a.status <> 'terminated' AND ${on}::date BETWEEN a.valid_from AND a.valid_to`,
    ]
    if (asked.reference) conditions.push(Prisma.sql`f.reference = ${asked.reference}`)
    if (asked.amppId) conditions.push(Prisma.sql`a.ampp_id = ${asked.amppId}`)
    if (asked.after) conditions.push(Prisma.sql`a.id > ${asked.after}::uuid`)
    const tail = Prisma.sql`ORDER BY a.id LIMIT ${CONTRACT_LINES_A_PAGE + 1}`
    const awards = await awardsWhere(tx, Prisma.join(conditions, ' AND '), tail)
    const lines = await linesOf(tx, actor, awards.slice(0, CONTRACT_LINES_A_PAGE))
    return { lines, after: awards.length > CONTRACT_LINES_A_PAGE ? (lines.at(-1)?.id ?? null) : null }
  })
}

import 'server-only'
import type { Act, Actor } from '#lib/access/actor.ts'
import { Prisma, type Tx } from '#lib/db/client.ts'
import { inParts } from '#lib/db/in-parts.ts'
import { NEW_SHOWN } from '#lib/files/new-row.rules.ts'
import { planner } from '#lib/files/planner.store.ts'
import { type LocalDate, localDate } from '#lib/values/dates.ts'
import { OWNERS, packsByIds } from '../pack.queries.ts'
import {
  type CodeRow,
  codeKey,
  type KnownCodes,
  type PlannedCode,
  planCodes,
  readCodeRow,
  type StandingCode,
} from './code-file.rules.ts'
import { insertCodes } from './local-code.store.ts'

/** Reads a file of local codes and holds it against those that stand. */
export const codePlanner = planner(readCodeRow, async (tx, actor, rows, today) => {
  const { added, changed, unchanged, problems } = planCodes(rows, await knownOf(tx, actor, rows, today))
  const newRows = added.slice(0, NEW_SHOWN).map(({ row, code, system, product, amppId }) => ({
    ...{ of: 'codes' as const, row, code, system, product, amppId },
  }))
  return {
    findings: { added: added.length, changed: changed.length, unchanged, problems, newRows },
    write: (inTx, act, loadId) => writeCodes(inTx, act, [...added, ...changed], { loadId, today }),
  }
})

async function knownOf(tx: Tx, actor: Actor, rows: readonly CodeRow[], today: LocalDate): Promise<KnownCodes> {
  const standing: StandingCode[] = []
  const byGtin: { code: string; ampp_id: string }[] = []
  const ids = new Set(rows.flatMap((row) => row.amppId || []))
  for (const part of inParts(rows)) {
    const codes = await tx.$queryRaw<{ id: string; code: string; system: string; ampp_id: string; from: string }[]>`
      SELECT c.id, c.code, c.system, c.ampp_id, c.valid_from::text AS from FROM local_code c
      WHERE c.code = ANY (${part.map((row) => row.code)}::text[]) AND NOT c.withdrawn AND c.valid_to >= ${today}::date
      ORDER BY c.id FOR UPDATE`
    for (const { ampp_id: amppId, from, ...one } of codes) standing.push({ ...one, amppId, from: localDate(from) })
    const gtins = part.flatMap((row) => row.gtin || [])
    if (gtins.length === 0) continue
    byGtin.push(
      ...(await tx.$queryRaw<{ code: string; ampp_id: string }[]>`
        SELECT DISTINCT c.code, c.ampp_id FROM pack_code c
        WHERE c.owner_id = ANY (${OWNERS}) AND c.kind = 'GTIN' AND c.code = ANY (${gtins}::text[])
          AND ${today}::date BETWEEN c.valid_from AND c.valid_to ORDER BY c.code, c.ampp_id`),
    )
  }
  for (const one of byGtin) ids.add(one.ampp_id)
  const found = new Map(
    [...Map.groupBy(byGtin, (one) => one.code)].map(([code, of]) => [code, of.map((one) => one.ampp_id)]),
  )
  const once = new Map(standing.map((one) => [one.id, one]))
  return {
    today,
    packs: await packsByIds(tx, actor, [...ids]),
    byGtin: found,
    standing: Map.groupBy(once.values(), codeKey),
  }
}

async function writeCodes(
  tx: Tx,
  act: Act,
  codes: readonly PlannedCode[],
  { loadId, today }: { loadId: string; today: LocalDate },
): Promise<void> {
  for (const part of inParts(codes)) {
    const ends = part.flatMap((one) => one.ends)
    const days = Prisma.sql`unnest(${ends.map((one) => one.id)}::uuid[], ${ends.map((one) => one.to)}::date[])`
    await tx.$executeRaw`UPDATE local_code c SET valid_to = e.on_day FROM ${days} AS e (id, on_day) WHERE c.id = e.id`
    const withdraws = part.flatMap((one) => one.withdraws)
    await tx.$executeRaw`UPDATE local_code SET withdrawn = true WHERE id = ANY (${withdraws}::uuid[])`
    await insertCodes(
      tx,
      act,
      part.map(({ amppId, vmpId, code, system }) => ({ amppId, vmpId, code, system, from: today, to: null, loadId })),
    )
  }
}

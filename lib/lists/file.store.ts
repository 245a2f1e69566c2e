import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import type { Tx } from '#lib/db/client.ts'
import type { Made } from './sheet.ts'

/** Seconds after which a making that nothing was heard of is taken over. */
const LEASE_SECONDS = 30

/** Makings of a file that may be begun. */
export const MOST_TRIES = 4

/** A file that this worker makes now. */
export type Claimed = {
  id: string
  run: string
  list: string
  format: string
  title: string
  query: Record<string, string>
  askedBy: string
  askedAt: Date
}

/** Takes a file that waits, or whose maker fell silent; null where somebody else is at it or it is over. */
export async function claimFile(tx: Tx, act: Act, id: string): Promise<Claimed | null> {
  const run = act.newId()
  const [row] = await tx.$queryRaw<
    (Omit<Claimed, 'run' | 'askedBy' | 'askedAt'> & { asked_by: string; asked_at: Date })[]
  >`
    UPDATE list_file SET state = 'making', run = ${run}::uuid, beat_at = clock_timestamp(), tries = tries + 1, row_count = 0, rows_expected = NULL, size_bytes = 0
    WHERE trust_id = ${act.actor.trustId}::uuid AND id = ${id}::uuid AND (state = 'waiting'
      OR (state = 'making' AND beat_at < clock_timestamp() - make_interval(secs => ${LEASE_SECONDS}::int)))
    RETURNING id, list, format, title, query, asked_by, asked_at`
  if (!row) return null
  await tx.listFilePart.deleteMany({ where: { trustId: act.actor.trustId, fileId: id } })
  return { ...row, run, askedBy: row.asked_by, askedAt: row.asked_at }
}

/** Gives a claim back, so that it is begun anew at once; given up after so many tries. Whether it was given up. */
export async function releaseFile(tx: Tx, act: Act, { id, run }: Claimed): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ state: string }[]>`
    UPDATE list_file SET
      state = CASE WHEN tries < ${MOST_TRIES} THEN 'waiting' ELSE 'failed' END,
      why = CASE WHEN tries < ${MOST_TRIES} THEN '' ELSE 'fault' END,
      ended_at = CASE WHEN tries < ${MOST_TRIES} THEN NULL ELSE ${act.now}::timestamptz END
    WHERE trust_id = ${act.actor.trustId}::uuid AND id = ${id}::uuid AND run = ${run}::uuid AND state = 'making' RETURNING state`
  return row?.state === 'failed'
}

/** Writes down how far it is, with a part where one is ready. False: it was cancelled, or another worker took it over. */
export async function keepPart(
  tx: Tx,
  act: Act,
  { id, run }: Claimed,
  kept: { made: Made; size: number; part?: { no: number; content: Uint8Array<ArrayBuffer> } },
): Promise<boolean> {
  const { trustId } = act.actor
  const beaten = await tx.$executeRaw`
    UPDATE list_file SET beat_at = clock_timestamp(), row_count = ${kept.made.rows}, size_bytes = ${kept.size}
    WHERE trust_id = ${trustId}::uuid AND id = ${id}::uuid AND run = ${run}::uuid AND state = 'making'`
  if (beaten === 0) return false
  if (kept.part) {
    const { no, content } = kept.part
    await tx.listFilePart.create({ data: { trustId, fileId: id, run, partNo: no, content } })
  }
  return true
}

/** Writes down about how many rows the file will have. */
export async function expectRows(tx: Tx, act: Act, { id, run }: Claimed, rows: number | null): Promise<void> {
  await tx.$executeRaw`
    UPDATE list_file SET beat_at = clock_timestamp(), rows_expected = ${rows}
    WHERE trust_id = ${act.actor.trustId}::uuid AND id = ${id}::uuid AND run = ${run}::uuid AND state = 'making'`
}

/** Ends a making: ready, or failed with the reason. False: it was cancelled, or another worker took it over. */
export async function endFile(
  tx: Tx,
  act: Act,
  { id, run }: Claimed,
  end:
    | { state: 'ready'; saw: { prices: boolean; pas: boolean }; cutOff: boolean; at: Date; until: Date }
    | { state: 'failed'; why: string },
): Promise<boolean> {
  const where = { trustId: act.actor.trustId, id, run, state: 'making' }
  const { count } = await tx.listFile.updateMany({
    where,
    data:
      end.state === 'failed'
        ? { state: 'failed', why: end.why, endedAt: act.now }
        : {
            ...{ state: 'ready', cutOff: end.cutOff, sawPrices: end.saw.prices, sawPas: end.saw.pas },
            ...{ endedAt: end.at, keptUntil: end.until },
          },
  })
  return count === 1
}

/** Removes files with their parts. */
export async function removeFiles(tx: Tx, act: Act, ids: readonly string[]): Promise<void> {
  const { trustId } = act.actor
  await tx.listFilePart.deleteMany({ where: { trustId, fileId: { in: [...ids] } } })
  await tx.listFile.deleteMany({ where: { trustId, id: { in: [...ids] } } })
}

import 'server-only'
import type { Act, Actor } from '#lib/access/actor.ts'
import type { Prisma, Tx } from '#lib/db/client.ts'
import type { Finding } from './entry.rules.ts'
import { PART_KINDS, type PartKind } from './format.rules.ts'
import type { Change } from './pack-of.rules.ts'
import { isReleaseState, RELEASE_MOVES, type ReleaseMove, type ReleaseState } from './release.status.ts'

/** The longest that writing a release's packs may take, in milliseconds. */
export const LONGEST_SWITCH = 900_000

/** What stood in a part of a release: concepts, items, and how many were left out. */
export type PartCount = { entries: number; items: number; leftOut: number }

/** What there is to say of a release: why it is none; what was left out or is odd; what it would change. */
export type ReleaseReport = {
  problem: string | null
  /** The first findings, and how many there are. */
  findings: Finding[]
  findingCount: number
  /** Packs by what becomes of them; packs that stay; packs that can be ordered in all. Null until compared. */
  changes: (Record<Change, number> & { unchanged: number; packs: number }) | null
  /** Barcodes that two packs claim for the same days, of which one got it; null until it was made current. */
  doubled: number | null
}

/** A release as commands and jobs know it. */
export type Release = {
  id: string
  number: number
  name: string
  state: ReleaseState
  version: number
  run: string | null
  runs: number
  parts: Partial<Record<PartKind, PartCount>>
  report: ReleaseReport
  comparedWith: string | null
  comparedAt: Date | null
  chosenBy: string | null
  switchedBy: string | null
}

/** A report on nothing yet. */
export const NO_REPORT: ReleaseReport = { problem: null, findings: [], findingCount: 0, changes: null, doubled: null }

/** How many findings are kept by name. */
export const FINDINGS_KEPT = 100

/** A report with more findings. */
export function withFindings(report: ReleaseReport, more: readonly Finding[], count: number): ReleaseReport {
  const findings = [...report.findings, ...more].slice(0, FINDINGS_KEPT)
  return { ...report, findings, findingCount: report.findingCount + count }
}

/** A release of the current organisation's own; null when there is none. */
export async function releaseById(tx: Tx, actor: Pick<Actor, 'trustId'>, id: string): Promise<Release | null> {
  const row = await tx.dictionaryRelease.findFirst({ where: { ownerId: actor.trustId, id } })
  if (!row || !isReleaseState(row.state)) return null
  return {
    ...row,
    state: row.state,
    parts: row.parts as Release['parts'],
    report: (row.report as ReleaseReport | null) ?? NO_REPORT,
  }
}

/** What a move writes besides the state. */
export type ReleaseChange = Partial<{
  report: ReleaseReport
  comparedWith: string | null
  comparedAt: Date
  switchedBy: string | null
  switchedAt: Date
}>

/**
 * Moves a release on: only from where the move may begin, only as it was seen (`version`), for a run of the worker only while
 * it is the run that may write. Answers whether it moved.
 */
export async function moveRelease(
  tx: Tx,
  actor: Pick<Actor, 'trustId'>,
  seen: { id: string; version?: number; run?: string },
  move: ReleaseMove,
  { report, ...change }: ReleaseChange = {},
): Promise<boolean> {
  const { from, to } = RELEASE_MOVES[move]
  const { count } = await tx.dictionaryRelease.updateMany({
    where: {
      ownerId: actor.trustId,
      id: seen.id,
      state: { in: [...from] },
      ...(seen.version === undefined ? {} : { version: seen.version }),
      ...(seen.run === undefined ? {} : { run: seen.run }),
    },
    data: {
      ...change,
      ...(report ? { report: json(report) } : {}),
      ...{ state: to, run: null, runs: 0, step: '', done: 0, expected: 0, version: { increment: 1 } },
    },
  })
  return count > 0
}

/** Begins a run of the worker; any run before it can write no more. Null when the release moved on. */
export async function beginRun(tx: Tx, act: Act, { id, state }: Pick<Release, 'id' | 'state'>): Promise<string | null> {
  const run = act.newId()
  const { count } = await tx.dictionaryRelease.updateMany({
    where: { ownerId: act.actor.trustId, id, state },
    data: { run, runs: { increment: 1 } },
  })
  return count > 0 ? run : null
}

/** Which run of the worker on which release may write. */
export type Mine = { id: string; run: string }

/** Says how far a run has come. False when it may not go on: thrown away meanwhile, or another run began. */
export async function tellProgress(
  tx: Tx,
  actor: Pick<Actor, 'trustId'>,
  { id, run }: Mine,
  { step, done, expected }: { step: string; done: number; expected: number },
): Promise<boolean> {
  const told = await tx.$executeRaw`
    UPDATE dictionary_release SET step = ${step}, done = ${done}::bigint, expected = ${expected}::bigint
    WHERE owner_id = ${actor.trustId}::uuid AND id = ${id}::uuid AND run = ${run}::uuid`
  return told > 0
}

/** Keeps that a part was read to its end, and what was found in it. False when the run may not write any more. */
export async function endPart(
  tx: Tx,
  actor: Pick<Actor, 'trustId'>,
  { id, run }: Mine,
  part: { kind: PartKind; count: PartCount; named: readonly Finding[] },
): Promise<boolean> {
  const release = await releaseById(tx, actor, id)
  if (!release || release.run !== run) return false
  const parts = { ...release.parts, [part.kind]: part.count }
  const report = withFindings(release.report, part.named, Math.max(part.named.length, part.count.leftOut))
  const { count } = await tx.dictionaryRelease.updateMany({
    where: { ownerId: actor.trustId, id, run },
    data: { parts, report: json(report), runs: 0 }, // it comes on: only what does not is given up
  })
  return count > 0
}

/** The kinds of a release that were read to their end. */
export function partsDone(release: Pick<Release, 'parts'>): PartKind[] {
  return PART_KINDS.filter((kind) => release.parts[kind])
}

/** One command or run at a time may number, move or write an organisation's releases: held to the end of the transaction. */
export async function lockReleases(tx: Tx, actor: Pick<Actor, 'trustId'>): Promise<void> {
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`dictionary ${actor.trustId}`}, 0))::text`
}

/** Takes away what was read of a release, and its bytes: it is thrown away or faulty. */
export async function dropRelease(tx: Tx, actor: Pick<Actor, 'trustId'>, release: { id: string; number: number }) {
  await tx.$queryRaw`SELECT drop_dictionary(${release.number}::integer)::text`
  await tx.dictionaryMoved.deleteMany({ where: { ownerId: actor.trustId, releaseId: release.id } })
  await tx.dictionaryChange.deleteMany({ where: { ownerId: actor.trustId, releaseId: release.id } })
  await dropBytes(tx, actor, release)
}

/** Takes away the bytes of a release. */
export async function dropBytes(tx: Tx, actor: Pick<Actor, 'trustId'>, release: { id: string }): Promise<void> {
  await tx.dictionaryFile.deleteMany({ where: { ownerId: actor.trustId, releaseId: release.id } })
}

/** A report as the database takes it. */
export function json(report: ReleaseReport): Prisma.InputJsonValue {
  return report as unknown as Prisma.InputJsonValue
}

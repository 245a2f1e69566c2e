import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { tellStep } from '#lib/jobs/steps.ts'
import { endEntries, keepEntries, knownEntries, saysNews } from './entry.store.ts'
import { readInThread } from './read/read-in-thread.ts'
import type { ReadStep } from './read/read-release.ts'
import {
  dropBytes,
  dropRelease,
  endPart,
  lockReleases,
  type Mine,
  moveRelease,
  partsDone,
  type Release,
  tellProgress,
} from './release.store.ts'

/**
 * Reads a release's files and keeps what they say, part by part; parts that a run before it read to their end are passed
 * over, a part that was cut off is read again, which keeps nothing twice. Stops when the release moved on.
 */
export async function readReleaseFiles(act: Act, release: Release, run: string): Promise<void> {
  const { actor } = act
  const mine: Mine = { id: release.id, run }
  const where = { ownerId: actor.trustId, releaseId: release.id }
  const files = await withTrust(actor, (tx) =>
    tx.dictionaryFile.findMany({ where, orderBy: { n: 'asc' }, select: { fileName: true, content: true } }),
  )
  const reading = readInThread({ files, done: partsDone(release) }, (kind) =>
    withTrust(actor, (tx) => knownEntries(tx, actor, kind)),
  )
  for (;;) {
    const step = await reading.next()
    if (step.done) return finish(act, mine, step.value.problem)
    if (!(await keep(act, mine, release, step.value))) {
      await reading.return({ problem: null, names: [] })
      return
    }
  }
}

/** Keeps what a step of reading brought. False when the run may not go on. */
async function keep(act: Act, mine: Mine, release: Release, step: ReadStep): Promise<boolean> {
  const { actor } = act
  const at = { step: step.file, done: step.bytes, expected: step.of }
  const going = await withTrust(
    actor,
    async (tx) => {
      if (!(await tellProgress(tx, actor, mine, at))) return false
      if (step.what === 'entries') await keepEntries(tx, actor, step.kind, release.number, step.rows)
      if (step.what === 'end') {
        const { kind, entries, items, leftOut, named } = step
        await endEntries(tx, actor, kind, release.number, step.gone)
        return endPart(tx, actor, mine, { kind, count: { entries, items, leftOut }, named })
      }
      return true
    },
    { longest: 300_000 },
  )
  tellStep('dictionary part kept', release.id)
  return going
}

async function finish(act: Act, mine: Mine, problem: string | null): Promise<void> {
  const { actor } = act
  await withTrust(
    actor,
    async (tx) => {
      await lockReleases(tx, actor)
      const release = await tx.dictionaryRelease.findFirst({
        where: { ownerId: actor.trustId, id: mine.id, run: mine.run },
      })
      if (!release) return
      if (problem !== null) {
        await moveRelease(tx, actor, mine, 'fault', { report: { ...EMPTY, problem } })
        await dropRelease(tx, actor, release)
        return
      }
      await dropBytes(tx, actor, release)
      const move = (await saysNews(tx, actor, release.number)) ? 'compare' : 'standStill'
      await moveRelease(tx, actor, mine, move)
    },
    { longest: 300_000 },
  )
}

const EMPTY = { findings: [], findingCount: 0, changes: null, doubled: null }

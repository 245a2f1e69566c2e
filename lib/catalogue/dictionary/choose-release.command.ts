import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { audit } from '#lib/db/audit.ts'
import { commit } from '#lib/db/commit.ts'
import { safeName, sha256 } from '#lib/files/load.store.ts'
import { enqueue } from '#lib/jobs/queue.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { releaseDay } from './format.rules.ts'
import { lockReleases } from './release.store.ts'

/** Files of a release as somebody chose them: zips, XML, or XML packed with gzip. `here`: the caller works on it itself. */
export type ChosenRelease = { files: { fileName: string; content: Uint8Array }[]; here?: boolean }

/** The most that the files of one release may hold, packed, in bytes: four times a release of 2025. */
export const LARGEST_RELEASE = 64_000_000

const SAME = ['reading', 'comparing', 'ready', 'switching', 'current', 'past', 'unchanged']
const AT_WORK = ['reading', 'comparing', 'switching']

/**
 * Keeps the files of a release that somebody chose and asks the worker to read them. The same files again lead to the release
 * that is there (`again`). Refuses DICTIONARY_AT_WORK while another is worked on.
 */
export async function chooseRelease(
  act: Act,
  { files, here }: ChosenRelease,
): Promise<Result<{ releaseId: string; again: boolean }>> {
  const chosen = files.map(({ fileName, content }) => ({ fileName: safeName(fileName), content }))
  const hash = sha256(
    chosen
      .map(({ content }) => sha256(content))
      .sort()
      .join(),
  )
  const command = { name: 'chooseRelease', permission: 'dictionary.load' } as const
  return commit<{ releaseId: string; again: boolean }>(act, command, { sha256: hash }, async (tx) => {
    const { trustId, personId } = act.actor
    const [first] = chosen
    const size = chosen.reduce((sum, { content }) => sum + content.length, 0)
    if (!first || size === 0) return invalid('Choose a file that is not empty')
    if (size > LARGEST_RELEASE) return invalid('Choose files of at most 64 MB together')
    await lockReleases(tx, act.actor)
    const there = await tx.dictionaryRelease.findFirst({
      where: { ownerId: trustId, sha256: hash, state: { in: SAME } },
      select: { id: true },
    })
    if (there) return ok({ releaseId: there.id, again: true })
    const busy = await tx.dictionaryRelease.findFirst({
      where: { ownerId: trustId, state: { in: AT_WORK } },
      select: { name: true },
    })
    if (busy) return refuse({ code: 'DICTIONARY_AT_WORK', name: busy.name })
    const last = await tx.dictionaryRelease.aggregate({ where: { ownerId: trustId }, _max: { number: true } })
    const id = act.newId()
    const names = chosen.map(({ fileName }) => fileName)
    const day = releaseDay(names)
    const name = chosen.length === 1 ? first.fileName : `${first.fileName} and ${chosen.length - 1} more`
    await tx.dictionaryRelease.create({
      data: {
        ...{ ownerId: trustId, id, number: (last._max.number ?? 0) + 1, name, sha256: hash, state: 'reading' },
        ...{ releasedOn: day === null ? null : new Date(`${day}T00:00:00Z`), chosenBy: personId, chosenAt: act.now },
      },
    })
    for (const [n, { fileName, content }] of chosen.entries()) {
      await tx.dictionaryFile.create({
        data: { ownerId: trustId, releaseId: id, n, fileName, content: new Uint8Array(content) },
      })
    }
    audit(tx, { document: 'dictionary', id, verb: 'CHOSEN', data: { name, sha256: hash, files: chosen.length } })
    if (!here) await enqueue(tx, 'work-on-dictionary', { trustId, id })
    return ok({ releaseId: id, again: false })
  })
}

function invalid(message: string): Result<never> {
  return refuse({ code: 'INVALID', errors: [{ field: 'release', message }] })
}

import 'server-only'
import { type Act, type Actor, inNameOf } from '#lib/access/actor.ts'
import { may } from '#lib/access/permissions.ts'
import type { Tx } from '#lib/db/client.ts'
import { peopleOfTrust } from '#lib/db/people.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { compareRelease } from './compare-release.job.ts'
import { readReleaseFiles } from './read-release.job.ts'
import { isAtWork } from './release.status.ts'
import { beginRun, dropRelease, json, moveRelease, type Release, releaseById } from './release.store.ts'
import { switchRelease } from './switch-release.job.ts'

/** How often a step is begun before it is given up: a release that ends the worker must not do so for ever. */
const MOST_RUNS = 25

/** How often a release is compared again because something changed while it was being made current. */
const MOST_COMPARED = 5

/**
 * Does what a release waits for: reads it, finds what it changes, makes it current; each step in the name of who asked for it,
 * with the roles they have now. A step that was cut off is taken up again.
 */
export async function workOnRelease(act: Act, releaseId: string): Promise<void> {
  for (;;) {
    const begun = await withTrust(act.actor, (tx) => begin(tx, act, releaseId))
    if (!begun) return
    const { release, run, actor } = begun
    const mine: Act = { ...act, actor }
    if (release.state === 'reading') await readReleaseFiles(mine, release, run)
    else if (release.state === 'comparing') await compare(mine, release, run)
    else await makeCurrent(mine, release, run)
    const after = await withTrust(act.actor, (tx) => releaseById(tx, act.actor, releaseId))
    if (!after || after.version === release.version) return // stopped: somebody else is at it
  }
}

async function compare(act: Act, release: Release, run: string): Promise<void> {
  const found = await compareRelease(act, release, { id: release.id, run })
  if (!found) return
  await withTrust(act.actor, (tx) =>
    moveRelease(tx, act.actor, { id: release.id, run }, 'offer', { ...found, comparedAt: act.now }),
  )
}

async function makeCurrent(act: Act, asked: Release, run: string): Promise<void> {
  let release = asked
  for (let time = 0; time < MOST_COMPARED; time += 1) {
    const done = await switchRelease({ ...act, key: act.newId() }, release, run)
    if (!done.ok || !done.value.stale) return
    const found = await compareRelease(act, release, { id: release.id, run })
    if (!found) return
    const { count } = await withTrust(act.actor, (tx) =>
      tx.dictionaryRelease.updateMany({
        where: { ownerId: act.actor.trustId, id: release.id, run },
        data: { report: json(found.report), comparedWith: found.comparedWith, comparedAt: act.now },
      }),
    )
    if (count === 0) return
    release = { ...release, ...found, comparedAt: act.now }
  }
  await withTrust(act.actor, (tx) => moveRelease(tx, act.actor, { id: release.id, run }, 'giveUpSwitching'))
}

type Begun = { release: Release; run: string; actor: Actor }

async function begin(tx: Tx, act: Act, releaseId: string): Promise<Begun | null> {
  const release = await releaseById(tx, act.actor, releaseId)
  if (!release || !isAtWork(release.state)) return null
  const actor = await workerOf(tx, act.actor, release.state === 'switching' ? release.switchedBy : release.chosenBy)
  if (release.runs >= MOST_RUNS || !actor) {
    if (release.state === 'switching') {
      await moveRelease(tx, act.actor, { id: release.id, version: release.version }, 'giveUpSwitching')
      return null
    }
    await moveRelease(tx, act.actor, { id: release.id, version: release.version }, 'giveUp')
    await dropRelease(tx, act.actor, release)
    return null
  }
  const run = await beginRun(tx, act, release)
  return run ? { release, run, actor } : null
}

/** Who works: the actor where it is a person; else whoever asked, with their roles of now; null when they may not any more. */
async function workerOf(tx: Tx, actor: Actor, personId: string | null): Promise<Actor | null> {
  if (!actor.system || personId === null) return actor
  const person = (await peopleOfTrust(tx)).get(personId)
  if (!person || person.former) return null
  const mine = inNameOf(actor, person)
  return may(mine, 'dictionary.load') ? mine : null
}

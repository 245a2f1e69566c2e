import type { Act } from '#lib/access/actor.ts'
import { chooseRelease } from '#lib/catalogue/dictionary/choose-release.command.ts'
import { makeCurrent } from '#lib/catalogue/dictionary/make-current.command.ts'
import { type Release, releaseById } from '#lib/catalogue/dictionary/release.store.ts'
import { workOnRelease } from '#lib/catalogue/dictionary/work-on-release.job.ts'
import { withTrust } from '#lib/db/with-trust.ts'

type File = { fileName: string; content: Uint8Array }

/** Chooses a release and reads it to where somebody has to say something. */
export async function readNow(act: Act, ...files: File[]): Promise<Release> {
  const chosen = await chooseRelease(act, { files, here: true })
  if (!chosen.ok) throw new Error(JSON.stringify(chosen.refusal))
  await workOnRelease(act, chosen.value.releaseId)
  return releaseNow(act, chosen.value.releaseId)
}

/** Makes a release current. */
export async function currentNow(act: Act, { id, version }: Pick<Release, 'id' | 'version'>): Promise<Release> {
  const asked = await makeCurrent({ ...act, key: act.newId() }, { releaseId: id, version, here: true })
  if (!asked.ok) throw new Error(JSON.stringify(asked.refusal))
  await workOnRelease(act, id)
  return releaseNow(act, id)
}

/** Reads a release and makes it current. */
export async function importNow(act: Act, ...files: File[]): Promise<Release> {
  const read = await readNow(act, ...files)
  return read.state === 'ready' ? currentNow(act, read) : read
}

async function releaseNow(act: Act, id: string): Promise<Release> {
  const release = await withTrust(act.actor, (tx) => releaseById(tx, act.actor, id))
  if (!release) throw new Error('There is no such release')
  return release
}

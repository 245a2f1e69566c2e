import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Act } from '#lib/access/actor.ts'
import { systemActor } from '#lib/access/actor.ts'
import { chooseRelease } from '#lib/catalogue/dictionary/choose-release.command.ts'
import { makeCurrent } from '#lib/catalogue/dictionary/make-current.command.ts'
import { releaseById } from '#lib/catalogue/dictionary/release.store.ts'
import { workOnRelease } from '#lib/catalogue/dictionary/work-on-release.job.ts'
import { openDatabase } from '#lib/db/client.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { systemClock } from '#lib/values/clock.ts'
import { systemIds } from '#lib/values/ids.ts'

/* What S7 measures, a process of its own as the worker is: a release is read, compared and made current. */

const [place = '', trustId = ''] = process.argv.slice(2)
const newId = systemIds(systemClock)
const actor = systemActor({ id: trustId, name: 'Bench', odsCode: 'QZZ', kind: 'hub' })
const act = (): Act => ({ actor, now: systemClock(), newId, key: newId() })
const close = openDatabase(process.env.APP_DATABASE_URL ?? '', 3)

const began = performance.now()
const files = [{ fileName: path.basename(place), content: new Uint8Array(readFileSync(place)) }]
const chosen = await chooseRelease(act(), { files, here: true })
if (!chosen.ok) throw new Error(JSON.stringify(chosen.refusal))
const { releaseId } = chosen.value
await workOnRelease(act(), releaseId)
const read = performance.now()
const ready = await withTrust(actor, (tx) => releaseById(tx, actor, releaseId))
if (ready?.state !== 'ready') throw new Error(`The release is ${ready?.state}: ${JSON.stringify(ready?.report)}`)
await makeCurrent(act(), { releaseId, version: ready.version, here: true })
await workOnRelease(act(), releaseId)
const ended = performance.now()
const done = await withTrust(actor, (tx) => releaseById(tx, actor, releaseId))
if (done?.state !== 'current') throw new Error(`The release is ${done?.state}`)
const peakMb = Math.round(process.resourceUsage().maxRSS / 1000)
console.log(JSON.stringify({ readMs: read - began, switchMs: ended - read, peakMb, changes: done.report.changes }))
await close()

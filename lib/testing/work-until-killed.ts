/*
 * Works on a release of the dictionary to its end and makes it current, in a process of its own that ends itself with SIGKILL
 * at its n-th statement to the database, as a power cut would: `TRUST RELEASE N`.
 */
import pg from 'pg'
import { systemActor } from '#lib/access/actor.ts'
import { makeCurrent } from '#lib/catalogue/dictionary/make-current.command.ts'
import { releaseById } from '#lib/catalogue/dictionary/release.store.ts'
import { workOnRelease } from '#lib/catalogue/dictionary/work-on-release.job.ts'
import { openDatabase } from '#lib/db/client.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { systemClock } from '#lib/values/clock.ts'
import { systemIds } from '#lib/values/ids.ts'

const [trustId = '', releaseId = '', last = ''] = process.argv.slice(2)

type Query = (this: pg.Client, ...args: unknown[]) => unknown
const proto = pg.Client.prototype as unknown as { query: Query }
const real = proto.query
let count = 0
proto.query = function (...args) {
  count += 1
  if (count === Number(last)) process.kill(process.pid, 'SIGKILL')
  return real.apply(this, args)
}

const close = openDatabase(process.env.APP_DATABASE_URL ?? '', 2)
const newId = systemIds(systemClock)
const actor = systemActor({ id: trustId, name: 'Test', odsCode: 'RZZ', kind: 'trust' })
const act = () => ({ actor, now: systemClock(), newId, key: newId() })
const release = () => withTrust(actor, (tx) => releaseById(tx, actor, releaseId))

await workOnRelease(act(), releaseId)
const ready = await release()
if (ready?.state === 'ready') await makeCurrent(act(), { releaseId, version: ready.version, here: true })
await workOnRelease(act(), releaseId)
if ((await release())?.state !== 'current') throw new Error('The release did not become current')
await close()

import { readFileSync } from 'node:fs'
import path from 'node:path'
import { type Act, type Actor, systemActor } from '#lib/access/actor.ts'
import { openDatabase } from '#lib/db/client.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { cancelLoad } from '#lib/files/cancel-load.command.ts'
import { chooseFile } from '#lib/files/choose-file.command.ts'
import { loadById } from '#lib/files/load.store.ts'
import { workOnFile } from '#lib/files/work-on-file.job.ts'
import { systemClock } from '#lib/values/clock.ts'
import { systemIds } from '#lib/values/ids.ts'

/* What S8 asks of the button "Throw away": pressed while a catalogue is read, how long the worker goes on. */

const [place = '', hubId = '', personId = ''] = process.argv.slice(2)
const newId = systemIds(systemClock)
const hub = systemActor({ id: hubId, name: 'Hub', odsCode: 'QZZ', kind: 'hub' })
const actor: Actor = { ...hub, personId, roles: ['hub'], system: false }
const act = (): Act => ({ actor, now: systemClock(), newId, key: newId() })
const close = openDatabase(process.env.APP_DATABASE_URL ?? '', 3)

const content = new Uint8Array(readFileSync(place))
const chosen = await chooseFile(act(), { kind: 'contracts', fileName: path.basename(place), content, here: true })
if (!chosen.ok) throw new Error(JSON.stringify(chosen.refusal))
const { loadId } = chosen.value
let ended = 0
const working = workOnFile(act(), loadId).then(() => {
  ended = performance.now()
})
let seen = 0
while (seen === 0) seen = (await withTrust(actor, (tx) => loadById(tx, loadId)))?.rowsDone ?? 0
const pressed = performance.now()
await cancelLoad(act(), { loadId })
await working
console.log(JSON.stringify({ stopMs: ended - pressed }))
await close()
process.exit()

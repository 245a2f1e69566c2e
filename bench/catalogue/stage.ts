import { readFileSync } from 'node:fs'
import path from 'node:path'
import { type Act, type Actor, systemActor } from '#lib/access/actor.ts'
import { weighChanges } from '#lib/contracts/changes/weigh-changes.job.ts'
import { openDatabase } from '#lib/db/client.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { cancelLoad } from '#lib/files/cancel-load.command.ts'
import { chooseFile } from '#lib/files/choose-file.command.ts'
import { loadById } from '#lib/files/load.store.ts'
import { workOnFile } from '#lib/files/work-on-file.job.ts'
import { systemClock } from '#lib/values/clock.ts'
import { systemIds } from '#lib/values/ids.ts'
import { connected } from '#scripts/start/database.ts'

/*
 * What S8 measures, a process of its own as the worker is: the hub stages a contract catalogue (read, validated, matched,
 * compared with what stands), a trust weighs what it changes as if it were agreed to, and it is thrown away.
 */

const [place = '', hubId = '', personId = '', trustId = '', ownerUrl = ''] = process.argv.slice(2)
const newId = systemIds(systemClock)
const hub = { ...systemActor({ id: hubId, name: 'Hub', odsCode: 'QZZ', kind: 'hub' }), personId }
const actor: Actor = { ...hub, name: 'Hub', roles: ['hub'], system: false }
const act = (who: Actor = actor): Act => ({ actor: who, now: systemClock(), newId, key: newId() })
const close = openDatabase(process.env.APP_DATABASE_URL ?? '', 3)

async function choose(): Promise<string> {
  const content = new Uint8Array(readFileSync(place))
  const chosen = await chooseFile(act(), { kind: 'contracts', fileName: path.basename(place), content, here: true })
  if (!chosen.ok) throw new Error(JSON.stringify(chosen.refusal))
  return chosen.value.loadId
}
const loadOf = (id: string) => withTrust(actor, (tx) => loadById(tx, id))

const began = performance.now()
const staged = await choose()
await workOnFile(act(), staged)
const compared = performance.now()
const ready = await loadOf(staged)
if (ready?.state !== 'ready')
  throw new Error(`The file is ${ready?.state}: ${JSON.stringify(ready?.report).slice(0, 500)}`)
await connected(ownerUrl, (owner) =>
  owner.query('UPDATE contract_change_set SET agreed_at = now() WHERE load_id = $1', [staged]),
)
const agreed = performance.now()
await weighChanges(act(systemActor({ id: trustId, name: 'Trust', odsCode: 'Z00', kind: 'trust' })), staged)
const weighed = performance.now()
await connected(ownerUrl, async (owner) => {
  for (const table of ['contract_effect', 'contract_weighing'])
    await owner.query(`DELETE FROM ${table} WHERE load_id = $1`, [staged])
  await owner.query('UPDATE contract_change_set SET agreed_at = NULL WHERE load_id = $1', [staged])
})
await cancelLoad(act(), { loadId: staged })

console.log(
  JSON.stringify({
    ...{ stageMs: compared - began, weighMs: weighed - agreed },
    ...{ peakMb: Math.round(process.resourceUsage().maxRSS / 1000), rows: ready.rowsTotal, changed: ready.rowsChanged },
  }),
)
await close()
process.exit()

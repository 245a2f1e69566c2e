import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { expect, test } from 'vitest'
import { dmdId, type ReleasePack, releaseZip } from '#lib/testing/a-release.ts'
import { aWorld } from '#lib/testing/a-trust.ts'
import { importNow } from '#lib/testing/import-now.ts'
import { large } from '#lib/testing/size.ts'
import { chooseRelease } from './choose-release.command.ts'

/* S7: killed (SIGKILL) at twenty points, an import ends with the same content as one that nobody disturbed. */

const POINTS = Math.max(20, large(20))

const first: ReleasePack[] = Array.from({ length: 40 }, (_, n) => ({
  n,
  gtins: [{ gtin: '5000283101086', to: `19${10 + n}-01-01`, from: `19${10 + n}-01-01` }],
}))
const later: ReleasePack[] = first
  .filter(({ n }) => n !== 7)
  .map((pack) => ({
    ...pack,
    ...(pack.n % 3 === 0 ? { price: '999' } : {}),
    ...(pack.n === 5 ? { vmpId: dmdId(74_905), vmpPrevious: dmdId(74_005) } : {}),
  }))

const ROOT = path.resolve(import.meta.dirname, '../../..')

test('killed at twenty points, it ends with the same content; readers see the one release or the other', async () => {
  const undisturbed = await aWorld()
  await importNow(undisturbed.act('admin'), releaseZip(first))
  const old = await packs(undisturbed)
  await importNow(undisturbed.act('admin'), releaseZip(later, { day: '020921' }))
  const wanted = await content(undisturbed)
  const now = await packs(undisturbed)

  const world = await aWorld()
  await importNow(world.act('admin'), releaseZip(first))
  const chosen = await chooseRelease(world.act('admin'), { files: [releaseZip(later, { day: '020921' })], here: true })
  if (!chosen.ok) throw new Error(chosen.refusal.code)
  let kills = 0
  for (let statement = 1; ; statement += statement < 40 ? 2 : 6) {
    const ended = await work(world.database.workerUrl, world.trusts.RZZ.id, chosen.value.releaseId, statement)
    const seen = await packs(world)
    expect([old, now]).toContain(seen)
    if (ended === 'SIGKILL') kills += 1
    else break
  }
  expect(kills).toBeGreaterThanOrEqual(Math.min(20, POINTS))
  expect(await content(world)).toBe(wanted)
}, 300_000)

type World = Awaited<ReturnType<typeof aWorld>>

/** The packs and barcodes of Riverside, as one text. */
async function packs(world: World): Promise<string> {
  const rows = await world.sql(
    `SELECT p.ampp_id, p.vmp_id, p.list_price, p.discontinued, array_agg(c.code || c.valid_from || c.valid_to ORDER BY 1) AS codes
     FROM pack p LEFT JOIN pack_code c USING (owner_id, ampp_id) WHERE p.owner_id = $1 GROUP BY 1, 2, 3, 4 ORDER BY 1`,
    [world.trusts.RZZ.id],
  )
  return JSON.stringify(rows)
}

/** All that an import leaves, without ids and times of the run. */
async function content(world: World): Promise<string> {
  const entries = await world.sql('SELECT kind, id, since, until, body FROM dictionary_entry ORDER BY 1, 2, 3')
  const changes = await world.sql('SELECT ampp_id, what, fields, pack, was FROM dictionary_change ORDER BY 1, 2')
  const releases = await world.sql('SELECT number, state, parts, report FROM dictionary_release ORDER BY 1')
  return JSON.stringify([entries, changes, releases, await packs(world)])
}

/** Works on a release in a process of its own that ends itself with SIGKILL at its n-th statement. */
async function work(url: string, trustId: string, releaseId: string, statement: number): Promise<string | number> {
  const child = spawn(
    process.execPath,
    ['--conditions=react-server', 'lib/testing/work-until-killed.ts', trustId, releaseId, String(statement)],
    {
      cwd: ROOT,
      env: { PATH: process.env.PATH, NODE_ENV: 'test', AUDIT_KEY: process.env.AUDIT_KEY, APP_DATABASE_URL: url },
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  )
  let said = ''
  child.stderr?.on('data', (part: Buffer) => {
    said += part.toString()
  })
  const [code, signal] = await once(child, 'exit')
  if (code !== 0 && signal === null) throw new Error(said)
  return signal ?? code
}

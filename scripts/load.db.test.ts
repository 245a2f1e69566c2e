import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { aWorld } from '#lib/testing/a-trust.ts'
import { verhoeffDigit } from '#lib/values/codes.ts'
import { inProject } from './paths.ts'

const world = await aWorld()
const folder = mkdtempSync(path.join(tmpdir(), 'load-'))
afterAll(async () => {
  rmSync(folder, { recursive: true })
  const { name } = world.database
  await world.sql(`DROP OWNED BY ${name}_app_login, ${name}_worker_login`)
  await world.sql(`DROP ROLE ${name}_app_login, ${name}_worker_login`)
})

const dmd = (stem: number) => `${stem}100000110${verhoeffDigit(`${stem}100000110`)}`
const HEAD = 'ampp_id,vmpp_id,amp_id,vmp_id,name,maker,pack_size,unit,gtins,supplier_code'
const row = (n: number, size = '10') =>
  `${dmd(100 + n)},${dmd(200 + n)},${dmd(300 + n)},${dmd(400 + n)},Test medicine ${n},Test maker,${size},vial,,TM-${n}`

/** Runs what `npm run load` runs, on a file with these rows. */
function load(rows: string[], ...args: string[]) {
  return run(rows.length > 0 ? [HEAD, ...rows] : [], 'products.csv', ...args)
}

function run(lines: string[], name: string, ...args: string[]) {
  const file = path.join(folder, name)
  writeFileSync(file, lines.join('\r\n'))
  const ended = spawnSync(
    process.execPath,
    ['--conditions=react-server', inProject('scripts/load.ts'), ...(lines.length > 0 ? [file] : []), ...args],
    {
      encoding: 'utf8',
      env: {
        NODE_ENV: 'test',
        PATH: process.env.PATH,
        DATABASE_URL: world.database.ownerUrl,
        DATA_DIR: path.join(folder, 'data'),
      },
    },
  )
  return { code: ended.status, out: ended.stdout, err: ended.stderr }
}

async function packs(): Promise<number> {
  const [found] = await world.sql<{ n: number }>(
    `SELECT count(*)::int AS n FROM pack WHERE owner_id = '${world.trusts.RZZ.id}' AND name LIKE 'Test medicine%'`,
  )
  return found?.n ?? 0
}

test('loads a product file for the trust that is named, once', async () => {
  expect(load([row(1), row(2)], '--trust', 'rzz')).toMatchObject({
    code: 0,
    out: expect.stringMatching(/products, for Riverside[\s\S]*✓ Loaded\./),
  })
  expect(await packs()).toBe(2)
  expect(load([row(1), row(2)], '--trust', 'rzz').out).toMatch(/✓ Nothing changed/)
})

test('names what is wrong by row and column, and loads nothing', async () => {
  const before = await packs()
  const { code, out, err } = load([row(3), row(4, 'many')], '--trust', 'RZZ')
  expect(code).toBe(1)
  expect(out).toMatch(/Row 3, pack_size “many”: /)
  expect(err).toMatch(/✗ Nothing was loaded/)
  expect(await packs()).toBe(before)
})

test('asks how days are written, or is told beforehand', async () => {
  const [store] = await world.sql<{ name: string }>('SELECT name FROM store WHERE id = $1', [world.trusts.RZZ.storeId])
  const issued = (...args: string[]) =>
    run(['store,vmp_id,day,units', `${store?.name},${world.vmps.insulin},01/02/2026,3`], 'issues.csv', ...args)
  const asked = issued('--trust', 'RZZ')
  expect(asked).toMatchObject({ code: 1, err: expect.stringMatching(/--days dmy or mdy or serial/) })
  expect(asked.out).toMatch(/The days can be read in more than one way/)
  expect(issued('--trust', 'RZZ', '--days', 'american').err).toMatch(/✗ That is not how a file is loaded/)
  expect(issued('--trust', 'RZZ', '--days', 'mdy')).toMatchObject({ code: 0, out: expect.stringMatching(/✓ Loaded\./) })
  const days = await world.sql<{ day: string }>('SELECT day::text FROM usage_day WHERE vmp_id = $1', [
    world.vmps.insulin,
  ])
  expect(days).toEqual([{ day: '2026-01-02' }])
})

test('asks which organisation where there are several, and for a file', () => {
  expect(load([row(1)]).err).toMatch(
    /✗ There are several organisations\. Give one of these with --trust: .*RZZ \(Riverside/,
  )
  expect(load([row(1)], '--trust', 'ZZZ').err).toMatch(/✗ There is no organisation ZZZ\./)
  expect(load([]).err).toMatch(/✗ That is not how a file is loaded\. Write npm run load -- FILE/)
})

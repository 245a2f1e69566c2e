import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { aWorld } from '#lib/testing/a-trust.ts'
import { workbookOf } from '#lib/testing/a-workbook.ts'
import { large } from '#lib/testing/size.ts'
import { verhoeffDigit } from '#lib/values/codes.ts'
import { inProject } from '#scripts/paths.ts'

const world = await aWorld()
const folder = mkdtempSync(path.join(tmpdir(), 'large-'))
afterAll(async () => {
  rmSync(folder, { recursive: true })
  const { name } = world.database
  await world.sql(`DROP OWNED BY ${name}_app_login, ${name}_worker_login`)
  await world.sql(`DROP ROLE ${name}_app_login, ${name}_worker_login`)
})

const ROWS = large(100_000)
const MEGABYTES = 600
const dmd = (stem: number) => `${stem}100000110${verhoeffDigit(`${stem}100000110`)}`
const TELL = 'process.on("exit", () => console.error("MEMORY", Math.round(process.resourceUsage().maxRSS / 1024)))'

/** Loads a file by the console's own program; answers what it said, and the most memory it ever held, in megabytes. */
async function load(name: string, content: Uint8Array | string): Promise<{ said: string; memory: number }> {
  const file = path.join(folder, name)
  writeFileSync(file, content)
  const tell = `data:text/javascript,${encodeURIComponent(TELL)}`
  const program = [
    '--conditions=react-server',
    '--max-old-space-size=320',
    '--import',
    tell,
    inProject('scripts/load.ts'),
    file,
    '--trust',
    'RZZ',
  ]
  const child = spawn(process.execPath, program, {
    env: {
      ...{ NODE_ENV: 'test', PATH: process.env.PATH },
      ...{ DATABASE_URL: world.database.ownerUrl, DATA_DIR: path.join(folder, 'data') },
    },
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => (said += text))
  await new Promise((resolve) => child.once('close', resolve))
  return { said, memory: Number(/MEMORY (\d+)/.exec(said)?.[1] ?? Number.NaN) }
}

const HEAD = [
  'contract_ref',
  'lot',
  'buying_group',
  'ampp_id',
  'supplier_name',
  'route',
  'price_ex_vat',
  'valid_from',
  'valid_to',
  'notes',
]
const PACK_HEAD = 'ampp_id,vmpp_id,amp_id,vmp_id,name,maker,pack_size,unit'
const stem = (n: number) => 1_000_000 + n

test(`${ROWS} packs, then as many prices from a workbook, under ${MEGABYTES} MB each`, async () => {
  const packs = Array.from({ length: ROWS }, (_, n) =>
    [
      dmd(stem(n)),
      dmd(3_000_000 + n),
      dmd(5_000_000 + n),
      dmd(7_000_000 + n),
      `Medicine ${n} 10mg tablets`,
      'A maker',
      '28',
      'tablet',
    ].join(','),
  )
  const products = await load('products.csv', [PACK_HEAD, ...packs].join('\n'))
  expect(products.said).toContain('✓ Loaded.')
  const prices = Array.from({ length: ROWS }, (_, n) => {
    return [
      'CM/PHG/99/0500',
      '01',
      'DLS',
      dmd(stem(n)),
      'A maker',
      'direct',
      1 + (n % 900) / 100,
      '2026-06-01',
      '2028-05-31',
      `Line ${n}`,
    ]
  })
  const contracts = await load('prices.xlsx', workbookOf([HEAD, ...prices]))
  expect(contracts.said).toContain('✓ Loaded.')
  const [found] = await world.sql<{ n: number }>(`SELECT count(*)::int AS n FROM award WHERE owner_id = $1`, [
    world.trusts.RZZ.id,
  ])
  expect(found?.n).toBe(ROWS)
  process.stdout.write(`${ROWS} rows: products ${products.memory} MB, prices from a workbook ${contracts.memory} MB\n`)
  expect(products.memory).toBeLessThan(MEGABYTES)
  expect(contracts.memory).toBeLessThan(MEGABYTES)
}, 900_000)

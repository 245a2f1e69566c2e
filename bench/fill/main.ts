import { Worker } from 'node:worker_threads'
import pg from 'pg'
import { openDatabase } from '#lib/db/client.ts'
import { env } from '#lib/env.ts'
import { beginDemo } from '#prisma/scenarios/demo-act.ts'
import { explain } from '#scripts/explain.ts'
import { Problem } from '#scripts/problem.ts'
import { benchEnvironment, databaseOf, makeDatabase, startBenchCluster } from '../cluster.ts'
import { putBack, takeOff } from './constraints.ts'
import { AWARD_COLUMNS, writeAwards, writeSuppliers } from './contracts.ts'
import { CopyTable } from './copy.ts'
import { type Filled, type Part, workingDays } from './history.ts'
import type { Chunk } from './lines.ts'
import { foundOrganisations } from './organisations.ts'
import { CODE_COLUMNS, PACK_COLUMNS, writeProducts } from './products.ts'
import { makeReference } from './reference.ts'
import { HISTORY_TABLES, HistoryTables } from './tables.ts'

/** Threads that make up the history; the rest of the work is PostgreSQL's. */
const THREADS = 3

const REFERENCE_TABLES = ['pack', 'pack_code', 'award', 'award_wholesaler'] as const

/** `npm run bench:fill -- --lines 100000`: a database as 200 trusts would have left it after so many order lines. */
async function fill(args: readonly string[]): Promise<void> {
  const lines = readLines(args)
  const began = Date.now()
  const say = (text: string) => console.log(`${String(Math.round((Date.now() - began) / 1000)).padStart(5)} s  ${text}`)
  const cluster = await startBenchCluster()
  const database = await makeDatabase(cluster, databaseOf(lines))
  Object.assign(process.env, benchEnvironment(database))
  const days = workingDays(new Date(), lines)
  const first = days[0] ?? Date.now()

  const close = openDatabase(database.appUrl, 8)
  const { hub, trusts } = await foundOrganisations(beginDemo(new Date(first - 86_400_000)), say)
  await close()

  const reference = makeReference(first - 1000)
  const { suppliers, makers, packs, awards } = reference
  say(`made up ${packs.length} packs and ${awards.length} awards`)

  const owner = new pg.Client({ connectionString: database.ownerUrl })
  await owner.connect()
  await writeSuppliers(owner, hub.id, trusts, { suppliers, awards })
  const taken = await takeOff(owner, [...REFERENCE_TABLES, ...HISTORY_TABLES])
  await writeReference(database.ownerUrl, hub.id, { packs, makers, awards, at: first - 1000 })
  say('wrote packs and awards')

  const tables = await HistoryTables.open(database.ownerUrl)
  const parts = Array.from({ length: THREADS }, (_, index) => trusts.filter((one) => one.index % THREADS === index))
  const weights = trusts.reduce((sum, trust) => sum + trust.weight, 0)
  let told = 0
  const progress = parts.map(() => 0)
  const filled = await Promise.all(
    parts.map((part, index) => {
      const weight = part.reduce((sum, trust) => sum + trust.weight, 0)
      const asked = { number: index + 1, hubId: hub.id, trusts: part, days, key: env().AUDIT_KEY, at: first - 1000 }
      return write(tables, { ...asked, lines: Math.round((lines * weight) / weights) }, (written) => {
        progress[index] = written
        const all = progress.reduce((sum, one) => sum + one, 0)
        if (all < told + lines / 20) return
        told = all
        say(`${all} lines of ${lines}`)
      })
    }),
  )
  const rows = await tables.end()
  say(
    `wrote ${Object.entries(rows)
      .map(([table, count]) => `${table} ${count}`)
      .join(', ')}`,
  )
  await putBack(database.ownerUrl, taken, say)
  for (const part of filled) await writeNumbers(owner, part)
  await owner.query('VACUUM (ANALYZE)')
  await owner.query(`COMMENT ON DATABASE ${database.name} IS 'filled'`)
  const { rows: size } = await owner.query('SELECT pg_size_pretty(pg_database_size(current_database())) AS size')
  await owner.end()
  say(`filled ${database.name}: ${size[0]?.size}`)
}

/** Runs one thread, and writes what it hands on. */
function write(tables: HistoryTables, part: Omit<Part, 'behind'>, say: (written: number) => void): Promise<Filled> {
  const behind = new SharedArrayBuffer(4)
  const counts = new Int32Array(behind)
  const workerData: Part = { ...part, behind }
  const thread = new Worker(new URL('./writer.ts', import.meta.url), { workerData })
  return new Promise((resolve, reject) => {
    thread.once('error', reject)
    thread.on('message', async (told: { chunk?: Chunk; written?: number; filled?: Filled }) => {
      if (told.written) say(told.written)
      if (told.filled) resolve(told.filled)
      if (!told.chunk) return
      const { table, lines, rows } = told.chunk
      await tables.drained(table).catch(reject)
      tables.bytes(table, lines, rows)
      Atomics.sub(counts, 0, 1)
      Atomics.notify(counts, 0)
    })
  })
}

function readLines(args: readonly string[]): number {
  const at = args.indexOf('--lines')
  const lines = Number(args[at + 1])
  if (at < 0 || !Number.isInteger(lines) || lines < 10_000) {
    throw new Problem('How many order lines?', 'npm run bench:fill -- --lines 100000')
  }
  return lines
}

async function writeReference(
  url: string,
  hubId: string,
  made: {
    packs: Parameters<typeof writeProducts>[0]
    makers: string[]
    awards: Parameters<typeof writeAwards>[1]
    at: number
  },
): Promise<void> {
  const open = (table: string, columns: readonly string[]) => CopyTable.open(url, table, columns)
  const pack = await open('pack', PACK_COLUMNS)
  const code = await open('pack_code', CODE_COLUMNS)
  await writeProducts(made.packs, { ownerId: hubId, makers: made.makers, at: made.at }, { pack, code })
  await Promise.all([pack.end(), code.end()])
  const award = await open('award', AWARD_COLUMNS)
  const wholesaler = await open('award_wholesaler', ['owner_id', 'award_id', 'supplier_id'])
  await writeAwards(hubId, made.awards, { award, wholesaler })
  await Promise.all([award.end(), wholesaler.end()])
}

/** The next order and receipt follow the last one. */
async function writeNumbers(owner: pg.Client, { numbers }: Filled): Promise<void> {
  for (const [trustId, series] of numbers) {
    for (const name of ['PH', 'GRN'] as const) {
      for (const [year, last] of series[name]) {
        await owner.query('INSERT INTO number_series (trust_id, series, year, last_number) VALUES ($1, $2, $3, $4)', [
          ...[trustId, name, year, last],
        ])
      }
    }
  }
}

await fill(process.argv.slice(2)).catch((error) => {
  console.error(`✗ ${explain(error)}`)
  // ways into tables that stay open would hold the process
  process.exit(1)
})

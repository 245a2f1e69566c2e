import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { explain } from '#scripts/explain.ts'
import { inProject } from '#scripts/paths.ts'
import { connected } from '#scripts/start/database.ts'
import {
  BENCH_DATA,
  type BenchDatabase,
  benchEnvironment,
  filledDatabase,
  LARGE,
  startBenchCluster,
} from '../cluster.ts'
import { actorOf, cookieOf, onDatabase } from '../run/context.ts'
import { visitor } from '../run/http.ts'
import { pageVisits } from '../run/pages.ts'
import { startServer } from '../run/server.ts'
import { lengthOf, plansSince, type Ran } from './log.ts'
import { readWhole, rowsRead, shapeOf, worstOfEach } from './shape.ts'
import { makeShown } from './shown.ts'

const PLANS = inProject('bench', 'plans')
const LOG = path.join(BENCH_DATA, 'postgres.log')

/** Rows that one statement of a page may read. */
const MOST_ROWS = 20_000

/** A table of fewer rows is a few pages of disk: reading it whole is what one wants. */
const SMALL_TABLE = 5000

/** Every plan that a page's statements ran by, in the busiest trust, under row security. */
async function collect(database: BenchDatabase): Promise<Map<string, Ran[]>> {
  const role = `${database.name}_app_login`
  const settings = {
    log_min_duration: '0',
    log_analyze: 'on',
    log_timing: 'off',
    log_nested_statements: 'on',
    log_format: 'json',
    log_parameter_max_length: '0',
  }
  await connected(database.ownerUrl, async (owner) => {
    for (const [name, value] of Object.entries(settings)) {
      await owner.query(`ALTER ROLE ${role} SET auto_explain.${name} = '${value}'`)
    }
  })
  const server = await startServer(database, benchEnvironment(database))
  try {
    return await onDatabase(database, async () => {
      await makeShown(database)
      const found = new Map<string, Ran[]>()
      const cookies = new Map<string, string>()
      const { trustId } = await actorOf(database, 'technician')
      for (const { id, role: as, address } of await pageVisits(database, trustId)) {
        const cookie = cookies.get(as) ?? (await cookieOf(await actorOf(database, as)))
        cookies.set(as, cookie)
        const each = visitor(server.url, cookie)
        const from = lengthOf(LOG)
        const { status } = await each.get(address)
        each.close()
        if (status !== 200) console.log(`  ${address} answered ${status} to ${as}`)
        found.set(id, [...(found.get(id) ?? []), ...plansSince(LOG, from, role)])
      }
      return found
    })
  } finally {
    await server.stop()
    await connected(database.ownerUrl, (owner) => owner.query(`ALTER ROLE ${role} RESET ALL`))
  }
}

/** What is wrong with the plans of a page: tables read whole, and rows beyond the bound. */
function faultsOf(id: string, ran: readonly Ran[], large: ReadonlySet<string>): string[] {
  return ran.flatMap(({ sql, plan }) => {
    const rows = Math.round(rowsRead(plan))
    const whole = readWhole(plan).filter((table) => large.has(table))
    return [
      ...(whole.length > 0 ? [`${id}: ${whole.join(', ')} read from end to end: ${sql.slice(0, 160)}`] : []),
      ...(rows > MOST_ROWS ? [`${id}: ${rows} rows read: ${sql.slice(0, 160)}`] : []),
    ]
  })
}

/** Tables, with an owner or a trust in each row, that are too long to be read whole. */
async function largeTables(database: BenchDatabase): Promise<Set<string>> {
  const { rows } = await connected(database.ownerUrl, (client) =>
    client.query<{ name: string }>(
      `SELECT c.relname AS name FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
         AND c.relrowsecurity AND c.reltuples > $1`,
      [SMALL_TABLE],
    ),
  )
  return new Set(rows.map((row) => row.name))
}

/** The plans of a page as they are kept. */
function textOf(ran: readonly Ran[]): string {
  return ran.map(({ sql, plan }) => `${sql}\n\n${shapeOf(plan, 1).join('\n')}\n`).join('\n')
}

/** `npm run bench:plans [-- --check] [--large 10000000]`: keeps the plans, or holds today's against those that are kept. */
async function plans(args: readonly string[]): Promise<void> {
  const at = args.indexOf('--large')
  const cluster = await startBenchCluster()
  const database = await filledDatabase(cluster, at < 0 ? LARGE : Number(args[at + 1]))
  Object.assign(process.env, benchEnvironment(database))
  const large = await largeTables(database)
  const found = await collect(database)
  const faults: string[] = []
  const kept = new Map<string, string>()
  for (const [id, ran] of found) {
    const each = worstOfEach(ran)
    const most = Math.max(0, ...each.map((one) => Math.round(rowsRead(one.plan))))
    console.log(`  ${id}: ${each.length} statements, at most ${most} rows read by one`)
    faults.push(...faultsOf(id, each, large))
    kept.set(`${id}.txt`, textOf(each))
  }
  if (args.includes('--check')) {
    for (const [file, text] of kept) {
      const before = path.join(PLANS, file)
      if (!existsSync(before)) faults.push(`${file}: no plans are kept of this page`)
      else if (readFileSync(before, 'utf8') !== text)
        faults.push(`${file}: the plans are others than those that are kept`)
    }
  } else {
    mkdirSync(PLANS, { recursive: true })
    for (const file of readdirSync(PLANS)) rmSync(path.join(PLANS, file))
    for (const [file, text] of kept) writeFileSync(path.join(PLANS, file), text)
  }
  console.log(faults.length === 0 ? '✓ the plans hold' : `✗ ${faults.join('\n✗ ')}`)
  process.exitCode = faults.length === 0 ? 0 : 1
}

await plans(process.argv.slice(2)).catch((error) => {
  console.error(`✗ ${explain(error)}`)
  process.exitCode = 1
})
process.exit()

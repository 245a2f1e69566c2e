import { explain } from '#scripts/explain.ts'
import { Problem } from '#scripts/problem.ts'
import { benchEnvironment, filledDatabase, LARGE, SMALL, startBenchCluster } from '../cluster.ts'
import { s8 } from '../parts/contracts.ts'
import { s7 } from '../parts/dictionary.ts'
import { s1, s2, s3 } from '../parts/lists.ts'
import { s5, s12 } from '../parts/orders.ts'
import { s9 } from '../parts/script.ts'
import { s6 } from '../parts/search.ts'
import { s10 } from '../parts/start.ts'
import { s11 } from '../parts/users.ts'
import { type Part, serversOfRun } from './context.ts'
import { noise } from './noise.ts'
import { keep } from './report.ts'

const PARTS: readonly Part[] = [s1, s2, s3, s5, s6, s7, s8, s9, s10, s11, s12]

/** `npm run bench [-- S1 S6 --rounds 7 --large 10000000]`: measures all parts, or those that are named. */
async function bench(args: readonly string[]): Promise<void> {
  const number = (name: string, otherwise: number) => {
    const at = args.indexOf(`--${name}`)
    return at < 0 ? otherwise : Number(args[at + 1])
  }
  const named = args.filter((arg) => /^S\d+$/i.test(arg)).map((arg) => arg.toUpperCase())
  const unknown = named.find((name) => !PARTS.some((part) => part.id === name))
  if (unknown)
    throw new Problem(`There is no part ${unknown}.`, `There are ${PARTS.map((part) => part.id).join(', ')}.`)
  const lines = number('large', LARGE)
  const cluster = await startBenchCluster()
  const large = await filledDatabase(cluster, lines)
  const small = await filledDatabase(cluster, SMALL)
  Object.assign(process.env, benchEnvironment(large))
  const servers = serversOfRun()
  const context = {
    rounds: number('rounds', 7),
    small,
    large,
    server: servers.server,
    say: (text: string) => console.log(`  ${text}`),
  }
  try {
    for (const part of PARTS.filter((one) => named.length === 0 || named.includes(one.id))) {
      console.log(part.id)
      const before = await noise(large)
      const rows = await part.run(context)
      const after = await noise(large)
      for (const row of rows)
        console.log(`  ${row.what}: ${row.result} (target ${row.target}); ${row.measured}; floor ${row.floor}`)
      console.log(`  before: ${before}\n  after: ${after}`)
      const on = new Date().toISOString().slice(0, 16).replace('T', ' ')
      keep({ part: part.id, on, lines: `${lines.toLocaleString('en-GB')} order lines`, before, after, rows })
    }
  } finally {
    await servers.stop()
  }
}

await bench(process.argv.slice(2)).catch((error) => {
  console.error(`✗ ${explain(error)}`)
  process.exitCode = 1
})
process.exit()

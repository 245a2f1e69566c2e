import { explain } from '#scripts/explain.ts'
import { makeDatabase, startBenchCluster } from '../cluster.ts'
import { measureDictionary } from './measure.ts'

/** `npm run bench:dictionary [-- ROUNDS]`: S7 alone, which needs no filled database. */
try {
  const cluster = await startBenchCluster()
  const rounds = Number(process.argv[2] ?? 3)
  const say = (text: string) => console.log(`  ${text}`)
  const rows = await measureDictionary(() => makeDatabase(cluster, 'bench_dictionary'), { rounds, say })
  for (const row of rows)
    console.log(`  ${row.what}: ${row.result} (target ${row.target}); ${row.measured}; ${row.floor}`)
  if (!cluster.reused) await cluster.stop()
} catch (error) {
  console.error(`✗ ${explain(error)}`)
  process.exitCode = 1
}
process.exit()

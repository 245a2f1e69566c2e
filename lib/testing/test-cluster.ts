import { randomBytes } from 'node:crypto'
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { type Cluster, startCluster } from '#scripts/cluster/cluster.ts'

/**
 * The throw-away PostgreSQL for tests, in a folder below .data. One that is already running is taken over, so several
 * people and runs share it; it waits for no disk and keeps nothing worth keeping.
 * @param name the folder: 'test-postgres' for runs by hand (left running for the next), another one for `npm test`
 */
export async function startTestCluster(name = 'test-postgres'): Promise<Cluster> {
  const home = path.resolve(import.meta.dirname, '../../.data')
  mkdirSync(home, { recursive: true })
  const data = path.join(home, name)
  return startCluster({ data, log: `${data}.log`, password: passwordIn(`${data}.password`), throwAway: true })
}

/** The password kept in a file; the first to come writes it, whoever else comes at the same time reads that. */
function passwordIn(file: string): string {
  if (!existsSync(file)) {
    const draft = `${file}.${process.pid}`
    writeFileSync(draft, randomBytes(24).toString('hex'), { mode: 0o600 })
    try {
      linkSync(draft, file)
    } catch {
      // another run was quicker: its password counts
    }
    rmSync(draft)
  }
  return readFileSync(file, 'utf8')
}

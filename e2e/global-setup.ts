import { rmSync } from 'node:fs'
import { startTestCluster } from '#lib/testing/test-cluster.ts'
import { generateClient, isGenerated } from '#scripts/generate/client.ts'
import { tell } from './installations.ts'
import { seededDemo } from './seeded.ts'
import { keepBuild, startInstallation } from './servers.ts'

/**
 * Runs once before the specs: the production build with its worker, twice, each on a fresh database of the cluster in
 * TEST_DATABASE_URL (else of the one in .data/test-postgres, where a demo seeded by the same code today is copied): the
 * seeded demo, and an empty installation.
 */
export default async function setup(): Promise<() => Promise<void>> {
  const clusterUrl = process.env.TEST_DATABASE_URL ?? (await startTestCluster()).url('postgres')
  if (!isGenerated()) await generateClient()
  const build = await keepBuild()
  const seeded = process.env.TEST_DATABASE_URL ? undefined : await seededDemo(clusterUrl, build)
  const demo = await startInstallation('demo', clusterUrl, build, seeded)
  const own = await startInstallation('own', clusterUrl, build)
  tell(demo, own)
  return async () => {
    await Promise.all([demo.stop(), own.stop()])
    rmSync(demo.dataDir, { recursive: true, force: true })
    rmSync(own.dataDir, { recursive: true, force: true })
  }
}

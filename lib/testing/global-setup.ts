import type { TestProject } from 'vitest/node'
import { dropCopies, prepareTemplate } from './template.ts'
import { startTestCluster } from './test-cluster.ts'

/**
 * Runs once before the database tests: one migrated template database, on the cluster of TEST_DATABASE_URL (what
 * `npm test` gives), else on the one in .data/test-postgres, which is started when it is not running and left running
 * for the next run. Afterwards the run's copies are dropped.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const clusterUrl = process.env.TEST_DATABASE_URL ?? (await startTestCluster()).url('postgres')
  const template = await prepareTemplate(clusterUrl)
  project.provide('database', template)
  return () => dropCopies(clusterUrl, template.run)
}

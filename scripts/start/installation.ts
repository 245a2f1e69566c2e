import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { generateClient, isGenerated } from '../generate/client.ts'
import { Problem } from '../problem.ts'
import { chooseEmbedded, prepareDatabase, startEmbedded } from './database.ts'
import { readFurnishing } from './furnish.ts'
import { environment } from './programs.ts'
import { keepSecrets } from './secrets.ts'
import { readSettings } from './settings.ts'

/**
 * Does some work with the installation that `npm start` runs in this folder (or the one of DATABASE_URL), as the app
 * does it: the environment is set as the app gets it. Its embedded database is used as it runs, or started for as long
 * as the work takes.
 * @param work told the owner's address of the database
 * @throws Problem when nothing is set up yet
 */
export async function withInstallation<T>(work: (ownerUrl: string) => Promise<T>): Promise<T> {
  const settings = readSettings(process.env, [])
  mkdirSync(path.join(settings.dataDir, 'logs'), { recursive: true })
  const secrets = keepSecrets(settings.dataDir, process.env)
  if (!isGenerated()) await generateClient()
  const cluster = settings.databaseUrl ? undefined : await startEmbedded(settings, secrets)
  try {
    const ownerUrl = cluster ? (await chooseEmbedded(cluster, settings.demo)).ownerUrl : (settings.databaseUrl ?? '')
    const { appUrl } = await prepareDatabase(ownerUrl, settings, secrets)
    const kind = await readFurnishing(ownerUrl)
    if (kind === null || kind === 'begun') {
      throw new Problem(
        'There is no installation here yet.',
        'Run npm start first: DEMO=0 npm start for one of your own.',
      )
    }
    Object.assign(process.env, environment(settings, secrets, kind), { APP_DATABASE_URL: appUrl })
    return await work(ownerUrl)
  } finally {
    if (cluster && !cluster.reused) await cluster.stop()
  }
}

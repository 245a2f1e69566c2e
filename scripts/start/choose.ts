import { Problem } from '../problem.ts'
import { stage } from '../progress.ts'
import { chooseEmbedded, embeddedData, prepareDatabase, remakeEmbedded, startEmbedded } from './database.ts'
import { type Furnishing, readFurnishing } from './furnish.ts'
import { keepDatabase } from './keep-database.ts'
import type { Secrets } from './secrets.ts'
import type { Settings } from './settings.ts'
import type { Undo } from './undo.ts'

/** A database that is migrated and may be used. */
export type Prepared = {
  ownerUrl: string
  appUrl: string
  workerUrl: string
  kind: Furnishing
  /** Whether it still has to be set up. */
  empty: boolean
}

/**
 * Brings up the database this start is about: the embedded one, or the one in DATABASE_URL, migrated, with its roles.
 * A first set-up that was interrupted is cleared away in the embedded one; in a hospital's own nothing is ever dropped.
 */
export async function prepare(
  settings: Settings,
  secrets: Secrets,
  undo: Undo,
  tell: (line: string) => void,
): Promise<Prepared> {
  const preparing = (ownerUrl: string) =>
    stage('Preparing the database', 'Prepared the database', () => prepareDatabase(ownerUrl, settings, secrets))

  if (settings.databaseUrl) {
    const ownerUrl = settings.databaseUrl
    const urls = await preparing(ownerUrl)
    const there = await readFurnishing(ownerUrl)
    if (there === 'begun') {
      throw new Problem(
        'The first set-up of the database in DATABASE_URL was interrupted half-way.',
        'Empty that database (drop it and create it), then start again.',
      )
    }
    const wanted = settings.demo === undefined ? there : settings.demo ? 'demo' : 'own'
    if (there && there !== wanted) throw mixed(there)
    return { ownerUrl, ...urls, kind: wanted ?? 'demo', empty: there === null }
  }

  const cluster = await stage('Starting the database', 'Started the database', () => startEmbedded(settings, secrets))
  await undo.later(cluster.stop)
  if (cluster.data !== embeddedData(settings))
    tell(`The database lies in ${cluster.data}, since PostgreSQL does not run as root. Back that up, too.`)
  await undo.later(keepDatabase(cluster, (port) => startEmbedded(settings, secrets, port), tell))
  const { ownerUrl, kind } = await chooseEmbedded(cluster, settings.demo)
  const urls = await preparing(ownerUrl)
  const there = await readFurnishing(ownerUrl)
  if (there !== 'begun') return { ownerUrl, ...urls, kind, empty: there === null }
  await stage('Clearing an interrupted first set-up', 'Cleared an interrupted first set-up', () =>
    remakeEmbedded(cluster, ownerUrl),
  )
  return { ownerUrl, ...(await preparing(ownerUrl)), kind, empty: true }
}

function mixed(there: Furnishing): Problem {
  return there === 'demo'
    ? new Problem(
        'The database in DATABASE_URL holds the demo, and DEMO=0 wants an empty one.',
        'Give it another database.',
      )
    : new Problem(
        'The database in DATABASE_URL belongs to a trust; the demo does not go into it.',
        'Start without DEMO=1.',
      )
}

import type { Act } from '#lib/access/actor.ts'
import { chooseRelease } from '#lib/catalogue/dictionary/choose-release.command.ts'
import { makeCurrent } from '#lib/catalogue/dictionary/make-current.command.ts'
import { canBecomeCurrent, isAtWork, RELEASE_STATE_NAMES } from '#lib/catalogue/dictionary/release.status.ts'
import { type Release, releaseById } from '#lib/catalogue/dictionary/release.store.ts'
import { workOnRelease } from '#lib/catalogue/dictionary/work-on-release.job.ts'
import { openDatabase } from '#lib/db/client.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import type { Refusal } from '#lib/refusal.ts'
import { wordsFor } from '#lib/refusal-words.ts'
import type { Result } from '#lib/result.ts'
import { systemClock } from '#lib/values/clock.ts'
import { formatCount } from '#lib/values/format.ts'
import { systemIds } from '#lib/values/ids.ts'
import { loaderOf } from '../load/loader.ts'
import { Problem } from '../problem.ts'
import { chooseEmbedded, prepareDatabase, startEmbedded } from '../start/database.ts'
import { keepSecrets } from '../start/secrets.ts'
import { readSettings } from '../start/settings.ts'

/** What `npm run dictionary` was asked. `keep`: the release waits to be made current. */
export type DictionaryAsked = {
  files: { fileName: string; content: Uint8Array }[]
  trust: string | undefined
  as: string | undefined
  keep: boolean
}

/**
 * Brings a release into the installation of this folder (or of DATABASE_URL), whether it runs or not. One that was cut off is
 * taken up where it stopped.
 * @returns the exit code: 0 current, ready or nothing new; 1 not
 */
export async function bringIn(asked: DictionaryAsked): Promise<number> {
  const settings = readSettings(process.env, [])
  const secrets = keepSecrets(settings.dataDir, process.env)
  const cluster = settings.databaseUrl ? null : await startEmbedded(settings, secrets)
  try {
    const ownerUrl = settings.databaseUrl ?? (cluster && (await chooseEmbedded(cluster, settings.demo)).ownerUrl) ?? ''
    const { workerUrl } = await prepareDatabase(ownerUrl, settings, secrets)
    Object.assign(process.env, { APP_DATABASE_URL: workerUrl, AUDIT_KEY: secrets.auditKey, DATA_DIR: settings.dataDir })
    const close = openDatabase(workerUrl, 3)
    try {
      return await bring(asked)
    } finally {
      await close()
    }
  } finally {
    if (cluster && !cluster.reused) await cluster.stop()
  }
}

async function bring({ files, keep, ...asked }: DictionaryAsked): Promise<number> {
  const actor = await loaderOf(asked, ['dictionary.load'])
  const newId = systemIds(systemClock)
  const act = (): Act => ({ actor, now: systemClock(), newId, key: newId() })
  const { releaseId, again } = answered(await chooseRelease(act(), { files, here: true }))
  if (again) console.log('  These files were brought in before.')
  let release = await worked(act(), releaseId)
  if (!keep && canBecomeCurrent(release.state)) {
    answered(await makeCurrent(act(), { releaseId, version: release.version, here: true }))
    release = await worked(act(), releaseId)
  }
  for (const line of lines(release)) console.log(`  ${line}`)
  const good = ['current', 'ready', 'unchanged', 'past'].includes(release.state)
  console.log(`${good ? '✓' : '✗'} ${RELEASE_STATE_NAMES[release.state]}.`)
  return good ? 0 : 1
}

/** Does what a release waits for, and says each second how far it is. */
async function worked(act: Act, releaseId: string): Promise<Release> {
  const found = () => withTrust(act.actor, (tx) => tx.dictionaryRelease.findFirst({ where: { id: releaseId } }))
  const telling = setInterval(async () => {
    const now = await found().catch(() => null)
    if (now && now.expected > 0n) console.log(`  ${now.step} ${(now.done * 100n) / now.expected}%`)
  }, 2000)
  try {
    await workOnRelease(act, releaseId)
  } finally {
    clearInterval(telling)
  }
  const release = await withTrust(act.actor, (tx) => releaseById(tx, act.actor, releaseId))
  if (!release || isAtWork(release.state))
    throw new Problem('The release is being worked on elsewhere.', 'Look at /settings/dictionary.')
  return release
}

function answered<T>(result: Result<T>): T {
  if (result.ok) return result.value
  const { title, message } = wordsFor(result.refusal as Refusal)
  throw new Problem(`${title}.`, message)
}

function lines({ report }: Release): string[] {
  const { problem, changes, findings, findingCount } = report
  return [
    ...(problem ? [problem] : []),
    ...(changes
      ? [
          `${formatCount(changes.packs)} packs to order: ${formatCount(changes.added)} new, ${formatCount(changes.changed)} changed, ${formatCount(changes.ended)} no longer to be had, ${formatCount(changes.moved)} with another generic product id, ${formatCount(changes.unchanged)} as they were`,
        ]
      : []),
    ...(findingCount > 0
      ? [`Left out or odd: ${formatCount(findingCount)}`, ...findings.slice(0, 10).map((one) => `  ${one.what}`)]
      : []),
  ]
}

import { systemActor } from '#lib/access/actor.ts'
import { resetAtConsole } from '#lib/access/reset/reset-at-console.command.ts'
import { openDatabase } from '#lib/db/client.ts'
import { wordsFor } from '#lib/refusal-words.ts'
import { systemClock } from '#lib/values/clock.ts'
import { systemIds } from '#lib/values/ids.ts'
import { type PersonAt, personAt } from '../person-at.ts'
import { Problem } from '../problem.ts'
import { chooseEmbedded, prepareDatabase, startEmbedded } from '../start/database.ts'
import { keepSecrets } from '../start/secrets.ts'
import { readSettings } from '../start/settings.ts'
import type { ResetArguments } from './arguments.ts'

/**
 * Gives a one-time password in the installation of this folder (or of DATABASE_URL), whether it runs or not, and prints it
 * last. Refused, with who could, where two administrators can do it together.
 */
export async function resetFromConsole(asked: ResetArguments): Promise<void> {
  const settings = readSettings(process.env, [])
  const secrets = keepSecrets(settings.dataDir, process.env)
  const cluster = settings.databaseUrl ? null : await startEmbedded(settings, secrets)
  try {
    const ownerUrl = settings.databaseUrl ?? (cluster && (await chooseEmbedded(cluster, settings.demo)).ownerUrl) ?? ''
    const { appUrl, workerUrl } = await prepareDatabase(ownerUrl, settings, secrets)
    const { auditKey, authSecret } = secrets
    const { dataDir } = settings
    Object.assign(process.env, {
      APP_DATABASE_URL: appUrl,
      AUDIT_KEY: auditKey,
      AUTH_SECRET: authSecret,
      DATA_DIR: dataDir,
    })
    const whose = await personAt(asked, workerUrl)
    const close = openDatabase(appUrl, 2)
    try {
      await reset(whose)
    } finally {
      await close()
    }
  } finally {
    if (cluster && !cluster.reused) await cluster.stop()
  }
}

async function reset({ organisation, person }: PersonAt): Promise<void> {
  const newId = systemIds(systemClock)
  const { trustId, name, odsCode, kind } = organisation
  const actor = systemActor({ id: trustId, name, odsCode, kind })
  const done = await resetAtConsole({ actor, now: systemClock(), newId, key: newId() }, { personId: person.id })
  if (!done.ok) {
    const { title, message } = wordsFor(done.refusal)
    throw new Problem(`${title}.`, message)
  }
  console.log(`${person.name} at ${name} is signed out everywhere, and signs in once with this, as ${person.email}:`)
  console.log(done.value.password)
}

import { systemActor } from '#lib/access/actor.ts'
import { makeToken } from '#lib/access/make-token.command.ts'
import { ROLE_NAMES } from '#lib/access/roles.ts'
import { scopesFor } from '#lib/access/scope-choice.rules.ts'
import { openDatabase } from '#lib/db/client.ts'
import type { TrustPerson } from '#lib/db/people.ts'
import { wordsFor } from '#lib/refusal-words.ts'
import { systemClock } from '#lib/values/clock.ts'
import { formatDateOf, formatList } from '#lib/values/format.ts'
import { systemIds } from '#lib/values/ids.ts'
import type { Organisation } from '../organisations.ts'
import { personAt } from '../person-at.ts'
import { Problem } from '../problem.ts'
import { chooseEmbedded, prepareDatabase, startEmbedded } from '../start/database.ts'
import { keepSecrets } from '../start/secrets.ts'
import { readSettings } from '../start/settings.ts'
import type { TokenArguments } from './arguments.ts'

/** Makes a token in the installation of this folder (or of DATABASE_URL), whether it runs or not, and prints it last. */
export async function makeTokenAtConsole(asked: TokenArguments): Promise<void> {
  const settings = readSettings(process.env, [])
  const secrets = keepSecrets(settings.dataDir, process.env)
  const cluster = settings.databaseUrl ? null : await startEmbedded(settings, secrets)
  try {
    const ownerUrl = settings.databaseUrl ?? (cluster && (await chooseEmbedded(cluster, settings.demo)).ownerUrl) ?? ''
    const { appUrl, workerUrl } = await prepareDatabase(ownerUrl, settings, secrets)
    Object.assign(process.env, { APP_DATABASE_URL: appUrl, AUDIT_KEY: secrets.auditKey, DATA_DIR: settings.dataDir })
    const { organisation, person } = await personAt(asked, workerUrl)
    const close = openDatabase(appUrl, 2)
    try {
      await make(asked, organisation, person)
    } finally {
      await close()
    }
  } finally {
    if (cluster && !cluster.reused) await cluster.stop()
  }
}

async function make(asked: TokenArguments, organisation: Organisation, person: TrustPerson): Promise<void> {
  const newId = systemIds(systemClock)
  const { trustId, name, odsCode, kind } = organisation
  const act = { actor: systemActor({ id: trustId, name, odsCode, kind }), now: systemClock(), newId, key: newId() }
  const scopes = asked.scopes ?? scopesFor(person.roles)
  if (scopes.length === 0) throw new Problem(`The API has nothing for ${person.name}.`, 'Give them a role first.')
  const made = await makeToken(act, { name: asked.name, scopes, days: asked.days, personId: person.id })
  if (!made.ok) {
    const { title, message } = wordsFor(made.refusal)
    throw new Problem(`${title}.`, message)
  }
  console.log(`For ${person.name}, ${formatList(person.roles.map((role) => ROLE_NAMES[role]))} at ${name}.`)
  console.log(`It may ${scopes.join(', ')}, until ${formatDateOf(made.value.expiresAt)}. It is not shown again:`)
  console.log(made.value.text)
}

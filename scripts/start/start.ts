import path from 'node:path'
import { ensureBuilt, isBuilt } from '../build.ts'
import { isFree } from '../cluster/ports.ts'
import { generateClient, isGenerated } from '../generate/client.ts'
import { Problem } from '../problem.ts'
import { stage } from '../progress.ts'
import { announcement, forgetSignIns, keepSignIns, keptSignIns } from './announce.ts'
import { type Prepared, prepare } from './choose.ts'
import { makeDataFolder } from './data-folder.ts'
import { type Furnished, furnish, hasOneTimePassword } from './furnish.ts'
import { claim, type Instance } from './instance.ts'
import { environment, programs } from './programs.ts'
import { untilReady } from './ready.ts'
import { keepSecrets } from './secrets.ts'
import { readSettings, type Settings } from './settings.ts'
import { supervise } from './supervise.ts'
import type { Undo } from './undo.ts'

/**
 * Brings an installation up, stage by stage, and returns when it can be used. What a stage started is noted in `undo`.
 * @throws Problem, MigrateProblem or an error of the system; nothing is harmed, and starting again goes on from there
 */
export async function start(env: NodeJS.ProcessEnv, args: readonly string[], undo: Undo): Promise<void> {
  const settings = readSettings(env, args)
  makeDataFolder(settings.dataDir)
  const secrets = keepSecrets(settings.dataDir, env)
  const instance = await claim(settings.dataDir, settings.publicUrl)
  await undo.later(instance.release)
  await refuseBusyPort(settings)

  if (!isGenerated()) await stage('Generating the database client', 'Generated the database client', generateClient)
  const prepared = await prepare(settings, secrets, undo, tell)
  const theirs = environment(settings, secrets, prepared.kind)
  const built = settings.dev || settings.standalone !== undefined || isBuilt()
  const build = () => ensureBuilt(path.join(settings.dataDir, 'logs', 'build.log'))
  if (prepared.empty) await setUp(settings, prepared, theirs, built ? null : build)
  else if (!built) await stage('Building', 'Built', build)
  await serve(settings, theirs, prepared, instance, undo)
  process.stdout.write(`${announcement(settings.publicUrl, prepared.kind, await signIns(settings, prepared))}\n`)
}

function tell(line: string): void {
  process.stdout.write(`! ${line}\n`)
}

async function refuseBusyPort({ port, host }: Settings): Promise<void> {
  if (await isFree(port, host)) return
  throw new Problem(
    `Port ${port} on ${host} is busy: another program is listening there.`,
    `Stop that one, or choose another port: PORT=${port + 1} npm start`,
  )
}

/** Who can sign in, as far as it is to be shown: a one-time password only until it was used. */
async function signIns({ dataDir }: Settings, { kind, ownerUrl }: Prepared): Promise<Furnished | undefined> {
  const kept = keptSignIns(dataDir, kind)
  const [administrator] = kept?.signIns ?? []
  if (kind === 'demo' || !administrator) return kept
  if (await hasOneTimePassword(ownerUrl, administrator.email)) return kept
  forgetSignIns(dataDir)
  return undefined
}

/** Fills the empty database; where the build is to be made too, it is made beside, since neither needs the other. */
async function setUp(
  settings: Settings,
  prepared: Prepared,
  env: NodeJS.ProcessEnv,
  build: (() => Promise<void>) | null,
): Promise<void> {
  const what = prepared.kind === 'demo' ? 'the demo' : 'an empty installation'
  const seedEnv = { ...env, APP_DATABASE_URL: prepared.appUrl, DATABASE_URL: prepared.ownerUrl }
  const [doing, done] = build
    ? [`Building, and setting up ${what}`, `Built, and set up ${what}`]
    : [`Setting up ${what}`, `Set up ${what}`]
  await stage(doing, done, async (say) => {
    const building = build?.()
    const furnishing = furnish(prepared.ownerUrl, prepared.kind, seedEnv, say).then((furnished) =>
      keepSignIns(settings.dataDir, prepared.kind, furnished),
    )
    // both are waited for, so that nothing goes on behind whatever one of them says
    const ended = await Promise.allSettled([building, furnishing])
    for (const one of ended) if (one.status === 'rejected') throw one.reason
  })
}

async function serve(
  settings: Settings,
  env: NodeJS.ProcessEnv,
  prepared: Prepared,
  instance: Instance,
  undo: Undo,
): Promise<void> {
  const { server, worker } = programs(settings, env, prepared)
  await stage('Starting the web server and the worker', 'Started the web server and the worker', async () => {
    const work = supervise(worker, tell, () => instance.note(pids()))
    await undo.later(work.stop)
    const web = supervise(server, tell, () => instance.note(pids()))
    await undo.later(web.stop)
    const pids = () => [work.pid, web.pid].filter((pid) => pid !== undefined)
    instance.note(pids())
    await untilReady(localAddress(settings), web, server.log)
  })
}

/** The address by which this machine itself reaches the server. */
function localAddress({ host, port }: Settings): string {
  if (host === '0.0.0.0' || host === '::') return `http://127.0.0.1:${port}`
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`
}

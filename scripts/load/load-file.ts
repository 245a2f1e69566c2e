import path from 'node:path'
import { openDatabase } from '#lib/db/client.ts'
import { DAY_ORDERS } from '#lib/files/day-order.rules.ts'
import { kindOfRows } from '#lib/files/fields.rules.ts'
import { LOAD_PERMISSION, type LoadKind } from '#lib/files/kind.rules.ts'
import { type LoadedAtOnce, loadAtOnce } from '#lib/files/load-at-once.job.ts'
import { readInThread } from '#lib/files/read/read-in-thread.ts'
import { whatItIs } from '#lib/files/what-it-is.rules.ts'
import type { Refusal } from '#lib/refusal.ts'
import { wordsFor } from '#lib/refusal-words.ts'
import { systemClock } from '#lib/values/clock.ts'
import { systemIds } from '#lib/values/ids.ts'
import { Problem } from '../problem.ts'
import { chooseEmbedded, prepareDatabase, startEmbedded } from '../start/database.ts'
import { keepSecrets } from '../start/secrets.ts'
import { readSettings } from '../start/settings.ts'
import type { LoadArguments } from './arguments.ts'
import { loaderOf } from './loader.ts'
import { reportLines } from './report-lines.ts'

const LARGEST = 64_000_000

/**
 * Loads a file into the installation of this folder (or of DATABASE_URL), whether it runs or not, and writes the report.
 * @returns the exit code: 0 loaded or nothing to change, 1 not loaded
 */
export async function loadFile(asked: LoadArguments & { content: Uint8Array }): Promise<number> {
  if (asked.content.length > LARGEST) throw new Problem('The file is larger than 64 MB.', 'Split it.')
  const settings = readSettings(process.env, [])
  const secrets = keepSecrets(settings.dataDir, process.env)
  const cluster = settings.databaseUrl ? null : await startEmbedded(settings, secrets)
  try {
    const ownerUrl = settings.databaseUrl ?? (cluster && (await chooseEmbedded(cluster, settings.demo)).ownerUrl) ?? ''
    const { workerUrl } = await prepareDatabase(ownerUrl, settings, secrets)
    Object.assign(process.env, { APP_DATABASE_URL: workerUrl, AUDIT_KEY: secrets.auditKey, DATA_DIR: settings.dataDir })
    const close = openDatabase(workerUrl, 2)
    try {
      return await load(asked)
    } finally {
      await close()
    }
  } finally {
    if (cluster && !cluster.reused) await cluster.stop()
  }
}

async function load(asked: LoadArguments & { content: Uint8Array }): Promise<number> {
  const fileName = path.basename(asked.file)
  const kind = asked.kind ?? (await kindOf(fileName, asked.content))
  const actor = await loaderOf(asked, LOAD_PERMISSION[kind])
  const newId = systemIds(systemClock)
  const act = { actor, now: systemClock(), newId, key: newId() }
  const done = await loadAtOnce(act, { kind, fileName, content: asked.content }, asked.said)
  if (!done.ok) throw problemOf(done.refusal)
  for (const line of reportLines(done.value.report, actor)) console.log(line)
  return said(done.value)
}

function problemOf(refusal: Refusal): Problem {
  const { title, message } = wordsFor(refusal)
  const fields = refusal.code === 'INVALID' ? refusal.errors.map((error) => `${error.message}.`) : []
  return new Problem(`${title}.`, fields.length > 0 ? fields.join(' ') : message)
}

/** Says how it ended. @returns the exit code */
function said({ state, loadId }: LoadedAtOnce): number {
  if (state === 'loaded') console.log('✓ Loaded.')
  else if (state === 'unchanged') console.log('✓ Nothing changed: everything in the file stands here already.')
  else if (state === 'columns') {
    console.error(
      `✗ Nothing was loaded: it asks what is named above. Say it at /settings/loads/${loadId}, where it is remembered for the next file with the same columns, or here: --sheet NAME, --days ${DAY_ORDERS.join(' or ')}, --source NAME.`,
    )
  } else console.error('✗ Nothing was loaded.')
  return state === 'loaded' || state === 'unchanged' ? 0 : 1
}

/** What the file holds, by the names of its columns. */
async function kindOf(fileName: string, content: Uint8Array): Promise<LoadKind> {
  const found = whatItIs(content, fileName)
  if ('problem' in found) throw new Problem('The file cannot be loaded.', found.problem)
  const reading = readInThread({ content, fileName, format: found.format, kind: null })
  try {
    const first = await reading.next()
    const kind = first.done ? null : kindOfRows(first.value.rows)
    if (kind) return kind
  } finally {
    await reading.return({ notes: [], problem: null })
  }
  throw new Problem(
    'The names of the columns do not tell what kind of file this is.',
    'Say it with --kind, or take the column names from the templates under Settings, Load files.',
  )
}

import path from 'node:path'

import { readText } from '#lib/catalogue/load/file.rules.ts'
import { loadPacks } from '#lib/catalogue/load/load-packs.command.ts'
import { LOAD_PERMISSION, type LoadKind } from '#lib/catalogue/load/report.rules.ts'
import { checkFile } from '#lib/contracts/load/check-file.queries.ts'
import { kindOfText } from '#lib/contracts/load/columns.rules.ts'
import { loadContracts } from '#lib/contracts/load/load-contracts.command.ts'
import { openDatabase } from '#lib/db/client.ts'
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
  const kind = kindOf(asked.content)
  const actor = await loaderOf(asked, LOAD_PERMISSION[kind])
  const file = { fileName: path.basename(asked.file), content: asked.content }
  const now = systemClock()
  const newId = systemIds(systemClock)
  const act = { actor, now, newId, key: newId() }
  const done = await (kind === 'packs' ? loadPacks(act, file) : loadContracts(act, file))
  if (done.ok) {
    for (const line of reportLines(done.value.report, actor)) console.log(line)
    console.log(
      done.value.loadId === null ? '✓ Nothing changed: everything in the file stands here already.' : '✓ Loaded.',
    )
    return 0
  }
  if (done.refusal.code !== 'LOAD_REFUSED') throw refused(done.refusal)
  const checked = await checkFile(actor, kind, file, now)
  if (!checked.ok) throw refused(checked.refusal)
  for (const line of reportLines(checked.value, actor)) console.log(line)
  console.error('✗ Nothing was loaded.')
  return 1
}

function refused(refusal: Parameters<typeof wordsFor>[0]): Problem {
  const { title, message } = wordsFor(refusal)
  return new Problem(`${title}.`, message)
}

/** What the file holds; a file that cannot be read is told as products, whose report says what is wrong with it. */
function kindOf(content: Uint8Array): LoadKind {
  const read = readText(content.subarray(0, 65_536))
  if ('problem' in read) return 'packs'
  const kind = kindOfText(read.text)
  if (kind) return kind
  throw new Problem(
    'The first row names neither products (ampp_id) nor contracts (contract_ref).',
    'Take the column names from the templates under Settings, Files loaded.',
  )
}

import { existsSync } from 'node:fs'
import path from 'node:path'
import { formatCounted, formatDateTime } from '#lib/values/format.ts'
import { Problem } from '../problem.ts'
import { chooseEmbedded, embeddedData, startEmbedded } from '../start/database.ts'
import { keepSecrets } from '../start/secrets.ts'
import { readSettings } from '../start/settings.ts'
import type { VerifyArguments } from './arguments.ts'
import type { ExportChecked } from './check-export.ts'
import { sealsInFolder } from './outside-seals.ts'
import { withRecord } from './record.ts'
import { reportLines, UNPROVEN } from './report.ts'

/** How a check ended, as the exit code of its program says it: whole, broken. That it could not be made is 2. */
export type Outcome = 0 | 1

/**
 * Checks the record of an installation, of a copy, or of an organisation of it, and says what it found line by line.
 * Looks only: nothing is written.
 */
export async function verifyAudit(asked: VerifyArguments, say: (line: string) => void): Promise<Outcome> {
  return onDatabase(asked, (url, key) =>
    withRecord(url, key, async (record) => {
      if (asked.export !== undefined) return sayExport(await record.checkExport(asked.export), say)
      const kept = asked.seals === undefined ? new Map() : sealsInFolder(asked.seals)
      const all = await record.whose(kept)
      const wanted = asked.trust === undefined ? all : all.filter((one) => one.odsCode === asked.trust)
      if (wanted.length === 0) throw new Problem(`There is no organisation ${asked.trust ?? ''}.`, 'Give its ODS code.')
      let outcome: Outcome = 0
      let unsealed = false
      for (const whose of wanted) {
        const outside = kept.get(whose.trustId) ?? []
        const verified = await record.verify(whose, outside, (events) => {
          if (events % 1_000_000 === 0) say(`  … ${events.toLocaleString('en-GB')} entries of ${whose.name}`)
        })
        for (const line of reportLines(verified, outside.length)) say(line)
        if (verified.broken) outcome = 1
        unsealed ||= verified.unsealed.events > 0 || asked.seals === undefined
      }
      if (unsealed && outcome === 0) say(UNPROVEN)
      return outcome
    }),
  )
}

function sayExport({ entries, by, at, organisation, wrong }: ExportChecked, say: (line: string) => void): Outcome {
  const what = `${formatCounted(entries, 'entry', 'entries')} of ${organisation}, exported by ${by} on ${formatDateTime(at)}`
  say(wrong === null ? `✓ ${what}: each as it stands in the record.` : `✗ ${what}: ${wrong}`)
  return wrong === null ? 0 : 1
}

/** The database that is meant and its key: the one of the arguments or of DATABASE_URL, else that of the data folder. */
async function onDatabase<T>(asked: VerifyArguments, work: (url: string, key: string) => Promise<T>): Promise<T> {
  const settings = readSettings({ ...process.env, DATABASE_URL: asked.database ?? process.env.DATABASE_URL }, [])
  if (settings.databaseUrl) {
    return work(settings.databaseUrl, keyOf(settings.dataDir))
  }
  if (!existsSync(embeddedData(settings)) || !existsSync(path.join(settings.dataDir, 'secrets.json'))) {
    throw new Problem(`There is no installation in ${settings.dataDir}.`, 'Give its folder as DATA_DIR, or --database.')
  }
  const secrets = keepSecrets(settings.dataDir, process.env)
  const cluster = await startEmbedded(settings, secrets)
  try {
    const { ownerUrl } = await chooseEmbedded(cluster, settings.demo)
    return await work(ownerUrl, secrets.auditKey)
  } finally {
    if (!cluster.reused) await cluster.stop()
  }
}

/** AUDIT_KEY, else the key of the data folder; a folder without one is not given one. */
function keyOf(dataDir: string): string {
  if (process.env.AUDIT_KEY || existsSync(path.join(dataDir, 'secrets.json'))) {
    if (!existsSync(path.join(dataDir, 'secrets.json'))) return checked(process.env.AUDIT_KEY ?? '')
    return keepSecrets(dataDir, process.env).auditKey
  }
  throw new Problem('The key of the record is not known.', 'Give it as AUDIT_KEY, or its data folder as DATA_DIR.')
}

function checked(key: string): string {
  if (/^[0-9a-f]{64}$/.test(key)) return key
  throw new Problem('AUDIT_KEY is not 64 hexadecimal digits.', 'Give the one the record is kept with.')
}

import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { systemActor } from '#lib/access/actor.ts'
import { readText } from '#lib/catalogue/load/file.rules.ts'
import { loadPacks } from '#lib/catalogue/load/load-packs.command.ts'
import { PACK_FILE } from '#lib/catalogue/load/packs.rules.ts'
import { LOAD_KIND_NAMES, type LoadKind, type LoadReport } from '#lib/catalogue/load/report.rules.ts'
import { columnName } from '#lib/catalogue/load/table.rules.ts'
import { checkFile } from '#lib/contracts/load/check-file.queries.ts'
import { CONTRACT_FILE } from '#lib/contracts/load/contracts.rules.ts'
import { loadContracts } from '#lib/contracts/load/load-contracts.command.ts'
import { database } from '#lib/db/client.ts'
import { wordsFor } from '#lib/refusal-words.ts'
import { systemClock } from '#lib/values/clock.ts'
import { systemIds } from '#lib/values/ids.ts'
import { explain } from './explain.ts'
import { Problem } from './problem.ts'
import { connected } from './start/database.ts'
import { withInstallation } from './start/installation.ts'

const USAGE = 'npm run load -- FILE [--trust ODS-CODE] [--check]'

type Trust = { id: string; name: string; odsCode: string; kind: 'trust' | 'hub' }

try {
  const { file, odsCode, onlyCheck } = readArguments(process.argv.slice(2))
  process.exitCode = await withInstallation(async (ownerUrl) => {
    try {
      return await load(file, await chooseTrust(ownerUrl, odsCode), onlyCheck)
    } finally {
      await database().$disconnect()
    }
  })
} catch (error) {
  console.error(`✗ ${explain(error)}`)
  process.exitCode = 1
}

function readArguments(args: string[]): { file: string; odsCode: string | undefined; onlyCheck: boolean } {
  const options = { trust: { type: 'string' }, check: { type: 'boolean' } } as const
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true })
  const [file, more] = positionals
  if (!file || more) throw new Problem('One file is loaded at a time.', USAGE)
  return { file, odsCode: values.trust?.toUpperCase(), onlyCheck: values.check ?? false }
}

/** The one trust of the installation, or the one whose ODS code was given. */
async function chooseTrust(ownerUrl: string, odsCode: string | undefined): Promise<Trust> {
  const trusts = await connected(ownerUrl, async (client) => {
    const sql = 'SELECT trust_id AS id, name, ods_code AS "odsCode", kind FROM organisation ORDER BY ods_code'
    return (await client.query<Trust>(sql)).rows
  })
  const [only, another] = trusts
  if (!odsCode && only && !another) return only
  const known = trusts.map((trust) => `${trust.odsCode} (${trust.name})`).join(', ')
  const found = trusts.find((trust) => trust.odsCode.toUpperCase() === odsCode)
  if (found) return found
  if (odsCode) throw new Problem(`There is no organisation ${odsCode} here.`, `Known are ${known || 'none'}.`)
  throw new Problem('For which organisation?', `Say --trust and one of ${known || 'none: set one up first'}.`)
}

/** Loads a file for a trust, or only says what loading it would do. The answer is the exit code. */
async function load(file: string, trust: Trust, onlyCheck: boolean): Promise<number> {
  const chosen = { fileName: file, content: new Uint8Array(readFileSync(file)) }
  const kind = kindOf(chosen.content)
  const now = systemClock()
  const newId = systemIds(systemClock)
  const actor = systemActor(trust)
  const checked = await checkFile(actor, kind, chosen, now)
  if (!checked.ok) throw new Error(wordsFor(checked.refusal).message)
  const report = checked.value
  console.log(`${LOAD_KIND_NAMES[kind]} for ${trust.name}: ${report.fileName}, ${report.rows} rows`)
  for (const line of linesOf(report)) console.log(line)
  if (report.problemCount > 0) {
    console.error(
      `✗ Nothing was loaded: ${report.problemCount === 1 ? '1 problem' : `${report.problemCount} problems`}. Put right what is named and load the file again.`,
    )
    return 1
  }
  if (onlyCheck) return 0
  const command = kind === 'packs' ? loadPacks : loadContracts
  const done = await command({ actor, now, newId, key: newId() }, chosen)
  if (!done.ok) {
    const { title, message } = wordsFor(done.refusal)
    console.error(`✗ ${title}. ${message}`)
    return 1
  }
  const { added, changed, unchanged } = done.value.report
  const what = `${added} added, ${changed} changed, ${unchanged} as they were`
  console.log(done.value.loadId ? `✓ Loaded: ${what}` : `✓ Nothing to change: ${what}`)
  return 0
}

/** What kind of file this is, by the column names that it has of each kind's. */
function kindOf(content: Uint8Array): LoadKind {
  const read = readText(content)
  if ('problem' in read) throw new Problem(read.problem, '')
  const head = /^[^\r\n]*/.exec(read.text.replace(/^\ufeff/, '').trimStart())?.[0] ?? ''
  const names = head.split(/[,;\t]/).map((name) => columnName(name.replaceAll('"', '')))
  const share = (required: readonly string[]) =>
    required.filter((name) => names.includes(name)).length / required.length
  return share(CONTRACT_FILE.required) > share(PACK_FILE.required) ? 'contracts' : 'packs'
}

function linesOf(report: LoadReport): string[] {
  const place = ({ row, column }: LoadReport['problems'][number]) =>
    [row === null ? 'file' : `row ${row}`, column ?? ''].filter(Boolean).join(', ')
  const more = (count: number, shown: number) => (count > shown ? [`  … and ${count - shown} more`] : [])
  return [
    ...report.notes.map((note) => `  ${note}`),
    ...report.problems.map(
      (problem) => `  ✗ ${place(problem)}: ${problem.cell ? `“${problem.cell}”: ` : ''}${problem.problem}`,
    ),
    ...more(report.problemCount, report.problems.length),
    ...report.warnings.map((warning) => `  ! ${place(warning)}: ${warning.problem}`),
    ...more(report.warningCount, report.warnings.length),
  ]
}

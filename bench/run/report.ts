import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { inProject } from '#scripts/paths.ts'
import type { Row } from './measure.ts'

const RESULTS = inProject('bench', 'results.json')
const README = inProject('bench', 'README.md')
const FROM = '<!-- table -->'
const TO = '<!-- end of table -->'

/** What one part measured, when, and how quiet the machine was before and after. */
export type Measured = { part: string; on: string; lines: string; before: string; after: string; rows: Row[] }

/** Keeps what was measured, part by part, and writes the table of all parts into the README. */
export function keep(measured: Measured): void {
  const known: Measured[] = existsSync(RESULTS) ? JSON.parse(readFileSync(RESULTS, 'utf8')) : []
  const all = [...known.filter((one) => one.part !== measured.part), measured]
  all.sort((a, b) => Number(a.part.slice(1)) - Number(b.part.slice(1)))
  writeFileSync(RESULTS, `${JSON.stringify(all, null, 2)}\n`)
  const text = readFileSync(README, 'utf8')
  const [before, rest] = text.split(FROM)
  const after = rest?.split(TO)[1]
  if (after === undefined) return
  writeFileSync(README, `${before}${FROM}\n${table(all)}\n${TO}${after}`)
}

function table(all: readonly Measured[]): string {
  const head = '| # | what | measured | floor | result | target | holds |\n|---|---|---|---|---|---|---|'
  const rows = all
    .flatMap((one) => one.rows)
    .map(
      (row) =>
        `| ${row.part} | ${row.what} | ${row.measured || '–'} | ${row.floor || '–'} | **${row.result}** | ${row.target} | ${row.holds === null ? '–' : row.holds ? 'yes' : 'no'} |`,
    )
  const noise = all.map((one) => `- ${one.part}, ${one.on}, ${one.lines}. Before: ${one.before}. After: ${one.after}.`)
  return `\n${[head, ...rows].join('\n')}\n\nThe machine beside it:\n\n${noise.join('\n')}\n`
}

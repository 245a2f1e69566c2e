import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import type { Tx } from '#lib/db/client.ts'
import type { LocalDate } from '#lib/values/dates.ts'
import { formatCounted, formatList } from '#lib/values/format.ts'
import { layoutsOf, partsIn } from './apart.rules.ts'
import { FIELDS } from './fields.rules.ts'
import { dropRows, type FileLoad, moveLoad } from './load.store.ts'
import { newRowKey } from './new-row.rules.ts'
import type { FilePlan } from './planner.store.ts'
import { PLANNERS } from './planners.store.ts'
import {
  type Findings,
  type FoundReport,
  foundReport,
  inOrder,
  KEPT,
  type PriceChange,
  type Problem,
} from './report.rules.ts'
import type { RawRow } from './row.rules.ts'
import { columnLabel, tableRows, unusedColumns } from './table.rules.ts'

/** Takes a file's rows block by block, then holds them against what stands. Problems name columns as the file does. */
export type Planning = {
  takeBlock: (rows: readonly RawRow[]) => void
  finish: (tx: Tx, actor: Actor, today: LocalDate) => Promise<FilePlan>
}

/** Begins to plan the loading of a file whose columns are known. */
export function beginPlan({ kind, format, layout, source }: FileLoad): Planning {
  if (!layout) throw new Error('The columns of the file are not known')
  const planner = PLANNERS[kind]()
  const fields = FIELDS[kind]
  const problems: Problem[] = []
  const parts = layoutsOf(layout, fields)
  let rows = 0
  let priceless = 0
  const named = (list: readonly Problem[]) =>
    list.map((one) => (one.column === null ? one : { ...one, column: columnLabel(one.column, layout, format) }))
  return {
    takeBlock: (block) => {
      for (const raw of block) {
        if (raw.row <= layout.headRow) continue
        rows += 1
        const read = tableRows(raw, parts, fields, format)
        problems.push(...read.problems)
        for (const one of read.rows) planner.take(one)
        if (read.rows.length + read.problems.length === 0) priceless += 1
      }
    },
    finish: async (tx, actor, today) => {
      const plan = await planner.plan(tx, actor, { today, source: source ?? '' })
      const { findings } = plan
      const unused = unusedColumns(layout)
      const notes = [...findings.notes]
      if (priceless > 0) {
        const names = formatList(partsIn(layout, fields).map((part) => part.value))
        notes.push(
          `${formatCounted(priceless, 'row has', 'rows have')} nothing under ${names}, and ${priceless === 1 ? 'was' : 'were'} not read.`,
        )
      }
      if (unused.length > 0) notes.push(`Not read, since they have no meaning here: ${unused.join(', ')}.`)
      return {
        ...plan,
        findings: {
          ...findings,
          ...{ rows, notes },
          problems: [...problems, ...once(named(findings.problems))],
          warnings: once(named(findings.warnings)),
        },
      }
    },
  }
}

/** Each thing once: a row that stands for several may have the same said of it by each. */
function once(problems: readonly Problem[]): Problem[] {
  return [...new Map(problems.map((one) => [JSON.stringify(one), one])).values()]
}

/** Puts down what checking found: to be put right, ready, or nothing to do. Answers whether the run might still write. */
export async function settleCheck(tx: Tx, seen: { id: string; run: string }, findings: Findings): Promise<boolean> {
  const { rows, added, changed, unchanged, beside } = findings
  const report = foundReport(findings)
  const problems = inOrder(findings.problems, KEPT)
  const change = { report, problems, rowsTotal: rows, rowsAdded: added, rowsChanged: changed, rowsUnchanged: unchanged }
  if (problems.length > 0) return moveLoad(tx, seen, 'fault', change)
  if (added + changed + beside > 0) return moveLoad(tx, seen, 'offer', change)
  if (!(await moveLoad(tx, seen, 'standStill', change))) return false
  await dropRows(tx, seen.id, { content: true })
  return true
}

/** Whether a plan would do what was shown when somebody said yes: the same counts, prices and new rows. */
export function asShown(findings: Findings, shown: FoundReport & Counts): boolean {
  const now = foundReport(findings)
  return (
    findings.problems.length === 0 &&
    findings.added === shown.rowsAdded &&
    findings.changed === shown.rowsChanged &&
    (now.fingerprint ?? '') === (shown.fingerprint ?? '') &&
    now.priceChanges.map(priceKey).join('\n') === shown.priceChanges.map(priceKey).join('\n') &&
    now.newRows.map(newRowKey).join('\n') === shown.newRows.map(newRowKey).join('\n')
  )
}

function priceKey({ product, supplier, buyingGroup, from, to, on }: PriceChange): string {
  return [product, supplier, buyingGroup, from, to, on].join('|')
}

/** Counts of rows as a load keeps them. */
export type Counts = { rowsAdded: number; rowsChanged: number }

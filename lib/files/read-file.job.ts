import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import type { Tx } from '#lib/db/client.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import type { Field } from './field.rules.ts'
import { FIELDS } from './fields.rules.ts'
import {
  findHead,
  guessedLayout,
  isSure,
  type Layout,
  layoutKey,
  type RememberedPlaces,
  rememberedLayout,
} from './layout.rules.ts'
import { contentOf, dropRows, type FileLoad, keepBlock, moveLoad, sha256, tellProgress } from './load.store.ts'
import type { ReadEnd } from './read/batch.ts'
import { readInThread } from './read/read-in-thread.ts'
import { type Findings, foundReport, noFindings, onlyProblem } from './report.rules.ts'
import type { RawRow } from './row.rules.ts'
import { emptyProblem, headProblems } from './table.rules.ts'

/**
 * Reads a file into its blocks of rows, in a thread of its own, then finds its columns: sure of them, the rows can be
 * checked; else somebody must say. Begins anew where a run before it ended; stops when the load moved on.
 */
export async function readFileRows(act: Act, load: FileLoad, run: string): Promise<void> {
  const mine = { id: load.id, run }
  const content = await withTrust(act.actor, async (tx) => {
    await dropRows(tx, load.id, { content: false })
    return contentOf(tx, load.id)
  })
  if (!content) return
  const { fileName, format, kind } = load
  const reading = readInThread({ content, fileName, format, kind })
  let [block, count, first] = [0, 0, [] as RawRow[]]
  let end: ReadEnd | undefined
  try {
    for (;;) {
      const step = await reading.next()
      if (step.done) {
        end = step.value
        break
      }
      const { rows, expected } = step.value
      if (rows.length === 0) continue
      if (block === 0) first = rows
      const at = block
      count += rows.length
      const goOn = await withTrust(act.actor, async (tx) => {
        if (!(await tellProgress(tx, mine, count, expected))) return false
        await keepBlock(tx, act.actor, load.id, at, rows)
        return true
      })
      if (!goOn) return
      block += 1
    }
  } finally {
    await reading.return({ notes: [], problem: null })
  }
  await withTrust(act.actor, (tx) => close(tx, { ...load, run }, first, count, end))
}

async function close(
  tx: Tx,
  load: FileLoad & { run: string },
  first: readonly RawRow[],
  count: number,
  end: ReadEnd,
): Promise<void> {
  const seen = { id: load.id, run: load.run }
  const notes = [...end.notes]
  const fail = async (findings: Findings) => {
    const report = foundReport(findings)
    await moveLoad(tx, seen, 'fault', { notes, report, problems: report.problems })
    await dropRows(tx, load.id, { content: true })
  }
  if (end.problem) return fail(onlyProblem(end.problem.what, end.problem.row, end.problem.column))
  const fields = FIELDS[load.kind]
  const head = first[findHead(first, fields)]
  const empty = emptyProblem(head ? count - first.indexOf(head) : 0)
  if (!head || empty) return fail({ ...noFindings(), problems: empty ? [empty] : [] })
  const above = first.filter(({ row }) => row < head.row)
  if (above.length > 0) {
    notes.push(`The column names stand in row ${head.row}. What stands above them was not read as data.`)
  }
  const { layout, sure } = await layoutOf(tx, load, head, fields)
  const rowsTotal = count - first.indexOf(head) - 1
  if (sure) {
    await moveLoad(tx, seen, 'check', { layout, notes, rowsTotal })
    return
  }
  const report = foundReport({ ...noFindings(), rows: rowsTotal, problems: headProblems(layout, fields) })
  await moveLoad(tx, seen, 'askColumns', { layout, notes, report, rowsTotal })
}

/** The layout of a file: by its template's names, as remembered of its source, else guessed. */
async function layoutOf(
  tx: Tx,
  load: FileLoad,
  head: RawRow,
  fields: readonly Field[],
): Promise<{ layout: Layout; sure: boolean }> {
  const guess = guessedLayout(head, fields)
  const columnsSha256 = sha256(layoutKey(guess.headers))
  const kept = await tx.fileLayout.findFirst({ where: { kind: load.kind, columnsSha256 } })
  const remembered = kept && rememberedLayout(head, kept.places as RememberedPlaces, fields)
  if (remembered) return { layout: remembered, sure: true }
  return { layout: guess, sure: isSure(guess, fields) }
}

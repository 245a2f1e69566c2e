import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import type { Tx } from '#lib/db/client.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { DAY_ORDERS, type DayEvidence, type DayOrder, decideDays, evidenceFor, gatherDays } from './day-order.rules.ts'
import type { Field } from './field.rules.ts'
import { FIELDS } from './fields.rules.ts'
import { joinedHead } from './joined-head.rules.ts'
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
import { emptyProblem, headProblems, whole } from './table.rules.ts'

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
  const { fileName, format, kind, sheet } = load
  const days = new Map<number, DayEvidence>()
  const reading = readInThread({ content, fileName, format, kind, sheet })
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
      gatherDays(days, rows)
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
  await withTrust(act.actor, (tx) => close(tx, { ...load, run }, { first, count, days: Object.fromEntries(days), end }))
}

/** What came of reading: the first rows, how many there are, what their days tell, and how it ended. */
type WasRead = { first: readonly RawRow[]; count: number; days: Record<number, DayEvidence>; end: ReadEnd }

async function close(tx: Tx, load: FileLoad & { run: string }, { first, count, days, end }: WasRead): Promise<void> {
  const seen = { id: load.id, run: load.run }
  const notes = [...end.notes]
  const sheets = end.sheets && { sheets: end.sheets.names, sheet: end.sheets.read }
  const fail = async (findings: Findings) => {
    const report = foundReport(findings)
    await moveLoad(tx, seen, 'fault', { notes, report, problems: report.problems, ...sheets })
    await dropRows(tx, load.id, { content: (end.sheets?.names.length ?? 0) < 2 }) // another sheet may be the one
  }
  if (end.problem) return fail(onlyProblem(end.problem.what, end.problem.row, end.problem.column))
  const fields = FIELDS[load.kind]
  const top = findHead(first, fields)
  const upper = first[top]
  const joined = upper ? joinedHead(upper, first[top + 1], fields) : null
  const [head, at] = joined ? [joined, top + 1] : [upper, top]
  const empty = emptyProblem(head ? count - at : 0)
  if (!head || empty) return fail({ ...noFindings(), problems: empty ? [empty] : [] })
  const above = first.filter(({ row }) => row < head.row)
  if (joined) notes.push(`The column names stand in rows ${joined.row - 1} and ${joined.row}, and are read as one.`)
  else if (above.length > 0) {
    notes.push(`The column names stand in row ${head.row}. What stands above them was not read as data.`)
  }
  const found = await layoutOf(tx, load, head, fields)
  const decided = decideDays(evidenceFor({ ...found.layout, days: { evidence: days } }, fields), found.dayOrder)
  const layout: Layout = decided.asks
    ? { ...found.layout, days: { order: decided.order, evidence: days, said: decided.sure } }
    : found.layout
  const tied = end.sheets?.tied === true
  const sure = found.sure && decided.sure && !tied
  const source = found.source === null ? {} : { source: found.source }
  const rowsTotal = count - at - 1
  if (sure) {
    await moveLoad(tx, seen, 'check', { layout, notes, rowsTotal, ...sheets, ...source })
    return
  }
  const problems = [
    ...(tied ? [whole('Another sheet of the workbook fits as well: choose the one that is meant.')] : []),
    ...headProblems(layout, fields),
    ...(found.several ? [whole('Several sources have files with these columns: choose the one it comes from.')] : []),
    ...(decided.sure ? [] : [whole('The days can be read in more than one way: say how they are written.')]),
  ]
  const report = foundReport({ ...noFindings(), rows: rowsTotal, problems })
  await moveLoad(tx, seen, 'askColumns', { layout, notes, report, rowsTotal, ...sheets, ...source })
}

type FoundLayout = {
  layout: Layout
  sure: boolean
  source: string | null
  dayOrder: DayOrder | null
  /** Several sources are remembered whose files have these columns. */
  several: boolean
}

/**
 * The layout of a file: by its template's names, as remembered of its source, else guessed. Where several sources have
 * files with these columns, as that of the one said last, and somebody is asked.
 */
async function layoutOf(tx: Tx, load: FileLoad, head: RawRow, fields: readonly Field[]): Promise<FoundLayout> {
  const guess = guessedLayout(head, fields)
  const columnsSha256 = sha256(layoutKey(guess.headers))
  const kept = await tx.fileLayout.findMany({
    where: { kind: load.kind, columnsSha256 },
    orderBy: [{ savedAt: 'desc' }, { source: 'asc' }],
  })
  const fitting = kept.flatMap(({ places, source, dayOrder }) => {
    const layout = rememberedLayout(head, places as RememberedPlaces, fields)
    return layout ? [{ layout, source, dayOrder: DAY_ORDERS.find((one) => one === dayOrder) ?? null }] : []
  })
  const [last] = fitting
  const several = fitting.length > 1
  if (last) return { ...last, sure: !several, several }
  return { layout: guess, sure: isSure(guess, fields), source: null, dayOrder: null, several }
}

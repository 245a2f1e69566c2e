import 'server-only'
import type { Act, Actor } from '#lib/access/actor.ts'
import type { Tx } from '#lib/db/client.ts'
import type { LocalDate } from '#lib/values/dates.ts'
import type { ReadRow } from './cell.rules.ts'
import type { FileLoad } from './load.store.ts'
import { type Findings, noFindings, type Problem } from './report.rules.ts'
import type { TableRow } from './row.rules.ts'

/** Names the column of a field that stands apart as the row has it. */
function apart(problems: readonly Problem[], { part }: TableRow): Problem[] {
  if (!part) return [...problems]
  return problems.map((one) =>
    one.column === part.field || one.column === part.by ? { ...one, column: part.name } : one,
  )
}

/** What loading a file would do, and how it is done. `write` runs in the transaction the plan was made in. */
export type FilePlan<F = Findings> = {
  findings: F
  /** Puts down what would change, for those who are to agree; nothing for kinds that one person loads. */
  tell?: (tx: Tx, act: Act, load: FileLoad) => Promise<void>
  write: (tx: Tx, act: Act, loadId: string) => Promise<void>
}

/** The day a file is planned for, and the name of its source; '' = none. */
export type PlannedFor = { today: LocalDate; source: string }

/** Takes the rows of a file one by one, then holds them as a whole against what stands. */
export type FilePlanner = {
  take: (row: TableRow) => void
  plan: (tx: Tx, actor: Actor, when: PlannedFor) => Promise<FilePlan>
}

/**
 * What makes planners of a kind of file: `read` says what one row means, `plan` what all rows together would change. What
 * it does not find is not there; problems and warnings of single rows are added to its own.
 */
export function planner<C extends string, T>(
  read: (row: TableRow<C>) => ReadRow<T>,
  plan: (
    tx: Tx,
    actor: Actor,
    rows: readonly T[],
    today: LocalDate,
    source: string,
  ) => Promise<FilePlan<Partial<Findings>>>,
): () => FilePlanner {
  return () => {
    const rows: T[] = []
    const problems: Problem[] = []
    const warnings: Problem[] = []
    return {
      take: (row) => {
        const said = read(row as TableRow<C>)
        problems.push(...apart(said.problems, row))
        warnings.push(...apart(said.warnings, row))
        if (said.value !== null) rows.push(said.value)
      },
      plan: async (tx, actor, { today, source }) => {
        const { findings, ...rest } = await plan(tx, actor, rows, today, source)
        const all = { ...noFindings(), ...findings }
        all.problems = [...problems, ...all.problems]
        all.warnings = [...warnings, ...all.warnings]
        return { ...rest, findings: all }
      },
    }
  }
}

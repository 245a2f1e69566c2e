import 'server-only'
import type { Act, Actor } from '#lib/access/actor.ts'
import type { Tx } from '#lib/db/client.ts'
import type { LocalDate } from '#lib/values/dates.ts'
import type { Findings } from './report.rules.ts'
import type { TableRow } from './row.rules.ts'

/** What loading a file would do, and how it is done. `write` runs in the transaction the plan was made in. */
export type FilePlan = { findings: Findings; write: (tx: Tx, act: Act, loadId: string) => Promise<void> }

/** Takes the rows of a file one by one, then holds them as a whole against what stands. */
export type FilePlanner = {
  take: (row: TableRow) => void
  plan: (tx: Tx, actor: Actor, today: LocalDate) => Promise<FilePlan>
}

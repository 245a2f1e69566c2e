import 'server-only'
import { z } from 'zod'
import { count, id, moment, text } from '#lib/lists/column.rules.ts'
import { atOnce, listFile } from '#lib/lists/list-file.ts'
import { isUuid } from '#lib/values/ids.ts'
import { LOAD_KIND_NAMES, SEES_LOADS } from './kind.rules.ts'
import { LOAD_STATE_NAMES } from './load.status.ts'
import { type LoadInList, loadProblems, loadsOf } from './loads.queries.ts'
import type { Problem } from './report.rules.ts'

/** The newest files that somebody chose. */
export const loadsFile = listFile<object, LoadInList>({
  title: 'Files loaded',
  fileName: 'files-loaded',
  permission: SEES_LOADS,
  schema: z.object({}),
  columns: () => [
    text('File', (row) => row.fileName),
    text('Kind', (row) => LOAD_KIND_NAMES[row.kind]),
    text('State', (row) => LOAD_STATE_NAMES[row.state]),
    moment('Chosen', (row) => row.at),
    text('Chosen by', (row) => row.by),
    count('Rows', (row) => row.rows),
    count('New', (row) => row.added),
    count('Changed', (row) => row.changed),
    count('As they were', (row) => row.unchanged),
    count('Bytes', (row) => row.sizeBytes),
    id('SHA-256', (row) => row.sha256),
  ],
  rows: ({ actor }) => atOnce(async () => (await loadsOf(actor)).loads),
})

/** All that must be put right in a file, row by row. */
export const loadProblemsFile = listFile<{ load: string }, Problem>({
  title: 'To put right in a file',
  fileName: 'to-put-right',
  permission: SEES_LOADS,
  schema: z.object({ load: z.string().refine(isUuid, 'Choose a file') }),
  found: async (actor, _now, { load }) => (await loadProblems(actor, load)).ok,
  columns: () => [
    count('Row', ({ row }) => row),
    text('Column', ({ column }) => column),
    text('What stands there', ({ cell }) => cell),
    text('What to do', ({ problem }) => problem),
  ],
  rows: ({ actor }, { load }) =>
    atOnce(async () => {
      const found = await loadProblems(actor, load)
      return found.ok ? found.value : []
    }),
})

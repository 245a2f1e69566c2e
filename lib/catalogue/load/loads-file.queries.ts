import 'server-only'
import { z } from 'zod'
import { count, id, moment, text } from '#lib/lists/column.rules.ts'
import { atOnce, listFile } from '#lib/lists/list-file.ts'
import { type LoadView, loadsOf, SEES_LOADS } from './loads.queries.ts'
import { LOAD_KIND_NAMES } from './report.rules.ts'

/** The newest files that were loaded. */
export const loadsFile = listFile<object, LoadView>({
  title: 'Files loaded',
  fileName: 'files-loaded',
  permission: SEES_LOADS,
  schema: z.object({}),
  columns: () => [
    text('File', (row) => row.fileName),
    text('Kind', (row) => LOAD_KIND_NAMES[row.kind]),
    moment('Loaded', (row) => row.at),
    text('Loaded by', (row) => row.by),
    count('Rows', (row) => row.rows),
    count('New', (row) => row.added),
    count('Changed', (row) => row.changed),
    count('As they were', (row) => row.unchanged),
    count('Bytes', (row) => row.sizeBytes),
    id('SHA-256', (row) => row.sha256),
  ],
  rows: ({ actor }) => atOnce(async () => (await loadsOf(actor)).loads),
})

import 'server-only'
import { z } from 'zod'
import { moment, text } from '#lib/lists/column.rules.ts'
import { atOnce, listFile } from '#lib/lists/list-file.ts'
import { type OutgoingListed, outgoingList } from './outgoing.queries.ts'

/** The newest messages that were kept because no mail server is set. How long one is would tell of the prices in it. */
export const outgoingFile = listFile<object, OutgoingListed>({
  title: 'Outgoing messages',
  fileName: 'outgoing-messages',
  permission: ['outgoing.view'],
  schema: z.object({}),
  columns: () => [
    moment('Kept', (row) => row.at),
    text('Subject', (row) => row.subject),
    text('To', (row) => row.to),
    text('File', (row) => row.name),
  ],
  rows: ({ actor }) => atOnce(async () => (await outgoingList(actor)).messages),
})

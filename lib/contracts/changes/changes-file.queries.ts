import 'server-only'
import { z } from 'zod'
import { count, day, id, money, text, unitPrice } from '#lib/lists/column.rules.ts'
import { listFile, paged } from '#lib/lists/list-file.ts'
import { isUuid } from '#lib/values/ids.ts'
import type { ChangeLine, ShownSide } from './change-lines.queries.ts'
import { changeLines } from './changes.queries.ts'

const A_BATCH = 300

const priceOf = (side: ShownSide | null) => (side === null ? null : (side.price ?? 'Not shown'))

/** What a catalogue changes, as the reader's page shows it. */
export const changesFile = listFile<{ load: string; view: 'act' | 'rest' | 'unused' | 'all' }, ChangeLine>({
  title: 'What changes',
  fileName: 'contract-changes',
  permission: ['contract.view'],
  sensitive: ['prices'],
  schema: z.object({
    load: z.string().refine(isUuid, 'Choose a catalogue'),
    view: z.enum(['act', 'rest', 'unused', 'all']).catch('all'),
  }),
  columns: () => [
    text('Product', (row) => row.product),
    id('Framework', (row) => row.reference),
    id('Lot', (row) => row.lot),
    text('Buying group', (row) => row.buyingGroup),
    text('What', (row) => row.kind),
    day('From', (row) => row.on),
    text('Pack until then', (row) => row.old?.pack),
    text('Supplier until then', (row) => row.old?.supplier),
    unitPrice('Pack ex VAT until then (£)', (row) => priceOf(row.old)),
    text('Pack', (row) => row.next?.pack),
    text('Supplier', (row) => row.next?.supplier),
    unitPrice('Pack ex VAT (£)', (row) => priceOf(row.next)),
    count('Our packs a year', (row) => row.ours?.packsAYear),
    money('For us, a year (£)', (row) => row.ours?.effect),
    count('Row of the file', (row) => row.row),
  ],
  rows: ({ actor, now }, { load, view }) =>
    paged(async (offset: number | undefined) => {
      const at = offset ?? 0
      const rows = await changeLines(actor, { loadId: load, view }, { size: A_BATCH, offset: at }, now)
      return { rows, after: rows.length === A_BATCH ? at + A_BATCH : null }
    }),
})

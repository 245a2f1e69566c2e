import 'server-only'
import { z } from 'zod'
import { HIDDEN_WORDS } from '#lib/contracts/sight.rules.ts'
import { count, id, moment, money, text } from '#lib/lists/column.rules.ts'
import { listFile } from '#lib/lists/list-file.ts'
import { type Sampled, samplePage } from './sample.queries.ts'

const OUTCOMES = { fine: 'Fine', not_fine: 'Not fine' } as const

/** The sample of what passed by itself: what was picked, who looked, and what was found. */
export const passedSampleFile = listFile<object, Sampled>({
  title: 'Sample of orders that passed by themselves',
  fileName: 'sample',
  permission: ['sample.view'],
  sensitive: ['prices'],
  schema: z.object({}),
  columns: () => [
    id('Order', (row) => row.number),
    text('Supplier', (row) => row.supplier),
    count('Lines', (row) => row.lines),
    money('Total with VAT (£)', (row) => row.gross ?? HIDDEN_WORDS.confidential),
    text('Submitted by', (row) => row.submittedBy),
    moment('Picked', (row) => row.pickedAt),
    count('Of a hundred', (row) => row.rate),
    text('Found', (row) => (row.outcome ? OUTCOMES[row.outcome] : 'To be looked at')),
    text('In words', (row) => row.words),
    text('Looked at by', (row) => row.checkedBy),
    moment('Looked at', (row) => row.checkedAt),
  ],
  rows: ({ actor }) => everyPage((after) => samplePage(actor, 'all', after)),
})

/** Batches of rows, page after page. */
async function* everyPage(
  page: (after?: string) => Promise<{ rows: Sampled[]; after: string | null } | null>,
): AsyncGenerator<Sampled[]> {
  let after: string | undefined
  do {
    const found = await page(after)
    if (!found) return
    yield found.rows
    after = found.after ?? undefined
  } while (after !== undefined)
}

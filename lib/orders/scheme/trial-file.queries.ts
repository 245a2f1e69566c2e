import 'server-only'
import { z } from 'zod'
import { HIDDEN_WORDS } from '#lib/contracts/sight.rules.ts'
import { id, moment, money, text } from '#lib/lists/column.rules.ts'
import { listFile } from '#lib/lists/list-file.ts'
import { type TrialOrder, trialOrders } from './proposal.queries.ts'

const trialAddress = z.object({
  proposal: z.uuid(),
  now: z.string().max(2000).optional(),
  next: z.string().max(2000).optional(),
  change: z.enum(['same', 'more', 'less', 'other']).optional(),
})

/** The orders behind a number of a change that was tried: whom each needs, and whom it would have needed. */
export const trialFile = listFile<z.output<typeof trialAddress>, TrialOrder>({
  title: 'Orders behind a change of the scheme',
  fileName: 'scheme-trial',
  permission: ['scheme.view'],
  sensitive: ['prices'],
  schema: trialAddress,
  columns: () => [
    id('Order', (row) => row.number),
    text('Supplier', (row) => row.supplier),
    moment('Submitted', (row) => row.submittedAt),
    text('In force', (row) => row.now),
    text('Proposed', (row) => row.next),
    money('Total with VAT (£)', (row) => row.gross ?? HIDDEN_WORDS.confidential),
  ],
  rows: async function* ({ actor }, { proposal, ...filter }) {
    let after: string | undefined
    do {
      const found = await trialOrders(actor, proposal, { ...filter, after })
      if (!found) return
      yield found.rows
      after = found.after ?? undefined
    } while (after !== undefined)
  },
})

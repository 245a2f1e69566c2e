import 'server-only'
import { z } from 'zod'
import { HIDDEN_WORDS } from '#lib/contracts/sight.rules.ts'
import { count, moment, money, text } from '#lib/lists/column.rules.ts'
import { atOnce, listFile } from '#lib/lists/list-file.ts'
import { type OpenPadRow, openPads } from './pads.queries.ts'

/** The open order pads of the trust. */
export const padsFile = listFile<object, OpenPadRow>({
  title: 'Open order pads',
  fileName: 'order-pads',
  permission: ['order.raise'],
  sensitive: ['prices'],
  schema: z.object({}),
  columns: () => [
    text('Deliver to', (row) => row.store),
    text('Opened by', (row) => row.openedBy),
    moment('Last changed', (row) => row.changedAt),
    count('Orders', (row) => row.orders),
    count('Lines', (row) => row.lines),
    money('With VAT (£)', (row) => row.gross ?? HIDDEN_WORDS.confidential),
  ],
  rows: ({ actor }) =>
    atOnce(async () => {
      const pads = await openPads(actor)
      return pads.ok ? pads.value : []
    }),
})

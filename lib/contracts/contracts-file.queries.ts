import 'server-only'
import { z } from 'zod'
import type { Actor } from '#lib/access/actor.ts'
import { type Column, count, day, id, money, text, unitPrice, units } from '#lib/lists/column.rules.ts'
import { atOnce, listFile, paged } from '#lib/lists/list-file.ts'
import { isUuid } from '#lib/values/ids.ts'
import { categoryWords, rankWords } from './contract-names.rules.ts'
import { type AwardLine, contractsOf, endingLines, type FrameworkView, frameworkLines } from './contracts.queries.ts'
import { type FrameworkAddress, frameworkAddress, LINE_VIEWS } from './contracts.schema.ts'
import { HIDDEN_WORDS, hiddenBy, sightOf } from './sight.rules.ts'

const A_BATCH = 300
const STATES = { active: 'Active', suspended: 'Suspended', terminated: 'Ended early' } as const

function lineColumns(actor: Actor): Column<AwardLine>[] {
  const hidden = HIDDEN_WORDS[hiddenBy(sightOf(actor))]
  return [
    id('Framework', (row) => row.reference),
    id('Lot', (row) => row.lot),
    text('Buying group', (row) => row.buyingGroup),
    text('Product', (row) => row.pack?.name),
    text('Pack', (row) => row.pack?.packText),
    text('Maker', (row) => row.pack?.maker),
    id('AMPP', (row) => row.amppId),
    id('VMP', (row) => row.pack?.vmpId),
    units('Units in a pack', (row) => row.unitsMilli),
    text('Supplier', (row) => row.holder.name),
    text('Delivered by', (row) =>
      row.route === 'direct' ? row.holder.name : row.wholesalers.map((one) => one.name).join(', '),
    ),
    text('Rank', (row) => rankWords(row.rank)),
    unitPrice('Pack ex VAT (£)', (row) => row.price ?? hidden),
    day('From', (row) => row.validFrom),
    day('To', (row) => row.validTo),
    day('May be extended to', (row) => row.extensionTo),
    count('Least packs', (row) => row.minimumPacks),
    money('Least order (£)', (row) => row.minimumOrder),
    money('Carriage below it (£)', (row) => row.carriage),
    count('Lead time (days)', (row) => row.leadDays),
    text('State', (row) => STATES[row.status]),
  ]
}

/** The frameworks that hold something for the reader. */
export const frameworksFile = listFile<object, FrameworkView>({
  title: 'Frameworks',
  fileName: 'frameworks',
  permission: ['contract.view'],
  schema: z.object({}),
  columns: () => [
    id('Framework', (row) => row.reference),
    text('Category', (row) => categoryWords(row.category)),
    count('Lines in force', (row) => row.now),
    count('Lines to come', (row) => row.coming),
    count('End within 90 days', (row) => row.ending),
    day('From', (row) => row.from),
    day('To', (row) => row.to),
  ],
  rows: ({ actor, now }) => atOnce(async () => (await contractsOf(actor, now)).frameworks),
})

/** Every line that ends within 90 days with nothing after it. */
export const endingFile = listFile<object, AwardLine>({
  title: 'What ends soon',
  fileName: 'contract-lines-ending',
  permission: ['contract.view'],
  sensitive: ['prices'],
  schema: z.object({}),
  columns: lineColumns,
  rows: ({ actor, now }) =>
    paged(async (after: { to: AwardLine['validTo']; amppId: string; id: string } | undefined) => {
      const rows = await endingLines(actor, now, { after, size: A_BATCH })
      const last = rows.length === A_BATCH ? rows.at(-1) : undefined
      return { rows, after: last ? { to: last.validTo, amppId: last.amppId, id: last.id } : null }
    }),
})

const linesAddress = frameworkAddress.extend({ framework: z.string().refine(isUuid, 'Choose a framework') })

/** The lines of a framework, with its view and search in force. */
export const frameworkLinesFile = listFile<FrameworkAddress & { framework: string }, AwardLine>({
  title: 'Lines of a framework',
  fileName: 'contract-lines',
  permission: ['contract.view'],
  sensitive: ['prices'],
  schema: linesAddress,
  found: async (actor, now, address) => (await frameworkLines(actor, address.framework, address, now, 1)) !== null,
  async filters(actor, now, address) {
    const found = await frameworkLines(actor, address.framework, address, now, 1)
    return [
      ['Framework', found?.framework.reference ?? ''],
      ['View', LINE_VIEWS[address.view]],
      ...(address.q === '' ? [] : [['Product or supplier', address.q] as const]),
    ]
  },
  columns: lineColumns,
  rows: ({ actor, now }, address) =>
    paged(async (after: string | undefined) => {
      const found = await frameworkLines(actor, address.framework, { ...address, after: after ?? '' }, now, A_BATCH)
      return { rows: found?.lines ?? [], after: found?.after ?? null }
    }),
})

import 'server-only'
import { type Column, day, id, moment, text } from '#lib/lists/column.rules.ts'
import { listFile, paged } from '#lib/lists/list-file.ts'
import { type ListedEntry, listFormulary } from './formulary.queries.ts'
import { FORMULARY_STATUSES, formularyWords } from './formulary.rules.ts'
import { FORMULARY_WHEN, type FormularyAddress, formularyAddress } from './formulary.schema.ts'

const STATES = { now: 'In force', coming: 'To come', over: 'Ended', withdrawn: 'Taken off' } as const

function columns(): Column<ListedEntry>[] {
  return [
    text('Medicine', (row) => row.productName),
    id('VMP', (row) => row.vmpId),
    text('Pack', (row) =>
      row.amppId === '' ? 'Every pack' : (row.pack?.packText ?? 'Pack no longer in the catalogue'),
    ),
    id('AMPP', (row) => row.amppId),
    text('Status', (row) => FORMULARY_STATUSES[row.status]),
    text('Criteria', (row) => row.criteria),
    text('Why', (row) => row.reason),
    text('Reference', (row) => row.reference),
    day('From', (row) => row.from),
    day('To', (row) => row.to),
    text('State', (row) => STATES[row.state]),
    text('Said by', (row) => row.by),
    moment('Said', (row) => row.at),
  ]
}

/** The formulary of the trust, as its page filters it, or all that was said of one medicine. */
export const formularyFile = listFile<FormularyAddress, ListedEntry>({
  title: 'Formulary',
  fileName: 'formulary',
  permission: ['catalogue.view'],
  schema: formularyAddress,
  columns,
  filters: (_actor, _now, { q, status, when, vmp }) => [
    ...(vmp === '' ? [['Entries', FORMULARY_WHEN[when]] as const] : [['Medicine, dm+d', vmp] as const]),
    ...(status === '' ? [] : [['Status', formularyWords(status)] as const]),
    ...(q === '' ? [] : [['Medicine', q] as const]),
  ],
  rows: ({ actor, now }, address) =>
    paged(async (after: string | undefined) => {
      const page = await listFormulary(actor, { ...address, after: after ?? '' }, now)
      return { rows: page.entries, after: page.after }
    }),
})

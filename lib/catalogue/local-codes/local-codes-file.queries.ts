import 'server-only'
import { type Column, day, id, moment, text } from '#lib/lists/column.rules.ts'
import { listFile, paged } from '#lib/lists/list-file.ts'
import { type ListedCode, listLocalCodes } from './local-code.queries.ts'
import { type LocalCodesAddress, localCodesAddress } from './local-code.schema.ts'

const STATES = { now: 'In use', coming: 'To come', over: 'Ended', withdrawn: 'Taken off' } as const

function columns(): Column<ListedCode>[] {
  return [
    id('Code', (row) => row.code),
    text('System', (row) => row.system),
    text('Product', (row) => row.pack?.name),
    text('Pack', (row) => row.pack?.packText),
    text('Maker', (row) => row.pack?.maker),
    id('AMPP', (row) => row.amppId),
    id('VMP', (row) => row.vmpId),
    day('From', (row) => row.from),
    day('To', (row) => row.to),
    text('State', (row) => STATES[row.state]),
    text('Added by', (row) => row.by),
    moment('Added', (row) => row.at),
  ]
}

/** The codes of the trust's own systems: those in use and to come, or all of one medicine. */
export const localCodesFile = listFile<LocalCodesAddress, ListedCode>({
  title: 'Local codes',
  fileName: 'local-codes',
  permission: ['catalogue.view'],
  schema: localCodesAddress,
  columns,
  filters: (_actor, _now, { q, vmp }) => [
    ...(vmp === '' ? [] : [['Medicine, dm+d', vmp] as const]),
    ...(q === '' ? [] : [['Code or system', q] as const]),
  ],
  rows: ({ actor, now }, address) =>
    paged(async (after: string | undefined) => {
      const page = await listLocalCodes(actor, { ...address, after: after ?? '' }, now)
      return { rows: page.codes, after: page.after }
    }),
})

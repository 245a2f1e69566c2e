import 'server-only'
import { type Column, day, id, moment, text } from '#lib/lists/column.rules.ts'
import { listFile, paged } from '#lib/lists/list-file.ts'
import { cdName } from '../pack.rules.ts'
import { type ListedTreatment, listTreatments } from './stricter.queries.ts'
import { STRICTER_WHEN, type StricterAddress, stricterAddress } from './stricter.schema.ts'

const STATES = { now: 'In force', coming: 'To come', over: 'Ended', withdrawn: 'Taken off' } as const
const ticked = (is: boolean) => (is ? 'Yes' : 'As dm+d says')

function columns(): Column<ListedTreatment>[] {
  return [
    text('Medicine', (row) => row.productName),
    id('VMP', (row) => row.vmpId),
    text('Pack', (row) =>
      row.amppId === '' ? 'Every pack' : (row.pack?.packText ?? 'Pack no longer in the catalogue'),
    ),
    id('AMPP', (row) => row.amppId),
    text('Treated as', (row) => cdName(row.cdCategory) || 'As dm+d says'),
    text('Pharmacist agrees', (row) => (row.pharmacist ? 'Yes' : 'By the scheme')),
    text('Fridge', (row) => ticked(row.fridge)),
    text('Hazardous', (row) => ticked(row.hazardous)),
    text('Why', (row) => row.reason),
    text('Reference', (row) => row.reference),
    day('From', (row) => row.from),
    day('To', (row) => row.to),
    text('State', (row) => STATES[row.state]),
    text('Said by', (row) => row.by),
    moment('Said', (row) => row.at),
  ]
}

/** What the trust treats more strictly than dm+d, as its page filters it, or all that was said of one medicine. */
export const stricterFile = listFile<StricterAddress, ListedTreatment>({
  title: 'Treated more strictly',
  fileName: 'treated-more-strictly',
  permission: ['catalogue.view'],
  schema: stricterAddress,
  columns,
  filters: (_actor, _now, { when, vmp }) => [
    vmp === '' ? (['Entries', STRICTER_WHEN[when]] as const) : (['Medicine, dm+d', vmp] as const),
  ],
  rows: ({ actor, now }, address) =>
    paged(async (after: string | undefined) => {
      const page = await listTreatments(actor, { ...address, after: after ?? '' }, now)
      return { rows: page.entries, after: page.after }
    }),
})

import 'server-only'
import { type Column, day, id, moment, text } from '#lib/lists/column.rules.ts'
import { listFile, paged } from '#lib/lists/list-file.ts'
import { type ListingEntry, listListings } from './listed.queries.ts'
import { AWARE_CLASSES, LISTS } from './listed.rules.ts'
import { LISTED_BY, LISTED_WHEN, type ListedAddress, listedAddress } from './listed.schema.ts'

const STATES = { now: 'In force', coming: 'To come', over: 'Ended', withdrawn: 'Taken off' } as const

function columns(): Column<ListingEntry>[] {
  return [
    text('Medicine', (row) => row.productName),
    id('VMP', (row) => row.vmpId),
    text('Pack', (row) =>
      row.amppId === '' ? 'Every pack' : (row.pack?.packText ?? 'Pack no longer in the catalogue'),
    ),
    id('AMPP', (row) => row.amppId),
    text('List', (row) => LISTS[row.list]),
    text('Class', (row) => (row.awareClass === '' ? '' : AWARE_CLASSES[row.awareClass])),
    text('Note', (row) => row.note),
    text('Source', (row) => row.source),
    text('Version or date', (row) => row.sourceVersion),
    id('File, SHA-256', (row) => row.sha256),
    day('From', (row) => row.from),
    day('To', (row) => row.to),
    text('State', (row) => STATES[row.state]),
    text('Loaded for', (row) => (row.own ? 'Own organisation' : 'The region')),
    text('Loaded by', (row) => row.by || 'The region'),
    moment('Loaded', (row) => row.at),
  ]
}

/** What lists say of medicines beside dm+d, as their page filters it, or all that was said of one medicine. */
export const listedFile = listFile<ListedAddress, ListingEntry>({
  title: 'Medicine lists',
  fileName: 'medicine-lists',
  permission: ['catalogue.view'],
  schema: listedAddress,
  columns,
  filters: (_actor, _now, { q, list, by, when, vmp }) => [
    vmp === '' ? (['Entries', LISTED_WHEN[when]] as const) : (['Medicine, dm+d', vmp] as const),
    ...(list === '' ? [] : [['List', LISTS[list]] as const]),
    ...(by === '' ? [] : [['Loaded for', LISTED_BY[by]] as const]),
    ...(q === '' ? [] : [['Medicine or source', q] as const]),
  ],
  rows: ({ actor, now }, address) =>
    paged(async (after: string | undefined) => {
      const page = await listListings(actor, { ...address, after: after ?? '' }, now)
      return { rows: page.entries, after: page.after }
    }),
})

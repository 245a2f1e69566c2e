import 'server-only'
import { z } from 'zod'
import { id, text, yes } from '#lib/lists/column.rules.ts'
import { atOnce, listFile } from '#lib/lists/list-file.ts'
import { type CostCentreView, costCentresOf, type SiteView, type StoreView, sitesOf } from './place.queries.ts'

/** The trust's cost centres. */
export const costCentresFile = listFile<object, CostCentreView>({
  title: 'Cost centres',
  fileName: 'cost-centres',
  permission: ['settings.view'],
  schema: z.object({}),
  columns: () => [
    id('Code', (row) => row.code),
    text('What it stands for', (row) => row.name),
    yes('In use', (row) => row.active),
  ],
  rows: ({ actor }) => atOnce(() => costCentresOf(actor)),
})

const KINDS = { pharmacy: 'Pharmacy store', cd_cupboard: 'CD cupboard' } as const

type Row = { site: SiteView; store: StoreView | null }

/** The sites and their stores: a row for each store, and one for a site without any. */
export const storesFile = listFile<object, Row>({
  title: 'Sites and stores',
  fileName: 'sites-and-stores',
  permission: ['settings.view'],
  schema: z.object({}),
  columns: () => [
    text('Site', ({ site }) => site.name),
    id('Site’s ODS code', ({ site }) => site.odsCode),
    id('Site’s GLN', ({ site }) => site.gln),
    text('Address', ({ site }) => site.address.join(', ')),
    text('Store', ({ store }) => store?.name),
    text('Kind', ({ store }) => store && KINDS[store.kind]),
    id('Store’s GLN', ({ store }) => store?.gln),
    text('Note for the driver', ({ store }) => store?.deliveryNote),
    text('In use', ({ store }) => store && (store.active ? 'Yes' : 'No')),
  ],
  rows: ({ actor }) =>
    atOnce(async () =>
      (await sitesOf(actor)).flatMap((site): Row[] =>
        site.stores.length > 0 ? site.stores.map((store) => ({ site, store })) : [{ site, store: null }],
      ),
    ),
})

import 'server-only'
import { z } from 'zod'
import type { Actor } from '#lib/access/actor.ts'
import { may } from '#lib/access/permissions.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { id, text, unitPrice } from '#lib/lists/column.rules.ts'
import { listFile } from '#lib/lists/list-file.ts'
import { isUuid } from '#lib/values/ids.ts'
import { price } from '#lib/values/money.ts'
import { OWNERS } from '../pack.queries.ts'
import { CHANGE_NAMES, changeWords } from './change-words.rules.ts'
import { CHANGES, type Change, type DictionaryPack } from './pack-of.rules.ts'
import { releaseView } from './releases.queries.ts'
import { seen } from './seen-change.rules.ts'

type Row = { amppId: string; what: Change; fields: string[]; pack: DictionaryPack; was: DictionaryPack | null }

const AT_ONCE = 1000

/** All changes of a release, pack by pack in the order of their ids. */
export const dictionaryChangesFile = listFile<{ release: string; what?: Change | undefined }, Row>({
  title: 'What a release of the dictionary changes',
  fileName: 'dictionary-changes',
  permission: ['catalogue.view'],
  schema: z.object({
    release: z.string().refine(isUuid, 'Choose a release'),
    what: z.enum(CHANGES).optional(),
  }),
  found: async (actor, _now, { release }) => (await releaseView(actor, release)) !== null,
  filters: (_actor, _now, { what }) => (what ? [['What', CHANGE_NAMES[what]]] : []),
  columns: (actor) => [
    id('Pack (AMPP)', ({ amppId }) => amppId),
    text('What', ({ what }) => CHANGE_NAMES[what]),
    text('Medicine', ({ pack }) => pack.name),
    text('Pack', ({ pack }) => pack.packText),
    text('Brand', ({ pack }) => pack.brand),
    text('Supplier', ({ pack }) => pack.maker),
    id('Generic product (VMP)', ({ pack }) => pack.vmpId),
    id('Generic product before', ({ was }) => was?.vmpId),
    ...(may(actor, 'price.view')
      ? [
          unitPrice<Row>('List price', ({ pack }) => (pack.listPrice === null ? null : price(pack.listPrice))),
          unitPrice<Row>('List price before', ({ was }) =>
            was === null || was.listPrice === null ? null : price(was.listPrice),
          ),
        ]
      : []),
    text('What changes', (row) => changeWords(row).join('; ')),
  ],
  rows: ({ actor }, asked) => dictionaryChanges(actor, asked),
})

async function* dictionaryChanges(
  actor: Actor,
  { release, what }: { release: string; what?: Change | undefined },
): AsyncGenerator<Row[]> {
  const wanted = what ? [what] : [...CHANGES]
  for (let after = ''; ; ) {
    const rows = await withTrust(
      actor,
      (tx) => tx.$queryRaw<Row[]>`
        SELECT c.ampp_id AS "amppId", c.what, c.fields, c.pack, c.was FROM dictionary_change c
        WHERE c.owner_id = ANY (${OWNERS}) AND c.release_id = ${release}::uuid AND c.ampp_id > ${after}
          AND c.what = ANY (${wanted}::text[])
        ORDER BY c.ampp_id LIMIT ${AT_ONCE}`,
    )
    if (rows.length > 0) yield rows.map((row) => seen(actor, row))
    if (rows.length < AT_ONCE) return
    after = rows.at(-1)?.amppId ?? ''
  }
}

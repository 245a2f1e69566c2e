import { type DictionaryPack, packTitle } from '#lib/catalogue/pack.rules.ts'
import { NEW_SHOWN, type NewRowOf } from '#lib/files/new-row.rules.ts'
import { type Problem, shortened } from '#lib/files/report.rules.ts'
import { formatCounted } from '#lib/values/format.ts'
import { milli } from '#lib/values/packs.ts'
import { unitPlural } from '#lib/values/units.ts'
import { type BatchInStore, batchOf, movesToCount } from '../count.rules.ts'
import type { CountedRow } from './count-file.rules.ts'
import { type StoresByName, storeNamed } from './store-named.rules.ts'

/** What the rows of a count may mean: stores by name, packs by id and by barcode. */
export type KnownForCount = {
  stores: StoresByName
  packs: ReadonlyMap<string, DictionaryPack>
  byGtin: ReadonlyMap<string, readonly { ampp_id: string }[]>
}

/** A counted batch whose store and pack are known; contents in thousandths of a VMP unit. */
export type FoundCount = BatchInStore & { row: number; store: string }

/** The stores and packs that rows mean; a batch of a pack stands once in a store. */
export function foundCounts(
  rows: readonly CountedRow[],
  known: KnownForCount,
): { counts: FoundCount[]; problems: Problem[] } {
  const problems: Problem[] = []
  const seen = new Map<string, number>()
  const counts = rows.flatMap((row): FoundCount[] => {
    const complain = (column: string, cell: string, problem: string) => {
      problems.push({ row: row.row, column, cell: shortened(cell), problem })
      return []
    }
    const store = storeNamed(known.stores, row.store)
    if ('problem' in store) return complain('store', row.store, store.problem)
    const byCode = known.byGtin.get(row.gtin) ?? []
    if (row.amppId === '' && byCode.length > 1) {
      return complain('gtin', row.gtin, 'Several packs have this barcode. Enter the ampp_id of the one that is meant.')
    }
    const pack = known.packs.get(row.amppId || (byCode[0]?.ampp_id ?? ''))
    if (!pack) {
      const [column, cell] = row.amppId ? (['ampp_id', row.amppId] as const) : (['gtin', row.gtin] as const)
      return complain(column, cell, 'No such pack is loaded. Load it with a product file first.')
    }
    const key = [store.id, pack.amppId, row.batch, row.expiry ?? ''].join('\n')
    const twin = seen.get(key)
    if (twin !== undefined) {
      return complain(
        'batch',
        row.batch,
        `Row ${twin} counts the same batch of the same pack. Take one of the two out.`,
      )
    }
    seen.set(key, row.row)
    const unitsMilli = row.units ?? Math.round(((row.packs ?? 0) * pack.unitsMilli) / 1000)
    return [
      {
        row: row.row,
        storeId: store.id,
        store: store.name,
        amppId: pack.amppId,
        batch: row.batch,
        expiry: row.expiry,
        unitsMilli,
      },
    ]
  })
  return { counts, problems }
}

/** What must move so that the stores hold what was counted; `gone` = batches on file that were not found. */
export type CountPlan = {
  moves: BatchInStore[]
  /** The first of the batches that are not on file. */
  fresh: FoundCount[]
  added: number
  changed: number
  unchanged: number
  gone: number
  notes: string[]
}

const keyOf = (one: BatchInStore) => [one.storeId, one.amppId, one.batch, one.expiry ?? ''].join('\n')

/** Holds counts against what the stores hold: every pack that is named in a store is counted whole there. */
export function planCount(counts: readonly FoundCount[], held: readonly BatchInStore[]): CountPlan {
  const heldBy = Map.groupBy(held, (one) => one.storeId)
  const moves = [...Map.groupBy(counts, (one) => one.storeId)].flatMap(([storeId, counted]) =>
    movesToCount((heldBy.get(storeId) ?? []).map(batchOf), counted.map(batchOf)).map((move) => ({ ...move, storeId })),
  )
  const moved = new Set(moves.map(keyOf))
  const there = new Set(held.filter((one) => one.unitsMilli !== 0).map(keyOf))
  const named = new Set(counts.map(keyOf))
  const gone = moves.filter((move) => !named.has(keyOf(move))).length
  const different = counts.filter((one) => moved.has(keyOf(one)))
  const fresh = different.filter((one) => !there.has(keyOf(one)))
  const changed = different.length - fresh.length
  const notes =
    gone > 0
      ? [
          `${formatCounted(gone, 'batch', 'batches')} of these packs ${gone === 1 ? 'is' : 'are'} on file and not in the count, so ${gone === 1 ? 'it goes' : 'they go'} to zero.`,
        ]
      : []
  return {
    moves,
    fresh: fresh.slice(0, NEW_SHOWN),
    ...{ added: fresh.length, changed, unchanged: counts.length - different.length, gone },
    notes,
  }
}

/** A batch that is not on file yet, as it is shown. */
export function newBatch(one: FoundCount, pack: DictionaryPack | undefined): NewRowOf<'stock'> {
  const { row, store, batch, expiry, unitsMilli } = one
  const product = pack ? packTitle(pack) : one.amppId
  return {
    of: 'stock',
    row,
    product,
    store,
    batch,
    expiry,
    unitsMilli: milli(unitsMilli),
    unit: unitPlural(pack?.unitName ?? 'unit'),
  }
}

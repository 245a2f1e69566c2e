import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { formularyOf } from '#lib/catalogue/formulary/formulary.queries.ts'
import { packMake } from '#lib/catalogue/pack.rules.ts'
import { findPacks } from '#lib/catalogue/search.queries.ts'
import { readSearch } from '#lib/catalogue/search.rules.ts'
import { buyingGroupsOn } from '#lib/contracts/award.queries.ts'
import { type Offers, offersFor } from '#lib/contracts/offers.queries.ts'
import { rankOffers } from '#lib/contracts/price.rules.ts'
import type { Tx } from '#lib/db/client.ts'
import { londonDate } from '#lib/values/dates.ts'
import { bestVendor } from './draft.rules.ts'
import type { ChangeRow, PadChange, PlannedChange } from './pad.schema.ts'
import { isLongProduct, type RowPack, type RowProblem, type RowTexts, settleRow } from './row.rules.ts'
import type { PadRowView } from './view.rules.ts'

/** What became of the pasted rows among some changes, and all changes as lines and head have them. */
export type SettledRows = { changes: PlannedChange[]; kept: PadRowView[]; gone: string[] }

/** Packs that are looked at for one row. */
const MOST_PACKS_OF_ROW = 20

/**
 * Looks for the packs of pasted rows by the search of the pad itself, and makes lines of those that nothing is in the way
 * of. Writes nothing.
 */
export async function settleRows(tx: Tx, act: Act, padId: string, changes: readonly PadChange[]): Promise<SettledRows> {
  const last = new Map<string, ChangeRow | null>()
  for (const one of changes)
    if (one.do === 'row' || one.do === 'dropRow') last.set(one.ref, one.do === 'row' ? one : null)
  const planned = changes.filter((one) => one.do !== 'row' && one.do !== 'dropRow')
  const settled: SettledRows = { changes: planned, kept: [], gone: [] }
  if (last.size === 0) return settled
  const rows = [...last.values()].filter((one) => one !== null)
  const found = await packsOfRows(
    tx,
    act,
    rows.filter((row) => row.look),
  )
  const before = new Map((await rowsOfPad(tx, padId, [...last.keys()])).map((row) => [row.id, row.problems]))
  for (const [ref, row] of last) {
    const result = row === null ? null : row.look ? settleRow(row, found(row)) : (before.get(ref) ?? [])
    if (row === null || result === null) settled.gone.push(ref)
    else if (Array.isArray(result)) settled.kept.push(viewOf(row, result))
    else {
      const { amppId, packs, supplierId } = result
      const supplier = supplierId === null ? {} : { supplierId }
      settled.changes.push({ do: 'add', ref, amppId, packs, ...supplier, ownNote: row.note.trim() })
      settled.gone.push(ref)
    }
  }
  return settled
}

function viewOf(
  { ref, no, wanted, words, packs, note, amppId, supplierId }: ChangeRow,
  problems: RowProblem[],
): PadRowView {
  return { id: ref, no, wanted, words, packs, note, amppId, supplierId, problems }
}

/** Writes what became of pasted rows. */
export async function writeRows(tx: Tx, act: Act, padId: string, { kept, gone }: SettledRows): Promise<void> {
  const { trustId } = act.actor
  if (gone.length > 0) await tx.padRow.deleteMany({ where: { trustId, padId, id: { in: gone } } })
  if (kept.length === 0) return
  const rows = kept.map(({ id, no, wanted, words, packs, note, amppId, supplierId, problems }) => {
    return { id, row_no: no, wanted, words, packs, note, ampp_id: amppId, supplier_id: supplierId, problems }
  })
  await tx.$executeRaw`
    INSERT INTO pad_row (trust_id, pad_id, id, row_no, wanted, words, packs, note, ampp_id, supplier_id, problems)
    SELECT ${trustId}::uuid, ${padId}::uuid, id, row_no, wanted, words, packs, note, ampp_id, supplier_id, problems
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      AS t (id uuid, row_no integer, wanted text, words text, packs text, note text, ampp_id text, supplier_id uuid, problems jsonb)
    ON CONFLICT (trust_id, pad_id, id) DO UPDATE SET wanted = EXCLUDED.wanted, words = EXCLUDED.words, packs = EXCLUDED.packs,
      note = EXCLUDED.note, ampp_id = EXCLUDED.ampp_id, supplier_id = EXCLUDED.supplier_id, problems = EXCLUDED.problems`
}

/** The most rows of a pad that are read: more are shown as soon as these are mended. */
const MOST_OF_PAD = 1000

/** The pasted rows of a pad that are no lines yet, in their order; only these where they are named. */
export async function rowsOfPad(tx: Tx, padId: string, ids?: readonly string[]): Promise<PadRowView[]> {
  const rows = await tx.padRow.findMany({
    where: { padId, ...(ids ? { id: { in: [...ids] } } : {}) },
    orderBy: [{ rowNo: 'asc' }, { id: 'asc' }],
    take: MOST_OF_PAD,
  })
  return rows.map(({ id, rowNo, wanted, words, packs, note, amppId, supplierId, problems }) => {
    return { id, no: rowNo, wanted, words, packs, note, amppId, supplierId, problems: problems as RowProblem[] }
  })
}

/** How many pasted rows of a pad are no lines yet. */
export async function countRows(tx: Tx, padId: string): Promise<number> {
  const [found] = await tx.$queryRaw<{ rows: number }[]>`
    SELECT count(*)::int AS rows FROM pad_row WHERE pad_id = ${padId}::uuid`
  return found?.rows ?? 0
}

/** The packs that rows may mean: the chosen one, else what the pad's search finds for their code or words. */
export async function packsOfRows(
  tx: Tx,
  act: Act,
  rows: readonly RowTexts[],
): Promise<(row: RowTexts) => RowPack[] | null> {
  const on = londonDate(act.now)
  const groups = await buyingGroupsOn(tx, on)
  const texts = new Set(rows.filter((row) => row.amppId === null).map((row) => row.wanted.trim()))
  const byText = new Map<string, string[] | null>()
  for (const text of texts) {
    if (isLongProduct(text)) continue
    const wanted = readSearch(text, on)
    if (wanted.words.length === 0 && wanted.codes.length === 0) {
      byText.set(text, text === '' || /^\d+$/.test(text) ? [] : null)
      continue
    }
    const found = await findPacks(tx, wanted, { on, most: MOST_PACKS_OF_ROW, groups })
    const exact = found.filter((one) => one.hit !== 'WORDS')
    byText.set(
      text,
      (exact.length > 0 ? exact : found).map((one) => one.ampp_id),
    )
  }
  const chosen = rows.flatMap((row) => row.amppId ?? [])
  const amppIds = [...new Set([...chosen, ...[...byText.values()].flatMap((ids) => ids ?? [])])]
  const offers = await offersFor(tx, act.actor, { amppIds, on, groups })
  const packs = amppIds.flatMap((id) => offers.byPack.get(id)?.packs.find((one) => one.amppId === id) ?? [])
  const formulary = await formularyOf(tx, packs, on)
  const refused = (id: string) => formulary.get(id)?.status === 'NOT_PERMITTED'
  return (row) => {
    const ids = row.amppId === null ? byText.get(row.wanted.trim()) : [row.amppId]
    return ids ? ids.flatMap((id) => packOfRow(offers, id, refused(id))) : null
  }
}

function packOfRow(offers: Offers, amppId: string, notPermitted: boolean): RowPack[] {
  const medicine = offers.byPack.get(amppId)
  const pack = medicine?.packs.find((one) => one.amppId === amppId)
  if (!medicine || !pack) return []
  const best = rankOffers(medicine).find((one) => one.amppId === amppId && one.vendor.hasAccount)
  return [
    {
      amppId,
      vmpId: pack.vmpId,
      product: pack.name,
      packText: pack.packText,
      maker: packMake(pack),
      unitsMilli: pack.unitsMilli,
      onContract: best?.state === 'ON_CONTRACT',
      vendor: bestVendor(medicine, amppId) !== null,
      discontinued: pack.discontinued,
      notPermitted,
    },
  ]
}

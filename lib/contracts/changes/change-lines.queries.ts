import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { medicineNow } from '#lib/catalogue/pack.queries.ts'
import { Prisma, type Tx } from '#lib/db/client.ts'
import { stockPicture } from '#lib/stock/stock.queries.ts'
import { daysBetween, type LocalDate, localDate } from '#lib/values/dates.ts'
import { type Pence, type Price, pence, price } from '#lib/values/money.ts'
import { sightOf } from '../sight.rules.ts'
import type { ChangeKind } from './change.rules.ts'
import { stepOf, type Todo } from './effect.rules.ts'
import { type RunDown, runDown } from './run-down.rules.ts'

/** One side of a line that changes; the price is null where the reader does not see it. */
export type ShownSide = { amppId: string; pack: string; supplier: string; price: Price | null }

/** One line that changes, as the reader may see it. Amounts a year are pence ex VAT; null = not shown, or not known. */
export type ChangeLine = {
  n: number
  kind: ChangeKind
  row: number | null
  reference: string
  lot: string
  buyingGroup: string
  vmpId: string
  product: string
  on: LocalDate
  old: ShownSide | null
  next: ShownSide | null
  /** Basis points per unit. */
  step: number | null
  hidden: boolean
  ours: {
    todo: Todo
    packsAYear: number
    effect: Pence | null
    /** Tenths of a day; null without usage. */
    coverTenths: number | null
    /** Packs of the old contract still to come. */
    onOrder: number
    runDown: RunDown
  } | null
}

type Row = {
  n: number
  kind: ChangeKind
  source_row: number | null
  reference: string
  lot: string
  buying_group: string
  vmp_id: string
  product: string
  on: string
  old_ampp_id: string | null
  old_pack: string
  old_supplier: string
  old_price: bigint | null
  old_units: bigint | null
  old_confidential: boolean
  new_ampp_id: string | null
  new_pack: string
  new_supplier: string
  new_price: bigint | null
  new_units: bigint | null
  new_confidential: boolean
  todo: Todo | null
  units_milli: bigint | null
  effect: bigint | null
  confidential: boolean | null
}

const MEDICINE = medicineNow(
  Prisma.sql`CASE WHEN c.old_ampp_id IS NULL THEN c.new_ampp_id ELSE c.old_ampp_id END`,
  Prisma.sql`c.vmp_id`,
)

const COLUMNS = Prisma.sql`c.n, c.kind, c.source_row, c.reference, c.lot, c.buying_group, ${MEDICINE} AS vmp_id, c.product,
  c.starts_on::text AS "on", c.old_ampp_id, c.old_pack, c.old_supplier, c.old_price, c.old_units, c.old_confidential,
  c.new_ampp_id, c.new_pack, c.new_supplier, c.new_price, c.new_units, c.new_confidential`

type Key = { ownerId: string; loadId: string }
type Page = { size: number; offset: number }

/** Lines of one part of what a catalogue changes for a trust, largest first; what must not be told apart stands last. */
export async function linesOfPart(
  tx: Tx,
  actor: Actor,
  { ownerId, loadId }: Key,
  part: 'act' | 'rest' | 'unused',
  { size, offset, today }: Page & { today: LocalDate },
): Promise<ChangeLine[]> {
  const { pas } = sightOf(actor)
  // a price that jumps under a patient access scheme is told to those alone who may see it
  const asPart = pas
    ? Prisma.sql`e.part`
    : Prisma.sql`CASE WHEN e.confidential AND e.todo = 'steep' THEN 'rest' ELSE e.part END`
  const rows = await tx.$queryRaw<Row[]>`
    SELECT ${COLUMNS}, e.todo, e.units_milli, e.effect, e.confidential
    FROM contract_effect e JOIN contract_change c ON c.owner_id = e.owner_id AND c.load_id = e.load_id AND c.n = e.n
    WHERE e.trust_id = ${actor.trustId}::uuid AND e.owner_id = ${ownerId}::uuid AND e.load_id = ${loadId}::uuid AND ${asPart} = ${part}
    ORDER BY (CASE WHEN e.confidential AND NOT ${pas}::boolean THEN -1 ELSE abs(coalesce(e.effect, 0)) END) DESC, c.product, c.n
    LIMIT ${size} OFFSET ${offset}`
  const pictures = await stockPicture(tx, { vmpIds: rows.map((row) => row.vmp_id), storeId: null, on: today })
  const onOrder = await packsOnOrder(
    tx,
    rows.flatMap((row) => (row.old_ampp_id ? [{ vmp: row.vmp_id, ampp: row.old_ampp_id }] : [])),
  )
  return rows.map((row) => {
    const line = shown(row, actor)
    const picture = pictures.get(row.vmp_id)
    const units = row.old_units ?? row.new_units ?? 1n
    const days = daysBetween(today, line.on)
    return {
      ...line,
      ours: {
        todo: line.hidden && row.todo === 'steep' ? 'none' : (row.todo ?? 'none'),
        packsAYear: Number(((row.units_milli ?? 0n) + units / 2n) / units),
        effect: row.effect === null || line.hidden ? null : pence(row.effect),
        coverTenths: picture?.coverTenths ?? null,
        onOrder: onOrder.get(row.old_ampp_id ?? '') ?? 0,
        runDown:
          picture && !line.hidden
            ? runDown({
                kind: row.kind,
                onHand: BigInt(picture.onHand),
                used: BigInt(picture.used),
                usageDays: picture.usageDays,
                onOrder: BigInt(picture.onOrder) + BigInt(picture.awaiting),
                packUnits: units,
                daysUntil: days,
              })
            : { do: 'none' },
      },
    }
  })
}

/** Lines of a catalogue for all whom it reaches, in the order of the file: what a hub sees, which knows nobody's use. */
export async function linesToAll(
  tx: Tx,
  actor: Actor,
  { ownerId, loadId }: Key,
  { size, offset }: Page,
): Promise<ChangeLine[]> {
  const rows = await tx.$queryRaw<Row[]>`
    SELECT ${COLUMNS}, NULL AS todo, NULL::bigint AS units_milli, NULL::bigint AS effect, false AS confidential
    FROM contract_change c WHERE c.owner_id = ${ownerId}::uuid AND c.load_id = ${loadId}::uuid
    ORDER BY c.n LIMIT ${size} OFFSET ${offset}`
  return rows.map((row) => ({ ...shown(row, actor), ours: null }))
}

function shown(row: Row, actor: Actor): Omit<ChangeLine, 'ours'> {
  const sight = sightOf(actor)
  const sees = (confidential: boolean) => (confidential ? sight.pas : sight.prices)
  const side = (
    amppId: string | null,
    pack: string,
    supplier: string,
    paid: bigint | null,
    confidential: boolean,
  ): ShownSide | null =>
    paid === null ? null : { amppId: amppId ?? '', pack, supplier, price: sees(confidential) ? price(paid) : null }
  const old = side(row.old_ampp_id, row.old_pack, row.old_supplier, row.old_price, row.old_confidential)
  const next = side(row.new_ampp_id, row.new_pack, row.new_supplier, row.new_price, row.new_confidential)
  const hidden = !sees(row.old_confidential || row.new_confidential || row.confidential === true)
  const both =
    row.old_price !== null && row.old_units !== null && row.new_price !== null && row.new_units !== null && !hidden
  const step = both
    ? stepOf(
        { price: Number(row.old_price), units: Number(row.old_units) },
        { price: Number(row.new_price), units: Number(row.new_units) },
      )
    : null
  const kind = hidden && (row.kind === 'up' || row.kind === 'down') ? 'terms' : row.kind
  return {
    ...{ n: row.n, kind, row: row.source_row, reference: row.reference, lot: row.lot, buyingGroup: row.buying_group },
    ...{ vmpId: row.vmp_id, product: row.product, on: localDate(row.on), old, next, step, hidden },
  }
}

/** Packs still to come of contract packs, by AMPP id. */
async function packsOnOrder(tx: Tx, asked: readonly { vmp: string; ampp: string }[]): Promise<Map<string, number>> {
  if (asked.length === 0) return new Map()
  const rows = await tx.$queryRaw<{ ampp_id: string; packs: number }[]>`
    SELECT l.ampp_id, sum(l.packs + l.over_packs - l.received_packs - l.closed_packs)::int AS packs
    FROM order_line l JOIN purchase_order o ON o.trust_id = l.trust_id AND o.id = l.order_id
    WHERE l.vmp_id = ANY (${asked.map((one) => one.vmp)}::text[]) AND l.ampp_id = ANY (${asked.map((one) => one.ampp)}::text[])
      AND l.state = 'open' AND l.received_packs + l.closed_packs < l.packs + l.over_packs
      AND o.status IN ('awaiting_approval', 'approved', 'sent')
    GROUP BY 1`
  return new Map(rows.map((row) => [row.ampp_id, row.packs]))
}

/** An open order that holds lines of what changes; the first of them is named. */
export type TouchedOrder = {
  number: string
  supplier: string
  lines: number
  packs: number
  product: string
  status: string
}

const OURS = ({ ownerId, loadId }: Key, trustId: string) => Prisma.sql`
  SELECT DISTINCT ${MEDICINE} AS vmp_id, c.old_ampp_id AS ampp_id FROM contract_effect e
  JOIN contract_change c ON c.owner_id = e.owner_id AND c.load_id = e.load_id AND c.n = e.n
  WHERE e.trust_id = ${trustId}::uuid AND e.owner_id = ${ownerId}::uuid AND e.load_id = ${loadId}::uuid
    AND e.part <> 'unused' AND c.old_ampp_id IS NOT NULL`

/** Open orders that hold packs whose contract changes, the latest first, at most 50. */
export async function touchedOrders(tx: Tx, actor: Actor, key: Key): Promise<TouchedOrder[]> {
  return tx.$queryRaw<TouchedOrder[]>`
    WITH ours AS MATERIALIZED (${OURS(key, actor.trustId)})
    SELECT o.number, o.supplier_name AS supplier, o.status, count(*)::int AS lines,
      sum(l.packs + l.over_packs - l.received_packs - l.closed_packs)::int AS packs, min(l.product_name) AS product
    FROM ours JOIN order_line l ON l.vmp_id = ours.vmp_id AND l.ampp_id = ours.ampp_id
    JOIN purchase_order o ON o.trust_id = l.trust_id AND o.id = l.order_id
    WHERE l.state = 'open' AND l.received_packs + l.closed_packs < l.packs + l.over_packs
      AND o.status IN ('awaiting_approval', 'approved', 'sent')
    GROUP BY o.id, o.number, o.supplier_name, o.status ORDER BY o.id DESC LIMIT 50`
}

/** A template that holds packs whose contract changes; `standing`: it is ordered by itself. */
export type TouchedTemplate = { id: string; name: string; lines: number; product: string; standing: boolean }

/** Templates that the reader may use and that hold packs whose contract changes, at most 50. */
export async function touchedTemplates(tx: Tx, actor: Actor, key: Key): Promise<TouchedTemplate[]> {
  return tx.$queryRaw<TouchedTemplate[]>`
    WITH ours AS MATERIALIZED (${OURS(key, actor.trustId)})
    SELECT t.id, t.name, count(*)::int AS lines, min(l.product) AS product,
      EXISTS (SELECT FROM standing_order s WHERE s.trust_id = t.trust_id AND s.template_id = t.id AND s.status = 'active') AS standing
    FROM template t JOIN template_line l ON l.trust_id = t.trust_id AND l.template_id = t.id
    JOIN ours ON ours.ampp_id = l.ampp_id
    WHERE t.removed_at IS NULL AND (t.shared OR t.owner_id = ${actor.personId}::uuid)
    GROUP BY t.trust_id, t.id, t.name ORDER BY t.name, t.id LIMIT 50`
}

import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { isFormularyStatus } from '#lib/catalogue/formulary/formulary.rules.ts'
import type { ContractState } from '#lib/contracts/price.rules.ts'
import type { Why } from '#lib/contracts/why.rules.ts'
import { Prisma, type Tx } from '#lib/db/client.ts'
import { isOffContractReason } from '#lib/orders/order/off-contract.rules.ts'
import { orderKind } from '#lib/orders/order/order.split.rules.ts'
import { pence, price } from '#lib/values/money.ts'
import { milli, packs } from '#lib/values/packs.ts'
import type { DraftBasis, DraftLine } from './draft.rules.ts'

/** Columns of a draft line that are written, with their types; a thousand lines go in one statement. */
const COLUMNS = {
  order_id: 'uuid',
  line_no: 'integer',
  ampp_id: 'text',
  vmp_id: 'text',
  product_name: 'text',
  brand: 'text',
  maker: 'text',
  pack_text: 'text',
  units_milli: 'bigint',
  unit_name: 'text',
  gtin: 'text',
  supplier_code: 'text',
  cd_category: 'text',
  unlicensed: 'boolean',
  fridge: 'boolean',
  hazardous: 'boolean',
  needs_pharmacist: 'boolean',
  marks: 'text[]',
  batch_required: 'boolean',
  packs: 'integer',
  price: 'bigint',
  price_basis: 'text',
  price_source: 'text',
  contract_state: 'text',
  award_owner_id: 'uuid',
  award_id: 'uuid',
  why: 'jsonb',
  contract_price: 'bigint',
  off_contract_reason: 'text',
  off_contract_note: 'text',
  formulary: 'text',
  formulary_criteria: 'text',
  formulary_reason: 'text',
  own_note: 'text',
  first_purchase: 'boolean',
  high_cost: 'boolean',
  usual_packs: 'integer',
  vat_rate: 'integer',
  net: 'bigint',
  vat: 'bigint',
  unlicensed_approval: 'text',
  replaces_line_id: 'uuid',
  added_in_version: 'integer',
} as const

type Column = keyof typeof COLUMNS

/** Columns that a change of a draft line can touch; the product never changes, how it is handled may. */
const CHANGING = [
  'order_id',
  'line_no',
  'supplier_code',
  'cd_category',
  'unlicensed',
  'fridge',
  'hazardous',
  'needs_pharmacist',
  'marks',
  'high_cost',
  'batch_required',
  'packs',
  'price',
  'price_basis',
  'price_source',
  'contract_state',
  'award_owner_id',
  'award_id',
  'why',
  'contract_price',
  'off_contract_reason',
  'off_contract_note',
  'formulary',
  'formulary_criteria',
  'formulary_reason',
  'own_note',
  'first_purchase',
  'vat_rate',
  'net',
  'vat',
  'unlicensed_approval',
  'added_in_version',
] as const satisfies readonly Column[]

const EVERY = Object.keys(COLUMNS) as Column[]

function record(columns: readonly Column[]): Prisma.Sql {
  return Prisma.raw(`id uuid, ${columns.map((one) => `${one} ${COLUMNS[one]}`).join(', ')}`)
}

const INSERT_COLUMNS = Prisma.raw(EVERY.join(', '))
const INSERT_RECORD = record(EVERY)
const UPDATE_RECORD = record(CHANGING)
const UPDATE_SET = Prisma.raw(CHANGING.map((one) => `${one} = t.${one}`).join(', '))

function row(line: DraftLine): Record<Column | 'id', unknown> {
  return {
    id: line.id,
    order_id: line.orderId,
    line_no: line.lineNo,
    ampp_id: line.amppId,
    vmp_id: line.vmpId,
    product_name: line.productName,
    brand: line.brand,
    maker: line.maker,
    pack_text: line.packText,
    units_milli: line.unitsMilli,
    unit_name: line.unitName,
    gtin: line.gtin,
    supplier_code: line.supplierCode,
    cd_category: line.cdCategory,
    unlicensed: line.unlicensed,
    fridge: line.fridge,
    hazardous: line.hazardous,
    needs_pharmacist: line.needsPharmacist,
    marks: line.marks,
    batch_required: line.batchRequired,
    packs: line.packs,
    price: line.price,
    price_basis: line.priceBasis,
    price_source: line.priceSource,
    contract_state: line.contractState,
    award_owner_id: line.awardOwnerId,
    award_id: line.awardId,
    why: line.why,
    contract_price: line.contractPrice,
    off_contract_reason: line.offContractReason,
    off_contract_note: line.offContractNote,
    formulary: line.formulary,
    formulary_criteria: line.formularyCriteria,
    formulary_reason: line.formularyReason,
    own_note: line.ownNote,
    first_purchase: line.firstPurchase,
    high_cost: line.highCost,
    usual_packs: line.usualPacks,
    vat_rate: line.vatRate,
    net: line.net,
    vat: line.vat,
    unlicensed_approval: line.unlicensedApproval,
    replaces_line_id: line.replacesLineId,
    added_in_version: line.addedInVersion,
  }
}

/** Adds lines to drafts, in one statement. */
export async function insertLines(tx: Tx, act: Act, lines: readonly DraftLine[]): Promise<void> {
  if (lines.length === 0) return
  await tx.$executeRaw`
    INSERT INTO order_line (trust_id, id, ${INSERT_COLUMNS})
    SELECT ${act.actor.trustId}::uuid, id, ${INSERT_COLUMNS}
    FROM jsonb_to_recordset(${JSON.stringify(lines.map(row))}::jsonb) AS t (${INSERT_RECORD})`
}

/** Writes what changed on lines of drafts, in one statement. */
export async function updateLines(tx: Tx, act: Act, lines: readonly DraftLine[]): Promise<void> {
  if (lines.length === 0) return
  await tx.$executeRaw`
    UPDATE order_line l SET ${UPDATE_SET}
    FROM jsonb_to_recordset(${JSON.stringify(lines.map(row))}::jsonb) AS t (${UPDATE_RECORD})
    WHERE l.trust_id = ${act.actor.trustId}::uuid AND l.id = t.id`
}

/** Puts the numbers of lines out of the way of others, before `updateLines` gives them new ones. */
export async function freeNumbers(tx: Tx, act: Act, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await tx.$executeRaw`
    UPDATE order_line SET line_no = line_no + 1000000
    WHERE trust_id = ${act.actor.trustId}::uuid AND id = ANY (${[...ids]}::uuid[])`
}

/** Takes lines off drafts. */
export async function deleteLines(tx: Tx, act: Act, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await tx.$executeRaw`
    DELETE FROM order_line WHERE trust_id = ${act.actor.trustId}::uuid AND id = ANY (${[...ids]}::uuid[])`
}

type LineRow = {
  id: string
  order_id: string
  line_no: number
  supplier_id: string
  supplier_name: string
  store_id: string
  kind: string
  ampp_id: string
  vmp_id: string
  product_name: string
  brand: string
  maker: string
  pack_text: string
  units_milli: bigint
  unit_name: string
  gtin: string | null
  supplier_code: string | null
  cd_category: string
  unlicensed: boolean
  fridge: boolean
  hazardous: boolean
  needs_pharmacist: boolean
  marks: string[]
  batch_required: boolean
  packs: number
  price: bigint
  price_basis: string
  price_source: string
  contract_state: string
  award_owner_id: string | null
  award_id: string | null
  why: Why
  contract_price: bigint | null
  off_contract_reason: string | null
  off_contract_note: string
  formulary: string
  formulary_criteria: string
  formulary_reason: string
  own_note: string
  first_purchase: boolean
  high_cost: boolean
  usual_packs: number | null
  vat_rate: number
  net: bigint
  vat: bigint
  unlicensed_approval: string | null
  replaces_line_id: string | null
  added_in_version: number
}

function fromRow(row: LineRow): DraftLine {
  return {
    id: row.id,
    orderId: row.order_id,
    lineNo: row.line_no,
    supplierId: row.supplier_id,
    supplierName: row.supplier_name,
    storeId: row.store_id,
    kind: orderKind(row.kind),
    amppId: row.ampp_id,
    vmpId: row.vmp_id,
    productName: row.product_name,
    brand: row.brand,
    maker: row.maker,
    packText: row.pack_text,
    unitsMilli: milli(row.units_milli),
    unitName: row.unit_name,
    gtin: row.gtin,
    supplierCode: row.supplier_code,
    cdCategory: row.cd_category,
    unlicensed: row.unlicensed,
    fridge: row.fridge,
    hazardous: row.hazardous,
    needsPharmacist: row.needs_pharmacist,
    marks: row.marks,
    batchRequired: row.batch_required,
    packs: packs(row.packs),
    price: price(row.price),
    priceBasis: row.price_basis as DraftBasis,
    priceSource: row.price_source,
    contractState: row.contract_state as ContractState,
    awardOwnerId: row.award_owner_id,
    awardId: row.award_id,
    why: row.why,
    contractPrice: row.contract_price === null ? null : price(row.contract_price),
    offContractReason:
      row.off_contract_reason !== null && isOffContractReason(row.off_contract_reason) ? row.off_contract_reason : null,
    offContractNote: row.off_contract_note,
    formulary: isFormularyStatus(row.formulary) ? row.formulary : 'NOT_LISTED',
    formularyCriteria: row.formulary_criteria,
    formularyReason: row.formulary_reason,
    ownNote: row.own_note,
    firstPurchase: row.first_purchase,
    highCost: row.high_cost,
    usualPacks: row.usual_packs,
    vatRate: row.vat_rate,
    net: pence(row.net),
    vat: pence(row.vat),
    unlicensedApproval: row.unlicensed_approval,
    replacesLineId: row.replaces_line_id,
    addedInVersion: row.added_in_version,
  }
}

const SELECTED = Prisma.raw(
  `l.id, ${EVERY.map((one) => `l.${one}`).join(', ')}, o.supplier_id, o.supplier_name, o.store_id, o.kind`,
)

/**
 * Which lines of some drafts: these by id, or all, or a stretch of them in the order of the pad, or those that the
 * approval rules look at (off contract, dearer than contract, never bought, high-cost, controlled, unlicensed, treated more strictly) or that lack a price.
 */
export type Which = { ids: readonly string[] } | { all: true } | { from: number; most: number } | { counting: true }

const COUNTING =
  Prisma.raw(`AND (l.contract_state IN ('OFF_CONTRACT', 'ON_CONTRACT_PRICE_HIGH') OR l.first_purchase OR l.high_cost
  OR l.cd_category <> '0000' OR l.unlicensed OR l.needs_pharmacist
  OR EXISTS (SELECT FROM stricter_treatment t WHERE t.trust_id = l.trust_id AND t.vmp_id = l.vmp_id AND NOT t.withdrawn) OR l.price > l.contract_price OR l.price_basis = 'missing')`)

/** Lines of drafts, by order and number. */
export async function linesOfOrders(tx: Tx, orderIds: readonly string[], which: Which): Promise<DraftLine[]> {
  if (orderIds.length === 0 || ('ids' in which && which.ids.length === 0)) return []
  const only =
    'ids' in which
      ? Prisma.sql`AND l.id = ANY (${[...which.ids]}::uuid[])`
      : 'counting' in which
        ? COUNTING
        : Prisma.empty
  const stretch = 'from' in which ? Prisma.sql`OFFSET ${which.from} LIMIT ${which.most}` : Prisma.empty
  const rows = await tx.$queryRaw<LineRow[]>`
    SELECT ${SELECTED}
    FROM order_line l JOIN purchase_order o ON o.trust_id = l.trust_id AND o.id = l.order_id
    WHERE l.order_id = ANY (${[...orderIds]}::uuid[]) ${only}
    ORDER BY l.order_id, l.line_no ${stretch}`
  return rows.map(fromRow)
}

import { offContractWords } from '#lib/orders/order/off-contract.rules.ts'
import { APPROVER_NAMES } from '#lib/orders/order/reason.rules.ts'
import { isLocalDate } from '#lib/values/dates.ts'
import { formatCount, formatDate, formatDateTime, formatPence, formatPrice } from '#lib/values/format.ts'
import { isUuid } from '#lib/values/ids.ts'
import { pence, price } from '#lib/values/money.ts'

/** Whatever an entry keeps of a moment: plain JSON. */
export type Data = Readonly<Record<string, unknown>>

/** A label and its value in words. */
export type KnownFact = { label: string; value: string }

/** A line of an order as an entry keeps it. Prices in ten-thousandths of a pound a pack, stock in thousandths of a unit. */
export type KnownLine = {
  id: string
  lineNo: number
  amppId: string
  vmpId: string
  packs: number
  price: number
  basis: string
  source: string
  state: string
  contract: KnownContract | null
  contractPrice: number | null
  reason: string
  note: string
  net: number
  vat: number
  firstPurchase: boolean
  usualPacks: number | null
  unlicensedApproval: string
  stock: KnownStock | null
}

/** The contract line that a price rests on, as it stood. */
export type KnownContract = {
  awardId: string
  reference: string
  lot: string
  buyingGroup: string
  rank: number | null
  price: number | null
  validFrom: string
  validTo: string
}

/** Stock of a medicine as it stood. `used` in so many days. */
export type KnownStock = { onHand: number; used: number; usageDays: number; onOrder: number; awaiting: number }

const LABELS: Readonly<Record<string, string>> = {
  version: 'Version of the order',
  schemeVersion: 'Version of the scheme of delegation',
  gross: 'Total with VAT',
  net: 'Net',
  vat: 'VAT',
  carriage: 'Carriage',
  dayTotal: 'With the supplier’s other orders of the day',
  limit: 'Limit of the role',
  role: 'Asked of',
  as: 'Decided as',
  retrospective: 'Given afterwards',
  emergency: 'Emergency',
  comment: 'Comment',
  note: 'Note',
  kind: 'Kind',
  reason: 'Reason',
  dueAt: 'Due',
  odsCode: 'ODS code',
  sha256: 'SHA-256',
}

const MONEY = new Set(['gross', 'net', 'vat', 'carriage', 'dayTotal', 'limit', 'amount', 'total'])
const PRICES = new Set(['price', 'contractPrice', 'was', 'now'])
const ROLES = new Set(['role', 'as'])
/** Parts that stand in tables of their own. */
const APART = new Set(['lines', 'needed', 'reasons', 'stock'])

/** A name of a part of an entry in words: "emergencyReason" is "Emergency reason". */
export function labelOf(name: string): string {
  const known = LABELS[name]
  if (known) return known
  const words = name
    .replace(/Id$/, '')
    .replace(/([a-z])([A-Z0-9])/g, '$1 $2')
    .replaceAll('_', ' ')
    .toLowerCase()
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`
}

/**
 * What an entry keeps beside its tables, as facts in its own order: amounts as pounds, moments as London's, people by
 * name (`named`), what is empty left out.
 */
export function factsOf(data: Data, named: (id: string) => string | null): KnownFact[] {
  return Object.entries(data).flatMap(([name, value]) => {
    if (APART.has(name) && typeof value === 'object') return []
    const words = wordsOf(name, value, named)
    return words === '' ? [] : [{ label: labelOf(name), value: words }]
  })
}

function wordsOf(name: string, value: unknown, named: (id: string) => string | null): string {
  if (value === null || value === undefined || value === '')
    return name === 'limit' && value === null ? 'Agrees without a limit on the amount' : ''
  if (typeof value === 'boolean') return value ? 'Yes' : 'No'
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value)) return String(value)
    if (MONEY.has(name)) return formatPence(pence(value))
    return PRICES.has(name) ? formatPrice(price(value)) : formatCount(value)
  }
  if (typeof value === 'string') return textOf(name, value, named)
  if (Array.isArray(value))
    return value
      .map((one) => wordsOf(name, one, named))
      .filter(Boolean)
      .join('; ')
  const parts = Object.entries(value).flatMap(([part, inner]) => {
    const words = wordsOf(part, inner, named)
    return words === '' ? [] : [`${labelOf(part).toLowerCase()} ${words}`]
  })
  return parts.join(', ')
}

function textOf(name: string, text: string, named: (id: string) => string | null): string {
  if (isUuid(text)) return named(text) ?? text
  if (ROLES.has(name) && text in APPROVER_NAMES) return APPROVER_NAMES[text as keyof typeof APPROVER_NAMES]
  if (name === 'reason') return offContractWords(text)
  if (isLocalDate(text)) return formatDate(text)
  return /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(text) ? formatDateTime(new Date(text)) : text
}

/** The lines that an entry keeps, in order; none where it keeps no lines. */
export function linesOf(data: Data): KnownLine[] {
  const lines = Array.isArray(data.lines) ? data.lines : []
  return lines.flatMap((line): KnownLine[] => {
    if (!isRecord(line) || typeof line.id !== 'string' || typeof line.packs !== 'number') return []
    return [
      {
        ...{ id: line.id, lineNo: number(line.lineNo) ?? 0, amppId: text(line.amppId), vmpId: text(line.vmpId) },
        ...{ packs: line.packs, price: number(line.price) ?? 0, basis: text(line.basis), source: text(line.source) },
        ...{ state: text(line.state), contract: contractOf(line.contract), contractPrice: number(line.contractPrice) },
        ...{ reason: text(line.reason), note: text(line.note), net: number(line.net) ?? 0, vat: number(line.vat) ?? 0 },
        ...{ firstPurchase: line.firstPurchase === true, usualPacks: number(line.usualPacks) },
        ...{ unlicensedApproval: text(line.unlicensedApproval), stock: stockOf(line.stock) },
      },
    ]
  })
}

function contractOf(value: unknown): KnownContract | null {
  if (!isRecord(value)) return null
  return {
    ...{ awardId: text(value.awardId), reference: text(value.reference), lot: text(value.lot) },
    ...{ buyingGroup: text(value.buyingGroup), rank: number(value.rank), price: number(value.price) },
    ...{ validFrom: text(value.validFrom), validTo: text(value.validTo) },
  }
}

function stockOf(value: unknown): KnownStock | null {
  if (!isRecord(value)) return null
  const part = (name: string) => number(value[name]) ?? 0
  return {
    ...{ onHand: part('onHand'), used: part('used'), usageDays: part('usageDays') },
    ...{ onOrder: part('onOrder'), awaiting: part('awaiting') },
  }
}

/** Stock of medicines as a decision keeps it. Thousandths of a unit; `perDay` null where there was no usage. */
export type StockAtDecision = {
  vmpId: string
  onHand: number
  onOrder: number
  awaiting: number
  elsewhere: number
  perDay: number | null
  usageDays: number
  ordered: number
}

/** The stock that a decision keeps; none where it keeps none. */
export function stockAtDecision(data: Data): StockAtDecision[] {
  const rows = Array.isArray(data.stock) ? data.stock : []
  return rows.flatMap((row): StockAtDecision[] => {
    if (!isRecord(row) || typeof row.vmpId !== 'string') return []
    const part = (name: string) => number(row[name]) ?? 0
    return [
      {
        ...{ vmpId: row.vmpId, onHand: part('onHand'), onOrder: part('onOrder'), awaiting: part('awaiting') },
        ...{ elsewhere: part('elsewhere'), perDay: number(row.perDay), usageDays: part('usageDays') },
        ordered: part('ordered'),
      },
    ]
  })
}

/** Who had to agree and why, as an entry keeps it: of a submission several, of a decision the one that was decided. */
export type KnownAsked = { role: string; reasons: unknown; retrospective: boolean }

/** The approvals that an entry is about. */
export function askedOf(data: Data): KnownAsked[] {
  const needed = Array.isArray(data.needed) ? data.needed : data.reasons === undefined ? [] : [data]
  return needed.flatMap((one): KnownAsked[] => {
    if (!isRecord(one) || typeof one.role !== 'string') return []
    return [{ role: one.role, reasons: one.reasons, retrospective: one.retrospective === true }]
  })
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function number(value: unknown): number | null {
  return typeof value === 'number' ? value : null
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

import type { FormularyStanding } from '#lib/catalogue/formulary/formulary.rules.ts'
import type { ContractState } from '#lib/contracts/price.rules.ts'
import { type ShownWhy, shownWhy } from '#lib/contracts/shown.rules.ts'
import { isPriceConfidential, type PriceSight, seesLinePrice } from '#lib/contracts/sight.rules.ts'
import type { NeededApproval } from '#lib/orders/order/approval.rules.ts'
import type { OffContractReason } from '#lib/orders/order/off-contract.rules.ts'
import type { OrderKind } from '#lib/orders/order/order.split.rules.ts'
import type { OrderTerms, OrderTotals } from '#lib/orders/order/order.totals.ts'
import { type ReasonWords, reasonWords } from '#lib/orders/order/reason.rules.ts'
import type { ApproverRole } from '#lib/orders/order/scheme.schema.ts'
import type { WhoWords } from '#lib/orders/order/who-words.rules.ts'
import type { BasisPoints, Pence, Price } from '#lib/values/money.ts'
import type { Packs } from '#lib/values/packs.ts'
import type { DraftBasis, DraftLine } from './draft.rules.ts'
import type { PadHead, PadPart } from './pad.rules.ts'
import type { RowProblem, RowTexts } from './row.rules.ts'

/** A line of a pad as its page shows it to one role. Amounts are null where there is none yet or the role may not see it (`hidden`). */
export type PadLineView = {
  id: string
  orderId: string
  lineNo: number
  amppId: string
  vmpId: string
  product: string
  brand: string
  maker: string
  packText: string
  unitName: string
  unitsMilli: number
  cdCategory: string
  unlicensed: boolean
  fridge: boolean
  hazardous: boolean
  /** What else must be known of it, in words. */
  marks: string[]
  supplierId: string
  storeId: string
  packs: Packs
  usualPacks: number | null
  /** Other open drafts, and orders of the last days that have not all come, with the same medicine. */
  alsoOn: AlsoOn[]
  firstPurchase: boolean
  price: Price | null
  hidden: boolean
  basis: DraftBasis
  source: string
  state: ContractState
  vatRate: BasisPoints
  net: Pence | null
  reason: OffContractReason | null
  note: string
  /** What the formulary said when the line was last touched, with criteria where it is restricted, and the reason given. */
  formulary: FormularyStanding['status']
  formularyCriteria: string
  formularyReason: string
  ownNote: string
  unlicensedApproval: string | null
  /** It is ordered instead of a line of an earlier order. */
  replaces: boolean
  why: ShownWhy
}

/** Another order with the same medicine: how many packs of what contents. */
export type AlsoOn = {
  number: string
  draft: boolean
  /** It waits for approval, so nothing of it counts as on order yet. */
  awaiting: boolean
  /** Packs that are still to be expected: fewer than ordered where some came, or the supplier promises fewer. */
  packs: number
  ordered: number
  packText: string
  /** The store it goes to where that is another one than the pad’s. */
  store: string | null
}

/** Who must agree to an order of a pad, why, and who can. `people` are names; empty where nobody can. */
export type NeedView = {
  role: ApproverRole
  who: WhoWords
  step: number
  retrospective: boolean
  reasons: ReasonWords[]
  people: string[]
}

/** One order of a pad. Amounts in pence, null where the role may not see one of its prices. */
export type PadPartView = {
  orderId: string
  number: string
  status: 'draft' | 'returned'
  supplierId: string
  supplierName: string
  storeId: string
  kind: OrderKind
  lines: number
  amounts: Pick<OrderTotals, 'net' | 'carriage' | 'vat' | 'gross' | 'belowMinimum'> | null
  terms: OrderTerms
  /** 'HH:MM' in London: orders after it leave the supplier a day later; null where none is known. */
  cutOff: string | null
  /** Lines without a price: until they have one, nothing that follows from the total is known. */
  unpriced: number
  needs: NeedView[]
}

/** A pad as its page shows it. `lines` may be the first of more: each part says how many it has. */
export type PadView = {
  id: string
  edit: number
  head: PadHead
  /** Who opened it, and when it was last changed (an instant as text). */
  openedBy: string
  keptAt: string
  /** On goods and carriage, basis points. */
  vatRate: BasisPoints
  lines: PadLineView[]
  parts: PadPartView[]
  /** Pasted rows that are no lines yet. */
  rows: PadRowView[]
}

/** A pasted row as the pad's page shows it: its texts, and what is in its way. */
export type PadRowView = RowTexts & { id: string; no: number; problems: RowProblem[] }

/** What changing a pad answers: where it now stands, the ids of what was added, and which lines changed. */
export type ChangedPad = {
  edit: number
  added: { ref: string; lineId: string }[]
  lines: string[]
  removed: string[]
  /** Pasted rows that were looked at or typed in, and those that are gone: lines by now, or left out. */
  rows: PadRowView[]
  rowsGone: string[]
}

/** What keeping changes answers: how the pad now stands, as far as it changed. `lines` are those that were touched. */
export type PadKept = {
  edit: number
  keptAt: string
  head: PadHead
  added: { ref: string; lineId: string }[]
  lines: PadLineView[]
  gone: string[]
  rows: PadRowView[]
  rowsGone: string[]
  parts: PadPartView[]
}

/** Whether somebody with this sight may see what a line costs: a price of a patient access scheme not everybody. */
export function seesLine(line: Pick<DraftLine, 'contractState' | 'why'>, sight: PriceSight): boolean {
  return seesLinePrice(sight, { priceConfidential: isPriceConfidential(line) })
}

/** A line for the page of somebody with this sight. */
export function lineView(line: DraftLine, sight: PriceSight, alsoOn: readonly AlsoOn[] = []): PadLineView {
  const sees = seesLine(line, sight)
  const known = sees && line.priceBasis !== 'missing'
  return {
    id: line.id,
    orderId: line.orderId,
    lineNo: line.lineNo,
    amppId: line.amppId,
    vmpId: line.vmpId,
    product: line.productName,
    brand: line.brand,
    maker: line.maker,
    packText: line.packText,
    unitName: line.unitName,
    unitsMilli: line.unitsMilli,
    cdCategory: line.cdCategory,
    unlicensed: line.unlicensed,
    fridge: line.fridge,
    hazardous: line.hazardous,
    marks: line.marks,
    supplierId: line.supplierId,
    storeId: line.storeId,
    packs: line.packs,
    usualPacks: line.usualPacks,
    alsoOn: [...alsoOn],
    firstPurchase: line.firstPurchase,
    price: known ? line.price : null,
    hidden: !sees,
    basis: line.priceBasis,
    source: line.priceSource,
    state: line.contractState,
    vatRate: line.vatRate,
    net: known ? line.net : null,
    reason: line.offContractReason,
    note: line.offContractNote,
    formulary: line.formulary,
    formularyCriteria: line.formularyCriteria,
    formularyReason: line.formularyReason,
    ownNote: line.ownNote,
    unlicensedApproval: line.unlicensedApproval,
    replaces: line.replacesLineId !== null,
    why: shownWhy(line.why, sight),
  }
}

/**
 * An order of the pad with its totals, and who must agree to it. `sees`: whether the role may see every price in the
 * order (`total`), and in the supplier's other orders of the day (`day`), which reasons count too.
 */
export function partView(
  part: PadPart & { supplierName: string; terms: OrderTerms; cutOff: string | null; drafts: readonly DraftLine[] },
  totals: OrderTotals,
  needs: readonly (NeededApproval & { who: WhoWords; can: string[] })[],
  sees: { total: boolean; day: boolean },
): PadPartView {
  const { net, carriage, vat, gross, belowMinimum } = totals
  return {
    orderId: part.orderId,
    number: part.number,
    status: part.status,
    supplierId: part.supplierId,
    supplierName: part.supplierName,
    storeId: part.storeId,
    kind: part.kind,
    lines: totals.lines,
    amounts: sees.total ? { net, carriage, vat, gross, belowMinimum } : null,
    terms: part.terms,
    cutOff: part.cutOff,
    unpriced: part.drafts.filter((line) => line.priceBasis === 'missing').length,
    needs: needs.map(({ role, who, step, retrospective, reasons, can }) => ({
      ...{ role, who, step, retrospective },
      reasons: reasons.map((one) => reasonWords(one, { prices: sees.day })),
      people: can,
    })),
  }
}

import { asksReason, type FormularyStanding } from '#lib/catalogue/formulary/formulary.rules.ts'
import type { PriceContext } from '#lib/contracts/price.rules.ts'
import type { PriceSight } from '#lib/contracts/sight.rules.ts'
import {
  type OrderOfDay,
  offContractAmount,
  type Requirement,
  requiredApprovals,
  type SubmissionLine,
} from '#lib/orders/order/approval.rules.ts'
import type { OrderKind } from '#lib/orders/order/order.split.rules.ts'
import type { OrderTotals } from '#lib/orders/order/order.totals.ts'
import type { ApprovalScheme } from '#lib/orders/order/scheme.schema.ts'
import type { Refusal } from '#lib/refusal.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import type { BasisPoints, Price } from '#lib/values/money.ts'
import {
  type DraftLine,
  draftPrice,
  type Handling,
  isUnusual,
  repriced,
  samePrice,
  typedPrice,
  under,
} from './draft.rules.ts'
import { seesLine } from './view.rules.ts'

/** A pack in words, as refusals and reports name it. */
export function productOf(line: Pick<DraftLine, 'productName' | 'packText'>): string {
  return `${line.productName}, ${line.packText}`
}

/** What is true of a line today, beside its price. */
export type TodayFacts = {
  firstPurchase: boolean
  unlicensedApproval: string | null
  vatRate: BasisPoints
  formulary: FormularyStanding
  /** How its pack is handled today. */
  handling: Handling
}

/** The line as it is today: its price resolved and its pack looked up again, with everything that follows. Refuses NOT_FOUND (pack). */
export function today(line: DraftLine, context: PriceContext | undefined, facts: TodayFacts): Result<DraftLine> {
  if (!context) return refuse({ code: 'NOT_FOUND', what: 'pack' })
  const vendor = { id: line.supplierId, name: line.supplierName }
  const found = draftPrice(context, { amppId: line.amppId, vendor, packs: line.packs, typed: typedPrice(line) })
  if (!found.ok) return found
  const source = found.value.priceBasis === 'missing' ? { priceSource: line.priceSource } : {}
  const { formulary, handling, ...more } = facts
  return ok(repriced(under({ ...line, ...more, ...handling }, formulary), { ...found.value, ...source }, line.packs))
}

/** What a line lacks before it can be submitted. */
export type Missing = 'price' | 'source' | 'reason' | 'formulary'

/** What a line lacks before it can be submitted; null when nothing. */
export function missingOf(line: DraftLine): Missing | null {
  if (line.priceBasis === 'missing') return 'price'
  if (line.priceBasis === 'typed' && line.priceSource.trim() === '') return 'source'
  if (line.contractState === 'OFF_CONTRACT' && line.offContractReason === null) return 'reason'
  return asksReason({ status: line.formulary }) && line.formularyReason.trim() === '' ? 'formulary' : null
}

/** A line whose price is another than the one on the screen. Amounts are null where there is none or it is not shown. */
export type ChangedPrice = { lineId: string; product: string; was: Price | null; now: Price | null; shown: boolean }

/** The lines whose price, award or standing is another today than the screen showed. */
export function changedPrices(
  lines: readonly { shown: DraftLine; now: DraftLine }[],
  sight: PriceSight,
): ChangedPrice[] {
  return lines
    .filter(({ shown, now }) => !samePrice(shown, now))
    .map(({ shown, now }) => {
      const sees = seesLine(shown, sight) && seesLine(now, sight)
      const amount = (line: DraftLine) => (sees && line.priceBasis !== 'missing' ? line.price : null)
      return { lineId: shown.id, product: productOf(shown), was: amount(shown), now: amount(now), shown: sees }
    })
}

/** A line whose pack is treated otherwise today than when it was added, so that it belongs on an order of another kind. */
export type MovedLine = { lineId: string; product: string; kind: OrderKind }

/** The lines that go on an order of another kind today. */
export function movedLines(lines: readonly { shown: DraftLine; now: DraftLine }[]): MovedLine[] {
  return lines
    .filter(({ shown, now }) => shown.kind !== now.kind)
    .map(({ shown, now }) => ({ lineId: shown.id, product: productOf(shown), kind: now.kind }))
}

/** The lines with a quantity so far above the usual one that somebody has to look twice. */
export function unusualLines<L extends Pick<DraftLine, 'packs' | 'usualPacks'>>(
  lines: readonly L[],
  times: number,
): L[] {
  return lines.filter((line) => isUnusual(line, times))
}

/**
 * Why a pad cannot be submitted as it stands; null when it can. In this order: nothing on it, an emergency without its
 * reason, packs that the formulary does not permit (today, whatever the pad showed), lines that lack something, prices that are other than shown, lines that go on another kind of order today, quantities far above the usual.
 */
export function whyNotSubmit(
  pad: { emergency: boolean; emergencyReason: string },
  lines: readonly { shown: DraftLine; now: DraftLine }[],
  { sight, unusualTimes, unusualSeen }: { sight: PriceSight; unusualTimes: number; unusualSeen: boolean },
): Refusal | null {
  if (lines.length === 0) return { code: 'EMPTY_PAD' }
  if (pad.emergency && pad.emergencyReason.trim() === '') return { code: 'EMERGENCY_UNEXPLAINED' }
  const refused = lines.filter(({ now }) => now.formulary === 'NOT_PERMITTED')
  if (refused.length > 0) {
    return { code: 'NOT_PERMITTED', products: refused.map(({ now }) => productOf(now)), why: '' }
  }
  const incomplete = lines.flatMap(({ shown, now }) => {
    const missing = missingOf(shown) ?? missingOf({ ...shown, formulary: now.formulary })
    return missing ? [{ product: productOf(shown), missing }] : []
  })
  if (incomplete.length > 0) return { code: 'LINES_INCOMPLETE', lines: incomplete }
  const changed = changedPrices(lines, sight)
  if (changed.length > 0) return { code: 'PRICE_CHANGED', lines: changed }
  const moved = movedLines(lines)
  if (moved.length > 0)
    return { code: 'HANDLED_OTHERWISE', lines: moved.map(({ product, kind }) => ({ product, kind })) }
  const unusual = unusualSeen
    ? []
    : unusualLines(
        lines.map(({ now }) => now),
        unusualTimes,
      )
  if (unusual.length === 0) return null
  return {
    code: 'UNUSUAL_QUANTITY',
    lines: unusual.map((line) => ({ product: productOf(line), packs: line.packs, usual: line.usualPacks ?? 0 })),
  }
}

/**
 * Lines of orders that no supplier has yet, numbered from 1 in each order, in the order in which they stand: what was
 * taken off or went to another store leaves no gap. After sending a number never changes.
 */
export function numbered<L extends Pick<DraftLine, 'orderId' | 'lineNo'>>(lines: readonly L[]): L[] {
  const last = new Map<string, number>()
  return [...lines]
    .sort((a, b) => a.lineNo - b.lineNo)
    .map((line) => {
      const lineNo = (last.get(line.orderId) ?? 0) + 1
      last.set(line.orderId, lineNo)
      return line.lineNo === lineNo ? line : { ...line, lineNo }
    })
}

/** A line as the approval rules look at it. */
export function submissionLine(
  line: Pick<
    DraftLine,
    | 'id'
    | 'contractState'
    | 'price'
    | 'contractPrice'
    | 'packs'
    | 'net'
    | 'vat'
    | 'cdCategory'
    | 'unlicensed'
    | 'unlicensedApproval'
    | 'needsPharmacist'
    | 'firstPurchase'
    | 'highCost'
    | 'offContractReason'
  >,
): SubmissionLine {
  const { id, contractState, price, contractPrice, packs, net, vat, cdCategory, unlicensed, firstPurchase, highCost } =
    line
  return {
    ...{ id, contractState, price, contractPrice, packs, net, vat, cdCategory, unlicensed, firstPurchase, highCost },
    needsPharmacist: line.needsPharmacist,
    unlicensedApprovalValid: line.unlicensedApproval !== null,
    offContractReason: line.offContractReason,
  }
}

/** An order of a pad at the moment of submitting. */
export type SubmittedPart = {
  orderId: string
  number: string
  supplierId: string
  totals: OrderTotals
  lines: readonly SubmissionLine[]
}

/**
 * Who must agree to each order of a pad. Orders to one supplier count together: those that were submitted before on the
 * same day (`dayOrders`, by supplier id) and the pad's own.
 */
export function requirements(
  parts: readonly SubmittedPart[],
  facts: {
    scheme: ApprovalScheme
    dayOrders: ReadonlyMap<string, readonly OrderOfDay[]>
    /** Suppliers that this trust never had an order with approved. */
    newSuppliers: ReadonlySet<string>
    emergency: boolean
    at: Date
  },
): Map<string, Requirement> {
  return new Map(
    parts.map((part) => {
      const beside = parts
        .filter((other) => other.orderId !== part.orderId && other.supplierId === part.supplierId)
        .map((other): OrderOfDay => {
          return { number: other.number, gross: other.totals.gross, offContract: offContractAmount(other.lines) }
        })
      const requirement = requiredApprovals(facts.scheme, {
        lines: part.lines,
        gross: part.totals.gross,
        emergency: facts.emergency,
        newSupplier: facts.newSuppliers.has(part.supplierId),
        sameDay: [...(facts.dayOrders.get(part.supplierId) ?? []), ...beside],
        at: facts.at,
      })
      return [part.orderId, requirement]
    }),
  )
}

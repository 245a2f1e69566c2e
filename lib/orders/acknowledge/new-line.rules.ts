import type { FormularyStanding } from '#lib/catalogue/formulary/formulary.rules.ts'
import type { Pack } from '#lib/catalogue/pack.rules.ts'
import type { ContractState, PriceContext } from '#lib/contracts/price.rules.ts'
import { type ResolvedPrice, resolveGivenPrice } from '#lib/contracts/why.rules.ts'
import { comingPacks } from '#lib/orders/order/answer-decision.rules.ts'
import { needsBatch } from '#lib/orders/order/batch.rules.ts'
import { type AnswerCode, outstandingPacks } from '#lib/orders/order/order.progress.ts'
import { kindOf, type OrderKind } from '#lib/orders/order/order.split.rules.ts'
import { lineAmounts } from '#lib/orders/order/order.totals.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import type { TrustSettings } from '#lib/trusts/settings.schema.ts'
import type { Price } from '#lib/values/money.ts'
import { packs } from '#lib/values/packs.ts'
import type { AnswerableLine, LineAnswer } from './answer.rules.ts'

/** A line of a sent order as its successor copies it. */
export type OrderedLine = AnswerableLine & {
  productName: string
  brand: string
  maker: string
  packText: string
  unitName: string
  gtin: string | null
  supplierCode: string | null
  cdCategory: string
  unlicensed: boolean
  fridge: boolean
  hazardous?: boolean
  needsPharmacist?: boolean
  marks?: string[]
  batchRequired: boolean
  contractState: ContractState
  contractPrice: Price | null
  /** Its price is one of a patient access scheme. */
  priceConfidential: boolean
  offContractReason: string | null
  offContractNote: string
  firstPurchase: boolean
  highCost?: boolean
  usualPacks: number | null
  vatRate: number
  unlicensedApproval: string | null
  /** What the formulary said of it, and why it was ordered. */
  formulary?: string
  formularyCriteria?: string
  formularyReason?: string
}

/** What a new line is made from, beside the line it stands for and the answer. */
export type NewLineFacts = {
  kind: OrderKind
  vendor: { id: string; name: string }
  /** Where the price comes from: "Northgate’s answer of 16 June 2026". */
  source: string
  /** The medicine's prices on the day the order was submitted; absent where the catalogue lost the pack. */
  context: PriceContext | undefined
  /** The pack offered instead, with its codes and whether the trust bought it before; null where the pack stays. */
  other: {
    pack: Pack
    gtin: string | null
    supplierCode: string | null
    boughtBefore: boolean
    formulary: FormularyStanding
  } | null
  batchRequired: TrustSettings['batchRequired']
}

/** A line at the supplier's terms, and how many packs of the line it replaces are handed on to it. */
export type NewLine = Omit<
  OrderedLine,
  'id' | 'lineNo' | 'received' | 'closed' | 'over' | 'state' | 'offContractReason' | 'priceConfidential'
> & {
  replacesLineId: string
  handedOn: number
  priceSource: string
  award: { ownerId: string; id: string } | null
  why: ResolvedPrice['why']
  offContractReason: string | null
  net: number
  vat: number
  expectedOn: LineAnswer['expectedOn']
}

/**
 * The line that takes the place of what is still to come of another, at the price and pack the supplier answered. Held
 * against the contracts anew; amounts follow. Refuses SUBSTITUTE_UNKNOWN (the pack offered is not in our catalogue),
 * NOT_PERMITTED (the formulary does not permit it), OTHER_KIND (it cannot stand on this kind of order), NOT_FOUND (the pack ordered left the catalogue).
 */
export function newLine(
  line: OrderedLine,
  answer: Pick<LineAnswer, 'code' | 'packs' | 'price' | 'expectedOn'>,
  facts: NewLineFacts,
): Result<NewLine> {
  const { other, context } = facts
  if (answer.code === 'SUBSTITUTE_OFFERED' && !other) return refuse({ code: 'SUBSTITUTE_UNKNOWN' })
  if (other?.formulary.status === 'NOT_PERMITTED') {
    const { pack, formulary } = other
    return refuse({ code: 'NOT_PERMITTED', products: [`${pack.name}, ${pack.packText}`], why: formulary.reason })
  }
  if (other && kindOf(other.pack) !== facts.kind) {
    return refuse({ code: 'OTHER_KIND', product: `${other.pack.name}, ${other.pack.packText}` })
  }
  if (!context) return refuse({ code: 'NOT_FOUND', what: 'pack' })
  const handedOn = outstandingPacks(line)
  const count = packs(other ? answer.packs : handedOn)
  const given = { price: answer.price ?? line.price, basis: 'typed' as const, source: facts.source }
  const choice = { amppId: other?.pack.amppId ?? line.amppId, vendor: facts.vendor, packs: count }
  const resolved = resolveGivenPrice(context, choice, given)
  if (!resolved.ok) return resolved
  const { state, award, contractPrice, price } = resolved.value
  // what the ordered pack costs stays confidential, also where the award is gone, or the price goes on to another pack
  const kept = line.priceConfidential && (other === null || answer.price === null)
  const why = kept ? { ...resolved.value.why, kept } : resolved.value.why
  const onContract = state === 'ON_CONTRACT' || state === 'ON_CONTRACT_PRICE_HIGH'
  return ok({
    ...productOf(line, facts),
    replacesLineId: line.id,
    handedOn,
    packs: count,
    price,
    priceSource: facts.source,
    contractState: state,
    contractPrice,
    award: onContract && award ? { ownerId: award.ownerId, id: award.id } : null,
    why,
    offContractReason: state === 'OFF_CONTRACT' ? (line.offContractReason ?? 'CONTRACT_OUT_OF_STOCK') : null,
    offContractNote: state === 'OFF_CONTRACT' ? line.offContractNote : '',
    vatRate: line.vatRate,
    ...lineAmounts({ price, packs: count, vatRate: line.vatRate }),
    expectedOn: answer.expectedOn,
  })
}

/** The approval that a pack offered instead stands under: that of the line where it is the same medicine, never of another. */
export function approvalFor(
  pack: { vmpId: string; unlicensed: boolean },
  line: { vmpId: string; unlicensedApproval: string | null },
): string | null {
  return pack.unlicensed && pack.vmpId === line.vmpId ? line.unlicensedApproval : null
}

function productOf(line: OrderedLine, { other, batchRequired }: NewLineFacts) {
  const { unlicensedApproval } = line
  if (!other) {
    const { amppId, vmpId, productName, brand, maker, packText, unitsMilli, unitName, gtin, supplierCode } = line
    const { cdCategory, unlicensed, fridge, hazardous, needsPharmacist, marks, firstPurchase, usualPacks } = line
    return {
      ...{ amppId, vmpId, productName, brand, maker, packText, unitsMilli, unitName, gtin, supplierCode },
      ...{ cdCategory, unlicensed, fridge, hazardous, needsPharmacist, marks },
      ...{ firstPurchase, usualPacks, unlicensedApproval },
      highCost: line.highCost,
      batchRequired: line.batchRequired,
      formulary: line.formulary,
      formularyCriteria: line.formularyCriteria,
      formularyReason: line.formularyReason,
    }
  }
  const { pack, gtin, supplierCode, boughtBefore, formulary } = other
  const usual = line.usualPacks && Math.max(1, Math.round((line.usualPacks * line.unitsMilli) / pack.unitsMilli))
  return {
    amppId: pack.amppId,
    vmpId: pack.vmpId,
    productName: pack.name,
    brand: pack.brand,
    maker: pack.maker,
    packText: pack.packText,
    unitsMilli: pack.unitsMilli,
    unitName: pack.unitName,
    gtin,
    supplierCode,
    cdCategory: pack.cdCategory,
    unlicensed: pack.unlicensed,
    fridge: pack.fridge,
    hazardous: pack.hazardous,
    needsPharmacist: pack.needsPharmacist,
    marks: pack.marks,
    batchRequired: needsBatch(pack, batchRequired),
    firstPurchase: !boughtBefore,
    highCost: pack.highCost,
    formulary: formulary.status,
    formularyCriteria: formulary.criteria,
    formularyReason: line.formularyReason,
    usualPacks: usual,
    unlicensedApproval: approvalFor(pack, { vmpId: line.vmpId, unlicensedApproval }),
  }
}

/** What the supplier's answer says of the new line: taken as they offered it, so nothing of it is open. */
export function answerOfNewLine(
  line: AnswerableLine,
  answer: Pick<LineAnswer, 'code' | 'packs' | 'price'>,
  made: Pick<NewLine, 'packs'>,
): { code: AnswerCode; packs: number; resolution: 'none_needed' | 'waiting' | 'accepted' } {
  if (answer.code === 'SUBSTITUTE_OFFERED') return { code: 'ACCEPTED', packs: made.packs, resolution: 'none_needed' }
  const coming = comingPacks(line, answer)
  if (answer.code === 'BACK_ORDER' || answer.code === 'ON_ALLOCATION') {
    return { code: answer.code, packs: coming, resolution: 'waiting' }
  }
  if (coming < made.packs) return { code: 'CHANGED_QUANTITY', packs: coming, resolution: 'accepted' }
  return { code: 'ACCEPTED', packs: made.packs, resolution: 'none_needed' }
}

import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { formularyOf } from '#lib/catalogue/formulary/formulary.queries.ts'
import { NOT_LISTED } from '#lib/catalogue/formulary/formulary.rules.ts'
import { offersFor } from '#lib/contracts/offers.queries.ts'
import type { Tx } from '#lib/db/client.ts'
import type { OrderOfDay } from '#lib/orders/order/approval.rules.ts'
import { ordersOfDay } from '#lib/orders/order/day.store.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import type { StockPicture } from '#lib/stock/cover.rules.ts'
import type { TrustSettings } from '#lib/trusts/settings.schema.ts'
import { type LocalDate, londonDate } from '#lib/values/dates.ts'
import { type DraftLine, handling } from './draft.rules.ts'
import { unlicensedApprovals } from './facts.store.ts'
import { today } from './submit.rules.ts'

/** Each line as it was shown and as it is today: prices resolved again, first purchases, approvals, formulary and how packs are handled looked up again. */
export async function linesToday(
  tx: Tx,
  act: Pick<Act, 'actor' | 'now'>,
  lines: readonly DraftLine[],
  settings: Pick<TrustSettings, 'vatRate' | 'batchRequired'>,
): Promise<Result<{ shown: DraftLine; now: DraftLine }[]>> {
  const on = londonDate(act.now)
  const amppIds = [...new Set(lines.map((line) => line.amppId))]
  const offers = await offersFor(tx, act.actor, { amppIds, on })
  const approvals = await unlicensedApprovals(tx, lines, on)
  const formulary = await formularyOf(tx, lines, on)
  const both: { shown: DraftLine; now: DraftLine }[] = []
  for (const shown of lines) {
    const medicine = offers.byPack.get(shown.amppId)
    const pack = medicine?.packs.find((one) => one.amppId === shown.amppId)
    if (!pack) return refuse({ code: 'NOT_FOUND', what: 'pack' })
    const now = today(shown, medicine, {
      handling: handling(pack, settings),
      firstPurchase: !medicine?.boughtBefore.has(shown.amppId),
      unlicensedApproval: shown.unlicensed ? (approvals.get(shown.vmpId) ?? null) : null,
      vatRate: settings.vatRate,
      formulary: formulary.get(shown.amppId) ?? NOT_LISTED,
    })
    if (!now.ok) return now
    both.push({ shown, now: now.value })
  }
  return ok(both)
}

/**
 * The other orders of the scheme's window to each of these suppliers. From here on nobody else submits to them until the transaction
 * ends; asked in order of id, so that two who submit to several suppliers never wait for each other crosswise.
 */
export async function lockedDays(
  tx: Tx,
  act: Act,
  window: { on: LocalDate; days: number },
  parts: readonly { orderId: string; supplierId: string }[],
): Promise<Map<string, OrderOfDay[]>> {
  const days = new Map<string, OrderOfDay[]>()
  for (const supplierId of [...new Set(parts.map((part) => part.supplierId))].sort()) {
    const exceptOrderId = parts.find((part) => part.supplierId === supplierId)?.orderId ?? supplierId
    days.set(supplierId, await ordersOfDay(tx, act, { supplierId, ...window, exceptOrderId }))
  }
  return days
}

/** A line as the record keeps it: what was ordered, at what price and why, and what was known of its stock. */
export function recordOfLine(line: DraftLine, stock: StockPicture | undefined): Record<string, unknown> {
  const { contract } = line.why
  return {
    id: line.id,
    lineNo: line.lineNo,
    amppId: line.amppId,
    vmpId: line.vmpId,
    packs: line.packs,
    price: line.price,
    basis: line.priceBasis,
    source: line.priceSource,
    state: line.contractState,
    contract: contract && {
      awardId: contract.awardId,
      reference: contract.reference,
      lot: contract.lot,
      buyingGroup: contract.buyingGroup,
      rank: contract.rank,
      price: contract.price,
      validFrom: contract.validFrom,
      validTo: contract.validTo,
    },
    contractPrice: line.contractPrice,
    reason: line.offContractReason,
    note: line.offContractNote,
    formulary: line.formulary,
    formularyCriteria: line.formularyCriteria,
    formularyReason: line.formularyReason,
    cdCategory: line.cdCategory,
    needsPharmacist: line.needsPharmacist,
    marks: line.marks,
    net: line.net,
    vat: line.vat,
    vatRate: line.vatRate,
    firstPurchase: line.firstPurchase,
    usualPacks: line.usualPacks,
    unlicensedApproval: line.unlicensedApproval,
    replacesLineId: line.replacesLineId,
    stock: stock && {
      onHand: stock.onHand,
      used: stock.used,
      usageDays: stock.usageDays,
      coverTenths: stock.coverTenths,
      onOrder: stock.onOrder,
      awaiting: stock.awaiting,
    },
  }
}

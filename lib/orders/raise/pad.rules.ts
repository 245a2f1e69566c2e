import { asksReason, type FormularyStanding, NOT_LISTED } from '#lib/catalogue/formulary/formulary.rules.ts'
import type { Pack } from '#lib/catalogue/pack.rules.ts'
import type { PriceContext } from '#lib/contracts/price.rules.ts'
import { type PartOf, partKey } from '#lib/orders/order/order.split.rules.ts'
import type { Refusal } from '#lib/refusal.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import type { TrustSettings } from '#lib/trusts/settings.schema.ts'
import { type Price, price } from '#lib/values/money.ts'
import { packs } from '#lib/values/packs.ts'
import {
  bestVendor,
  type DraftLine,
  type DraftPrice,
  draftLine,
  draftPrice,
  handling,
  type PackCodes,
  type PackHistory,
  repriced,
  samePrice,
  typedPrice,
  under,
  type Vendor,
} from './draft.rules.ts'
import type { AddLine, ChangeLine, PlannedChange } from './pad.schema.ts'

/** The head of a pad: what holds for all its lines unless they say otherwise. */
export type PadHead = {
  storeId: string
  costCentreId: string
  emergency: boolean
  emergencyReason: string
  note: string
}

/** A draft (or returned) order of a pad. `lines` are those it holds, `lastLineNo` the highest number it ever gave. */
export type PadPart = PartOf & {
  orderId: string
  number: string
  status: 'draft' | 'returned'
  version: number
  lines: number
  lastLineNo: number
}

/** Everything that changing a pad is decided on. Contexts by VMP id, packs, codes and history by AMPP id. */
export type PadFacts = {
  head: PadHead
  parts: readonly PadPart[]
  /** The lines that the changes are about; all of them where the store of the pad changes. */
  lines: readonly DraftLine[]
  /** Ids of what the trust has in use, as far as the changes name them; those of the head need not be among them. */
  stores: ReadonlySet<string>
  costCentres: ReadonlySet<string>
  /** Suppliers with an account, as far as the changes need them. */
  vendors: ReadonlyMap<string, Vendor>
  packs: ReadonlyMap<string, Pack>
  contexts: ReadonlyMap<string, PriceContext>
  codes: (amppId: string, supplierId: string) => PackCodes
  history: ReadonlyMap<string, PackHistory>
  /** What the formulary says today, by AMPP id. */
  formulary: ReadonlyMap<string, FormularyStanding>
  settings: Pick<TrustSettings, 'vatRate' | 'batchRequired'>
  newId: () => string
}

/** What is to be written. `turned` are emptied drafts that become another part and keep their number. */
export type PadPlan = {
  head: PadHead
  opened: (PartOf & { orderId: string; supplierName: string })[]
  turned: (PartOf & { orderId: string; supplierName: string })[]
  inserted: DraftLine[]
  updated: DraftLine[]
  removed: string[]
  /** Orders whose lines changed. */
  touched: string[]
  added: { ref: string; lineId: string }[]
}

type Work = { line: DraftLine; was: DraftLine | null }

/**
 * Works out what a batch of changes does to a pad: lines are added, priced, changed, moved between its orders (by vendor,
 * store and kind) and taken off. All or nothing. Refuses NOT_FOUND (pack, line, store, cost centre), NO_ACCOUNT (the
 * trust does not trade with that supplier), CHOOSE_SUPPLIER (nobody has a price for the pack, and none was named),
 * PRICE_ON_FILE (a price is typed where one is known), NOT_PERMITTED (the formulary does not permit the pack).
 */
export function planChanges(facts: PadFacts, changes: readonly PlannedChange[]): Result<PadPlan> {
  const work = new Map<string, Work>(facts.lines.map((line) => [line.id, { line, was: line }]))
  const removed: DraftLine[] = []
  const added: PadPlan['added'] = []
  let head = facts.head
  for (const change of changes) {
    if (change.do === 'pad') {
      const next = changedHead(facts, head, change)
      if (!next.ok) return next
      const { storeId: from } = head
      head = next.value
      for (const one of work.values()) {
        if (one.line.storeId === from) one.line = { ...one.line, storeId: head.storeId }
      }
    } else if (change.do === 'add') {
      const line = addedLine(facts, head, change)
      if (!line.ok) return line
      work.set(line.value.id, { line: line.value, was: null })
      added.push({ ref: change.ref, lineId: line.value.id })
    } else {
      const one = work.get(change.line)
      if (!one) return refuse({ code: 'NOT_FOUND', what: 'line' })
      if (change.do === 'remove') {
        if (one.was) removed.push(one.was)
        work.delete(change.line)
      } else {
        const line = changedLine(facts, one.line, change)
        if (!line.ok) return line
        one.line = line.value
      }
    }
  }
  return ok({ head, added, ...dealtOut(facts, [...work.values()], removed) })
}

function changedHead(facts: PadFacts, head: PadHead, change: Extract<PlannedChange, { do: 'pad' }>): Result<PadHead> {
  const next: PadHead = {
    storeId: change.storeId ?? head.storeId,
    costCentreId: change.costCentreId ?? head.costCentreId,
    emergency: change.emergency ?? head.emergency,
    emergencyReason: change.emergencyReason ?? head.emergencyReason,
    note: change.note ?? head.note,
  }
  if (next.storeId !== head.storeId && !facts.stores.has(next.storeId))
    return refuse({ code: 'NOT_FOUND', what: 'store' })
  if (next.costCentreId !== head.costCentreId && !facts.costCentres.has(next.costCentreId)) {
    return refuse({ code: 'NOT_FOUND', what: 'cost centre' })
  }
  return ok(next)
}

function vendor(facts: PadFacts, supplierId: string): Result<Vendor> {
  const found = facts.vendors.get(supplierId)
  return found ? ok(found) : refuse({ code: 'NO_ACCOUNT' })
}

function addedLine(facts: PadFacts, head: PadHead, change: AddLine): Result<DraftLine> {
  const pack = facts.packs.get(change.amppId)
  const context = pack && facts.contexts.get(pack.vmpId)
  if (!pack || !context) return refuse({ code: 'NOT_FOUND', what: 'pack' })
  const formulary = facts.formulary.get(pack.amppId) ?? NOT_LISTED
  if (formulary.status === 'NOT_PERMITTED') return refuse(notPermitted([pack], formulary.reason))
  const storeId = change.storeId ?? head.storeId
  if (storeId !== facts.head.storeId && !facts.stores.has(storeId)) return refuse({ code: 'NOT_FOUND', what: 'store' })
  const from = change.supplierId ?? bestVendor(context, pack.amppId)?.id
  const chosen =
    from === undefined
      ? refuse({ code: 'CHOOSE_SUPPLIER', product: `${pack.name}, ${pack.packText}` })
      : vendor(facts, from)
  if (!chosen.ok) return chosen
  const count = packs(change.packs)
  const found = draftPrice(context, { amppId: pack.amppId, vendor: chosen.value, packs: count, typed: null })
  if (!found.ok) return found
  return ok(
    draftLine({
      id: facts.newId(),
      orderId: '',
      lineNo: 0,
      pack,
      vendor: chosen.value,
      storeId,
      packs: count,
      price: found.value,
      codes: facts.codes(pack.amppId, chosen.value.id),
      history: facts.history.get(pack.amppId) ?? { firstPurchase: true, usualPacks: null },
      formulary,
      settings: facts.settings,
      replacesLineId: change.replacesLineId ?? null,
      ownNote: change.ownNote ?? '',
      addedInVersion: 1,
    }),
  )
}

function changedLine(facts: PadFacts, line: DraftLine, change: ChangeLine): Result<DraftLine> {
  const context = facts.contexts.get(line.vmpId)
  if (!context) return refuse({ code: 'NOT_FOUND', what: 'pack' })
  const chosen =
    change.supplierId === undefined
      ? ok({ id: line.supplierId, name: line.supplierName })
      : vendor(facts, change.supplierId)
  if (!chosen.ok) return chosen
  const storeId = change.storeId ?? line.storeId
  if (storeId !== line.storeId && !facts.stores.has(storeId)) return refuse({ code: 'NOT_FOUND', what: 'store' })
  const pack = facts.packs.get(line.amppId)
  const moved = chosen.value.id !== line.supplierId
  const count = packs(change.packs ?? line.packs)
  const source = change.priceSource ?? (moved ? '' : openSource(line))
  const standing = facts.formulary.get(line.amppId)
  const typed = typedAs(change.price, source, moved ? null : line)
  const found = draftPrice(context, { amppId: line.amppId, vendor: chosen.value, packs: count, typed })
  if (!found.ok) return found
  const known = found.value.priceBasis === 'contract' || found.value.priceBasis === 'on_file'
  if (change.price !== undefined && known)
    return refuse({ code: 'PRICE_ON_FILE', product: `${line.productName}, ${line.packText}` })
  const fresh = found.value.priceBasis === 'missing' ? { ...found.value, priceSource: source } : found.value
  // nothing moves by itself: a price that changed since stays as the screen showed it, until the check lays both side by side
  const keeps = !moved && change.price === undefined && change.priceSource === undefined && !samePrice(fresh, line)
  const priced = repriced(standing ? under(line, standing) : line, keeps ? pricePart(line) : fresh, count)
  return ok({
    ...priced,
    ...(pack ? handling(pack, facts.settings) : {}),
    supplierId: chosen.value.id,
    supplierName: chosen.value.name,
    storeId,
    ...(moved ? { supplierCode: facts.codes(line.amppId, chosen.value.id).supplierCode } : {}),
    offContractReason: change.reason === undefined ? priced.offContractReason : change.reason,
    offContractNote: change.note ?? priced.offContractNote,
    formularyReason: asksReason({ status: priced.formulary }) ? (change.formularyReason ?? priced.formularyReason) : '',
    ownNote: change.ownNote ?? priced.ownNote,
  })
}

/** The refusal of packs that the formulary does not permit; `why` = what it says of the first. */
export function notPermitted(packs: readonly { name: string; packText: string }[], why: string): Refusal {
  return { code: 'NOT_PERMITTED', products: packs.map((pack) => `${pack.name}, ${pack.packText}`), why }
}

function openSource(line: DraftLine): string {
  return line.priceBasis === 'typed' || line.priceBasis === 'missing' ? line.priceSource : ''
}

function typedAs(
  given: number | undefined,
  source: string,
  line: DraftLine | null,
): { price: Price; source: string } | null {
  if (given !== undefined) return { price: price(given), source }
  const before = line && typedPrice(line)
  return before && { price: before.price, source }
}

/** What a line says of its price, without the rest. */
export function pricePart(line: DraftPrice): DraftPrice {
  const { price, priceBasis, priceSource, contractState, awardOwnerId, awardId, contractPrice, why } = line
  return { price, priceBasis, priceSource, contractState, awardOwnerId, awardId, contractPrice, why }
}

/** Deals the lines out to the orders of the pad: each stays where it belongs, else goes to the order of its part, an emptied draft, or a new one. */
function dealtOut(facts: PadFacts, work: readonly Work[], removed: readonly DraftLine[]) {
  const parts = new Map(facts.parts.map((part) => [part.orderId, { ...part }]))
  const byKey = new Map<string, string>()
  for (const part of parts.values())
    if (part.lines > 0 || part.status === 'returned') byKey.set(partKey(part), part.orderId)
  const moves = work.filter(({ line, was }) => was === null || partKey(was) !== partKey(line))
  const leave = (orderId: string) => {
    const part = parts.get(orderId)
    if (!part) return
    part.lines -= 1
    if (part.lines === 0 && part.status === 'draft' && byKey.get(partKey(part)) === orderId) byKey.delete(partKey(part))
  }
  for (const line of removed) leave(line.orderId)
  for (const { was } of moves) if (was) leave(was.orderId)

  const opened = new Map<string, PadPlan['opened'][number]>()
  const turned = new Map<string, PadPlan['turned'][number]>()
  const touched = new Set(removed.map((line) => line.orderId))
  for (const one of moves) {
    const key = partKey(one.line)
    let orderId = byKey.get(key)
    if (orderId === undefined) {
      const { supplierId, supplierName, storeId, kind } = one.line
      const empty = emptied(parts, key, one.was?.orderId)
      orderId = empty?.orderId ?? facts.newId()
      ;(empty ? turned : opened).set(orderId, { orderId, supplierId, supplierName, storeId, kind })
      parts.set(orderId, {
        ...(empty ?? { number: '', status: 'draft', version: 1, lastLineNo: 0 }),
        ...{ orderId, supplierId, storeId, kind, lines: 0 },
      })
      byKey.set(key, orderId)
    }
    const part = parts.get(orderId)
    if (!part) throw new RangeError(`There is no order ${orderId}`)
    part.lines += 1
    part.lastLineNo += 1
    one.line = {
      ...one.line,
      orderId,
      lineNo: part.lastLineNo,
      addedInVersion: part.version + (part.status === 'returned' ? 1 : 0),
    }
    if (one.was) touched.add(one.was.orderId)
    touched.add(orderId)
  }
  const updated = work.filter(({ line, was }) => was !== null && was !== line).map(({ line }) => line)
  for (const line of updated) touched.add(line.orderId)
  return {
    opened: [...opened.values()],
    turned: [...turned.values()],
    inserted: work.filter(({ was }) => was === null).map(({ line }) => line),
    updated,
    removed: removed.map((line) => line.id),
    touched: [...touched],
  }
}

/** A draft without lines whose number can be used: of the same part, else the one the line comes from, else any. */
function emptied(parts: ReadonlyMap<string, PadPart>, key: string, from: string | undefined): PadPart | null {
  const free = [...parts.values()].filter((part) => part.status === 'draft' && part.lines === 0)
  const [first] = free
  return free.find((part) => partKey(part) === key) ?? free.find((part) => part.orderId === from) ?? first ?? null
}

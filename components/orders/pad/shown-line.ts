import type { PadHit } from '#lib/orders/raise/hit.rules.ts'
import type { AddLine, ChangeLine, PadChange } from '#lib/orders/raise/pad.schema.ts'
import type { PadLineView } from '#lib/orders/raise/view.rules.ts'
import { lineNet, price, vatOn } from '#lib/values/money.ts'
import { packs } from '#lib/values/packs.ts'

/**
 * A line as it stands on the screen: what the server knows with what was typed since. `key` stays the same from the
 * moment it is added, so that the field under the hand stays, too. `pending`: its price is being looked up.
 */
export type ShownLine = Omit<PadLineView, 'why' | 'basis'> & {
  key: string
  basis: PadLineView['basis'] | 'pending'
  why: PadLineView['why'] | null
}

/** A line of the server's. */
export function fromServer(line: PadLineView, key: string = line.id): ShownLine {
  return { ...line, key }
}

/** A line that was just added and has no id yet, as far as the search knew it. */
export function fromHit(add: AddLine, hit: PadHit, storeId: string, vatRate: number): ShownLine {
  const supplierId = add.supplierId ?? hit.vendor?.id ?? ''
  const known = add.supplierId === undefined || add.supplierId === hit.vendor?.id ? hit.price : null
  return {
    id: add.ref,
    key: add.ref,
    orderId: '',
    lineNo: Number.MAX_SAFE_INTEGER,
    amppId: hit.amppId,
    vmpId: hit.vmpId,
    product: hit.product,
    brand: hit.brand,
    maker: hit.maker,
    packText: hit.packText,
    unitName: hit.unitName,
    unitsMilli: hit.unitsMilli,
    cdCategory: hit.cdCategory,
    unlicensed: hit.unlicensed,
    hazardous: hit.hazardous,
    marks: hit.marks,
    fridge: hit.fridge,
    supplierId,
    storeId: add.storeId ?? storeId,
    packs: packs(add.packs),
    usualPacks: hit.usualPacks,
    alsoOn: [],
    firstPurchase: !hit.boughtBefore,
    price: known,
    hidden: false,
    basis: known === null ? 'pending' : 'on_file',
    source: '',
    state: hit.state,
    vatRate,
    net: known === null ? null : lineNet(known, add.packs),
    reason: null,
    note: '',
    formulary: hit.formulary.status,
    formularyCriteria: hit.formulary.criteria,
    formularyReason: '',
    ownNote: add.ownNote ?? '',
    unlicensedApproval: null,
    replaces: add.replacesLineId !== undefined,
    why: null,
  }
}

/** The line with a change that the server has not kept yet. */
export function withChange(line: ShownLine, change: ChangeLine): ShownLine {
  const moved = change.supplierId !== undefined && change.supplierId !== line.supplierId
  const next: ShownLine = {
    ...line,
    packs: packs(change.packs ?? line.packs),
    supplierId: change.supplierId ?? line.supplierId,
    storeId: change.storeId ?? line.storeId,
    source: change.priceSource ?? (moved ? '' : line.source),
    reason: change.reason === undefined ? line.reason : change.reason,
    note: change.note ?? line.note,
    formularyReason: change.formularyReason ?? line.formularyReason,
    ownNote: change.ownNote ?? line.ownNote,
  }
  if (moved) Object.assign(next, { price: null, basis: 'pending', why: null })
  if (change.price !== undefined) Object.assign(next, { price: price(change.price), basis: 'typed' })
  return { ...next, net: next.price === null ? null : lineNet(next.price, next.packs) }
}

/** VAT on a shown line, in pence; 0 where its price is not known. */
export function vatOfLine(line: Pick<ShownLine, 'net' | 'vatRate'>): number {
  return line.net === null ? 0 : vatOn(line.net, line.vatRate)
}

/**
 * The lines on the screen: the server's with what is not kept yet laid over them, then those just added. Lines without
 * a change stay the same objects.
 */
export function shownLines(
  server: readonly ShownLine[],
  unkept: readonly PadChange[],
  { hits, storeId, vatRate }: { hits: Readonly<Record<string, PadHit>>; storeId: string; vatRate: number },
): ShownLine[] {
  const added = unkept.flatMap((one) => {
    const hit = one.do === 'add' ? hits[one.ref] : undefined
    return one.do === 'add' && hit ? [fromHit(one, hit, storeId, vatRate)] : []
  })
  const all = [...server, ...added]
  const about = unkept.filter((one) => one.do === 'line' || one.do === 'remove')
  if (about.length === 0) return all
  const places = new Map(all.map((line, index) => [line.id, index]))
  const gone = new Set<string>()
  for (const change of about) {
    const place = places.get(change.line)
    const line = place === undefined ? undefined : all[place]
    if (place === undefined || line === undefined) continue
    if (change.do === 'remove') gone.add(change.line)
    else all[place] = withChange(line, change)
  }
  return gone.size === 0 ? all : all.filter((line) => !gone.has(line.id))
}

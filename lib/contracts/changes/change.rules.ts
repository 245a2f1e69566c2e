import type { DictionaryPack } from '#lib/catalogue/pack.rules.ts'
import { addDays, type LocalDate } from '#lib/values/dates.ts'
import { comparePerUnit, type Price } from '#lib/values/money.ts'
import type { Milli } from '#lib/values/packs.ts'
import { placeInFile } from '../load/contract-file.rules.ts'
import type { Timeline, WantedAward } from '../load/timeline.rules.ts'

/** What becomes of a contract line: none was there, dearer, cheaper, other terms at the same price, another supplier, over. */
export const CHANGE_KINDS = ['new', 'up', 'down', 'terms', 'supplier', 'ended'] as const

/** What becomes of a contract line. */
export type ChangeKind = (typeof CHANGE_KINDS)[number]

/** An award that stands, as far as changes beside it ask. */
export type Beside = {
  id: string
  reference: string
  lot: string
  buyingGroup: string
  amppId: string
  supplierId: string
  rank: number
  price: Price
  confidential: boolean
  validFrom: LocalDate
  validTo: LocalDate
}

/** One side of a change: a pack of a supplier at a price per pack ex VAT. */
export type Side = {
  amppId: string
  pack: string
  supplier: string
  price: Price
  units: Milli
  confidential: boolean
}

/** One line that changes, as everybody whom it reaches may be shown it. */
export type Change = {
  kind: ChangeKind
  /** Row of the file; null where a line ends by itself and the file has nothing after it. */
  row: number | null
  reference: string
  lot: string
  buyingGroup: string
  vmpId: string
  product: string
  /** The first day on which it is so. */
  on: LocalDate
  old: Side | null
  /** Of a line that ends: the next best contract that holds on the day, null where there is none. */
  next: Side | null
}

/** What is known when changes are told: packs, names of suppliers, and the active awards for the same medicines and groups. */
export type Known = {
  today: LocalDate
  packs: ReadonlyMap<string, DictionaryPack>
  supplierName: (id: string) => string
  beside: readonly Beside[]
}

const holds = (one: Pick<Beside, 'validFrom' | 'validTo'>, on: LocalDate) => one.validFrom <= on && on <= one.validTo

/**
 * What a catalogue's plan changes, line by line. A new award takes the place of the one on the same line; else of one for
 * the same medicine and buying group that held the day before and does not hold on its first day: of the same pack and
 * supplier first, then of the same size, then by rank and price per unit. Each award gives its place once. Where others go
 * on beside it, it is held against the one that is used first: it takes its place by rank and price per unit, or it is a
 * new line that stands behind it (`old` then is what goes on being used). What ends with
 * nothing in its place is told with the next best contract that holds then. Rows that are over change nothing to come.
 */
export function changesOf(plan: Timeline, known: Known): Change[] {
  const told = new Teller(known)
  const closed = new Map(plan.close.map(({ id, on }) => [id, on]))
  const gone = new Set(plan.withdraw)
  const after: Beside[] = [
    ...known.beside
      .filter((one) => !gone.has(one.id))
      .map((one) => ({ ...one, validTo: closed.get(one.id) ?? one.validTo })),
    ...plan.open.filter((one) => one.status === 'active').map(asBeside),
  ]
  const groupOf = (amppId: string, group: string) => `${known.packs.get(amppId)?.vmpId ?? amppId}\n${group}`
  const before = Map.groupBy(known.beside, (one) => groupOf(one.amppId, one.buyingGroup))
  const later = Map.groupBy(after, (one) => groupOf(one.amppId, one.buyingGroup))
  const stood = new Map(plan.replaced.map(({ wanted, stood: was }) => [placeInFile(wanted), was.id]))
  const byId = new Map(known.beside.map((one) => [one.id, one]))
  const placed = new Set<string>(plan.replaced.map((one) => one.stood.id))
  const changes: Change[] = []
  const ended = (old: Beside, on: LocalDate, row: number | null) => {
    const next = (later.get(groupOf(old.amppId, old.buyingGroup)) ?? [])
      .filter((one) => one.id !== old.id && holds(one, on))
      .sort(told.byUse)[0]
    changes.push(told.change('ended', row, old, on, old, next ?? null))
  }

  for (const want of [...plan.open].sort((a, b) => a.row - b.row)) {
    if (want.validTo < known.today) continue
    const was = byId.get(stood.get(placeInFile(want)) ?? '')
    if (want.status !== 'active') {
      if (was) ended(was, want.validFrom, want.row)
      continue
    }
    const fresh = asBeside(want)
    const old = was ?? giving(fresh)
    if (old) placed.add(old.id)
    const best = old ? null : stillBest(fresh)
    const first = best !== null && told.byUse(fresh, best) < 0
    const kind = old ? kindOf(old, fresh) : first ? kindOf(best, fresh) : 'new'
    changes.push(told.change(kind, want.row, fresh, fresh.validFrom, old ?? best, fresh))
  }
  const opened = new Set(plan.open.map(placeInFile))
  for (const { wanted, stood: was } of plan.replaced) {
    const old = byId.get(was.id)
    if (!old || opened.has(placeInFile(wanted))) continue
    ended(old, addDays(wanted.validTo, 1), wanted.row)
  }
  return [...changes, ...endings()].filter((one) => one.on >= known.today)

  /** Of the awards that held before and go on beside a new one, the one to use first; null where there is none. */
  function stillBest(fresh: Beside): Beside | null {
    const day = addDays(fresh.validFrom, -1)
    const all = later.get(groupOf(fresh.amppId, fresh.buyingGroup)) ?? []
    const kept = all.filter((one) => byId.has(one.id) && holds(one, fresh.validFrom) && holds(one, day))
    return kept.sort(told.byUse)[0] ?? null
  }

  /** The award that gives its place to a new one, if any. */
  function giving(fresh: Beside): Beside | null {
    const day = addDays(fresh.validFrom, -1)
    const kept = new Set(
      (later.get(groupOf(fresh.amppId, fresh.buyingGroup)) ?? [])
        .filter((one) => holds(one, fresh.validFrom))
        .map((one) => one.id),
    )
    const candidates = (before.get(groupOf(fresh.amppId, fresh.buyingGroup)) ?? []).filter(
      (one) => !placed.has(one.id) && holds(one, day) && !kept.has(one.id),
    )
    const nearness = (one: Beside) =>
      Number(one.amppId !== fresh.amppId || one.supplierId !== fresh.supplierId) * 2 +
      Number(told.units(one) !== told.units(fresh))
    return candidates.sort((a, b) => nearness(a) - nearness(b) || told.byUse(a, b))[0] ?? null
  }

  /** Lines of the file's own lots and groups that end by themselves about when its new prices begin, with nothing of it after them. */
  function endings(): Change[] {
    const from = changes.length
    const days = changes.filter((one) => one.kind !== 'ended').map((one) => one.on)
    const last = days.sort().at(-1)
    if (!last) return []
    const lots = new Set(plan.open.map((one) => [one.frameworkKey, one.lot, one.buyingGroup].join('\n')))
    for (const old of known.beside) {
      if (placed.has(old.id) || closed.has(old.id) || gone.has(old.id)) continue
      if (!lots.has([old.reference, old.lot, old.buyingGroup].join('\n'))) continue
      if (old.validTo < addDays(known.today, -1) || old.validTo >= last) continue
      const follows = (later.get(groupOf(old.amppId, old.buyingGroup)) ?? []).some(
        (one) => one.amppId === old.amppId && one.supplierId === old.supplierId && one.validFrom > old.validTo,
      )
      if (!follows) ended(old, addDays(old.validTo, 1), null)
    }
    return changes.splice(from)
  }
}

function asBeside(want: WantedAward): Beside {
  const { frameworkKey, lot, buyingGroup, amppId, supplierId, rank, price, confidentiality, validFrom, validTo } = want
  const confidential = confidentiality === 'pas'
  return {
    id: `row ${placeInFile(want)}`,
    reference: frameworkKey,
    lot,
    buyingGroup,
    amppId,
    supplierId,
    rank,
    price,
    confidential,
    validFrom,
    validTo,
  }
}

/** What one award in another's place means; of packs of different size by price per unit, unrounded. */
function kindOf(old: Beside | null, fresh: Beside): ChangeKind {
  if (!old) return 'new'
  if (old.supplierId !== fresh.supplierId) return 'supplier'
  return old.price === fresh.price ? 'terms' : fresh.price > old.price ? 'up' : 'down'
}

class Teller {
  readonly #known: Known
  constructor(known: Known) {
    this.#known = known
  }
  units(one: Beside): Milli | null {
    return this.#known.packs.get(one.amppId)?.unitsMilli ?? null
  }
  readonly byUse = (a: Beside, b: Beside): number => {
    const [ua, ub] = [this.units(a) ?? 1, this.units(b) ?? 1]
    return (
      a.rank - b.rank ||
      comparePerUnit({ price: a.price, milliUnits: ua }, { price: b.price, milliUnits: ub }) ||
      (a.id < b.id ? -1 : 1)
    )
  }
  change(
    kind: ChangeKind,
    row: number | null,
    of: Beside,
    on: LocalDate,
    old: Beside | null,
    next: Beside | null,
  ): Change {
    const pack = this.#known.packs.get(of.amppId)
    const { reference, lot, buyingGroup } = of
    const what = { reference, lot, buyingGroup, vmpId: pack?.vmpId ?? '', product: pack?.name ?? of.amppId }
    return {
      kind: this.#kind(kind, old, next),
      row,
      ...what,
      on,
      old: old && this.#side(old),
      next: next && this.#side(next),
    }
  }
  /** Packs of different size compare by what a unit costs. */
  #kind(kind: ChangeKind, old: Beside | null, next: Beside | null): ChangeKind {
    if ((kind !== 'up' && kind !== 'down' && kind !== 'terms') || !old || !next) return kind
    const [ua, ub] = [this.units(old), this.units(next)]
    if (ua === null || ub === null || ua === ub) return kind
    const by = comparePerUnit({ price: old.price, milliUnits: ua }, { price: next.price, milliUnits: ub })
    return by < 0 ? 'up' : by > 0 ? 'down' : 'terms'
  }
  #side(one: Beside): Side {
    const pack = this.#known.packs.get(one.amppId)
    return {
      amppId: one.amppId,
      pack: pack?.packText ?? one.amppId,
      supplier: this.#known.supplierName(one.supplierId),
      price: one.price,
      units: (pack?.unitsMilli ?? 1) as Milli,
      confidential: one.confidential,
    }
  }
}

import { packTitle } from '#lib/catalogue/pack.rules.ts'
import { partName } from '#lib/files/apart.rules.ts'
import { type ByWords, gatherWords } from '#lib/files/by-words.rules.ts'
import { NEW_SHOWN, type NewRowOf } from '#lib/files/new-row.rules.ts'
import { type PriceChange, type Problem, shortened } from '#lib/files/report.rules.ts'
import type { LocalDate } from '#lib/values/dates.ts'
import { formatDate, formatPrice } from '#lib/values/format.ts'
import { contractName } from '../award.rules.ts'
import { type PriceSight, seesPrice } from '../sight.rules.ts'
import { type LoadedAward, placeInFile } from './contract-file.rules.ts'
import { type Catalogue, matchPack } from './match.rules.ts'
import { type KnownSupplier, type NewSupplier, planSuppliers } from './named-suppliers.rules.ts'
import { sideBySide } from './side-by-side.rules.ts'
import {
  planTimeline,
  priceStep,
  type StandingAward,
  type Timeline,
  UNUSUAL_STEP,
  type WantedAward,
} from './timeline.rules.ts'

/** What is known before a contract file is loaded. */
export type KnownContracts = {
  today: LocalDate
  catalogue: Catalogue
  suppliers: readonly KnownSupplier[]
  /** Own awards on the packs of the file, withdrawn ones left out; `frameworkKey` is the reference. */
  standing: readonly StandingAward[]
  /** The hub's awards that reach this trust on the packs of the file, withdrawn ones left out; none where a hub loads. */
  hub: readonly StandingAward[]
  /** Which of the hub's prices whoever loads may see. */
  sight: PriceSight
}

/** What loading would write. */
export type ContractPlan = Timeline & {
  /** Category by framework reference, of every framework of the file. */
  frameworks: Map<string, string>
  suppliers: NewSupplier[]
  problems: Problem[]
  warnings: Problem[]
  priceChanges: PriceChange[]
  /** The first of the lines that are new. */
  newRows: NewRowOf<'contracts'>[]
  /** What names a pack by words alone; null where nothing does. */
  byWords: ByWords | null
}

const lineOf = (one: Pick<WantedAward, 'frameworkKey' | 'lot' | 'amppId' | 'supplierId' | 'buyingGroup' | 'rank'>) =>
  [one.frameworkKey, one.lot, daysOf(one)].join('\n')

/** What may have one price on a day only: pack, supplier, buying group and rank. */
const daysOf = (one: Pick<WantedAward, 'amppId' | 'supplierId' | 'buyingGroup' | 'rank'>) =>
  [one.amppId, one.supplierId, one.buyingGroup, one.rank].join('\n')

/** What loading these rows would change: packs and suppliers found, lines held against what stands, days against days. */
export function planContracts(awards: readonly LoadedAward[], known: KnownContracts): ContractPlan {
  const suppliers = planSuppliers(awards, known.suppliers)
  const plan: ContractPlan = {
    close: [],
    withdraw: [],
    open: [],
    unchanged: [],
    replaced: [],
    frameworks: new Map(),
    suppliers: suppliers.made,
    problems: [...suppliers.problems],
    warnings: [...suppliers.warnings],
    priceChanges: [],
    newRows: [],
    byWords: gatherWords(
      [...new Map(awards.map((award) => [award.row, award])).values()].flatMap(({ row, pack: { words } }) =>
        words ? [{ row, words }] : [],
      ),
      known.catalogue.byWords,
    ),
  }
  const wanted: WantedAward[] = []
  for (const award of awards) {
    const { pack, problems, warnings } = matchPack(award, known.catalogue)
    plan.problems.push(...problems)
    plan.warnings.push(...warnings)
    const row = suppliers.byRow.get(award.row)
    if (!pack || !row) continue
    if (!plan.frameworks.has(award.reference)) plan.frameworks.set(award.reference, award.category)
    wanted.push({ ...award, ...row, amppId: pack.amppId, frameworkKey: award.reference })
  }
  plan.problems.push(...doubled(wanted), ...heldByHub(wanted, known))
  if (plan.problems.length > 0) return plan
  const standing = Map.groupBy(known.standing, lineOf)
  for (const [line, rows] of Map.groupBy(wanted, lineOf)) {
    const part = planTimeline(standing.get(line) ?? [], rows, known.today)
    plan.close.push(...part.close)
    plan.withdraw.push(...part.withdraw)
    plan.open.push(...part.open)
    plan.unchanged.push(...part.unchanged)
    plan.replaced.push(...part.replaced)
  }
  plan.problems.push(...inTheWay(plan, known.standing))
  const names = new Map([...known.suppliers, ...suppliers.made].map((one) => [one.id, one.name]))
  const nameOf = {
    product: (amppId: string) => {
      const pack = known.catalogue.packs.get(amppId)
      return pack ? packTitle(pack) : amppId
    },
    supplier: (id: string) => names.get(id) ?? '',
  }
  describePrices(plan, nameOf)
  plan.newRows = newAwards(plan)
    .slice(0, NEW_SHOWN)
    .map((award) => newRow(award, nameOf))
  plan.warnings.push(...sideBySide(plan, known))
  return plan
}

/** Rows of the file that give one pack of one supplier two prices on a day. Terminated rows hold no days. */
function doubled(wanted: readonly WantedAward[]): Problem[] {
  const problems: Problem[] = []
  for (const rows of Map.groupBy(wanted, daysOf).values()) {
    const sorted = rows.toSorted((a, b) =>
      a.validFrom < b.validFrom ? -1 : a.validFrom > b.validFrom ? 1 : a.row - b.row,
    )
    let longest: WantedAward | null = null
    for (const row of sorted.filter((one) => one.status !== 'terminated')) {
      if (longest && row.validFrom <= longest.validTo) {
        problems.push({
          row: row.row,
          column: 'valid_from',
          cell: row.validFrom,
          problem: `Row ${longest.row} has a price for the same pack, supplier, buying group and rank until ${formatDate(longest.validTo)}. Take one out, or give another award_rank.`,
        })
      }
      if (!longest || row.validTo > longest.validTo) longest = row
    }
    const terminated = Map.groupBy(
      sorted.filter((one) => one.status === 'terminated'),
      lineOf,
    )
    for (const twins of terminated.values()) {
      const [first, second] = twins
      if (!first || !second || second.validFrom > first.validTo) continue
      const problem = `Row ${first.row} ends the same line on the same days. Take one of the two out.`
      problems.push({ row: second.row, column: 'valid_from', cell: second.validFrom, problem })
    }
  }
  return problems
}

/**
 * Rows for what the hub has a price for on the same days: there is one price a day, whoever loads it, and the hub's holds.
 * Terminated rows hold no days, so a trust may end a line of its own that the hub has taken on since.
 */
function heldByHub(wanted: readonly WantedAward[], { hub, sight }: KnownContracts): Problem[] {
  const byDays = Map.groupBy(
    hub.filter((award) => award.status !== 'terminated'),
    daysOf,
  )
  return wanted.flatMap((row) => {
    if (row.status === 'terminated') return []
    const held = byDays.get(daysOf(row))?.find((one) => one.validFrom <= row.validTo && row.validFrom <= one.validTo)
    if (!held) return []
    const name = contractName({ reference: held.frameworkKey, lot: held.lot })
    const at = seesPrice(sight, held.confidentiality) ? ` at ${formatPrice(held.price)}` : ''
    const problem = `Your hub has a price for the same pack, supplier, buying group and rank: ${name}${at}, from ${formatDate(held.validFrom)} to ${formatDate(held.validTo)}. Take the row out. If the price is wrong, ask the hub to load the right one.`
    return [{ row: row.row, column: 'valid_from', cell: row.validFrom, problem }]
  })
}

/** New awards whose days another framework's award already holds for the same pack, supplier, group and rank. */
function inTheWay(plan: ContractPlan, standing: readonly StandingAward[]): Problem[] {
  const closed = new Map(plan.close.map((one) => [one.id, one.on]))
  const gone = new Set(plan.withdraw)
  const left = standing
    .filter((award) => !gone.has(award.id) && award.status !== 'terminated')
    .map((award) => ({ ...award, validTo: closed.get(award.id) ?? award.validTo }))
  const byDays = Map.groupBy(left, daysOf)
  return plan.open.flatMap((award) => {
    if (award.status === 'terminated') return []
    const other = byDays
      .get(daysOf(award))
      ?.find((one) => one.validFrom <= award.validTo && award.validFrom <= one.validTo)
    if (!other) return []
    const problem = `${other.frameworkKey}${other.lot ? ` lot ${other.lot}` : ''} has a price for the same pack, supplier, buying group and rank from ${formatDate(other.validFrom)} to ${formatDate(other.validTo)}. End it first by loading its row with an earlier valid_to, or give another award_rank.`
    return [{ row: award.row, column: 'valid_from', cell: award.validFrom, problem }]
  })
}

/** How packs (by AMPP id) and suppliers (by id) are called. */
type Names = { product: (amppId: string) => string; supplier: (id: string) => string }

/** Awards that a plan opens on lines that had none on these days, in the order of the file. */
export function newAwards({ open, replaced }: Pick<Timeline, 'open' | 'replaced'>): WantedAward[] {
  const rows = new Set(replaced.map(({ wanted }) => placeInFile(wanted)))
  return open.filter((award) => !rows.has(placeInFile(award))).sort((a, b) => a.row - b.row)
}

function newRow(award: WantedAward, nameOf: Names): NewRowOf<'contracts'> {
  return {
    of: 'contracts',
    row: award.row,
    product: nameOf.product(award.amppId),
    supplier: nameOf.supplier(award.supplierId),
    contract: contractName({ reference: award.frameworkKey, lot: award.lot }),
    price: award.price,
    from: award.validFrom,
    to: award.validTo,
    buyingGroup: award.buyingGroup,
  }
}

function describePrices(plan: ContractPlan, nameOf: Names): void {
  const opened = new Map(plan.open.map((award) => [placeInFile(award), award.validFrom]))
  for (const replaced of plan.replaced) {
    const { wanted, stood } = replaced
    if (wanted.price === stood.price) continue
    const change = priceStep(replaced)
    plan.priceChanges.push({
      product: nameOf.product(wanted.amppId),
      supplier: nameOf.supplier(wanted.supplierId),
      buyingGroup: wanted.buyingGroup,
      from: stood.price,
      to: wanted.price,
      change,
      on: opened.get(placeInFile(wanted)) ?? wanted.validFrom,
    })
    if (change !== null && Math.abs(change) > UNUSUAL_STEP) {
      plan.warnings.push({
        row: wanted.row,
        column: wanted.part ? partName('price_ex_vat', wanted.part) : 'price_ex_vat',
        cell: shortened(formatPrice(wanted.price)),
        problem: `The price ${change > 0 ? 'rises' : 'falls'} by ${Math.round(Math.abs(change) / 100)}%, from ${formatPrice(stood.price)}. Check it is for the same pack.`,
      })
    }
  }
}

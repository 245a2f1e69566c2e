import { addDays, inRange, type LocalDate } from '#lib/values/dates.ts'
import type { Award, BuyingGroups } from './award.rules.ts'
import { awardsHolding, type PriceContext } from './price.rules.ts'

/** Days on which a trust is in a buying group (generics) or region (branded). `to` null = until further notice. */
export type GroupPeriod = { kind: 'generics' | 'branded'; code: string; from: LocalDate; to: LocalDate | null }

/**
 * All that pricing one medicine for one trust needs on any day of a stretch: every award and price on file of it, in force
 * or not, and the trust's groups with their days. `contextOn` makes the context of one day of it.
 */
export type DatedContext = Omit<PriceContext, 'on' | 'groups'> & {
  trustId: string
  groupPeriods: readonly GroupPeriod[]
}

/** The groups that a trust is in on a day. */
export function groupsOn(periods: readonly GroupPeriod[], on: LocalDate): BuyingGroups {
  const of = (kind: GroupPeriod['kind']) =>
    periods.find((one) => one.kind === kind && inRange(on, one.from, one.to))?.code ?? null
  return { generics: of('generics'), branded: of('branded') }
}

/** Whether the hub has a price on the day for what this award of the trust's own is for: then the hub's holds. */
function hubHolds(award: Award, { trustId, awards }: DatedContext, on: LocalDate): boolean {
  return (
    award.ownerId === trustId &&
    awards.some(
      (other) =>
        other.ownerId !== trustId &&
        other.amppId === award.amppId &&
        other.buyingGroup === award.buyingGroup &&
        other.holder.id === award.holder.id &&
        other.rank === award.rank &&
        other.status !== 'terminated' &&
        inRange(on, other.validFrom, other.validTo),
    )
  )
}

/** The context of one day, for `resolvePrice`, `rankOffers` and `judge`. */
export function contextOn(dated: DatedContext, on: LocalDate): PriceContext {
  const { groupPeriods, awards, lastPaid } = dated
  return {
    ...{ on, vmpId: dated.vmpId, tolerance: dated.tolerance, packs: dated.packs },
    groups: groupsOn(groupPeriods, on),
    awards: awards.filter((award) => !hubHolds(award, dated, on)),
    pricesOnFile: dated.pricesOnFile.filter((one) => inRange(on, one.validFrom, one.validTo)),
    lastPaid: lastPaid.filter((paid) => paid.on <= on),
  }
}

/** The days after `from` and up to `to` on which something of it begins, or has ended the day before; in order. */
export function turningDays(dated: DatedContext, from: LocalDate, to: LocalDate): LocalDate[] {
  const stretches = [
    ...dated.awards.map((one) => ({ from: one.validFrom, to: one.validTo as LocalDate | null })),
    ...dated.pricesOnFile.map((one) => ({ from: one.validFrom, to: one.validTo })),
    ...dated.groupPeriods,
  ]
  const days = new Set(stretches.flatMap((one) => [one.from, ...(one.to && one.to < to ? [addDays(one.to, 1)] : [])]))
  return [...days].filter((day) => day > from && day <= to).sort()
}

/** Days, both included, on which one award is the first to use; `award` null = no contract holds. */
export type PriceStep = { from: LocalDate; to: LocalDate; award: Award | null }

/**
 * Which contract is the first to use from day to day, both days included: the steps follow on one another without a gap,
 * and two that follow differ in their award.
 */
export function priceSteps(dated: DatedContext, from: LocalDate, to: LocalDate): PriceStep[] {
  const steps: PriceStep[] = []
  for (const day of [from, ...turningDays(dated, from, to)]) {
    const award = awardsHolding(contextOn(dated, day))[0] ?? null
    const before = steps.at(-1)
    if (before && before.award?.id === award?.id) continue
    if (before) before.to = addDays(day, -1)
    steps.push({ from: day, to, award })
  }
  return steps
}

import { ok, type Result, refuse } from '#lib/result.ts'
import { addDays, type LocalDate } from '#lib/values/dates.ts'
import type { Price } from '#lib/values/money.ts'
import { type Alternative, alternatives } from './alternatives.rules.ts'
import type { Award } from './award.rules.ts'
import { contextOn, type DatedContext, turningDays } from './dated.rules.ts'
import type { PriceContext } from './price.rules.ts'
import { type ShownWhy, shownWhy } from './shown.rules.ts'
import { type PriceSight, seesPrice } from './sight.rules.ts'
import { type Choice, type ResolvedPrice, resolvePrice, type Why } from './why.rules.ts'

/** How far ahead changes of a price are told. */
export const AHEAD_DAYS = 366

/** From this day on something else holds: why, or null where no price is known any more. */
export type Ahead = { on: LocalDate; why: Why | null }

/** What an award asks of those who order under it; nothing of it is a price. */
export type AwardTerms = Pick<Award, 'minimumPacks' | 'minimumOrder' | 'carriage' | 'leadDays'>

/** Why a pack from a vendor costs what it costs on a day, what else could be bought, and what is to change. */
export type PriceReason = {
  on: LocalDate
  /** null: no contract and no price on file gives one, so it must be typed with its source. */
  why: Why | null
  terms: AwardTerms | null
  alternatives: Alternative[]
  /** Changes of contract or price on file after the day, within a year, soonest first. */
  ahead: Ahead[]
}

/**
 * The reason for a price: for this trust, pack, vendor, day and quantity which contract line or price on file holds and
 * why, what else could be bought with the difference, and from which day something else will hold. The same facts always
 * give the same answer; every store of a trust buys at the trust's price. Refuses NOT_FOUND (no pack of this medicine).
 */
export function reasonForPrice(dated: DatedContext, choice: Omit<Choice, 'typed'>, on: LocalDate): Result<PriceReason> {
  const context = contextOn(dated, on)
  const pack = dated.packs.find((one) => one.amppId === choice.amppId)
  if (!pack) return refuse({ code: 'NOT_FOUND', what: 'pack' })
  const now = resolved(context, choice)
  const others = alternatives(context, { ...choice, unitsMilli: pack.unitsMilli, price: now?.price ?? null })
  const under = now?.why.state === 'OFF_CONTRACT' ? null : (now?.award ?? null)
  return ok({
    on,
    why: now?.why ?? null,
    terms: under && {
      minimumPacks: under.minimumPacks,
      minimumOrder: under.minimumOrder,
      carriage: under.carriage,
      leadDays: under.leadDays,
    },
    alternatives: others,
    ahead: changesAhead(dated, choice, on),
  })
}

function resolved(context: PriceContext, choice: Omit<Choice, 'typed'>): ResolvedPrice | null {
  const found = resolvePrice(context, choice)
  return found.ok ? found.value : null
}

/** What holds, without its amounts: two that agree in it are the same contract line or the same price on file. */
function whatHolds(found: ResolvedPrice | null): string {
  if (!found) return 'none'
  const { state, basis, source, award, why } = found
  return JSON.stringify([state, basis, source, award?.ownerId, award?.id, why.onFile?.from])
}

/** From which days after `from`, within a year, something else gives the price of a choice. */
export function changesAhead(dated: DatedContext, choice: Omit<Choice, 'typed'>, from: LocalDate): Ahead[] {
  let before = whatHolds(resolved(contextOn(dated, from), choice))
  const found: Ahead[] = []
  for (const on of turningDays(dated, from, addDays(from, AHEAD_DAYS))) {
    const then = resolved(contextOn(dated, on), choice)
    const holds = whatHolds(then)
    if (holds === before) continue
    before = holds
    found.push({ on, why: then?.why ?? null })
  }
  return found
}

/** Something else that could be bought, as a role may see it. */
export type ShownAlternative = Omit<Alternative, 'price' | 'perUnit' | 'difference'> & {
  price: Price | null
  perUnit: Price | null
  difference: Alternative['difference']
}

/** The reason for a price as a role may see it: amounts are null where they are not shown to it. */
export type ShownReason = Omit<PriceReason, 'why' | 'alternatives' | 'ahead'> & {
  why: ShownWhy | null
  alternatives: ShownAlternative[]
  ahead: { on: LocalDate; why: ShownWhy | null }[]
}

/** The reason for a price without the amounts that this sight does not reach, nor what they can be worked out from. */
export function shownReason(reason: PriceReason, sight: PriceSight): ShownReason {
  const why = reason.why && shownWhy(reason.why, sight)
  const sees = why !== null && why.price !== null
  return {
    ...reason,
    why,
    terms: reason.terms && (sees ? reason.terms : null),
    alternatives: reason.alternatives.map((one) => {
      const seen = seesPrice(sight, one.confidentiality)
      return {
        ...one,
        price: seen ? one.price : null,
        perUnit: seen ? one.perUnit : null,
        difference: seen && sees ? one.difference : null,
      }
    }),
    ahead: reason.ahead.map((one) => ({ on: one.on, why: one.why && shownWhy(one.why, sight) })),
  }
}

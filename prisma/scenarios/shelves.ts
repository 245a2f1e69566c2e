import { recordStockCount } from '#lib/stock/record-stock-count.command.ts'
import { recordUsage } from '#lib/stock/record-usage.command.ts'
import { addDays, addMonths, londonDate } from '#lib/values/dates.ts'
import { batchOf } from './batches.ts'
import type { DemoPack } from './catalogue.ts'
import { actOf, type Demo, type DemoTrust, done } from './demo-act.ts'
import { dice } from './history.ts'
import { MEDICINES } from './medicines.ts'

/** Days of stock of what the stories are about; everything else lies between four days and three weeks. */
const COVER: Record<string, number> = { meropenem: 1.5, adenosine: 2.1, rocuronium: 0.8, lorazepam: 0.9 }

/** Whole units issued a day: about so many, and of what is used seldom one now and then, never nothing for ever. */
export function issues(perDay: number, days: number, roll: () => number): number[] {
  let owed = 0
  return Array.from({ length: days }, () => {
    owed += perDay * (0.7 + 0.6 * roll())
    const units = Math.round(owed)
    owed -= units
    return units
  })
}

/** Six weeks of issues, and a count of the shelves this morning. What lies in quarantine is not counted. */
export async function fillShelves(
  demo: Demo,
  trust: DemoTrust,
  packs: ReadonlyMap<string, readonly DemoPack[]>,
  share: number,
): Promise<void> {
  const roll = dice(trust.odsCode.charCodeAt(2) * 104_729)
  const storeId = trust.stores.get('main') ?? ''
  const today = londonDate(demo.clock())
  const usage = MEDICINES.flatMap((medicine) => {
    const perDay = (medicine.weekly * (medicine.packs[0] ?? 1) * share) / 7
    return issues(perDay, 42, roll).map((units, index) => ({
      vmpId: medicine.vmp,
      day: addDays(today, -1 - index),
      unitsMilli: units * 1000,
    }))
  })
  done(await recordUsage(actOf(demo, trust, 'stores'), { storeId, usage }))
  const counts = MEDICINES.filter((medicine) => medicine.key !== 'insulin').flatMap((medicine) => {
    const [pack, ...others] = packs.get(medicine.key) ?? []
    if (!pack) return []
    const perDay = (medicine.weekly * pack.units * share) / 7
    const days = COVER[medicine.key] ?? 4 + roll() * 17
    const whole = Math.max(1, Math.round((perDay * days) / pack.units)) * pack.units
    const made = addMonths(today, -Math.floor(roll() * 15))
    const shelf = [{ amppId: pack.amppId, ...batchOf(pack.amppId, made), unitsMilli: whole * 1000 }]
    // what else was bought of it in eighteen months was used up since
    return [
      ...shelf,
      ...others.map((other) => ({ amppId: other.amppId, ...batchOf(other.amppId, made), unitsMilli: 0 })),
    ]
  })
  done(await recordStockCount(actOf(demo, trust, 'stores'), { storeId, counts }))
}

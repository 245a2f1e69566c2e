import { below } from '../dice.ts'
import type { Lines } from './lines.ts'
import type { Assortment } from './ranges.ts'

const DAY = 86_400_000
const USAGE_DAYS = 28

/** What lies on the shelves of every trust, one or two batches of each pack it buys, and four weeks of issues. */
export function fillShelves(out: Lines, assortments: readonly Assortment[], last: number): void {
  const dayOf = (at: number) => new Date(at).toISOString().slice(0, 10)
  const expiries = Array.from({ length: 24 }, (_, month) => dayOf(last + (60 + month * 30) * DAY))
  const days = Array.from({ length: USAGE_DAYS }, (_, back) => dayOf(last - back * DAY))
  for (const { trust, ranges, roll } of assortments) {
    const store = trust.stores.get('main') ?? ''
    const medicines = new Map<string, number>()
    const packs = new Set<string>()
    for (const item of ranges.flatMap((range) => range.items)) {
      const { amppId, vmpId, units } = item.pack
      if (!medicines.has(vmpId)) medicines.set(vmpId, item.usual * units)
      if (packs.has(amppId)) continue
      packs.add(amppId)
      for (let batch = 0; batch <= below(roll, 2); batch += 1) {
        const amount = (1 + below(roll, item.usual * 2)) * units * 1000
        const cells = [`${vmpId.slice(3, 8)}${batch}`, expiries[below(roll, 24)], 'f', vmpId, amount]
        out.line('stock_holding', `${trust.id}\t${store}\t${amppId}\t${cells.join('\t')}\n`)
      }
    }
    for (const [vmpId, usual] of medicines) {
      for (const day of days) {
        const units = Math.max(1, Math.round((usual / 14) * (0.5 + roll()))) * 1000
        out.line('usage_day', `${trust.id}\t${store}\t${vmpId}\t${day}\t${units}\n`)
      }
    }
  }
}

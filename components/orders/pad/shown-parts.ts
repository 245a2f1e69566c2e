import { kindOf, type OrderKind, partKey, splitLines } from '#lib/orders/order/order.split.rules.ts'
import { type OrderTotals, totalsOf } from '#lib/orders/order/order.totals.ts'
import type { PadPartView } from '#lib/orders/raise/view.rules.ts'
import { type Pence, pence, vatOn } from '#lib/values/money.ts'
import { type ShownLine, vatOfLine } from './shown-line.ts'

/** One order of the pad as it stands on the screen. */
export type ShownPart = {
  key: string
  supplierId: string
  storeId: string
  kind: OrderKind
  /** As the server knows it; null for one that the next answer opens. */
  part: PadPartView | null
  lines: ShownLine[]
  /** Lines of it that the page has not loaded. */
  more: number
  /** With what was typed since; null where the role may not see a price of it. */
  totals: OrderTotals | null
}

/**
 * Deals the lines on the screen out to their orders, as the server will, with totals that follow what is typed. Orders
 * stand where the server has them, new ones last.
 */
export function shownParts(
  lines: readonly ShownLine[],
  server: { lines: readonly ShownLine[]; parts: readonly PadPartView[]; vatRate: number },
): ShownPart[] {
  const known = new Map(server.parts.map((part) => [partKey(part), part]))
  const split = new Map(
    splitLines(
      lines.map((line) => ({ line, supplierId: line.supplierId, storeId: line.storeId, kind: kindOf(line) })),
    ).map((one) => [partKey(one), one]),
  )
  const loaded = Map.groupBy(server.lines, (line) => line.orderId)
  const keys = [...new Set([...known.keys(), ...split.keys()])]
  return keys.flatMap((key): ShownPart[] => {
    const part = known.get(key) ?? null
    const own = split.get(key)
    const mine = (own?.lines ?? []).map((one) => one.line).sort((a, b) => a.lineNo - b.lineNo)
    const before = part ? (loaded.get(part.orderId) ?? []) : []
    const more = part ? Math.max(0, part.lines - before.length) : 0
    if (mine.length === 0 && more === 0) return []
    const { supplierId = '', storeId = '', kind = 'standard' } = part ?? own ?? {}
    const totals = totalsNow(part, before, mine, { more, vatRate: server.vatRate })
    return [{ key, supplierId, storeId, kind, part, lines: mine, more, totals }]
  })
}

function totalsNow(
  part: PadPartView | null,
  before: readonly ShownLine[],
  now: readonly ShownLine[],
  { more, vatRate }: { more: number; vatRate: number },
): OrderTotals | null {
  if (part?.amounts === null || now.some((line) => line.hidden)) return null
  const sums = (lines: readonly ShownLine[]) => ({
    net: lines.reduce((sum, line) => sum + (line.net ?? 0), 0),
    vat: lines.reduce((sum, line) => sum + vatOfLine(line), 0),
  })
  const [was, is] = [sums(before), sums(now)]
  const server = part?.amounts ?? null
  const goodsVat = server ? server.vat - vatOn(server.carriage, vatRate) : 0
  return totalsOf(
    {
      lines: now.length + more,
      net: pence((server?.net ?? 0) - was.net + is.net),
      vat: pence(goodsVat - was.vat + is.vat),
    },
    part?.terms ?? { minimumOrder: pence(0), carriage: pence(0) },
    vatRate,
  )
}

/** The totals of the whole pad; null where one of its orders has none to show. */
export function padTotals(
  parts: readonly ShownPart[],
): { net: Pence; carriage: Pence; vat: Pence; gross: Pence } | null {
  if (parts.some((part) => part.totals === null)) return null
  const sum = (of: (totals: OrderTotals) => number) =>
    pence(parts.reduce((all, part) => all + (part.totals ? of(part.totals) : 0), 0))
  return {
    net: sum((one) => one.net),
    carriage: sum((one) => one.carriage),
    vat: sum((one) => one.vat),
    gross: sum((one) => one.gross),
  }
}

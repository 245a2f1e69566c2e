import { liveOrder } from './life.ts'
import type { Lines } from './lines.ts'
import { type Numbers, type Put, writeOrder } from './orders.ts'
import type { BenchTrust } from './organisations.ts'
import type { Assortment } from './ranges.ts'
import { Sealer } from './record.ts'
import type { HistoryTable } from './tables.ts'

const DAY = 86_400_000

/** Lines that all trusts order on a working day: more than three million a year. */
const LINES_A_DAY = 12_800

/** One thread's part of the history; `behind` holds one number, the chunks that nobody has taken yet. */
export type Part = {
  number: number
  hubId: string
  trusts: BenchTrust[]
  days: number[]
  lines: number
  /** Of the audit chain, hexadecimal. */
  key: string
  /** When suppliers, packs and awards were made up. */
  at: number
  behind: SharedArrayBuffer
}

/** What was written: lines, and where each trust's running numbers stand. */
export type Filled = { lines: number; numbers: Map<string, Numbers> }

/** The working days (Monday to Friday) of a history of so many lines that ends on the day before `now`, as UTC midnights. */
export function workingDays(now: Date, lines: number): number[] {
  const days: number[] = []
  const wanted = Math.max(7, Math.round(lines / LINES_A_DAY))
  for (let day = Math.floor(now.getTime() / DAY) * DAY - DAY; days.length < wanted; day -= DAY) {
    const weekday = new Date(day).getUTCDay()
    if (weekday > 0 && weekday < 6) days.unshift(day)
  }
  return days
}

type Asked = { days: readonly number[]; lines: number; key: Buffer; say: (written: number) => void }

/**
 * Lives the days one by one, the trusts side by side, and writes each row on its day: what is answered or delivered days
 * later lies with the rows of that day, as it would in a database that was really used.
 */
export function liveHistory(out: Lines, assortments: readonly Assortment[], { days, lines, key, say }: Asked): Filled {
  const sealer = new Sealer(key)
  const later = new Map<number, [HistoryTable, string][]>()
  const weights = assortments.reduce((sum, { trust }) => sum + trust.weight, 0)
  const all = assortments.map((assortment) => {
    const numbers: Numbers = { PH: new Map(), GRN: new Map() }
    return { assortment, numbers, quota: 0 }
  })
  let written = 0
  for (const [index, day] of days.entries()) {
    const end = days[index + 1] ?? Number.POSITIVE_INFINITY
    for (const [table, line] of later.get(day) ?? []) out.line(table, line)
    later.delete(day)
    const near = days.slice(index, index + 8)
    const put: Put = (table, at, line) => {
      if (at < end) return out.line(table, line)
      const on = near.findLast((one) => one <= at) ?? day
      const list = later.get(on)
      if (list) list.push([table, line])
      else later.set(on, [[table, line]])
    }
    const share = (lines - written) / (days.length - index)
    for (const each of all) each.quota += (share * each.assortment.trust.weight) / weights
    for (let busy = all; busy.length > 0; busy = busy.filter((each) => each.quota > 0)) {
      for (const each of busy) {
        const life = liveOrder(each.assortment, near.slice(0, 6), days.length - 1 - index)
        writeOrder(put, sealer, each.assortment.trust, each.numbers, life)
        each.quota -= life.lines.length
        written += life.lines.length
      }
    }
    say(written)
  }
  return { lines: written, numbers: new Map(all.map((each) => [each.assortment.trust.id, each.numbers])) }
}

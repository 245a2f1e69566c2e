import { addDays, type LocalDate, londonDate, londonInstant, weekday } from '#lib/values/dates.ts'
import { type Price, price } from '#lib/values/money.ts'
import type { DemoPack } from './catalogue.ts'
import type { Demo, DemoTrust } from './demo-act.ts'
import type { Timetable } from './timetable.ts'

/** What the stories are told with. */
export type Stage = {
  demo: Demo
  trust: DemoTrust
  packs: ReadonlyMap<string, readonly DemoPack[]>
  suppliers: ReadonlyMap<string, string>
  timetable: Timetable
  /** The demo's last instant. */
  now: Date
}

/** Plans something that happens in the demo. */
export type Story = (stage: Stage, today: LocalDate) => void

/** The pack of a medicine: 0 the contracted one, 9 (or the last) another maker's. */
export function pack({ packs }: Stage, key: string, place: number | 'other' = 0): string {
  const list = packs.get(key) ?? []
  const found = place === 'other' ? list.at(-1) : list[place]
  if (!found) throw new Error(`The demo has no pack ${place} of ${key}`)
  return found.amppId
}

/** A price in ten-thousandths of a pound from pence. */
export const pricedAt = (pence: number): Price => price(pence * 100)

/** So many minutes before the demo begins, whatever the time of day. */
export function before({ now }: Stage, minutes: number): Date {
  return new Date(now.getTime() - minutes * 60_000)
}

/** The last working day before a day. */
export function workingDay(day: LocalDate): LocalDate {
  return weekday(day) > 5 ? workingDay(addDays(day, -1)) : day
}

/** So many lines accepted, and one answered otherwise. */
export function answersAt<T extends object>(place: number, given: T): (T | object)[] {
  return Array.from({ length: place + 1 }, (_, index) => (index === place ? given : {}))
}

/** Twenty to three of the night before the demo begins, London time: of this day, or of the day before where it is not yet. */
export function lastNight({ now }: Pick<Stage, 'now'>): Date {
  const today = londonDate(now)
  const tonight = londonInstant(today, '02:40')
  return tonight < now ? tonight : londonInstant(addDays(today, -1), '02:40')
}

import { addDays, type LocalDate, londonDate, londonInstant, weekday } from '#lib/values/dates.ts'
import { seededBytes } from '#lib/values/ids.ts'
import { SWITCHED, shareOnOriginator, switchDay } from './biosimilar.ts'
import type { DemoPack } from './catalogue.ts'
import type { Demo, DemoTrust } from './demo-act.ts'
import {
  answer,
  approve,
  type DemoLine,
  type DemoOrder,
  type Placed,
  receive,
  requisition,
  send,
  submit,
} from './journey.ts'
import { MEDICINES, type Medicine } from './medicines.ts'
import type { Timetable } from './timetable.ts'

/** Numbers from 0 to 1 that come out the same each time. */
export function dice(seed: number): () => number {
  const bytes = seededBytes(seed)
  return () => {
    const [a = 0, b = 0] = bytes(2)
    return ((a << 8) | b) / 65_536
  }
}

/** Who an order of this pack goes to on contract: the first wholesaler on its route, else the holder. */
export function vendorOf(pack: DemoPack): string {
  return pack.contract?.wholesalers[0] ?? pack.contract?.holder ?? pack.maker
}

/** What is ordered on which weekday (1 = Monday): the supplier whose round it is. */
const ROUNDS: readonly { day: number; vendor: string; cd?: boolean; every: number }[] = [
  { day: 1, vendor: 'MERIDIAN', every: 1 },
  { day: 2, vendor: 'CALDER', every: 2 },
  { day: 3, vendor: 'FENWICK', every: 2 },
  { day: 4, vendor: 'MERIDIAN', every: 2 },
  { day: 4, vendor: 'HARTWELL', every: 3 },
  { day: 5, vendor: 'CALDER', cd: true, every: 3 },
]

/** How busy a trust is: a share of Riverside's usage, and every how many weeks a round is run. */
export type Pace = { share: number; weeks: number }

/**
 * Plans eighteen months of ordinary buying: each round at nine, agreed to by half past ten where it must be, sent,
 * answered and booked in as the supplier usually does, with the short deliveries, back orders and late answers of life.
 */
export function planHistory(
  demo: Demo,
  trust: DemoTrust,
  packs: ReadonlyMap<string, readonly DemoPack[]>,
  timetable: Timetable,
  days: { from: LocalDate; to: LocalDate },
  pace: Pace,
  suppliers: ReadonlyMap<string, string>,
): void {
  const roll = dice(trust.odsCode.charCodeAt(2) * 7919)
  const switchOn = switchDay(days.from)
  let week = 0
  for (let day = days.from; day <= days.to; day = addDays(day, 1)) {
    if (weekday(day) === 1) week += 1
    for (const [place, round] of ROUNDS.entries()) {
      if (weekday(day) !== round.day || (week + place) % (round.every * pace.weeks) !== 0) continue
      const by = roll() < 0.6 ? 'technician' : 'technician2'
      const order: DemoOrder = {
        by,
        lines: [
          ...linesFor(round, packs, pace, roll, suppliers),
          ...switchedLines(
            round,
            packs.get(SWITCHED) ?? [],
            pace.share * (0.9 + 0.2 * roll()),
            shareOnOriginator(day, switchOn),
          ),
        ],
        store: round.cd ? 'cupboard' : 'main',
      }
      if (order.lines.length === 0) continue
      const luck = roll()
      const minutes = Math.floor(roll() * 50)
      timetable.at(londonInstant(day, `09:${minutes.toString().padStart(2, '0')}`), () =>
        run(demo, trust, timetable, order, luck),
      )
    }
  }
}

function linesFor(
  round: { vendor: string; cd?: boolean },
  packs: ReadonlyMap<string, readonly DemoPack[]>,
  pace: Pace,
  roll: () => number,
  suppliers: ReadonlyMap<string, string>,
): DemoLine[] {
  const due = MEDICINES.filter((medicine) => {
    const pack = medicine.key === SWITCHED ? undefined : packs.get(medicine.key)?.[0]
    return pack && vendorOf(pack) === round.vendor && needsRequisition(medicine) === (round.cd ?? false)
  })
  return due
    .filter(() => roll() < 0.45)
    .slice(0, 7)
    .map((medicine) => ({
      amppId: packs.get(medicine.key)?.[0]?.amppId ?? '',
      supplierId: suppliers.get(round.vendor),
      packs: Math.max(1, Math.round(medicine.weekly * pace.share * (1 + roll()))),
    }))
}

/** (c) A fortnight's packs of the switched medicine in the round of who sells them: originator and biosimilar by share. */
function switchedLines(
  round: { vendor: string; cd?: boolean },
  [biosimilar, originator]: readonly DemoPack[],
  busy: number,
  share: number,
): DemoLine[] {
  const weekly = MEDICINES.find((medicine) => medicine.key === SWITCHED)?.weekly ?? 0
  const parts = [
    { pack: originator, share },
    { pack: biosimilar, share: 1 - share },
  ]
  return parts.flatMap(({ pack, share }) => {
    const packs = Math.round(2 * weekly * busy * share)
    return pack && !round.cd && vendorOf(pack) === round.vendor && packs > 0 ? [{ amppId: pack.amppId, packs }] : []
  })
}

function needsRequisition(medicine: Medicine): boolean {
  return medicine.cd !== undefined && medicine.cd >= '0002' && medicine.cd <= '0007'
}

async function run(demo: Demo, trust: DemoTrust, timetable: Timetable, order: DemoOrder, luck: number): Promise<void> {
  for (const placed of await submit(demo, trust, order)) {
    timetable.in(80, async () => {
      await approve(demo, trust, placed)
      if (order.store === 'cupboard') await requisition(demo, trust, placed)
      await send(demo, trust, placed)
      follow(demo, trust, timetable, placed, luck)
    })
  }
}

function follow(demo: Demo, trust: DemoTrust, timetable: Timetable, placed: Placed, luck: number): void {
  const HOUR = 60
  const DAY = 24 * HOUR
  if (luck < 0.93) timetable.in(3 * HOUR, () => answer(demo, trust, placed))
  const arrives = luck < 0.5 ? DAY : 2 * DAY
  if (luck < 0.12) {
    timetable.in(arrives, () => receive(demo, trust, [placed], (place) => (place === 0 ? { share: 0.5 } : {})))
    timetable.in(arrives + 6 * DAY, () => receive(demo, trust, [placed]))
  } else {
    timetable.in(arrives, () => receive(demo, trust, [placed]))
  }
}

/** The first and last day of the history: eighteen months up to the day before the demo begins. */
export function historyDays(now: Date): { from: LocalDate; to: LocalDate } {
  const today = londonDate(now)
  return { from: addDays(today, -546), to: today }
}

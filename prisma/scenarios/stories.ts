import { rejectOrder } from '#lib/orders/approve/reject-order.command.ts'
import { returnOrder } from '#lib/orders/approve/return-order.command.ts'
import { cancelOrder } from '#lib/orders/track/cancel-order.command.ts'
import { addDays, londonDate, londonInstant } from '#lib/values/dates.ts'
import { actOf, done } from './demo-act.ts'
import { deputies } from './deputies.ts'
import { answer, approve, draft, linesOf, receive, send, submit } from './journey.ts'
import { MEDICINES, SPECIAL } from './medicines.ts'
import { people } from './people.ts'
import { failedSending, unknownSending } from './sendings.ts'
import { answersAt, before, lastNight, pack, pricedAt, type Stage, type Story, workingDay } from './stage.ts'

/** (a) The contract supplier cannot supply 120 packs of meropenem; the alternative costs £6.40 a pack more. */
const notAvailable: Story = (stage, today) => {
  const { demo, trust, timetable } = stage
  timetable.at(londonInstant(workingDay(addDays(today, -1)), '09:12'), async () => {
    const supplierId = stage.suppliers.get('MERIDIAN')
    const lines = [
      { amppId: pack(stage, 'meropenem'), packs: 120, supplierId },
      { amppId: pack(stage, 'gentamicin'), packs: 24, supplierId },
      { amppId: pack(stage, 'ceftriaxone'), packs: 20, supplierId },
    ]
    for (const placed of await submit(demo, trust, { by: 'technician', lines })) {
      await approve(demo, trust, placed)
      await send(demo, trust, placed)
      const meropenem = (await linesOf(trust, placed)).findIndex((line) => line.amppId === lines[0]?.amppId)
      if (meropenem < 0) continue
      const refused = { code: 'NOT_AVAILABLE' as const, packs: 0, note: 'Out of stock at the manufacturer, no date' }
      timetable.in(300, () => answer(demo, trust, placed, answersAt(meropenem, refused)))
    }
  })
}

/** Medicines whose orders wait for a pharmacist's paper. */
const HELD = new Set<string>([SPECIAL.key, ...MEDICINES.filter((one) => one.cd !== undefined).map((one) => one.key)])

/** What was bought once beside a contract, in a bad week long ago: since then its price is on file, to compare with. */
const otherOffers: Story = (stage, today) => {
  const { demo, trust, timetable, packs, suppliers } = stage
  timetable.at(londonInstant(workingDay(addDays(today, -500)), '10:00'), async () => {
    const lines = [...packs.values()].flatMap((list) =>
      list
        .filter((one) => one.contract === null && one.price < 3000 && !HELD.has(one.medicine))
        .map((one) => ({
          amppId: one.amppId,
          packs: 2,
          supplierId: suppliers.get(one.maker === 'WEXHAM' ? 'WEXHAM' : 'MERIDIAN'),
          price: pricedAt(one.price),
          reason: 'CONTRACT_OUT_OF_STOCK' as const,
        })),
    )
    for (const placed of await submit(demo, trust, { by: 'technician2', lines })) {
      await approve(demo, trust, placed)
      await send(demo, trust, placed)
      timetable.in(1440, () => receive(demo, trust, [placed]))
    }
  })
}

/** (b) Adenosine comes in 5s and in 6s: the supplier offers the pack of 6 for the pack of 5. */
const fiveOrSix: Story = (stage, today) => {
  const { demo, trust, timetable } = stage
  timetable.at(londonInstant(workingDay(addDays(today, -2)), '11:20'), async () => {
    const lines = [{ amppId: pack(stage, 'adenosine'), packs: 20 }]
    for (const placed of await submit(demo, trust, { by: 'technician', lines })) {
      await approve(demo, trust, placed)
      await send(demo, trust, placed)
      const offer = {
        code: 'SUBSTITUTE_OFFERED' as const,
        packs: 16,
        substituteAmppId: pack(stage, 'adenosine', 1),
        price: pricedAt(1530),
        note: 'Pack of 6 offered for pack of 5',
      }
      timetable.in(200, () => answer(demo, trust, placed, [offer]))
    }
  })
}

/** (d) Controlled drugs: one order waits for a pharmacist, one is agreed to and waits for its signed requisition. */
const controlled: Story = (stage, today) => {
  const { demo, trust, timetable } = stage
  const lines = [
    { amppId: pack(stage, 'morphine'), packs: 30 },
    { amppId: pack(stage, 'oxycodone'), packs: 12 },
  ]
  timetable.at(londonInstant(workingDay(addDays(today, -1)), '14:05'), async () => {
    for (const placed of await submit(demo, trust, { by: 'technician', store: 'cupboard', lines }))
      await approve(demo, trust, placed)
  })
  timetable.at(before(stage, 95), async () => {
    await submit(demo, trust, {
      by: 'technician2',
      store: 'cupboard',
      lines: [{ amppId: pack(stage, 'fentanyl'), packs: 20 }],
    })
  })
}

/** (e) Insulin came at 12.1 °C: booked in, kept apart. */
const warmFridge: Story = (stage, today) => {
  const { demo, trust, timetable } = stage
  timetable.at(londonInstant(workingDay(addDays(today, -5)), '09:30'), async () => {
    const lines = [
      { amppId: pack(stage, 'insulin'), packs: 30 },
      { amppId: pack(stage, 'aspart'), packs: 12 },
    ]
    for (const placed of await submit(demo, trust, { by: 'technician', lines })) {
      await approve(demo, trust, placed)
      await send(demo, trust, placed)
      timetable.in(120, () => answer(demo, trust, placed))
      const warm = {
        fridgeTenths: 121,
        variance: 'COLD_CHAIN_BREACH' as const,
        note: 'Cool box lid open on arrival; asked the maker for a stability statement',
      }
      timetable.in(2 * 1440, () => receive(demo, trust, [placed], (place) => (place === 0 ? { entry: warm } : {})))
    }
  })
}

/** (h) Two orders to one supplier on one day, each under the lead’s limit of £25,000, together over it. */
const splitOrders: Story = (stage) => {
  const { demo, trust, timetable } = stage
  const lines = [{ amppId: pack(stage, 'etanercept'), packs: 55 }]
  const second = before(stage, 139)
  const first = before(stage, 141)
  timetable.at(
    // after midnight the two would be of two days
    londonDate(first) === londonDate(second) ? first : second,
    async () =>
      void (await submit(demo, trust, {
        by: 'technician2',
        lines,
        costCentre: 'H300',
        note: 'First half for rheumatology',
      })),
  )
  timetable.at(
    second,
    async () =>
      void (await submit(demo, trust, {
        by: 'technician2',
        lines,
        costCentre: 'H300',
        note: 'Second half for rheumatology',
      })),
  )
}

/** (k) Rocuronium has been to follow for 90 days. */
const backOrder: Story = (stage, today) => {
  const { demo, trust, timetable } = stage
  const placedOn = workingDay(addDays(today, -97))
  timetable.at(londonInstant(placedOn, '10:15'), async () => {
    for (const placed of await submit(demo, trust, {
      by: 'technician',
      lines: [{ amppId: pack(stage, 'rocuronium'), packs: 24 }],
    })) {
      await approve(demo, trust, placed)
      await send(demo, trust, placed)
      timetable.in(600, () =>
        answer(demo, trust, placed, [
          { code: 'BACK_ORDER', packs: 24, expectedOn: addDays(today, -90), note: 'Shortage of active ingredient' },
        ]),
      )
    }
  })
}

/** (l) Out of hours: alteplase at two in the morning, agreed to afterwards; and one of last night that still waits. */
const emergencies: Story = (stage, today) => {
  const { demo, trust, timetable } = stage
  const lines = [{ amppId: pack(stage, 'alteplase'), packs: 12 }]
  timetable.at(londonInstant(addDays(today, -40), '02:10'), async () => {
    for (const placed of await submit(demo, trust, {
      by: 'technician',
      lines,
      emergency: 'Stroke unit down to one vial, bank holiday delivery missed',
    })) {
      await send(demo, trust, placed)
      timetable.in(400, () => approve(demo, trust, placed))
      timetable.in(500, () => receive(demo, trust, [placed]))
    }
  })
  timetable.at(lastNight(stage), async () => {
    for (const placed of await submit(demo, trust, {
      by: 'technician',
      lines,
      emergency:
        'Two thrombolyses overnight took the last vials of the stroke unit; what the pharmacy has is kept for the emergency department',
    }))
      await send(demo, trust, placed)
  })
}

/** One order in each of the other states: draft, awaiting, returned, refused, cancelled, unlicensed and held, unanswered. */
const everyState: Story = (stage, today) => {
  const { demo, trust, timetable } = stage
  const yesterday = workingDay(addDays(today, -1))
  const one = (key: string, packs: number) => [{ amppId: pack(stage, key), packs }]
  timetable.at(
    before(stage, 40),
    async () =>
      void (await draft(demo, trust, {
        by: 'technician',
        lines: [...one('paracetamol', 80), ...one('omeprazole', 120), ...one('apixaban', 40)],
      })),
  )
  timetable.at(
    londonInstant(yesterday, '15:10'),
    async () =>
      void (await submit(demo, trust, { by: 'technician', lines: one('infliximab', 60), costCentre: 'H300' })),
  )
  timetable.at(londonInstant(yesterday, '10:40'), async () => {
    const lines = [
      {
        amppId: pack(stage, 'gentamicin', 'other'),
        packs: 40,
        supplierId: stage.suppliers.get('ALBION'),
        price: pricedAt(1088),
        reason: 'MINIMUM_ORDER' as const,
        note: 'Below the maker’s minimum',
      },
    ]
    for (const { number } of await submit(demo, trust, { by: 'technician', lines })) {
      done(
        await returnOrder(actOf(demo, trust, 'lead'), {
          number,
          version: 1,
          role: 'lead',
          comment: 'Northgate’s minimum is met if you add vancomycin. Buy it on contract.',
        }),
      )
    }
  })
  timetable.at(londonInstant(addDays(yesterday, -7), '11:00'), async () => {
    for (const { number } of await submit(demo, trust, {
      by: 'technician2',
      lines: one('ustekinumab', 20),
      costCentre: 'H300',
    })) {
      done(
        await rejectOrder(actOf(demo, trust, 'lead'), {
          number,
          version: 1,
          role: 'lead',
          comment: 'Clinic moves to the biosimilar next month. Order for two weeks only.',
        }),
      )
    }
  })
  timetable.at(londonInstant(addDays(yesterday, -14), '13:30'), async () => {
    for (const { number } of await submit(demo, trust, {
      by: 'technician',
      lines: one('trastuzumab', 70),
      costCentre: 'H300',
    })) {
      done(
        await cancelOrder(actOf(demo, trust, 'technician'), { number, version: 1, reason: 'Ordered twice by mistake' }),
      )
    }
  })
  timetable.at(londonInstant(yesterday, '16:15'), async () => {
    const lines = one(SPECIAL.key, 24)
    for (const placed of await submit(demo, trust, { by: 'technician', lines, note: 'For the children’s ward' }))
      await approve(demo, trust, placed)
  })
  timetable.at(londonInstant(workingDay(addDays(today, -4)), '12:20'), async () => {
    for (const placed of await submit(demo, trust, {
      by: 'technician',
      lines: [...one('tacrolimus', 8), ...one('clozapine', 12)],
    })) {
      await approve(demo, trust, placed)
      await send(demo, trust, placed)
    }
  })
}

const STORIES: readonly Story[] = [
  otherOffers,
  notAvailable,
  fiveOrSix,
  controlled,
  warmFridge,
  splitOrders,
  backOrder,
  emergencies,
  everyState,
  unknownSending,
  failedSending,
  deputies,
  people,
]

/** Plans the stories of Riverside’s last days; they can be found on Today and played on. */
export function planStories(stage: Stage): void {
  const today = londonDate(stage.now)
  for (const story of STORIES) story(stage, today)
}

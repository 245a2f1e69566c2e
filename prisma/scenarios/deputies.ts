import { nameDeputy } from '#lib/access/deputies/name-deputy.command.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { approveOrder } from '#lib/orders/approve/approve-order.command.ts'
import { DEPUTY_KINDS, type DeputyKind } from '#lib/orders/order/deputy-kinds.rules.ts'
import { addDays, type LocalDate, londonInstant, weekday } from '#lib/values/dates.ts'
import { type Pence, pence } from '#lib/values/money.ts'
import { actOf, type Demo, type DemoTrust, done } from './demo-act.ts'
import { answer, receive, send, submit } from './journey.ts'
import { before, pack, type Story, workingDay } from './stage.ts'

/** One of the trust's people is away and names who stands in, up to what (pence with VAT) and for what. */
async function goesAway(
  demo: Demo,
  trust: DemoTrust,
  person: string,
  deputy: string,
  time: { from: Date; until: Date; most: Pence | null; kinds: readonly DeputyKind[] },
): Promise<void> {
  const act = actOf(demo, trust, person)
  const ids = { forPerson: act.actor.personId ?? '', deputy: trust.people.get(deputy)?.id ?? null }
  done(await nameDeputy(act, { ...ids, ...time, kinds: [...time.kinds], away: true, reason: 'Annual leave' }))
}

/**
 * (m) The chief pharmacist was on leave: what came to her went to the lead, who approved one order in her place. Next
 * week the lead is away, and the chief pharmacist stands in.
 */
export const deputies: Story = (stage, today: LocalDate) => {
  const { demo, trust, timetable } = stage
  const day = workingDay(addDays(today, -12))
  const leave = { from: londonInstant(addDays(day, -2)), until: londonInstant(addDays(day, 4)) }
  timetable.at(londonInstant(addDays(day, -3), '16:20'), () =>
    goesAway(demo, trust, 'chief', 'lead', { ...leave, most: pence(8_000_000), kinds: ['money', 'contract'] }),
  )
  timetable.at(londonInstant(day, '07:45'), async () => {
    const lines = [{ amppId: pack(stage, 'etanercept'), packs: 110 }]
    const note = 'New starters of the rheumatology clinic'
    for (const placed of await submit(demo, trust, { by: 'technician', lines, costCentre: 'H300', note })) {
      timetable.in(35, async () => {
        const waiting = await withTrust({ trustId: trust.id }, (tx) =>
          tx.approval.findMany({ where: { orderId: placed.id, state: 'waiting' }, orderBy: { id: 'asc' } }),
        )
        for (const { version, role } of waiting) {
          const asked = role === 'chief' ? ('chief' as const) : ('lead' as const)
          const input = { number: placed.number, version, role: asked, comment: '' }
          done(await approveOrder(actOf(demo, trust, 'lead'), input))
        }
        await send(demo, trust, placed)
        timetable.in(120, () => answer(demo, trust, placed))
        timetable.in(2 * 1440, () => receive(demo, trust, [placed]))
      })
    }
  })
  const monday = addDays(today, 8 - weekday(today))
  timetable.at(before(stage, 50), () =>
    goesAway(demo, trust, 'lead', 'chief', {
      ...{ from: londonInstant(monday), until: londonInstant(addDays(monday, 5)) },
      ...{ most: null, kinds: DEPUTY_KINDS },
    }),
  )
}

import { addDays, londonDate, londonInstant } from '#lib/values/dates.ts'
import { answer, approve, draft, linesOf, send, submit } from './journey.ts'
import { answersAt, before, pack, type Stage, workingDay } from './stage.ts'

/**
 * Plans the last days of the smaller trust: a delivery that is due, an answer to deal with, a pad begun, and an order
 * that waits for somebody's agreement.
 */
export function planNorthbank(stage: Stage): void {
  const { demo, trust, timetable, suppliers } = stage
  const today = londonDate(stage.now)
  timetable.at(londonInstant(workingDay(addDays(today, -4)), '10:05'), async () => {
    const lines = [
      { amppId: pack(stage, 'coamoxiclav'), packs: 24 },
      { amppId: pack(stage, 'vancomycin'), packs: 8 },
    ]
    for (const placed of await submit(demo, trust, { by: 'technician', lines })) {
      await approve(demo, trust, placed)
      await send(demo, trust, placed)
      timetable.in(180, () => answer(demo, trust, placed))
    }
  })
  timetable.at(londonInstant(workingDay(addDays(today, -1)), '09:40'), async () => {
    const supplierId = suppliers.get('MERIDIAN')
    const lines = [
      { amppId: pack(stage, 'meropenem'), packs: 30, supplierId },
      { amppId: pack(stage, 'gentamicin'), packs: 12, supplierId },
    ]
    for (const placed of await submit(demo, trust, { by: 'technician', lines })) {
      await approve(demo, trust, placed)
      await send(demo, trust, placed)
      const meropenem = (await linesOf(trust, placed)).findIndex((line) => line.amppId === lines[0]?.amppId)
      const fewer = { code: 'CHANGED_QUANTITY' as const, packs: 10, note: 'Ten packs today, no date for the rest' }
      timetable.in(240, () => answer(demo, trust, placed, answersAt(meropenem, fewer)))
    }
  })
  timetable.at(before(stage, 70), async () => {
    const lines = [{ amppId: pack(stage, 'infliximab'), packs: 80 }]
    await submit(demo, trust, { by: 'technician2', lines, costCentre: 'H300' })
  })
  timetable.at(before(stage, 30), async () => {
    await draft(demo, trust, { by: 'technician', lines: [{ amppId: pack(stage, 'paracetamol'), packs: 30 }] })
  })
}

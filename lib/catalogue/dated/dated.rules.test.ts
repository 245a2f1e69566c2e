import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, inRange, type LocalDate, localDate } from '#lib/values/dates.ts'
import { type Dated, planFrom, planLast, standingMark, stateOn } from './dated.rules.ts'

const TODAY = localDate('2026-11-23')
const at = (days: number) => addDays(TODAY, days)
const day = fc.integer({ min: -60, max: 60 }).map(at)

/** What stands: periods one after the other that do not overlap, the last perhaps without an end. */
const standing = fc
  .tuple(
    fc.integer({ min: -40, max: 5 }),
    fc.array(fc.tuple(fc.nat(9), fc.integer({ min: 1, max: 20 })), { maxLength: 5 }),
    fc.boolean(),
  )
  .map(([start, steps, open]) => {
    let from = start
    const all = steps.map(([gap, length], index): Dated => {
      from += gap
      const one = { id: `s${index}`, from: at(from), to: at(from + length - 1) }
      from += length
      return one
    })
    const last = all.at(-1)
    return open && last ? [...all.slice(0, -1), { ...last, to: null }] : all
  })

function afterSaid(all: readonly Dated[], from: LocalDate): Dated[] {
  const plan = planFrom(all, from, TODAY)
  if (!plan.ok) return [...all]
  const { ends, withdraws, to } = plan.value
  const ended = new Map(ends.map((one) => [one.id, one.to]))
  const kept = all
    .filter((one) => !withdraws.includes(one.id))
    .map((one) => ({ ...one, to: ended.get(one.id) ?? one.to }))
  return [...kept, { id: 'new', from, to }]
}

const holding = (all: readonly Dated[], on: LocalDate) => all.filter((one) => inRange(on, one.from, one.to))

describe('what is said from a day on', () => {
  test('holds on its first day, alone, and nothing overlaps on any day', () => {
    fc.assert(
      fc.property(standing, fc.nat(60).map(at), day, (all, from, on) => {
        const then = afterSaid(all, from)
        expect(holding(then, from).map((one) => one.id)).toEqual(['new'])
        expect(holding(then, on).length).toBeLessThanOrEqual(1)
      }),
    )
  })

  test('leaves every day before it, and everything that begins later, as it was', () => {
    fc.assert(
      fc.property(standing, fc.nat(60).map(at), day, (all, from, on) => {
        const then = afterSaid(all, from)
        const ids = (list: readonly Dated[]) => holding(list, on).map((one) => one.id)
        if (on < from) expect(ids(then)).toEqual(ids(all))
        for (const later of all.filter((one) => one.from > from)) expect(then).toContainEqual(later)
      }),
    )
  })

  test('is not taken for a day that is over', () => {
    expect(planFrom([], at(-1), TODAY)).toMatchObject({ ok: false, refusal: { errors: [{ field: 'from' }] } })
  })
})

test('an end is never in the past and never later than it was; before its first day it is taken off', () => {
  fc.assert(
    fc.property(day, fc.option(fc.nat(30)), day, (from, length, last) => {
      const one = { id: 'a', from, to: length === null ? null : addDays(from, length) }
      const end = planLast(one, last, TODAY)
      if (!end.ok) return
      expect(last >= at(-1)).toBe(true)
      expect(one.to === null || last < one.to).toBe(true)
      expect(end.value).toEqual(last < from ? { withdrawn: true } : { to: last })
    }),
  )
})

test('the mark of what stands changes with it', () => {
  expect(standingMark([{ id: 'a', from: at(0), to: null }])).not.toBe(
    standingMark([{ id: 'a', from: at(0), to: at(3) }]),
  )
  expect(standingMark([])).toBe('')
})

test('each day has one of four states', () => {
  const one = { from: at(0), to: at(2), withdrawn: false }
  expect([-1, 0, 2, 3].map((days) => stateOn(one, at(days)))).toEqual(['coming', 'now', 'now', 'over'])
  expect(stateOn({ ...one, withdrawn: true }, at(1))).toBe('withdrawn')
})

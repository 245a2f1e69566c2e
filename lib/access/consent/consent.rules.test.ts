import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  type Administrator,
  administratorsOver,
  mayAgree,
  mayAsk,
  mayAtConsole,
  needsSecond,
  type Request,
  STANDING_DAYS,
} from './consent.rules.ts'

const NOW = new Date('2026-11-23T09:00:00Z')
const DAY = 86_400_000

const people = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { maxLength: 5 })
const administrators: fc.Arbitrary<Administrator[]> = people.chain((ids) =>
  fc
    .array(fc.integer({ min: 0, max: 30 }), { minLength: ids.length, maxLength: ids.length })
    .map((days) => ids.map((personId, i) => ({ personId, since: new Date(NOW.getTime() - (days[i] ?? 0) * DAY) }))),
)
const who = fc.constantFrom('a', 'b', 'c', 'd', 'e')
const request: fc.Arbitrary<Request> = fc.record({
  personId: who,
  askedBy: who,
  expiresAt: fc.integer({ min: -48, max: 48 }).map((hours) => new Date(NOW.getTime() + hours * 3_600_000)),
  state: fc.constantFrom('waiting', 'agreed', 'refused', 'withdrawn'),
})

test('whoever agrees is neither the person nor who asked, both are administrators of standing, and it waits', () => {
  fc.assert(
    fc.property(request, who, administrators, (asked, decider, admins) => {
      if (!mayAgree(asked, decider, admins, NOW).ok) return
      expect(decider).not.toBe(asked.personId)
      expect(decider).not.toBe(asked.askedBy)
      expect(asked.askedBy).not.toBe(asked.personId)
      for (const one of [decider, asked.askedBy]) {
        const since = admins.find((admin) => admin.personId === one)?.since ?? NOW
        expect(NOW.getTime() - since.getTime()).toBeGreaterThanOrEqual(STANDING_DAYS * DAY)
      }
      expect(asked.state).toBe('waiting')
      expect(asked.expiresAt.getTime()).toBeGreaterThan(NOW.getTime())
    }),
  )
})

test('what may be asked for, somebody else can agree to, and the console may exactly where nobody could ask', () => {
  fc.assert(
    fc.property(who, who, administrators, (personId, asker, admins) => {
      const asked = mayAsk({ personId, asker }, admins, NOW)
      if (asked.ok) {
        const waiting: Request = {
          personId,
          askedBy: asker,
          expiresAt: new Date(NOW.getTime() + DAY),
          state: 'waiting',
        }
        expect(admins.some((one) => mayAgree(waiting, one.personId, admins, NOW).ok)).toBe(true)
      }
      const anybody = ['a', 'b', 'c', 'd', 'e'].some((one) => mayAsk({ personId, asker: one }, admins, NOW).ok)
      expect(mayAtConsole(personId, admins, NOW)).toBe(!anybody)
    }),
  )
})

test('an administrator is made alone only where no other administrator’s word counts, and never by one whose own does not', () => {
  fc.assert(
    fc.property(who, who, administrators, (personId, asker, admins) => {
      fc.pre(personId !== asker && admins.some((one) => one.personId === asker))
      const others = administratorsOver(personId, admins, NOW).filter((one) => one.personId !== asker)
      expect(needsSecond({ personId, asker }, admins, NOW)).toBe(others.length > 0)
      if (!needsSecond({ personId, asker }, admins, NOW)) return
      const asked = mayAsk({ personId, asker }, admins, NOW)
      // either it can be asked, and one of the others can agree to it, or who asks is too new to ask
      expect(asked.ok || asked.refusal.code === 'NEW_ADMINISTRATOR').toBe(true)
    }),
  )
})

test('an administrator’s word counts from the week’s end on', () => {
  const since = new Date(NOW.getTime() - STANDING_DAYS * DAY)
  expect(administratorsOver('x', [{ personId: 'a', since }], NOW)).toHaveLength(1)
  expect(administratorsOver('x', [{ personId: 'a', since: new Date(since.getTime() + 1) }], NOW)).toHaveLength(0)
  expect(mayAsk({ personId: 'a', asker: 'a' }, [], NOW)).toEqual({ ok: false, refusal: { code: 'OWN_ACCOUNT' } })
  expect(mayAsk({ personId: 'x', asker: 'a' }, [{ personId: 'a', since: NOW }], NOW)).toMatchObject({
    refusal: { code: 'NEW_ADMINISTRATOR' },
  })
  expect(mayAsk({ personId: 'x', asker: 'a' }, [{ personId: 'a', since }], NOW)).toMatchObject({
    refusal: { code: 'ONE_ADMINISTRATOR' },
  })
})

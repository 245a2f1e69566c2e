import fc from 'fast-check'
import { expect, test } from 'vitest'
import { leftInQuarantine, mayDecideQuarantine } from './quarantine.rules.ts'

const line = { orderNumber: 'RZZ-PH-26-000001-9', agreed: true }
const packs = { quarantined: true, accepted: 10, kept: 0, decided: 0, takenBack: false }

test('what is left: what came and was kept, without what was decided; nothing of a note that was taken back', () => {
  const counts = fc.record({ accepted: fc.nat(99), kept: fc.nat(9), decided: fc.nat(99) })
  fc.assert(
    fc.property(counts, fc.boolean(), fc.boolean(), (some, quarantined, takenBack) => {
      const left = leftInQuarantine({ ...some, quarantined, takenBack })
      expect(left).toBe(quarantined && !takenBack ? Math.max(0, some.accepted + some.kept - some.decided) : 0)
      for (const wanted of [1, left, left + 1]) {
        const decided = mayDecideQuarantine({ ...some, quarantined, takenBack }, line, {
          ...{ packs: wanted, outcome: 'release', own: false },
        })
        expect(decided.ok).toBe(wanted <= left)
      }
    }),
  )
})

test('not by who booked it in; a pack nobody agreed to is returned or destroyed, never released', () => {
  const release = { packs: 1, outcome: 'release', own: false }
  expect(mayDecideQuarantine(packs, line, { ...release, own: true })).toMatchObject({ refusal: { code: 'OWN_COUNT' } })
  const other = { ...line, agreed: false }
  expect(mayDecideQuarantine(packs, other, release)).toMatchObject({ refusal: { code: 'NOT_AGREED_TO' } })
  expect(mayDecideQuarantine(packs, other, { ...release, outcome: 'return' }).ok).toBe(true)
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { asksReason, FORMULARY_CODES, formularyWords, NOT_LISTED, type SaidOf, standingOf } from './formulary.rules.ts'

const said = fc.array(
  fc.record({
    vmpId: fc.constantFrom('1', '2'),
    amppId: fc.constantFrom('', 'a', 'b'),
    status: fc.constantFrom(...FORMULARY_CODES),
    criteria: fc.string(),
    reason: fc.string(),
  }),
  { maxLength: 6 },
)

test('what is said of a pack counts before what is said of its medicine; another medicine’s never', () => {
  fc.assert(
    fc.property(said, (all: SaidOf[]) => {
      const standing = standingOf(all, { vmpId: '1', amppId: 'a' })
      const own = all.find((one) => one.vmpId === '1' && one.amppId === 'a')
      const medicine = all.find((one) => one.vmpId === '1' && one.amppId === '')
      expect(standing.status).toBe((own ?? medicine ?? NOT_LISTED).status)
      expect(standing.criteria).toBe((own ?? medicine ?? NOT_LISTED).criteria)
    }),
  )
})

test('a reason is asked of what is non-formulary, and every status has words', () => {
  expect(FORMULARY_CODES.filter((status) => asksReason({ status }))).toEqual(['NON_FORMULARY'])
  for (const status of FORMULARY_CODES) expect(formularyWords(status)).not.toBe('')
  expect(formularyWords('NOT_LISTED')).toBe('')
})

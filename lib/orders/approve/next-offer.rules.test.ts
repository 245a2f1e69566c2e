import fc from 'fast-check'
import { expect, test } from 'vitest'
import { OFF_CONTRACT_CODES } from '#lib/orders/order/off-contract.rules.ts'
import { price } from '#lib/values/money.ts'
import { type NextOffer, nextOfferSentence } from './next-offer.rules.ts'

const offer: NextOffer = {
  ...{ vendor: 'Meridian Wholesale', price: price(256_000), perUnit: price(25_600), unitName: 'vial' },
  ...{ state: 'ON_CONTRACT', off: 'CONTRACT_OUT_OF_STOCK' },
}

test('the contract line is not offered where the order says that its supplier cannot supply it', () => {
  expect(nextOfferSentence(offer)).toBe(
    'By contract it would be Meridian Wholesale at £25.60 a pack, £2.56 per vial, but its supplier cannot supply.',
  )
  expect(nextOfferSentence({ ...offer, off: 'CHEAPER' })).toBe(
    'By contract it would be Meridian Wholesale at £25.60 a pack, £2.56 per vial.',
  )
})

test('it is an offer only where it is no contract line, or the order is bought on contract', () => {
  const states = fc.constantFrom(
    'ON_CONTRACT',
    'ON_CONTRACT_PRICE_HIGH',
    'OFF_CONTRACT',
    'NO_CONTRACT',
  ) as fc.Arbitrary<NextOffer['state']>
  fc.assert(
    fc.property(states, fc.constantFrom('', ...OFF_CONTRACT_CODES), (state, off) => {
      const said = nextOfferSentence({ ...offer, state, off })
      const contract = state.startsWith('ON_CONTRACT') && off !== ''
      expect(said.startsWith('The next offer is')).toBe(!contract)
      expect(said).toMatch(/£25\.60 a pack, £2\.56 per vial.*\.$/)
    }),
  )
})

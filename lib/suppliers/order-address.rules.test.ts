import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { needsSecondPerson, type OrderWay } from './order-address.rules.ts'

const address = fc.constantFrom('orders@calder.example', 'ORDERS@calder.example', 'orders@caider.example', null)
const way: fc.Arbitrary<OrderWay> = fc.record({
  channel: fc.constantFrom('email', 'portal', 'phone'),
  orderEmail: address,
})

describe('where orders go needs a second person', () => {
  test('exactly when e-mail would leave for an address that it does not leave for today', () => {
    fc.assert(
      fc.property(way, way, (stands, wanted) => {
        const goes = (one: OrderWay) => (one.channel === 'email' ? (one.orderEmail?.toLowerCase() ?? null) : null)
        expect(needsSecondPerson(stands, wanted)).toBe(goes(wanted) !== null && goes(wanted) !== goes(stands))
      }),
    )
  })

  test('never when the account is opened', () => {
    fc.assert(fc.property(way, (wanted) => !needsSecondPerson(null, wanted)))
  })

  test('no way of changes in steps avoids it: whatever was saved in between, a new address is checked', () => {
    const saved = fc.array(way, { minLength: 1, maxLength: 8 })
    fc.assert(
      fc.property(
        fc.constant<OrderWay>({ channel: 'email', orderEmail: 'orders@calder.example' }),
        saved,
        (first, tries) => {
          let stands = first
          for (const wanted of tries) {
            // what needs a second person does not take effect
            if (!needsSecondPerson(stands, wanted)) stands = wanted
            if (stands.channel === 'email' && stands.orderEmail !== null) {
              expect(stands.orderEmail.toLowerCase()).toBe('orders@calder.example')
            }
          }
        },
      ),
    )
  })
})

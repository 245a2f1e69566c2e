import fc from 'fast-check'
import { asksAtLeast, justOne, signaturesOf } from '#lib/orders/order/plan.rules.ts'
import { APPROVER_ROLES, type Ask, type Plan } from '#lib/orders/order/plan.schema.ts'
import { type ApprovalScheme, approvalScheme, DEFAULT_SCHEME } from '#lib/orders/order/scheme.schema.ts'

/** People that the schemes here name. */
export const NAMED = [
  '01900000-0000-7000-8000-000000000001',
  '01900000-0000-7000-8000-000000000002',
  '01900000-0000-7000-8000-000000000003',
] as const

const asks = (names: boolean): fc.Arbitrary<Ask> =>
  fc
    .record({
      role: fc.constantFrom(...APPROVER_ROLES),
      people: fc.uniqueArray(fc.constantFrom<string>(...NAMED)),
      named: names ? fc.constantFrom(false, false, true) : fc.constant(false),
      signatures: fc.constantFrom(1, 1, 2),
    })
    .map(({ role, people, named, signatures }) => {
      const by = named ? people : []
      return { role, people: by, signatures: by.length > 0 ? Math.min(signatures, by.length) : signatures }
    })

const plans = (names: boolean): fc.Arbitrary<Plan> =>
  fc.array(fc.array(asks(names), { minLength: 1, maxLength: 2 }), { maxLength: 2 })

/** Any plan: nobody, one, several at once, one after the other, named or not. */
export const anyPlan = plans(true)

const amount = fc.integer({ min: 0, max: 1_000_000_000 })

/** Any bands: rising, the last without an end, each asking at least what the one below it asks. */
export const anyBands = (plan: fc.Arbitrary<Plan>) =>
  fc
    .tuple(fc.uniqueArray(amount, { maxLength: 4 }), fc.array(plan, { minLength: 5, maxLength: 5 }))
    .map(([ends, plans]) => {
      const rising = ends.toSorted((a, b) => a - b)
      let least: Plan = plans[0] ?? []
      return [...rising, null].map((upTo, index) => {
        const next = plans[index] ?? []
        if (asksAtLeast(signaturesOf(next), signaturesOf(least))) least = next
        if (upTo === null && least.length === 0) least = justOne('lead')
        return { upTo, plan: least }
      })
    })

const schemes = (plan: fc.Arbitrary<Plan>): fc.Arbitrary<ApprovalScheme> => {
  const bands = anyBands(plan)
  const some = plan.map((one) => (one.length > 0 ? one : justOne('lead')))
  const clinical = plan.map((one): Plan => [...one, ...justOne('pharmacist')])
  return fc
    .record({
      bands,
      window: fc.record({ days: fc.integer({ min: 1, max: 31 }) }),
      offContract: bands,
      firstPurchase: fc.record({ plan }),
      newSupplier: fc.record({ plan: some }),
      priceOverContract: fc.record({ plan, tolerance: fc.integer({ min: 0, max: 10_000 }) }),
      highCost: fc.record({ plan }),
      controlledDrugs: fc.record({
        categories: fc.constant(DEFAULT_SCHEME.controlledDrugs.categories),
        plan: clinical,
      }),
      unlicensed: fc.record({ plan: clinical }),
      emergency: fc.record({ hours: fc.integer({ min: 1, max: 168 }), plan: some }),
      waitingDays: fc.integer({ min: 1, max: 90 }),
      sample: fc.integer({ min: 0, max: 100 }),
    })
    .map((parts) => approvalScheme.parse(parts))
}

/** Any scheme that a trust could adopt. */
export const anyScheme = schemes(anyPlan)

/** Any scheme that names nobody. */
export const anySchemeOfRoles = schemes(plans(false))

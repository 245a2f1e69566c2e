import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Role } from '#lib/access/roles.ts'
import { requiredApprovals } from '#lib/orders/order/approval.rules.ts'
import { limitOf } from '#lib/orders/order/decide.rules.ts'
import { approvalScheme, DEFAULT_SCHEME, LADDER, SCHEDULES_1_TO_3 } from '#lib/orders/order/scheme.schema.ts'
import { pence, price } from '#lib/values/money.ts'
import { type Excess, keepingOf, mayKeep } from './keep.rules.ts'

const AT = new Date('2026-11-23T09:00:00Z')
const SOMEBODY: Role[] = ['technician', 'stores', 'pharmacist', 'lead', 'chief', 'director', 'finance', 'auditor']
const PEOPLE = SOMEBODY.map((role) => ({ personId: role, name: `The ${role}`, roles: [role] }))

type More = { packs?: number; line?: Partial<Excess['line']>; order?: Partial<Excess['order']>; ordered?: number }

/** Packs of £69 ex VAT beyond an order of `ordered` pence. */
const excess = ({ packs = 1, line, order, ordered = 66_240 }: More = {}): Excess => ({
  order: { kind: 'standard', raisedBy: 'raiser', submittedBy: 'submitter', changers: ['changer'], ...order },
  line: {
    ...{ id: 'a', contractState: 'ON_CONTRACT', price: price(690_000), contractPrice: price(690_000), vatRate: 2000 },
    ...{ cdCategory: '0000', unlicensed: false, firstPurchase: false, offContractReason: null },
    ...line,
  },
  packs,
  commitment: [{ number: 'RZZ-PH-26-000001-1', gross: pence(ordered), offContract: pence(0) }],
})
const decide = (role: Role, more?: More, scheme = DEFAULT_SCHEME) =>
  mayKeep({ personId: role, roles: [role] }, PEOPLE, excess(more), scheme, AT)

describe('keeping packs beyond an order', () => {
  test('within the buyer’s limit nobody is asked; beyond it those whom the scheme asks, and they are named', () => {
    expect(decide('technician', { packs: 3 })).toMatchObject({
      ok: true,
      value: { as: null, worth: { gross: 24_840 } },
    })
    // 472 packs for an order of 8: £27,086.40 more with VAT would have gone past the lead, too
    const refusal = { code: 'NOT_YOURS_TO_KEEP', needs: 'chief', can: ['The chief'] }
    for (const role of ['technician', 'lead'] as const) {
      expect(decide(role, { packs: 472 })).toEqual({ ok: false, refusal })
    }
    expect(decide('chief', { packs: 472 })).toMatchObject({ ok: true, value: { as: 'chief' } })
    expect(decide('technician', { packs: 100 })).toMatchObject({ refusal: { needs: 'lead', can: ['The lead'] } })
    expect(decide('lead', { packs: 100 })).toMatchObject({ ok: true, value: { as: 'lead' } })
  })

  test('what was ordered counts with it: one pack may pass a limit', () => {
    expect(decide('technician', { ordered: 495_000 })).toMatchObject({ refusal: { needs: 'lead' } })
    expect(decide('lead', { ordered: 2_495_000 })).toMatchObject({ refusal: { needs: 'chief' } })
  })

  test('whoever raised, submitted or changed the order keeps nothing of it', () => {
    for (const [id, how] of [
      ['raiser', 'raised'],
      ['submitter', 'submitted'],
      ['changer', 'changed'],
    ] as const) {
      const actor = { personId: id, roles: ['lead' as const, 'chief' as const, 'director' as const] }
      expect(mayKeep(actor, PEOPLE, excess(), DEFAULT_SCHEME, AT)).toEqual({
        ...{ ok: false, refusal: { code: 'OWN_ORDER', how } },
      })
    }
  })

  test('controlled drugs of Schedules 1 to 3 go back, whoever asks; unlicensed ones need a pharmacist', () => {
    for (const cdCategory of SCHEDULES_1_TO_3) {
      for (const role of SOMEBODY) {
        expect(decide(role, { line: { cdCategory } })).toEqual({
          ...{ ok: false, refusal: { code: 'EXCESS_GOES_BACK', why: 'controlled' } },
        })
      }
    }
    expect(decide('pharmacist', { order: { kind: 'cd' } })).toMatchObject({ refusal: { why: 'controlled' } })
    const unlicensed = { line: { unlicensed: true } }
    for (const role of ['technician', 'lead', 'director'] as const) {
      expect(decide(role, unlicensed)).toMatchObject({ refusal: { code: 'NOT_YOURS_TO_KEEP', needs: 'pharmacist' } })
    }
    expect(decide('pharmacist', unlicensed)).toMatchObject({ ok: true, value: { as: 'pharmacist' } })
    expect(decide('chief', unlicensed)).toMatchObject({ ok: true })
  })

  test('what more than one person would have to agree to goes back', () => {
    expect(decide('chief', { packs: 472, line: { unlicensed: true } })).toMatchObject({ refusal: { why: 'several' } })
    const bands = [{ upTo: null, plan: [[{ role: 'lead', people: [], signatures: 2 }]] }]
    const scheme = approvalScheme.parse({ ...DEFAULT_SCHEME, bands })
    expect(decide('lead', {}, scheme)).toMatchObject({ refusal: { code: 'EXCESS_GOES_BACK', why: 'several' } })
  })

  test('never more than the order would have needed with them, never beyond the limit of who keeps them', () => {
    const any = fc.record({
      packs: fc.integer({ min: 1, max: 5000 }),
      ordered: fc.integer({ min: 0, max: 20_000_000 }),
      role: fc.constantFrom(...SOMEBODY),
      contractState: fc.constantFrom('ON_CONTRACT' as const, 'OFF_CONTRACT' as const, 'NO_CONTRACT' as const),
      firstPurchase: fc.boolean(),
      unlicensed: fc.boolean(),
    })
    fc.assert(
      fc.property(any, ({ packs, ordered, role, ...line }) => {
        const of = excess({ packs, ordered, line })
        const answer = mayKeep({ personId: role, roles: [role] }, PEOPLE, of, DEFAULT_SCHEME, AT)
        const { worth, requirement } = keepingOf(of, DEFAULT_SCHEME, AT)
        expect(requirement.dayTotal).toBe(ordered + worth.gross)
        if (!answer.ok) return
        const { as } = answer.value
        expect(requirement.needed.length).toBe(as === null ? 0 : 1)
        const ladder = LADDER.find((one) => one === as)
        const limit = ladder ? limitOf(DEFAULT_SCHEME, ladder) : null
        if (limit !== null) expect(ordered + worth.gross).toBeLessThanOrEqual(limit)
        // nobody is asked only where one order of everything would have passed by itself as well
        const whole = requiredApprovals(DEFAULT_SCHEME, {
          ...{ lines: [], gross: pence(ordered + worth.gross), emergency: false, sameDay: [], at: AT },
        })
        if (as === null) expect(whole.needed).toEqual([])
      }),
    )
  })
})

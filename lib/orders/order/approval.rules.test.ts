import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyScheme, anySchemeOfRoles } from '#lib/testing/any-scheme.ts'
import { lineNet, type Pence, pence, price, sumPence, vatOn } from '#lib/values/money.ts'
import { packs } from '#lib/values/packs.ts'
import {
  bandIn,
  bandOf,
  offContractAmount,
  type Requirement,
  requiredApprovals,
  type Submission,
  type SubmissionLine,
} from './approval.rules.ts'
import { asksAtLeast, justOne, type Signature, signaturesOf, standsForAll } from './plan.rules.ts'
import {
  type ApprovalScheme,
  type ApproverRole,
  approvalScheme,
  DEFAULT_SCHEME,
  LADDER,
  proposedScheme,
} from './scheme.schema.ts'

const AT = new Date('2026-11-23T09:00:00Z')

const line = (change: Partial<SubmissionLine> = {}): SubmissionLine => ({
  id: 'line-1',
  contractState: 'ON_CONTRACT',
  price: price(185_000),
  contractPrice: price(185_000),
  packs: packs(10),
  net: pence(18_500),
  vat: pence(3_700),
  cdCategory: '0000',
  unlicensed: false,
  unlicensedApprovalValid: false,
  firstPurchase: false,
  offContractReason: null,
  ...change,
})

const order = (change: Partial<Submission> = {}): Submission => ({
  lines: [line()],
  gross: pence(22_200),
  emergency: false,
  sameDay: [],
  at: AT,
  ...change,
})

const ask = (change: Partial<Submission> = {}, scheme: ApprovalScheme = DEFAULT_SCHEME) =>
  requiredApprovals(scheme, order(change))

const roles = (requirement: Requirement) => requirement.needed.map((one) => one.role)
const rank = (role: ApproverRole | undefined) => (role && role !== 'pharmacist' ? LADDER.indexOf(role) + 1 : 0)
const ladderRank = (requirement: Requirement) => Math.max(0, ...requirement.needed.map((one) => rank(one.role)))
const isClinical = (requirement: Requirement) => requirement.needed.some((one) => one.role === 'pharmacist')

/** Any order: lines of every state, adding up to its total. */
const anyLine = fc
  .record({
    id: fc.uuid(),
    contractState: fc.constantFrom('ON_CONTRACT', 'ON_CONTRACT_PRICE_HIGH', 'OFF_CONTRACT', 'NO_CONTRACT'),
    price: fc.integer({ min: 0, max: 20_000_000 }).map(price),
    contractPrice: fc.option(fc.integer({ min: 1, max: 20_000_000 }).map(price)),
    packs: fc.integer({ min: 1, max: 5000 }).map(packs),
    cdCategory: fc.constantFrom('0000', '0000', '0002', '0005', '0008'),
    unlicensed: fc.boolean(),
    unlicensedApprovalValid: fc.boolean(),
    firstPurchase: fc.boolean(),
    offContractReason: fc.constantFrom(null, 'OUT_OF_STOCK', 'SHORT_DATED'),
  })
  .map((parts): SubmissionLine => {
    const net = lineNet(parts.price, parts.packs)
    return { ...parts, net, vat: vatOn(net, 2000) } as SubmissionLine
  })
const totalOf = (lines: readonly SubmissionLine[]): Pence => sumPence(lines.flatMap((one) => [one.net, one.vat]))
const anyLines = fc.array(anyLine, { minLength: 1, maxLength: 8 })
const anyAmount = fc.integer({ min: 0, max: 1_000_000_000 }).map(pence)
/** The signatures that an order needs. */
const signatures = (found: Requirement) =>
  found.needed.flatMap(({ role, people, step, signatures: count }) =>
    Array.from({ length: count }, (): Signature => ({ role, people, step })),
  )
const total = (scheme: ApprovalScheme, lines: readonly SubmissionLine[], gross: Pence) =>
  signatures(ask({ lines, gross }, scheme))

describe('bands of the ladder', () => {
  it.each([
    [0, null],
    [500_000, null],
    [500_001, 'lead'],
    [2_500_000, 'lead'],
    [2_500_001, 'chief'],
    [10_000_000, 'chief'],
    [10_000_001, 'director'],
  ])('%i pence with VAT need %s', (total, needs) => {
    expect(bandOf(DEFAULT_SCHEME, pence(total))?.needs ?? null).toBe(needs)
  })

  it('tile everything from nothing up: one band for each amount, the next one begins a penny after a limit', () => {
    fc.assert(
      fc.property(anyScheme, anyAmount, ({ bands }, total) => {
        const inBand = bands.filter(({ upTo }, index) => {
          const from = bands[index - 1]?.upTo ?? -1
          return total > from && (upTo === null || total <= upTo)
        })
        expect(inBand).toHaveLength(1)
        expect(bandIn(bands, total).plan).toBe(inBand[0]?.plan)
        expect(bandOf({ bands }, total)?.plan ?? []).toEqual(inBand[0]?.plan)
      }),
    )
  })
})

describe('who must agree', () => {
  it('lets contract lines within the buyer’s limit pass by themselves', () => {
    expect(ask()).toEqual({ passes: true, needed: [], dayTotal: 22_200 })
    expect(ask({ gross: pence(500_000) }).passes).toBe(true)
  })

  it('asks the lead for a penny over the buyer’s limit', () => {
    const { passes, needed } = ask({ gross: pence(500_001) })
    expect(passes).toBe(false)
    expect(needed).toEqual([
      {
        ...{ role: 'lead', people: [], step: 1, signatures: 1 },
        retrospective: false,
        dueAt: new Date('2026-11-30T09:00:00Z'),
        reasons: [{ code: 'OVER_LIMIT', needs: 'lead', holder: 'buyer', limit: 500_000, gross: 500_001 }],
      },
    ])
  })

  it('counts the orders of a supplier and day as one', () => {
    const sameDay = [{ number: 'RZZ-PH-26-000001-1', gross: pence(1_422_000), offContract: pence(0) }]
    const { needed, dayTotal } = ask({ gross: pence(1_212_000), sameDay })
    expect(dayTotal).toBe(2_634_000)
    expect(needed).toHaveLength(1)
    expect(needed[0]?.role).toBe('chief')
    expect(needed[0]?.reasons).toEqual([
      {
        code: 'DAY_OVER_LIMIT',
        needs: 'chief',
        holder: 'lead',
        limit: 2_500_000,
        gross: 1_212_000,
        dayTotal: 2_634_000,
        orders: [{ number: 'RZZ-PH-26-000001-1', gross: 1_422_000 }],
      },
    ])
  })

  it('asks the lead for a line off contract, the chief above the threshold, whatever the order', () => {
    const off = line({
      contractState: 'OFF_CONTRACT',
      price: price(249_000),
      contractPrice: price(185_000),
      packs: packs(120),
      net: pence(298_800),
      vat: pence(59_760),
      offContractReason: 'OUT_OF_STOCK',
    })
    const { needed } = ask({ lines: [line({ id: 'line-2' }), off], gross: pence(380_760) })
    expect(needed[0]).toMatchObject({
      role: 'lead',
      reasons: [
        {
          code: 'OFF_CONTRACT',
          lineIds: ['line-1'],
          amount: 358_560,
          dayAmount: 358_560,
          dearer: 76_800,
          above: null,
          why: ['OUT_OF_STOCK'],
        },
      ],
    })
    const others = [{ number: 'RZZ-PH-26-000001-1', gross: pence(641_441), offContract: pence(641_441) }]
    const together = ask({ lines: [off], gross: pence(358_560), sameDay: others })
    expect(together.needed[0]?.role).toBe('chief')
    expect(together.needed[0]?.reasons[1]).toMatchObject({ dayAmount: 1_000_001, above: 1_000_000 })
  })

  it('asks for a price over contract beyond the tolerance, to the penny of a pack', () => {
    const dear = line({ price: price(194_251) })
    expect(roles(ask({ lines: [dear] }))).toEqual(['lead'])
    const scheme = approvalScheme.parse({
      ...DEFAULT_SCHEME,
      priceOverContract: { plan: justOne('lead'), tolerance: 500 },
    })
    expect(roles(ask({ lines: [dear] }, scheme))).toEqual(['lead'])
    expect(roles(ask({ lines: [line({ price: price(194_250) })] }, scheme))).toEqual([])
  })

  it('asks for a first order to a supplier where no contract names it', () => {
    expect(roles(ask({ lines: [line()], newSupplier: true }))).toEqual([])
    const beside = line({ contractState: 'NO_CONTRACT', contractPrice: null })
    expect(roles(ask({ lines: [beside] }))).toEqual([])
    const { needed } = ask({ lines: [line(), { ...beside, id: 'beside' }], newSupplier: true })
    expect(needed).toMatchObject([{ role: 'lead', reasons: [{ code: 'NEW_SUPPLIER', lineIds: ['beside'] }] }])
  })

  it('asks for a first purchase, a controlled drug and an unlicensed medicine', () => {
    expect(roles(ask({ lines: [line({ firstPurchase: true })] }))).toEqual(['lead'])
    expect(roles(ask({ lines: [line({ cdCategory: '0002' })] }))).toEqual(['pharmacist'])
    expect(roles(ask({ lines: [line({ cdCategory: '0008' })] }))).toEqual([])
    expect(roles(ask({ lines: [line({ unlicensed: true })] }))).toEqual(['pharmacist'])
    expect(roles(ask({ lines: [line({ unlicensed: true, unlicensedApprovalValid: true })] }))).toEqual([])
  })

  it.each(['0001', '0002', '0003', '0004', '0005', '0006', '0007'])(
    'asks a pharmacist for category %s of dm+d',
    (cdCategory) => {
      expect(roles(ask({ lines: [line({ cdCategory })] }))).toEqual(['pharmacist'])
    },
  )

  it('merges all reasons of money and contract into one approval, the pharmacist beside it', () => {
    const all = line({ firstPurchase: true, cdCategory: '0002', contractState: 'OFF_CONTRACT', contractPrice: null })
    const { needed } = ask({ lines: [all], gross: pence(2_500_001) })
    expect(needed.map((one) => [one.role, one.reasons.map((reason) => reason.code)])).toEqual([
      ['chief', ['OVER_LIMIT', 'OFF_CONTRACT', 'FIRST_PURCHASE']],
      ['pharmacist', ['CONTROLLED_DRUG']],
    ])
  })

  it('lets an emergency go at once and asks whoever would have had to within 24 hours', () => {
    const { passes, needed } = ask({ gross: pence(600_000), emergency: true })
    expect(passes).toBe(true)
    expect(needed).toMatchObject([{ role: 'lead', retrospective: true, dueAt: new Date('2026-11-24T09:00:00Z') }])
    // what needs nobody by day is looked at afterwards, too
    expect(ask({ emergency: true })).toMatchObject({
      ...{ passes: true, needed: [{ role: 'lead', retrospective: true, reasons: [{ code: 'EMERGENCY' }] }] },
    })
  })

  it('keeps a controlled drug waiting for its pharmacist even in an emergency, whatever a scheme once said', () => {
    const lines = [line({ cdCategory: '0002' })]
    const waits = {
      passes: false,
      needed: [
        { role: 'lead', retrospective: true },
        { role: 'pharmacist', retrospective: false },
      ],
    }
    expect(ask({ lines, emergency: true })).toMatchObject(waits)
    const scheme = approvalScheme.parse({ ...DEFAULT_SCHEME, emergency: { hours: 12, clinical: true, plan: [] } })
    expect(ask({ lines, emergency: true }, scheme)).toMatchObject(waits)
    expect(proposedScheme.safeParse({ ...DEFAULT_SCHEME, emergency: { hours: 12, plan: [] } }).success).toBe(false)
  })
})

describe('whatever the scheme and the order', () => {
  it('asks each kind of approver once, with a reason, and passes only when nobody has to agree before', () => {
    fc.assert(
      fc.property(anyScheme, anyLines, fc.boolean(), (scheme, lines, emergency) => {
        const found = ask({ lines, gross: totalOf(lines), emergency }, scheme)
        const kinds = found.needed.map((one) => `${one.retrospective} ${one.step} ${one.role} ${one.people.toSorted()}`)
        expect(new Set(kinds).size).toBe(kinds.length)
        for (const one of found.needed) {
          expect(one.reasons.length).toBeGreaterThan(0)
          expect(one.dueAt.getTime()).toBeGreaterThan(AT.getTime())
        }
        expect(found.passes).toBe(found.needed.every((one) => one.retrospective))
        if (!emergency) expect(found.passes).toBe(found.needed.length === 0)
      }),
    )
  })

  it('never needs less for more money', () => {
    fc.assert(
      fc.property(anySchemeOfRoles, anyLines, anyAmount, anyAmount, (scheme, lines, a, b) => {
        const [less, more] = a < b ? [a, b] : [b, a]
        expect(asksAtLeast(total(scheme, lines, more), total(scheme, lines, less))).toBe(true)
      }),
      { numRuns: 1000 },
    )
    fc.assert(
      fc.property(anyScheme, anyLines, anyAmount, anyAmount, (scheme, lines, a, b) => {
        const [less, more] = a < b ? [a, b] : [b, a]
        const band = signaturesOf(bandIn(scheme.bands, less).plan)
        expect(asksAtLeast(total(scheme, lines, more), band)).toBe(true)
      }),
      { numRuns: 1000 },
    )
  })

  it('asks all that each reason asks: of people by name, of as many, and one after the other', () => {
    fc.assert(
      fc.property(anyScheme, anyLines, anyAmount, (scheme, lines, gross) => {
        const found = signatures(ask({ lines, gross }, scheme))
        const each = [
          bandIn(scheme.bands, gross).plan,
          ...(lines.some((one) => one.firstPurchase) ? [scheme.firstPurchase.plan] : []),
          ...(lines.some((one) => one.unlicensed && !one.unlicensedApprovalValid) ? [scheme.unlicensed.plan] : []),
        ]
        for (const plan of each) expect(standsForAll(found, signaturesOf(plan))).toBe(true)
      }),
      { numRuns: 1000 },
    )
  })

  it('never needs less with another line, or with another order on the supplier’s day', () => {
    fc.assert(
      fc.property(anyScheme, anyLines, anyLine, (scheme, lines, extra) => {
        const before = ask({ lines, gross: totalOf(lines) }, scheme)
        const other = { number: 'other', gross: totalOf([extra]), offContract: offContractAmount([extra]) }
        for (const after of [
          ask({ lines: [...lines, extra], gross: totalOf([...lines, extra]) }, scheme),
          ask({ lines, gross: totalOf(lines), sameDay: [other] }, scheme),
        ]) {
          expect(ladderRank(after)).toBeGreaterThanOrEqual(ladderRank(before))
          if (isClinical(before)) expect(isClinical(after)).toBe(true)
        }
      }),
    )
  })

  it('needs no less when an order is split into several of one supplier and day, in whatever order they come', () => {
    fc.assert(
      fc.property(anyScheme, anyLines, fc.integer({ min: 2, max: 4 }), fc.nat(), (scheme, lines, parts, spread) => {
        const whole = ask({ lines, gross: totalOf(lines) }, scheme)
        const piles = Array.from({ length: parts }, (_, part) =>
          lines.filter((_line, index) => (index * 7 + spread) % parts === part),
        ).filter((pile) => pile.length > 0)
        const asked = piles.map((pile, index) =>
          ask(
            {
              lines: pile,
              gross: totalOf(pile),
              sameDay: piles.slice(0, index).map((earlier) => ({
                number: 'earlier',
                gross: totalOf(earlier),
                offContract: offContractAmount(earlier),
              })),
            },
            scheme,
          ),
        )
        expect(Math.max(...asked.map(ladderRank))).toBeGreaterThanOrEqual(ladderRank(whole))
        expect(asked.some(isClinical)).toBe(isClinical(whole))
      }),
      { numRuns: 500 },
    )
  })

  it('names only lines of the order', () => {
    fc.assert(
      fc.property(anyScheme, anyLines, (scheme, lines) => {
        const known = new Set(lines.map((one) => one.id))
        for (const { reasons } of ask({ lines, gross: totalOf(lines) }, scheme).needed)
          for (const reason of reasons)
            for (const id of 'lineIds' in reason ? reason.lineIds : []) expect(known.has(id)).toBe(true)
      }),
    )
  })
})

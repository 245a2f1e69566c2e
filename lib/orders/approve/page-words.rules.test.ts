import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pence } from '#lib/values/money.ts'
import { type CheckedLine, type CheckFacts, checks } from './checks.rules.ts'
import { byDeadline, decideBy, decideByWords, nextCutOff } from './inbox.rules.ts'
import { type Opening, openingSentence } from './opening.rules.ts'
import { headline, medicineName, project, type SupplyFacts, whenOut } from './projection.rules.ts'

const NOW = new Date('2026-06-17T09:32:00Z') // Wednesday, 10:32am in London

describe('decide by', () => {
  const of = {
    retrospective: false,
    askedAt: new Date('2026-06-17T09:13:00Z'),
    dueAt: new Date('2026-06-24T09:13:00Z'),
    emergency: false,
    cutOff: '11:30',
  }

  it('is the supplier’s next cut-off, in London time', () => {
    const by = decideBy(of, NOW)
    expect(by).toEqual({ at: new Date('2026-06-17T10:30:00Z'), why: 'cut_off' })
    expect(decideByWords(by, NOW)).toEqual({ when: '11:30am', away: 'in 58 minutes' })
  })

  it('goes to the next working day after the cut-off', () => {
    expect(nextCutOff('10:32', NOW)).toEqual(new Date('2026-06-18T09:32:00Z'))
    expect(nextCutOff('10:00', new Date('2026-06-19T12:00:00Z'))).toEqual(new Date('2026-06-22T09:00:00Z'))
    expect(nextCutOff('10:00', new Date('2026-12-24T12:00:00Z'))).toEqual(new Date('2026-12-29T10:00:00Z'))
  })

  it('is at once in an emergency, within the hours afterwards, and over after the last day', () => {
    expect(decideBy({ ...of, emergency: true }, NOW).why).toBe('at_once')
    const late = { ...of, retrospective: true, dueAt: new Date('2026-06-17T05:10:00Z') }
    expect(decideByWords(decideBy(late, NOW), NOW)).toEqual({ when: '6:10am', away: '4 hours 22 minutes late' })
    expect(decideBy({ ...of, dueAt: NOW }, NOW)).toEqual({ at: NOW, why: 'over' })
    expect(decideBy({ ...of, cutOff: null }, NOW)).toEqual({ at: of.dueAt, why: 'last_day' })
  })

  it('is never before now unless it is late, and never after the last day', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('2026-01-01'), max: new Date('2027-01-01'), noInvalidDate: true }),
        fc.integer({ min: 0, max: 23 }),
        fc.integer({ min: 0, max: 59 }),
        fc.integer({ min: 1, max: 14 }),
        (now, hour, minute, days) => {
          const cutOff = `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
          const dueAt = new Date(now.getTime() + days * 86_400_000)
          const { at } = decideBy({ ...of, askedAt: now, dueAt, cutOff }, now)
          expect(at.getTime()).toBeGreaterThan(now.getTime() - 60_000)
          expect(at.getTime()).toBeLessThanOrEqual(dueAt.getTime())
        },
      ),
    )
  })

  it('puts the nearest first', () => {
    const item = (at: string, asked: string) => ({
      decideBy: { at: new Date(at), why: 'cut_off' as const },
      askedAt: new Date(asked),
    })
    const [a, b, c] = [
      item('2026-06-17', '2026-06-02'),
      item('2026-06-17', '2026-06-01'),
      item('2026-06-16', '2026-06-03'),
    ]
    expect(byDeadline([a, b, c])).toEqual([c, b, a])
  })
})

describe('how long stock lasts', () => {
  const facts: SupplyFacts = { onHand: 144_000, used: 2_688_000, usageDays: 28, ordered: 1_200_000, arrivesInDays: 0 }

  it('tells when it runs out without the order and with it', () => {
    const found = project(facts)
    expect(found?.perDay).toBe(96_000)
    expect(found?.without).toBe(1.5)
    expect(found?.with).toBe(14)
    expect(found && headline(found, 'meropenem', NOW)).toBe('Without it, meropenem runs out tomorrow evening')
  })

  it('says nothing where there is no usage', () => {
    expect(project({ ...facts, used: 0 })).toBeNull()
    expect(project({ ...facts, used: -5 })).toBeNull()
  })

  it('waits at nothing until the delivery where the shelf is empty before', () => {
    expect(project({ ...facts, arrivesInDays: 3 })?.lineWith).toEqual([
      { day: 0, units: 144_000 },
      { day: 1.5, units: 0 },
      { day: 3, units: 0 },
      { day: 3, units: 1_200_000 },
      { day: 15.5, units: 0 },
    ])
  })

  it('draws inside its frame, never below nothing, and never shorter with the order than without', () => {
    const anyFacts = fc.record({
      onHand: fc.integer({ min: -1_000_000, max: 100_000_000 }),
      used: fc.integer({ min: 1, max: 100_000_000 }),
      usageDays: fc.integer({ min: 1, max: 365 }),
      ordered: fc.integer({ min: 0, max: 100_000_000 }),
      arrivesInDays: fc.integer({ min: 0, max: 30 }),
    })
    fc.assert(
      fc.property(anyFacts, (some) => {
        const found = project(some)
        if (!found) throw new Error('There is usage')
        expect(found.with).toBeGreaterThanOrEqual(found.without - 1e-6)
        for (const line of [found.lineWithout, found.lineWith])
          for (const [index, point] of line.entries()) {
            expect(point.units).toBeGreaterThanOrEqual(0)
            expect(point.day).toBeGreaterThanOrEqual(line[index - 1]?.day ?? 0)
            expect(point.day).toBeLessThanOrEqual(Math.max(found.horizon, some.arrivesInDays))
          }
      }),
    )
  })

  it.each([
    [0, 'now'],
    [0.2, 'this afternoon'],
    [0.4, 'this evening'],
    [0.7, 'tonight'],
    [1.5, 'tomorrow evening'],
    [5, 'on 22 June'],
  ])('in %d days is %s', (days, words) => {
    expect(whenOut(days, NOW)).toBe(words)
  })

  it('names a medicine without its strength', () => {
    expect(medicineName('Meropenem 1g powder for solution for injection vials')).toBe('meropenem')
    expect(medicineName('Co-amoxiclav 1000mg/200mg powder')).toBe('co-amoxiclav')
    expect(medicineName('Insulin soluble human 100units/ml solution')).toBe('insulin soluble human')
  })
})

describe('the opening sentence', () => {
  const opening: Opening = {
    who: 'Amira Hassan',
    supplier: 'Meridian Wholesale',
    lines: [{ id: 'a', product: 'Meropenem 1g injection', packs: 120 }],
    lineCount: 2,
    reasons: [
      {
        code: 'OFF_CONTRACT',
        needs: 'lead',
        lineIds: ['a'],
        amount: pence(358_560),
        dayAmount: pence(358_560),
        dearer: pence(76_800),
        above: null,
        why: ['CONTRACT_OUT_OF_STOCK'],
      },
    ],
    change: false,
    sent: null,
    emergencyReason: '',
    prices: true,
  }

  it('would do as the whole page', () => {
    expect(openingSentence(opening)).toBe(
      'Amira Hassan wants 120 packs of meropenem and 1 more line off contract, because the contract supplier cannot supply. It costs £768.00 more than contract, which can be claimed back.',
    )
    expect(
      openingSentence({
        ...opening,
        lineCount: 12,
        reasons: [{ code: 'OVER_LIMIT', needs: 'lead', holder: 'buyer', limit: pence(500_000), gross: pence(734_400) }],
      }),
    ).toBe('Amira Hassan wants 12 lines. £7,344.00 with VAT is over the raiser’s limit of £5,000.00.')
    expect(
      openingSentence({
        ...opening,
        lineCount: 1,
        lines: [{ id: 'a', product: 'Morphine sulfate 10mg/1ml', packs: 2 }],
        reasons: [{ code: 'CONTROLLED_DRUG', lineIds: ['a'], categories: ['0002'] }],
      }),
    ).toBe('Amira Hassan wants 2 packs of morphine sulfate. It is a controlled drug of Schedule 2.')
  })

  it('says of an emergency what went and why', () => {
    expect(
      openingSentence({
        ...opening,
        who: 'Ben Achebe',
        lineCount: 1,
        reasons: [{ code: 'FIRST_PURCHASE', needs: 'lead', lineIds: ['a'] }],
        sent: '6:10am',
        emergencyReason: 'None left on the ward',
      }),
    ).toBe(
      'Ben Achebe ordered 120 packs of meropenem from Meridian Wholesale as an emergency (6:10am): None left on the ward. This trust has never bought it.',
    )
  })

  it('says that the supplier has it where it is a change', () => {
    expect(openingSentence({ ...opening, change: true })).toMatch(
      /^Meridian Wholesale has this order already; this changes it. Amira Hassan wants 120 packs/,
    )
  })

  it('leaves amounts out for who may not see them', () => {
    expect(openingSentence({ ...opening, prices: false })).not.toContain('£')
  })
})

describe('what was checked', () => {
  const line: CheckedLine = {
    product: 'Meropenem 1g injection',
    packs: 120,
    usualPacks: 110,
    contractState: 'ON_CONTRACT',
    offContractReason: null,
    firstPurchase: false,
    cdCategory: '0000',
    unlicensed: false,
    unlicensedApproval: null,
  }
  const facts: CheckFacts = {
    lines: [line],
    supplier: 'Meridian Wholesale',
    raisedBy: 'Amira Hassan',
    own: null,
    sameDay: [],
    dayTotal: pence(384_960),
    countedTotal: pence(384_960),
    limit: pence(2_500_000),
    failed: null,
    unusualTimes: 10,
    prices: true,
  }
  const results = (change: Partial<CheckFacts>) =>
    Object.fromEntries(checks({ ...facts, ...change }).map((one) => [one.rule, [one.mark, one.word]]))

  it('finds nothing wrong with an ordinary order', () => {
    expect(results({})).toEqual({
      'Split orders': ['done', 'None'],
      'Two people': ['done', 'Yes'],
      'Usual quantity': ['done', 'Usual'],
      'Bought before': ['done', 'Yes'],
    })
  })

  it('says of a supplier that is new who opened its account, and stops where it is who raised the order', () => {
    const account = { by: 'Priya Shah', at: NOW, raiser: false }
    const found = (newSupplier: CheckFacts['newSupplier']) =>
      checks({ ...facts, ...(newSupplier ? { newSupplier } : {}) }).filter((one) => one.rule.startsWith('First order'))
    expect(found(undefined)).toEqual([])
    expect(found({ account })).toEqual([
      {
        rule: 'First order to this supplier',
        found: 'Never ordered from Meridian Wholesale before. Priya Shah opened its account, 17 June, 10:32am',
        mark: 'changed',
        word: 'New',
      },
    ])
    expect(found({ account: { ...account, raiser: true } })).toMatchObject([{ mark: 'late', word: 'Same person' }])
    expect(found({ account: null })).toMatchObject([{ mark: 'late', word: 'Not on file' }])
  })

  it('looks for the contract supplier’s answer', () => {
    const lines = [{ ...line, contractState: 'OFF_CONTRACT', offContractReason: 'CONTRACT_OUT_OF_STOCK' }]
    expect(results({ lines })['Contract supplier failed']).toEqual(['late', 'Not on file'])
    const failed = { supplier: 'Northgate Pharma', number: 'N1', answer: 'not available', packs: 120, at: NOW }
    const [first] = checks({ ...facts, lines, failed })
    expect(first).toEqual({
      rule: 'Contract supplier failed',
      found: 'Northgate Pharma: not available, 120 packs, 17 June, 10:32am',
      mark: 'done',
      word: 'On file',
      number: 'N1',
    })
    const clinical = [{ ...line, contractState: 'OFF_CONTRACT', offContractReason: 'CLINICAL' }]
    expect(results({ lines: clinical })['Why off contract']).toEqual(['changed', 'Buyer’s word'])
  })

  it('points at split orders, own orders, odd quantities, new products, controlled drugs and unlicensed medicines', () => {
    const found = results({
      own: 'changed',
      sameDay: [{ number: 'N2', gross: pence(2_400_000) }],
      dayTotal: pence(2_784_960),
      countedTotal: pence(2_784_960),
      lines: [
        { ...line, packs: 1100, firstPurchase: true, cdCategory: '0002' },
        { ...line, unlicensed: true },
      ],
    })
    expect(found).toEqual({
      'Split orders': ['late', 'Over your limit'],
      'Two people': ['late', 'Not you'],
      'Usual quantity': ['late', 'Unusual'],
      'Bought before': ['changed', 'New'],
      'Controlled drugs': ['changed', 'Requisition'],
      'Unlicensed medicine': ['changed', 'Approval missing'],
    })
  })
})

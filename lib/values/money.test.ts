import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  changeInBasisPoints,
  comparePerUnit,
  lineNet,
  parsePounds,
  parsePrice,
  pence,
  penceAsDecimal,
  perUnit,
  price,
  priceAsDecimal,
  roundedDivision,
  shareInBasisPoints,
  subtractPence,
  sumPence,
  vatOn,
} from './money.ts'

const anyPence = fc.maxSafeInteger().map(pence)
const somePence = fc.integer({ min: -1e12, max: 1e12 }).map(pence)
const somePrice = fc.integer({ min: 0, max: 1e11 }).map(price)

describe('brands', () => {
  it('refuse fractions and numbers too large to be exact', () => {
    for (const bad of [0.5, Number.NaN, Infinity, 2 ** 53, 2n ** 53n]) {
      expect(() => pence(bad)).toThrow(RangeError)
      expect(() => price(bad)).toThrow(RangeError)
    }
  })
  it('take bigints from the database and never keep a negative zero', () => {
    expect(pence(123n)).toBe(123)
    expect(Object.is(pence(-0), 0)).toBe(true)
  })
})

describe('rounding', () => {
  it.each([
    [1n, 2n, 1n],
    [-1n, 2n, -1n],
    [1n, 3n, 0n],
    [5n, -2n, -3n],
    [49n, 100n, 0n],
    [50n, 100n, 1n],
  ])('%s / %s is %s, halves away from zero', (n, d, expected) => {
    expect(roundedDivision(n, d)).toBe(expected)
  })
  it('is never further off than a half, and the same mirrored at zero', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }),
        fc.bigInt({ min: 1n, max: 10n ** 9n }),
        (n, d) => {
          const off = roundedDivision(n, d) * d - n
          expect(2n * (off < 0n ? -off : off) <= d).toBe(true)
          expect(roundedDivision(-n, d)).toBe(-roundedDivision(n, d))
        },
      ),
    )
  })
})

describe('lines', () => {
  it('net rounds once, at the end', () => {
    expect(lineNet(price(125), 3)).toBe(4)
    expect(lineNet(price(185000), 120)).toBe(222000)
    expect(lineNet(price(50), 1)).toBe(1)
  })
  it('of prices in whole pence is exact and adds up', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e7 }), fc.nat(10_000), fc.nat(10_000), (p, a, b) => {
        const perPack = price(p * 100)
        expect(lineNet(perPack, a)).toBe(p * a)
        expect(sumPence([lineNet(perPack, a), lineNet(perPack, b)])).toBe(lineNet(perPack, a + b))
      }),
    )
  })
  it('VAT is 20% to the nearest penny and mirrored for credits', () => {
    expect(vatOn(pence(222_003), 2000)).toBe(44_401)
    fc.assert(
      fc.property(somePence, (net) => {
        expect(Math.abs(vatOn(net, 2000) * 10 - net * 2)).toBeLessThanOrEqual(5)
        expect(vatOn(pence(-net), 2000)).toBe(pence(-vatOn(net, 2000)))
        expect(vatOn(net, 0)).toBe(0)
      }),
    )
  })
  it('sums do not depend on order and refuse to lose a penny', () => {
    fc.assert(
      fc.property(fc.array(somePence), (amounts) => {
        expect(sumPence(amounts)).toBe(sumPence(amounts.toReversed()))
      }),
    )
    fc.assert(
      fc.property(somePence, somePence, (a, b) => {
        expect(sumPence([subtractPence(a, b), b])).toBe(a)
      }),
    )
    expect(() => sumPence([pence(Number.MAX_SAFE_INTEGER), pence(1)])).toThrow(RangeError)
  })
})

describe('price per unit', () => {
  const pack = fc.record({ price: somePrice, milliUnits: fc.integer({ min: 1, max: 1e9 }) })
  it('orders packs totally', () => {
    fc.assert(
      fc.property(pack, pack, pack, (a, b, c) => {
        expect(comparePerUnit(a, b)).toBe(0 - comparePerUnit(b, a) || 0)
        const [x, y, z] = [a, b, c].toSorted(comparePerUnit)
        if (x && y && z) expect(comparePerUnit(x, z)).toBeLessThanOrEqual(0)
      }),
    )
  })
  it('a pack k times as large at k times the price is equal, one ten-thousandth more is dearer', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1e8 }),
        fc.integer({ min: 1, max: 1e6 }),
        fc.integer({ min: 2, max: 999 }),
        (p, m, k) => {
          const small = { price: price(p), milliUnits: m }
          expect(comparePerUnit(small, { price: price(p * k), milliUnits: m * k })).toBe(0)
          expect(comparePerUnit(small, { price: price(p * k + 1), milliUnits: m * k })).toBe(-1)
        },
      ),
    )
  })
  it('is rounded only for the eye', () => {
    expect(perUnit({ price: price(100_000), milliUnits: 3_000 })).toBe(33_333)
    expect(() => perUnit({ price: price(1), milliUnits: 0 })).toThrow(RangeError)
    expect(() => comparePerUnit({ price: price(1), milliUnits: 0 }, { price: price(1), milliUnits: 1 })).toThrow(
      RangeError,
    )
  })
})

describe('percentages', () => {
  it('come in basis points, and not at all of nothing', () => {
    expect(shareInBasisPoints(1, 3)).toBe(3333)
    expect(changeInBasisPoints(200, 250)).toBe(2500)
    expect(changeInBasisPoints(200, 150)).toBe(-2500)
    expect(changeInBasisPoints(0, 150)).toBeNull()
  })
})

describe('reading money', () => {
  it.each([
    ['£1,234.50', 123_450],
    [' 1234.5 ', 123_450],
    ['.5', 50],
    ['£ 12', 1_200],
    ['12.500', 1_250],
    ['0', 0],
  ])('%s', (text, expected) => expect(parsePounds(text)).toBe(expected))
  it.each([
    '',
    '£',
    '.',
    '12.',
    '-5',
    '−5',
    '1,2',
    '12,34.00',
    '1.234',
    '1e3',
    '12 34',
    '12p',
    '£££1',
    '0x10',
    '9'.repeat(20),
  ])('refuses %j', (text) => expect(parsePounds(text)).toBeNull())
  it('reads prices to four places', () => {
    expect(parsePrice('£18.5')).toBe(185_000)
    expect(parsePrice('0.0125')).toBe(125)
    expect(parsePrice('0.01255')).toBeNull()
  })
  it('reads back what it wrote', () => {
    fc.assert(
      fc.property(anyPence, somePrice, (amount, perPack) => {
        const positive = pence(Math.abs(amount))
        expect(parsePounds(penceAsDecimal(positive))).toBe(positive)
        expect(parsePrice(priceAsDecimal(perPack))).toBe(perPack)
      }),
    )
    expect(penceAsDecimal(pence(-5))).toBe('-0.05')
    expect(priceAsDecimal(price(185_000))).toBe('18.50')
    expect(priceAsDecimal(price(125))).toBe('0.0125')
  })
  it('never throws and never answers with a number that is not a whole one', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const read = parsePounds(text)
        expect(read === null || Number.isSafeInteger(read)).toBe(true)
      }),
    )
  })
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { endsInGs1Digit, gtin14 } from '#lib/values/codes.ts'
import { GS } from './element-string.ts'
import { type Burst, cutOff, keyPressed, scannedText } from './wedge.ts'

/** A GTIN-14, some with a leading zero. */
const aGtin = fc
  .tuple(fc.constantFrom('0', '1', ''), fc.stringMatching(/^[1-9]\d{11}$/))
  .map(([first, rest]) => (first + rest).slice(0, first === '' ? 12 : 13))
  .map((body) => [...'0123456789'].map((digit) => body + digit).find(endsInGs1Digit) ?? '')

function typed(
  text: string,
  gap: number,
  from = 1000,
  before: Burst | null = null,
): { burst: Burst | null; at: number } {
  let burst = before
  let at = from
  for (const sign of text) {
    at += gap
    burst = keyPressed(burst, { key: sign === GS ? 'F8' : sign }, at).burst
  }
  return { burst, at }
}

describe('a scanner among fingers', () => {
  test('fast keys and Enter are a scan, with the mark between its parts', () => {
    const { burst, at } = typed(`010500028310108610AB12${GS}21X`, 8)
    expect(scannedText(burst, at + 8)).toBe(`010500028310108610AB12${GS}21X`)
  })

  test('Ctrl and ] is that mark, too; other keys write nothing', () => {
    const first = keyPressed(null, { key: 'A' }, 0)
    expect(first.began).toBe(true)
    const shift = keyPressed(first.burst, { key: 'Shift' }, 2)
    expect(shift).toEqual({ burst: first.burst, began: false })
    expect(keyPressed(first.burst, { key: ']', ctrlKey: true }, 4).burst?.text).toBe(`A${GS}`)
    expect(keyPressed(first.burst, { key: 'v', ctrlKey: true }, 4).burst).toBe(first.burst)
  })

  test('a person, a short code, a pause before Enter are not', () => {
    expect(scannedText(typed('05000283101086', 190).burst, 4000)).toBeNull()
    const short = typed('1234567', 8)
    expect(scannedText(short.burst, short.at + 8)).toBeNull()
    const late = typed('05000283101086', 8)
    expect(scannedText(late.burst, late.at + 160)).toBeNull()
    expect(scannedText(null, 5)).toBeNull()
  })

  test('a barcode of which a pause cut the first figures off is whole again', () => {
    fc.assert(
      fc.property(aGtin, fc.integer({ min: 1, max: 5 }), fc.integer({ min: 150, max: 990 }), (code, cut, pause) => {
        fc.pre(gtin14(code.slice(cut)) === null || /^0+$/.test(code.slice(0, cut)))
        const lead = typed(code.slice(0, cut), 2)
        const rest = typed(code.slice(cut), 2, lead.at + pause, lead.burst)
        expect(rest.burst && cutOff(rest.burst)).toBe(code)
      }),
    )
  })

  test('a quantity typed just before a scan is no part of it', () => {
    fc.assert(
      fc.property(aGtin, fc.integer({ min: 1, max: 9999 }), (code, packs) => {
        const before = typed(String(packs), 2)
        const scan = typed(code, 2, before.at + 400, before.burst)
        expect(scan.burst && cutOff(scan.burst)).toBeNull()
      }),
    )
  })

  test('what a person typed before never mixes with the scan after it', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9]{0,6}$/), fc.stringMatching(/^[0-9A-Z]{8,40}$/), (before, code) => {
        let burst: Burst | null = null
        let at = 0
        let began = 0
        for (const sign of before) {
          at += 320
          burst = keyPressed(burst, { key: sign }, at).burst
        }
        at += 320
        for (const sign of code) {
          at += 6
          const next = keyPressed(burst, { key: sign }, at)
          if (next.began) began += 1
          burst = next.burst
        }
        expect(scannedText(burst, at + 6)).toBe(code)
        expect(began).toBe(1)
      }),
    )
  })
})

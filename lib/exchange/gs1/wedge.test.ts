import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { GS } from './element-string.ts'
import { type Burst, keyPressed, scannedText } from './wedge.ts'

function typed(text: string, gap: number, from = 1000): { burst: Burst | null; at: number } {
  let burst: Burst | null = null
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

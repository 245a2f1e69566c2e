import { GS } from './element-string.ts'
import { isSeparatorKey } from './scan.ts'

/**
 * What a scanner that acts as a keyboard has typed so far: its keys follow one another faster than anybody's fingers.
 * Pure, so that it can be tested; times in milliseconds.
 */
export type Burst = { text: string; lastAt: number }

/** Longest pause between two keys of a scanner, slow radio links included; between two things a person does it is longer. */
const PAUSE_MS = 150
/** Fewer keys than this are no barcode. */
const SHORTEST = 8

/** A key was pressed. A pause begins a new burst; keys that write nothing leave it as it is. */
export function keyPressed(
  burst: Burst | null,
  key: { key: string; ctrlKey?: boolean },
  at: number,
): { burst: Burst | null; began: boolean } {
  const sign = isSeparatorKey(key) ? GS : key.key
  if (sign.length !== 1 || (key.ctrlKey === true && sign !== GS)) return { burst, began: false }
  if (burst !== null && at - burst.lastAt < PAUSE_MS) {
    return { burst: { text: burst.text + sign, lastAt: at }, began: false }
  }
  return { burst: { text: sign, lastAt: at }, began: true }
}

/** What was scanned, when Enter comes as fast as only a scanner presses it; null when a person typed. */
export function scannedText(burst: Burst | null, enterAt: number): string | null {
  if (burst === null || enterAt - burst.lastAt >= PAUSE_MS || burst.text.length < SHORTEST) return null
  return burst.text
}

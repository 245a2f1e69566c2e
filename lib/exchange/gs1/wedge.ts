import { gtin14 } from '#lib/values/codes.ts'
import { GS } from './element-string.ts'
import { isSeparatorKey } from './scan.ts'

/**
 * What a scanner that acts as a keyboard has typed so far: its keys follow one another faster than anybody's fingers.
 * Pure, so that it can be tested; times in milliseconds. `lead`: what came shortly before it, after which there was a pause: a
 * person's own figures, or the first of a barcode on a machine that stood still for a moment.
 */
export type Burst = { text: string; lastAt: number; lead?: string }

/** Longest pause between two keys of a scanner, slow radio links included; between two things a person does it is longer. */
const PAUSE_MS = 150
/** Longest pause within a barcode while the machine stands still. */
const STILL_MS = 1000
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
    return { burst: { ...burst, text: burst.text + sign, lastAt: at }, began: false }
  }
  const near = burst !== null && at - burst.lastAt < STILL_MS && burst.text.length < SHORTEST
  return { burst: { text: sign, lastAt: at, ...(near ? { lead: burst.text } : {}) }, began: true }
}

/** What was scanned, when Enter comes as fast as only a scanner presses it; null when a person typed. */
export function scannedText(burst: Burst | null, enterAt: number): string | null {
  if (burst === null || enterAt - burst.lastAt >= PAUSE_MS || burst.text.length < SHORTEST) return null
  return burst.text
}

/**
 * The whole barcode where a pause cut its first figures off: `lead` and `text` are one by their check digit, which the rest
 * alone is not (or only without leading zeros, which nobody types as a quantity). Null where nothing was cut off.
 */
export function cutOff({ lead, text }: Burst): string | null {
  if (lead === undefined || gtin14(lead + text) === null) return null
  return gtin14(text) === null || /^0+$/.test(lead) ? lead + text : null
}

import type { Clock } from './clock.ts'

/** Hands out ids, each larger (as text, too) than the one before it. */
export type IdSource = () => string

/** So many random bytes. */
export type RandomBytes = (count: number) => Uint8Array

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

/** Whether the text is a UUID in the form we write: lower case, hyphens, a known version. */
export function isUuid(text: string): boolean {
  return UUID.test(text)
}

function layOut(ms: number, counter: number, tail: Uint8Array): string {
  if (!Number.isInteger(ms) || ms < 0 || ms >= 2 ** 48) throw new RangeError('The time does not fit into a UUID')
  const last = [...tail].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  const time = ms.toString(16).padStart(12, '0')
  const variant = (0x8 | (Number.parseInt(last.charAt(0), 16) & 0x3)).toString(16)
  const middle = counter.toString(16).padStart(3, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${middle}-${variant}${last.slice(1, 4)}-${last.slice(4)}`
}

/** A version 7 UUID (RFC 9562): 48 bits of milliseconds, the rest from `random` (asked for 10 bytes). */
export function uuidv7(now: Date, random: RandomBytes): string {
  const bytes = random(10)
  const counter = (((bytes[0] ?? 0) << 8) | (bytes[1] ?? 0)) & 0xfff
  return layOut(now.getTime(), counter, bytes.slice(2))
}

/**
 * Ids that only ever grow, also within one millisecond and when the clock stands still or goes back: the twelve bits
 * after the time are a counter that starts at random in its lower half (RFC 9562 section 6.2, method 1). When the
 * counter is full, the next millisecond is borrowed.
 */
export function monotonicIds(clock: Clock, random: RandomBytes): IdSource {
  let ms = -1
  let counter = 0
  return () => {
    const bytes = random(10)
    const now = clock().getTime()
    const start = (((bytes[0] ?? 0) << 8) | (bytes[1] ?? 0)) & 0x7ff
    if (now > ms) {
      ms = now
      counter = start
    } else if (counter < 0xfff) {
      counter += 1
    } else {
      ms += 1
      counter = start
    }
    return layOut(ms, counter, bytes.slice(2))
  }
}

/** Ids for real work: the given clock and the machine's secure randomness. Not pure. */
export function systemIds(clock: Clock): IdSource {
  return monotonicIds(clock, (count) => crypto.getRandomValues(new Uint8Array(count)))
}

/** Ids that come out the same for the same seed and clock: for the demo and for tests, never for real work. */
export function seededIds(seed: number, clock: Clock): IdSource {
  return monotonicIds(clock, seededBytes(seed))
}

/** Repeatable bytes from a seed (mulberry32): good enough to spread ids, useless as a secret. */
export function seededBytes(seed: number): RandomBytes {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return (t ^ (t >>> 14)) & 0xff
  }
  return (count) => Uint8Array.from({ length: count }, next)
}

/** Where the time of an act comes from. Pure code is handed the instant; only the door of an act asks a clock. */
export type Clock = () => Date

/** The machine's clock. Not pure: used at the doors of the app and the worker only. */
export const systemClock: Clock = () => new Date()

/** A clock that stands still, for tests and for acts that must share one instant. */
export function fixedClock(at: Date): Clock {
  return () => new Date(at)
}

/** A clock that moves on by `stepMs` each time it is asked; the first answer is `start`. */
export function steppingClock(start: Date, stepMs: number): Clock {
  let next = start.getTime()
  return () => {
    const now = new Date(next)
    next += stepMs
    return now
  }
}

/** A clock that the seed and tests put forward by hand; it never goes back. */
export type HandClock = Clock & {
  /** Sets the time; throws when it is earlier than the clock's own. */
  set(at: Date): void
  /** Moves the time on. */
  advance(ms: number): void
}

/** A hand-set clock that starts at `start`. */
export function handClock(start: Date): HandClock {
  let now = start.getTime()
  const set = (at: Date) => {
    if (at.getTime() < now) throw new RangeError('This clock never goes back')
    now = at.getTime()
  }
  return Object.assign(() => new Date(now), { set, advance: (ms: number) => set(new Date(now + ms)) })
}

/** Where a release of the dictionary stands. */
export const RELEASE_STATES = [
  'reading',
  'comparing',
  'ready',
  'switching',
  'current',
  'past',
  'unchanged',
  'faulty',
  'failed',
  'cancelled',
] as const

/** Where a release of the dictionary stands. */
export type ReleaseState = (typeof RELEASE_STATES)[number]

/** What a release can do next, and where from: the one table of moves. */
export const RELEASE_MOVES = {
  /** Its files are read: what it would change is found. */
  compare: { from: ['reading'], to: 'comparing' },
  /** It can be made current. */
  offer: { from: ['comparing'], to: 'ready' },
  /** It says what the newest release here says. */
  standStill: { from: ['reading', 'comparing'], to: 'unchanged' },
  /** Its files are not a release that can be read. */
  fault: { from: ['reading', 'comparing'], to: 'faulty' },
  /** Somebody makes it current, or returns to it. */
  ask: { from: ['ready', 'past'], to: 'switching' },
  makeCurrent: { from: ['switching'], to: 'current' },
  /** Another one has become current. */
  pass: { from: ['current'], to: 'past' },
  cancel: { from: ['reading', 'comparing', 'ready'], to: 'cancelled' },
  /** Given up by us: the worker ended again and again while it was at it. */
  giveUp: { from: ['reading', 'comparing'], to: 'failed' },
  giveUpSwitching: { from: ['switching'], to: 'ready' },
} as const satisfies Record<string, { from: readonly ReleaseState[]; to: ReleaseState }>

/** The verb of a move. */
export type ReleaseMove = keyof typeof RELEASE_MOVES

/** What the states are called on screen. */
export const RELEASE_STATE_NAMES = {
  reading: 'Being read',
  comparing: 'Being compared',
  ready: 'Ready',
  switching: 'Being made current',
  current: 'Current',
  past: 'Earlier',
  unchanged: 'Changed nothing',
  faulty: 'Not a whole release',
  failed: 'Given up',
  cancelled: 'Thrown away',
} as const satisfies Record<ReleaseState, string>

/** Whether the text is a state (database at the door). */
export function isReleaseState(text: string): text is ReleaseState {
  return (RELEASE_STATES as readonly string[]).includes(text)
}

/** A state in which the worker has something to do. */
export type BusyReleaseState = 'reading' | 'comparing' | 'switching'

/** Whether the worker has something to do for a release in this state. */
export function isAtWork(state: ReleaseState): state is BusyReleaseState {
  return state === 'reading' || state === 'comparing' || state === 'switching'
}

/** Whether a release can be made current by somebody. */
export function canBecomeCurrent(state: ReleaseState): boolean {
  return (RELEASE_MOVES.ask.from as readonly ReleaseState[]).includes(state)
}

/** Whether a release can be thrown away by somebody. */
export function canThrowAway(state: ReleaseState): boolean {
  return (RELEASE_MOVES.cancel.from as readonly ReleaseState[]).includes(state)
}

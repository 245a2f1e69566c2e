/** Where a file stands on its way in. */
export const LOAD_STATES = [
  'reading',
  'columns',
  'checking',
  'ready',
  'proposed',
  'faulty',
  'unchanged',
  'loading',
  'loaded',
  'cancelled',
  'failed',
  'undone',
] as const

/** Where a file stands on its way in. */
export type LoadState = (typeof LOAD_STATES)[number]

/** What a file's load can do next, and where from: the one table of moves. */
export const LOAD_MOVES = {
  /** Its rows are read, and somebody must say what its columns hold. */
  askColumns: { from: ['reading'], to: 'columns' },
  /** Another sheet of the workbook is meant: it is read anew. */
  readAgain: { from: ['columns', 'ready', 'faulty'], to: 'reading' },
  /** Its columns are known (by themselves, or said by somebody, also anew): its rows are checked. */
  check: { from: ['reading', 'columns', 'ready', 'faulty'], to: 'checking' },
  /** Checked: it can be loaded. What stands here may have changed since it was last looked through. */
  offer: { from: ['checking', 'loading'], to: 'ready' },
  /** Something must be put right in the file. */
  fault: { from: ['reading', 'checking', 'loading'], to: 'faulty' },
  /** Everything in it stands here already. */
  standStill: { from: ['checking', 'loading'], to: 'unchanged' },
  /** Somebody said yes: it is being loaded. */
  confirm: { from: ['ready'], to: 'loading' },
  /** Somebody else must agree to what it changes. */
  propose: { from: ['ready'], to: 'proposed' },
  /** They do: it is being loaded. */
  agree: { from: ['proposed'], to: 'loading' },
  /** They do not, and say why; or who proposed it thinks better of it. */
  giveBack: { from: ['proposed'], to: 'ready' },
  load: { from: ['loading'], to: 'loaded' },
  /** Thrown away by somebody before it was loaded, also while it is worked on. */
  cancel: {
    from: ['reading', 'columns', 'checking', 'ready', 'proposed', 'faulty', 'loading', 'failed'],
    to: 'cancelled',
  },
  /** Given up by us: the worker ended again and again while it was at it. */
  giveUp: { from: ['reading', 'checking', 'loading'], to: 'failed' },
  /** Taken back by somebody. */
  undo: { from: ['loaded'], to: 'undone' },
} as const satisfies Record<string, { from: readonly LoadState[]; to: LoadState }>

/** The verb of a move. */
export type LoadMove = keyof typeof LOAD_MOVES

/** What the states are called on screen. */
export const LOAD_STATE_NAMES = {
  reading: 'Being read',
  columns: 'Columns to say',
  checking: 'Being checked',
  ready: 'Ready to load',
  proposed: 'Waits for a second person',
  faulty: 'To put right',
  unchanged: 'Changed nothing',
  loading: 'Being loaded',
  loaded: 'Loaded',
  cancelled: 'Thrown away',
  failed: 'Given up',
  undone: 'Taken back',
} as const satisfies Record<LoadState, string>

/** Whether the text is a state (database at the door). */
export function isLoadState(text: string): text is LoadState {
  return (LOAD_STATES as readonly string[]).includes(text)
}

/** A state in which the worker has something to do. */
export type BusyState = 'reading' | 'checking' | 'loading'

/** Whether the worker has something to do for a load in this state. */
export function isBusy(state: LoadState): state is BusyState {
  return state === 'reading' || state === 'checking' || state === 'loading'
}

/** Whether somebody has something to do for a load in this state. */
export function isWaiting(state: LoadState): boolean {
  return state === 'columns' || state === 'ready' || state === 'faulty' || state === 'failed'
}

/** Whether a move can be made from a state. */
export function canMove(move: LoadMove, state: LoadState): boolean {
  return (LOAD_MOVES[move].from as readonly LoadState[]).includes(state)
}

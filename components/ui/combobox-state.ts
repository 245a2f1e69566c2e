/**
 * What a type-ahead knows and how it changes: pure, so that the races of typing, answering and scanning can be tested.
 * Answers are shown only while they are the answer to exactly the text that stands in the field.
 */

/** The state of a type-ahead over options of type T. `active` is the index of the marked option, −1 for none. */
export type ComboState<T> = {
  text: string
  found: { text: string; options: readonly T[]; sure: boolean } | null
  failed: string | null
  active: number
  open: boolean
  waiting: boolean
}

/** Nothing typed yet. */
export function emptyCombo<T>(): ComboState<T> {
  return { text: '', found: null, failed: null, active: -1, open: false, waiting: false }
}

/** What is asked for a text: without the blanks around it. */
export function asked(text: string): string {
  return text.trim()
}

/** The options to show: only those that answer exactly the text in the field; null while there is no such answer. */
export function freshOptions<T>(state: ComboState<T>): readonly T[] | null {
  return state.found !== null && state.found.text === asked(state.text) ? state.found.options : null
}

/** The text changed: whatever waited for the old text waits no longer. */
export function typed<T>(state: ComboState<T>, text: string): ComboState<T> {
  return { ...state, text, failed: null, active: -1, open: asked(text) !== '', waiting: false }
}

/**
 * An answer came. One for another text changes nothing. The first option is marked, unless they are not `sure`: not what was
 * asked for, but near it. Then none is, and Enter takes none before the arrows have marked it.
 */
export function answered<T>(state: ComboState<T>, text: string, options: readonly T[], sure = true): ComboState<T> {
  if (text !== asked(state.text)) return state
  return { ...state, found: { text, options, sure }, failed: null, active: sure && options.length > 0 ? 0 : -1 }
}

/** No answer came for this text. */
export function failedFor<T>(state: ComboState<T>, text: string): ComboState<T> {
  if (text !== asked(state.text)) return state
  return { ...state, failed: text, open: true, waiting: false }
}

/** The mark moves by so many places, round the ends; a closed list opens instead. */
export function moved<T>(state: ComboState<T>, by: 1 | -1): ComboState<T> {
  const count = freshOptions(state)?.length ?? 0
  if (count === 0) return { ...state, open: asked(state.text) !== '' }
  if (!state.open || state.active < 0) return { ...state, open: true, active: by === 1 ? 0 : count - 1 }
  return { ...state, active: (state.active + by + count) % count }
}

/** The list closes; what was typed stays. */
export function closed<T>(state: ComboState<T>): ComboState<T> {
  return { ...state, open: false, waiting: false }
}

/**
 * What Enter does. `fast` is Enter as quick after the last key as only a scanner is.
 * - a list that a person has before them: choose the marked option;
 * - a scanner: choose only when the code names exactly one; otherwise show them all and let the person decide;
 * - no answer to exactly this text yet: wait for it.
 */
export function onEnter<T>(state: ComboState<T>, fast: boolean): { choose: T } | 'wait' | 'show' | 'nothing' {
  if (asked(state.text) === '') return 'nothing'
  const options = freshOptions(state)
  if (options === null) return 'wait'
  const marked = options[state.active]
  if (fast) return afterWaiting(state)
  return state.open && marked !== undefined ? { choose: marked } : 'show'
}

/** What happens when the answer came for which Enter was waiting: the only option is chosen where it is sure, else they are shown. */
export function afterWaiting<T>(state: ComboState<T>): { choose: T } | 'show' {
  const options = freshOptions(state)
  return state.found?.sure && options?.length === 1 && options[0] !== undefined ? { choose: options[0] } : 'show'
}

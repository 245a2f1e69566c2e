import type { Refusal } from '#lib/refusal.ts'
import { wordsFor } from '#lib/refusal-words.ts'
import type { Result } from '#lib/result.ts'
import { formatCounted } from '#lib/values/format.ts'
import type { SeveralAct, SeveralHow } from './several.rules.ts'
import type { SeveralOutcome } from './several.schema.ts'

/** What an order's own command said, in words: what became of it, or why nothing did. */
export function outcomeOf(number: string, done: Result<unknown>, words: string): SeveralOutcome {
  return done.ok ? { number, ok: true, words } : { number, ok: false, words: refusalWords(done.refusal) }
}

/** What became of the lines of one order. Not wholly done where one of them was refused; then the first reason is said. */
export function mergedOutcome(number: string, lines: readonly Result<{ how: SeveralHow }>[]): SeveralOutcome {
  const closed = lines.filter((one) => one.ok && one.value.how === 'at_once').length
  const asked = lines.filter((one) => one.ok && one.value.how === 'ask_supplier').length
  const refused = lines.flatMap((one) => (one.ok ? [] : [one.refusal]))
  const [first] = refused
  const parts = [
    closed > 0 ? `${formatCounted(closed, 'line')} closed` : '',
    asked > 0 ? `the supplier is asked to cancel ${formatCounted(asked, 'line')}` : '',
    first
      ? `${formatCounted(refused.length, 'line')} left as ${refused.length === 1 ? 'it is' : 'they are'}: ${refusalWords(first)}`
      : '',
  ].filter((part) => part !== '')
  const words = parts.join(', ')
  return { number, ok: first === undefined, words: `${words.charAt(0).toUpperCase()}${words.slice(1)}` }
}

/** Why an act is not for an order, in a few words. */
export function refusalWords(refusal: Refusal): string {
  const { title, message } = wordsFor(refusal)
  return title === 'There is a problem' ? message : title
}

const ACT_WORDS = {
  submit: { verb: 'Submit', done: 'submitted' },
  delete: { verb: 'Delete', done: 'deleted' },
  cancel: { verb: 'Cancel', done: 'cancelled, or the supplier is asked' },
  close: { verb: 'Close', done: 'closed' },
  short_close: { verb: 'Close the rest of', done: 'closed, or the supplier is asked' },
  restore: { verb: 'Bring back', done: 'brought back' },
} as const satisfies Record<SeveralAct | 'restore', { verb: string; done: string }>

/** The act with its scope: "Cancel 12 orders", "Delete 3 drafts". */
export function actWords(act: SeveralAct | 'restore', count: number): string {
  return `${ACT_WORDS[act].verb} ${formatCounted(count, thing(act))}`
}

/** What was done so far: "12 of 20 orders cancelled, or the supplier is asked". */
export function doneWords(act: SeveralAct | 'restore', done: number, whole: number): string {
  const words = whole === done ? formatCounted(done, thing(act)) : `${done} of ${formatCounted(whole, thing(act))}`
  return `${words} ${ACT_WORDS[act].done}.`
}

function thing(act: SeveralAct | 'restore'): string {
  return act === 'delete' || act === 'restore' ? 'draft' : 'order'
}

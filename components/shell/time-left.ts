/** Seconds before the end at which a person is warned: time to finish a sentence and press a button (WCAG 2.2, 2.2.1). */
export const WARN_SECONDS = 120

/** What the server says: whose session it is, seconds until it ends when nothing is done, and in any case; null = it is over. */
export type Left = { person: string; idle: number; inAll: number } | null

/**
 * What to show, and after how many seconds to ask again. `ends-idle` can be put off by staying, `ends-anyway` cannot;
 * `someone-else`: another person has signed in since this page was drawn.
 */
export type Watch =
  | { show: 'nothing' | 'ends-idle' | 'ends-anyway'; askIn: number; left: number }
  | { show: 'over' | 'someone-else' }

/** What is to be shown of a session, on a page drawn for this person. */
export function watchOf(left: Left, drawnFor: string): Watch {
  if (!left) return { show: 'over' }
  if (left.person !== drawnFor) return { show: 'someone-else' }
  const nearest = Math.min(left.idle, left.inAll)
  if (nearest <= 0) return { show: 'over' }
  if (nearest > WARN_SECONDS) return { show: 'nothing', askIn: nearest - WARN_SECONDS, left: nearest }
  const show = left.inAll <= left.idle ? 'ends-anyway' : 'ends-idle'
  return { show, askIn: nearest, left: nearest }
}

import type { PadKept, PadView } from '#lib/orders/raise/view.rules.ts'
import type { Refusal } from '#lib/refusal.ts'
import type { Batch } from './outbox.ts'
import type { PadEvent } from './pad-state.ts'

/** What a route answers, as the browser reads it. */
type Answer<T> = { ok: true; value: T } | { ok: false; refusal: Refusal; title: string; message: string }

const NO_ANSWER = 'Tincture does not answer. What you typed is kept in this browser and sent again by itself.'
const SIGNED_OUT =
  'You are signed out. Sign in again in another tab; what you typed is kept in this browser and sent then.'

/** Sends a batch and says what became of it. Never throws: no answer is an answer, too. */
export async function postChanges(padId: string, trustId: string, batch: Batch, keepalive = false): Promise<PadEvent> {
  try {
    const response = await fetch(`/orders/new/${padId}/changes`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ trustId, commandKey: batch.key, edit: batch.edit, changes: batch.changes }),
      keepalive,
    })
    return eventOf((await response.json()) as Answer<PadKept>)
  } catch {
    return { type: 'unanswered', why: NO_ANSWER, hold: false }
  }
}

function eventOf(answer: Answer<PadKept>): PadEvent {
  if (answer.ok) return { type: 'kept', answer: answer.value }
  const { refusal, title, message } = answer
  switch (refusal.code) {
    case 'SIGNED_OUT':
      return { type: 'unanswered', why: SIGNED_OUT, hold: false }
    case 'WRONG_TRUST':
    case 'NOT_ALLOWED':
      return { type: 'unanswered', why: `${title}. ${message}`, hold: true }
    case 'CHANGED_MEANWHILE':
    case 'PAD_CLOSED':
      return { type: 'conflict', title, message, closed: refusal.code === 'PAD_CLOSED' }
    default:
      return { type: 'refused', title, message }
  }
}

/** How a pad stands now; 'closed' when it was submitted or thrown away; null when there is no answer. */
export async function askState(padId: string): Promise<PadView | 'closed' | null> {
  try {
    const answer = (await (await fetch(`/orders/new/${padId}/state`)).json()) as Answer<PadView>
    if (answer.ok) return answer.value
    return answer.refusal.code === 'PAD_CLOSED' ? 'closed' : null
  } catch {
    return null
  }
}

/** Asks one of the pad's own routes; null when there is no answer or it refuses. */
export async function ask<T>(path: string, signal?: AbortSignal): Promise<T | null> {
  try {
    const answer = (await (await fetch(path, { signal })).json()) as Answer<T>
    return answer.ok ? answer.value : null
  } catch {
    return null
  }
}

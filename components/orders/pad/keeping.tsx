'use client'

import { LinkButton } from '#components/ui/button.tsx'
import { formatCounted, formatTime } from '#lib/values/format.ts'
import { isKept } from './outbox.ts'
import type { PadState } from './pad-state.ts'

/** Says truthfully whether the draft is kept: by the server, on its way, or not yet and why. */
export function Keeping({ state, unread, onAgain }: { state: PadState; unread: number; onAgain: () => void }) {
  const { keeping, outbox } = state
  if (keeping.kind === 'not') {
    return (
      <p role="status">
        <b>Not kept yet:</b> {keeping.why}{' '}
        {state.conflict === null && (
          <LinkButton type="button" onClick={onAgain}>
            Try now
          </LinkButton>
        )}
      </p>
    )
  }
  if (!isKept(outbox)) return <p>Keeping the draft</p>
  if (unread > 0) return <p>Not kept yet: {formatCounted(unread, 'field')} to put right</p>
  const kept = `Draft kept at ${formatTime(new Date(state.view.keptAt))}`
  return state.answersAgain ? (
    <p role="status">
      {kept}. <b>Tincture answers again</b> and has everything you typed.
    </p>
  ) : (
    <p>{kept}</p>
  )
}

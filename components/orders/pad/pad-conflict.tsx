'use client'

import { Button, ButtonLink, Buttons } from '#components/ui/button.tsx'
import { Note } from '#components/ui/note.tsx'
import { unkept } from './outbox.ts'
import type { PadState } from './pad-state.ts'
import { changeWords } from './pad-words.ts'
import type { ShownLine } from './shown-line.ts'

/** Somebody else changed or closed the pad: who and when, what is not kept, and what can be done with it. */
export function PadConflict({
  state,
  lines,
  onDecide,
}: {
  state: PadState
  lines: readonly ShownLine[]
  onDecide: (keep: boolean) => void
}) {
  const { conflict } = state
  if (conflict === null) return null
  const changes = unkept(state.outbox)
  return (
    <div role="alert">
      <Note kind="care" lead={`${conflict.title}.`}>
        <p>{conflict.message}</p>
        {changes.length > 0 && (
          <>
            <p>Not kept, and still here:</p>
            <ul className="app-list">
              {changes.slice(0, 20).map((change) => {
                const words = changeWords(change, lines)
                return <li key={words}>{words}</li>
              })}
            </ul>
          </>
        )}
        <Buttons>
          {conflict.closed ? (
            <ButtonLink href="/orders">Go to the orders</ButtonLink>
          ) : (
            <>
              <Button type="button" kind="secondary" onClick={() => onDecide(true)}>
                Put my changes on top
              </Button>
              <Button type="button" kind="secondary" onClick={() => onDecide(false)}>
                Drop my changes
              </Button>
            </>
          )}
        </Buttons>
      </Note>
    </div>
  )
}

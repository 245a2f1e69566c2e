'use client'

import { LinkButton } from '#components/ui/button.tsx'
import { Note } from '#components/ui/note.tsx'
import type { Undo } from './undo.ts'

/** What was taken off the pad, each to be brought back. They stay until somebody closes them. */
export function UndoNotes({
  undos,
  onUndo,
  onClose,
}: {
  undos: readonly Undo[]
  onUndo: (undo: Undo) => void
  onClose: (undo: Undo) => void
}) {
  return undos.map((undo) => (
    <Note key={undo.id} small lead={undo.words}>
      <LinkButton type="button" onClick={() => onUndo(undo)}>
        Undo<span className="nhsuk-u-visually-hidden"> {undo.words}</span>
      </LinkButton>{' '}
      <LinkButton type="button" onClick={() => onClose(undo)}>
        Close<span className="nhsuk-u-visually-hidden"> {undo.words}</span>
      </LinkButton>
    </Note>
  ))
}

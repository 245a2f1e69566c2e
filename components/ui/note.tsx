import type { ReactNode } from 'react'
import { classes } from './classes.ts'
import { wholeNumbers } from './whole-numbers.tsx'

/** Blue to know, amber to take care, red to stop. At most one red note a page. */
export type NoteKind = 'know' | 'care' | 'stop'

/**
 * Something to know before going on. `lead` is bold and enough by itself: "Short-dated: 75 days left."
 * `small` for notes beside desk tables and in panels; `id` to tie it to a field by aria-describedby.
 */
export function Note({
  kind = 'know',
  lead,
  children,
  small,
  id,
}: {
  kind?: NoteKind
  lead?: ReactNode
  children?: ReactNode
  small?: boolean
  id?: string
}) {
  return (
    <div id={id} className={classes('app-note', kind !== 'know' && `app-note--${kind}`, small && 'app-14')}>
      {lead !== undefined && <b>{wholeNumbers(lead)}</b>} {wholeNumbers(children)}
    </div>
  )
}

/** Text set off by a blue bar: an example, a quotation from a document. */
export function InsetText({ children }: { children: ReactNode }) {
  return <div className="nhsuk-inset-text">{children}</div>
}

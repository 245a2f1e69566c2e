import type { ReactNode } from 'react'
import { classes } from './classes.ts'

/** Square to do, half square in part, tick done, diamond changed by a person, two bars held, red triangle late or refused. */
export type MarkShape = 'todo' | 'part' | 'done' | 'changed' | 'held' | 'late'

/** What happened to a line: a shape for scanning and a word for reading. `wrap` lets long words run over several lines. */
export function Mark({ shape, children, wrap }: { shape: MarkShape; children: ReactNode; wrap?: boolean }) {
  return (
    <span className={classes('app-mark', shape !== 'todo' && `app-mark--${shape}`, wrap && 'app-mark--wrap')}>
      {children}
    </span>
  )
}

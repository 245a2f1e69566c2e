import type { ReactNode } from 'react'
import { classes } from './classes.ts'

/** Colours of a tag. `solid` is white on blue. What a tone stands for is the caller's business. */
export type Tone = 'solid' | 'white' | 'grey' | 'green' | 'aqua-green' | 'blue' | 'purple' | 'red' | 'orange' | 'yellow'

/** The status of a document: a word in a coloured frame, one for each document. */
export function Tag({ children, tone }: { children: ReactNode; tone: Tone }) {
  return <strong className={classes('nhsuk-tag', tone !== 'solid' && `nhsuk-tag--${tone}`)}>{children}</strong>
}

import type { ReactNode } from 'react'
import { classes } from '#components/ui/classes.ts'

/** `calm` where people read and decide, `desk` where they work through lines, `hand` for one hand beside a tote. */
export type Density = 'calm' | 'desk' | 'hand'

/** The main part of a page. Every page has exactly one; its density also sets that of header and navigation. */
export function Main({ density = 'calm', children }: { density?: Density; children: ReactNode }) {
  return (
    <main
      id="maincontent"
      tabIndex={-1}
      className={classes('app-width', 'app-main', density === 'desk' && 'app-main--desk')}
    >
      {density === 'hand' ? <div className="app-hand">{children}</div> : children}
    </main>
  )
}

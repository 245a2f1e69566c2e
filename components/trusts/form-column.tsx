import type { ReactNode } from 'react'
import { Column, Grid } from '#components/ui/section.tsx'

/** A form in the left half of a page: lines no longer than what is expected in them. `below` keeps its distance from a page's head. */
export function FormColumn({ children, below = true }: { children: ReactNode; below?: boolean }) {
  return (
    <Grid section={below}>
      <Column span={6}>{children}</Column>
    </Grid>
  )
}

'use client'

import { type Fault, OurFault } from '#components/shell/our-fault.tsx'
import { Shell } from '#components/shell/shell.tsx'

export default function ErrorPage({ error, reset }: { error: Fault; reset: () => void }) {
  return (
    <Shell>
      <OurFault fault={error} again={reset} />
    </Shell>
  )
}

'use client'

import { type Fault, OurFault } from '#components/shell/our-fault.tsx'

export default function ErrorPage({ error, reset }: { error: Fault; reset: () => void }) {
  return <OurFault fault={error} again={reset} />
}

'use client'

import { type Fault, OurFaultAlone } from '#components/shell/our-fault.tsx'

export default function ErrorPage({ error, reset }: { error: Fault; reset: () => void }) {
  return <OurFaultAlone fault={error} again={reset} />
}

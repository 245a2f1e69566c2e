'use client'

import { type Fault, OurFaultAlone } from '#components/shell/our-fault.tsx'
import './tincture.css'

export default function GlobalError({ error, reset }: { error: Fault; reset: () => void }) {
  return (
    <html lang="en-GB">
      <body>
        <OurFaultAlone fault={error} again={reset} />
      </body>
    </html>
  )
}

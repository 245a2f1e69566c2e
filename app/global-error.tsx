'use client'

import { type Fault, OurFault } from '#components/shell/our-fault.tsx'
import './tincture.css'

export default function GlobalError({ error, reset }: { error: Fault; reset: () => void }) {
  return (
    <html lang="en-GB">
      <body>
        <div className="app-shell">
          <OurFault fault={error} again={reset} />
        </div>
      </body>
    </html>
  )
}

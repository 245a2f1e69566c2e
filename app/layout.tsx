import type { Metadata, Viewport } from 'next'
import type { ReactNode } from 'react'
import './tincture.css'

/** Every page is drawn for its reader, with a nonce of its own: nothing is drawn beforehand. */
export const dynamic = 'force-dynamic'

export const metadata: Metadata = {
  title: { template: '%s - Tincture', default: 'Tincture' },
  description: 'Order management for hospital pharmacy procurement',
  robots: { index: false, follow: false },
  formatDetection: { telephone: false, date: false, address: false, email: false },
}

export const viewport: Viewport = { width: 'device-width', initialScale: 1, themeColor: '#005eb8' }

export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    <html lang="en-GB">
      <body>{children}</body>
    </html>
  )
}

'use client'

import { useRouter } from 'next/navigation'
import { useEffect } from 'react'

const EVERY_MS = 2_000

/** Asks the page anew every two seconds, as long as it stands there and can be seen: something is being made. */
export function WatchFiles() {
  const router = useRouter()
  useEffect(() => {
    const look = setInterval(() => {
      if (document.visibilityState === 'visible') router.refresh()
    }, EVERY_MS)
    return () => clearInterval(look)
  }, [router])
  return null
}

'use client'

import { useEffect, useState } from 'react'

const MINUTE_MS = 60_000

/** The time, moving on once a minute: no clock here counts seconds. The first drawing says `drawnAt`, as the server's did. */
export function useMinute(drawnAt: string): Date {
  const [now, setNow] = useState(() => new Date(drawnAt))
  useEffect(() => {
    setNow(new Date())
    const timer = setInterval(() => setNow(new Date()), MINUTE_MS)
    return () => clearInterval(timer)
  }, [])
  return now
}

'use client'

import { useEffect, useState } from 'react'

/** Says that an act is under way: nothing in the first second (unless it was pressed again), then a sentence, then a longer one. */
export function FormStatus({ pending, pressedAgain }: { pending: boolean; pressedAgain: boolean }) {
  const [seconds, setSeconds] = useState<0 | 1 | 5>(0)
  useEffect(() => {
    if (!pending) return
    const soon = setTimeout(() => setSeconds(1), 1000)
    const late = setTimeout(() => setSeconds(5), 5000)
    return () => {
      clearTimeout(soon)
      clearTimeout(late)
      setSeconds(0)
    }
  }, [pending])
  const words = !pending
    ? ''
    : seconds === 5
      ? 'Still sending. What you typed is kept.'
      : seconds === 1 || pressedAgain
        ? 'Sending…'
        : ''
  return (
    <p className="app-form-status" aria-live="polite">
      {words}
    </p>
  )
}

'use client'

import { useRouter } from 'next/navigation'
import { lazy, Suspense, useEffect, useState } from 'react'
import { keysPlace } from './keys-place.ts'

const Palette = lazy(() => import('./palette.tsx'))

/** Whether this device knows that the keys are off for a person. */
function areOff(person: string): boolean {
  try {
    return window.localStorage.getItem(keysPlace(person)) === 'off'
  } catch {
    return false
  }
}

/**
 * The keys that work everywhere: Ctrl or ⌘ with K goes to a page, order, product or supplier by name, with / to the list
 * of all keys. What they open is fetched on the first press. `person` tells whose choice this device remembers.
 */
export function Keys({ person }: { person: string }) {
  const router = useRouter()
  const [open, setOpen] = useState(false)
  useEffect(() => {
    function pressed(event: KeyboardEvent): void {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.isComposing || event.repeat) return
      const key = event.key.toLowerCase()
      if ((key !== 'k' || event.shiftKey) && key !== '/') return
      if (areOff(person)) return
      event.preventDefault()
      if (key === 'k') setOpen(true)
      else router.push('/help/keys')
    }
    document.addEventListener('keydown', pressed)
    return () => document.removeEventListener('keydown', pressed)
  }, [person, router])
  if (!open) return null
  return (
    <Suspense fallback={null}>
      <Palette person={person} onClose={() => setOpen(false)} />
    </Suspense>
  )
}

'use client'

import { useEffect } from 'react'
import { keysPlace } from './keys-place.ts'

/** Remembers on this device whether the keys work for a person, so that none is taken from the browser that should not be. */
export function rememberKeys(person: string, work: boolean): void {
  try {
    if (work) window.localStorage.removeItem(keysPlace(person))
    else window.localStorage.setItem(keysPlace(person), 'off')
  } catch {
    // a browser without a store asks each time
  }
}

/** The same for a page that knows it. */
export function RememberKeys({ person, work }: { person: string; work: boolean }) {
  useEffect(() => rememberKeys(person, work), [person, work])
  return null
}

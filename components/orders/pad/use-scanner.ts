'use client'

import { useCallback, useEffect, useRef } from 'react'
import { isSeparatorKey } from '#lib/exchange/gs1/scan.ts'
import { type Burst, cutOff, keyPressed, scannedText } from '#lib/exchange/gs1/wedge.ts'
import { isCode } from './scan-queue.ts'

/** So long after its last key a scanner is done. */
const QUIET_MS = 160

/** Writes into a field as if a person had. */
export function writeInto(field: HTMLInputElement, text: string): void {
  if (field.value === text) return
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(field, text)
  field.dispatchEvent(new Event('input', { bubbles: true }))
}

/**
 * Hears a scanner wherever the focus is on the pad, also where it moves in the midst of a code: the code is taken from the
 * keys, not from a field, and every field its keys landed in stands as it did before. `quiet` waits until no scanner is
 * in the midst of a code, so that the focus does not move under it.
 */
export function useScanner(onScan: (code: string) => void): { quiet: () => Promise<void> } {
  const way = useRef(onScan)
  const lastKey = useRef(Number.NEGATIVE_INFINITY)
  useEffect(() => {
    way.current = onScan
  })
  useEffect(() => {
    let burst: Burst | null = null
    let before = new Map<HTMLInputElement, string>()
    let beforeLead = before
    function heard(event: KeyboardEvent): void {
      if (event.isComposing || event.target instanceof HTMLTextAreaElement) return
      if (event.key === 'Enter') {
        const rest = scannedText(burst, event.timeStamp)
        const emptyBefore = [...beforeLead.values()].every((text) => text === '')
        const whole = burst && rest !== null && emptyBefore ? cutOff(burst) : null
        const code = whole ?? rest
        burst = null
        if (code === null || !isCode(code)) return
        event.preventDefault()
        event.stopPropagation()
        for (const [field, text] of whole === null ? before : new Map([...before, ...beforeLead]))
          writeInto(field, text)
        before = new Map()
        way.current(code)
        return
      }
      if ((event.ctrlKey || event.metaKey) && !isSeparatorKey(event)) {
        burst = null
        before = new Map()
        return
      }
      lastKey.current = performance.now()
      const next = keyPressed(burst, event, event.timeStamp)
      if (next.began) {
        beforeLead = before
        before = new Map()
      }
      burst = next.burst
      const { target } = event
      if (target instanceof HTMLInputElement && !before.has(target)) before.set(target, target.value)
      if (isSeparatorKey(event)) event.preventDefault()
    }
    document.addEventListener('keydown', heard, { capture: true })
    return () => document.removeEventListener('keydown', heard, { capture: true })
  }, [])
  const quiet = useCallback(async () => {
    for (;;) {
      const left = lastKey.current + QUIET_MS - performance.now()
      if (left <= 0) return
      await new Promise((resolve) => setTimeout(resolve, left))
    }
  }, [])
  return { quiet }
}

'use client'

import { useEffect, useRef } from 'react'
import { isSeparatorKey } from '#lib/exchange/gs1/scan.ts'
import { type Burst, keyPressed, scannedText } from '#lib/exchange/gs1/wedge.ts'

/**
 * Hears a scanner wherever the focus is. Its keys land in whatever field has it (the count, say): `onBurst` is called
 * before the first of them so that the caller can note how things stood, `onScan` with the whole barcode; when that
 * answers true the scan was taken and its Enter does nothing else. The scan field (`ownField`) sees to its own Enter.
 */
export function useWedge(ownField: string, onBurst: () => void, onScan: (text: string) => boolean): void {
  const ways = useRef({ onBurst, onScan })
  useEffect(() => {
    ways.current = { onBurst, onScan }
  })
  useEffect(() => {
    let burst: Burst | null = null
    function heard(event: KeyboardEvent): void {
      if (event.isComposing) return
      const inOwn = event.target instanceof HTMLElement && event.target.id === ownField
      if (event.key === 'Enter') {
        const text = inOwn ? null : scannedText(burst, event.timeStamp)
        burst = null
        if (text === null || !ways.current.onScan(text)) return
        event.preventDefault()
        event.stopPropagation()
        return
      }
      const next = keyPressed(burst, event, event.timeStamp)
      if (next.began) ways.current.onBurst()
      burst = next.burst
      if (!inOwn && isSeparatorKey(event)) event.preventDefault()
    }
    document.addEventListener('keydown', heard, { capture: true })
    return () => document.removeEventListener('keydown', heard, { capture: true })
  }, [ownField])
}

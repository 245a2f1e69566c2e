'use client'

import { useMemo, useSyncExternalStore } from 'react'
import { type OnDevice, opened } from '#lib/orders/receive/device.rules.ts'
import { browserStore, type DeviceStore, deviceStore } from './device-store.ts'

const nothing = () => () => undefined

/**
 * What this device keeps of a delivery. The server knows nothing of it: the first drawing, there and here, is that of a
 * delivery just opened at `drawnAt`; what is kept appears right after.
 */
export function useDevice(
  place: string,
  drawnAt: string,
): { store: DeviceStore | null; state: OnDevice; keeps: boolean } {
  const empty = useMemo(() => opened(new Date(drawnAt)), [drawnAt])
  const store = useMemo(
    () => (typeof window === 'undefined' ? null : deviceStore(browserStore(), place, () => new Date())),
    [place],
  )
  const state = useSyncExternalStore(
    store?.subscribe ?? nothing,
    () => store?.read() ?? empty,
    () => empty,
  )
  const keeps = useSyncExternalStore(
    store?.subscribe ?? nothing,
    () => store?.keeps() ?? true,
    () => true,
  )
  return { store, state, keeps }
}

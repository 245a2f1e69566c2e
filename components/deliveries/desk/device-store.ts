import { isEmpty, type OnDevice, opened } from '#lib/orders/receive/device.rules.ts'
import { deviceText, readDevice } from '#lib/orders/receive/device-memory.rules.ts'
import { londonDate } from '#lib/values/dates.ts'

type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

/** One delivery on this device: read, changed and heard of by whatever shows it. */
export type DeviceStore = {
  read: () => OnDevice
  change: (how: (state: OnDevice) => OnDevice) => void
  /** Calls back after each change, those of another tab included. */
  subscribe: (changed: () => void) => () => void
  /** Whether the device really keeps it: its store may be full or forbidden. */
  keeps: () => boolean
}

/** The browser's own store, where it has one that can be written. */
export function browserStore(): Store | null {
  try {
    return window.localStorage
  } catch {
    return null
  }
}

/**
 * Keeps a delivery in a place of the browser's store, written at every change: a reload, an expired session or a server
 * that is down lose nothing. What is empty and of another day begins anew.
 */
export function deviceStore(store: Store | null, place: string, now: () => Date): DeviceStore {
  const listeners = new Set<() => void>()
  let keeps = store !== null
  let state = fresh(readDevice(textAt(store, place)), now())
  const tell = () => {
    for (const listener of listeners) listener()
  }
  function elsewhere(event: StorageEvent): void {
    if (event.key !== place) return
    state = readDevice(event.newValue) ?? opened(now())
    tell()
  }
  return {
    read: () => state,
    keeps: () => keeps,
    change(how) {
      const next = how(state)
      if (next === state) return
      state = next
      keeps = write(store, place, deviceText(state))
      tell()
    },
    subscribe(changed) {
      if (listeners.size === 0) window.addEventListener('storage', elsewhere)
      listeners.add(changed)
      return () => {
        listeners.delete(changed)
        if (listeners.size === 0) window.removeEventListener('storage', elsewhere)
      }
    },
  }
}

function fresh(kept: OnDevice | null, now: Date): OnDevice {
  if (kept === null) return opened(now)
  const today = londonDate(new Date(kept.openedAt)) === londonDate(now)
  return isEmpty(kept) && !today ? opened(now) : kept
}

function textAt(store: Store | null, place: string): string | null {
  try {
    return store?.getItem(place) ?? null
  } catch {
    return null
  }
}

function write(store: Store | null, place: string, text: string): boolean {
  try {
    store?.setItem(place, text)
    return store !== null
  } catch {
    return false
  }
}

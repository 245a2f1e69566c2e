import { recall } from './pad-memory.ts'

/** Stores as a tab sees them: `kept` is shared by every tab of the browser, `own` is this tab's alone. */
export type Stores = { kept: Pick<Storage, 'getItem' | 'key' | 'length'>; own: Pick<Storage, 'getItem' | 'setItem'> }

/** Where one tab's memory of a pad stands, and what gives it up. */
export type Slot = { place: string; release: () => void }

/** How long a tab waits for its own place: the page before it, reloaded, may not have quite gone. Milliseconds. */
const OWN_WAIT = 1000

/**
 * The place of this tab in the browser's memory of a pad (`base`): its own, which a reload finds again; else that of a
 * tab which is gone and left something unkept (the browser was closed); else a new one. As long as a tab lives nobody
 * else has its place, for it holds the lock of that name. A tab that was copied, with all that is its own, gets another.
 */
export async function takeSlot(
  base: string,
  { stores, locks, newId }: { stores: Stores; locks: Pick<LockManager, 'request'>; newId: () => string },
): Promise<Slot> {
  const known = stores.own.getItem(base)
  const own = known === null ? null : await hold(locks, placeOf(base, known), OWN_WAIT)
  if (own && recall(readOnly(stores.kept), own.place)) return own
  for (const id of left(stores.kept, base)) {
    const found = await hold(locks, placeOf(base, id), 0)
    if (!found) continue
    if (recall(readOnly(stores.kept), found.place)) {
      own?.release()
      stores.own.setItem(base, id)
      return found
    }
    found.release()
  }
  if (own) return own
  const id = newId()
  stores.own.setItem(base, id)
  return (await hold(locks, placeOf(base, id), 0)) ?? { place: placeOf(base, id), release: () => undefined }
}

/** The stores of this browser and this tab, where they may be used. */
export function ownStores(): Stores | null {
  try {
    return { kept: window.localStorage, own: window.sessionStorage }
  } catch {
    return null
  }
}

function placeOf(base: string, id: string): string {
  return `${base} ${id}`
}

/** The ids of places in which something of this pad is kept. */
function left(kept: Stores['kept'], base: string): string[] {
  return Array.from({ length: kept.length }, (_, index) => kept.key(index) ?? '')
    .filter((key) => key.startsWith(`${base} `))
    .map((key) => key.slice(base.length + 1))
    .sort()
}

function readOnly(kept: Stores['kept']) {
  return { getItem: (key: string) => kept.getItem(key), setItem: () => undefined, removeItem: () => undefined }
}

/** Holds the lock of a place until it is released; null where another tab has it, after waiting so long. */
function hold(locks: Pick<LockManager, 'request'>, place: string, wait: number): Promise<Slot | null> {
  return new Promise((resolve) => {
    const options = wait > 0 ? { signal: AbortSignal.timeout(wait) } : { ifAvailable: true }
    locks
      .request(place, options, (lock) => {
        if (lock === null) {
          resolve(null)
          return
        }
        return new Promise<void>((release) => resolve({ place, release }))
      })
      .catch(() => resolve(null))
  })
}

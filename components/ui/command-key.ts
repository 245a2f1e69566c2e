/**
 * The key by which the server knows an act again (R1: an act sent twice happens once). The browser makes it, keeps it
 * until the act is answered, also over a reload, and makes a new one for the next act.
 */

/** Where unanswered keys outlive a reload: the tab's session storage, or nothing where the browser refuses it. */
export type KeyStore = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

/** How an act was answered, as far as its key is concerned. */
export type Settled = 'done' | 'not done' | 'key is spent'

/** Keeps the key of one form's act. `act` names the form beyond a reload ("approve-order 0190… 3"); without it a reload forgets. */
export type CommandKey = {
  /** The key to send now; noted as unanswered until `settle`. */
  take: () => string
  /** The act was answered. After `not done` nothing was written and the same key goes again; else the next act gets a new one. */
  settle: (how: Settled) => void
}

/** Makes the keeper of one form's key. `fresh` makes a UUID. */
export function commandKey(act: string | undefined, store: KeyStore | null, fresh: () => string): CommandKey {
  const place = act === undefined ? undefined : `tincture.unanswered ${act}`
  let key = place === undefined ? null : read(store, place)
  return {
    take() {
      key ??= fresh()
      if (place !== undefined) write(store, place, key)
      return key
    },
    settle(how) {
      if (place !== undefined) forget(store, place)
      if (how !== 'not done') key = null
    },
  }
}

function read(store: KeyStore | null, place: string): string | null {
  try {
    return store?.getItem(place) ?? null
  } catch {
    return null
  }
}

function write(store: KeyStore | null, place: string, key: string): void {
  try {
    store?.setItem(place, key)
  } catch {
    // a full or forbidden store only loses the memory over a reload
  }
}

function forget(store: KeyStore | null, place: string): void {
  try {
    store?.removeItem(place)
  } catch {
    // as above
  }
}

import { NOT_LISTED } from '#lib/catalogue/formulary/formulary.rules.ts'
import type { PadHit } from '#lib/orders/raise/hit.rules.ts'
import type { Outbox } from './outbox.ts'

/**
 * What the browser itself keeps of a pad until the server has it: changes under way and waiting, and texts that are no
 * values yet. It outlives a closed browser, an expired session and a server that is down.
 */
export type PadMemory = {
  outbox: Outbox
  raw: Readonly<Record<string, string>>
  hits: Readonly<Record<string, PadHit>>
}

/**
 * Where one person's memory of one pad stands, so that nobody else on the same computer is handed it. Each tab has a place
 * of its own below it (`takeSlot`).
 */
export function memoryPlace(trustId: string, personId: string, padId: string): string {
  return `tincture.pad ${trustId} ${personId} ${padId}`
}

type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

/** Reads the memory back; null when there is none that can be used. The server checks every value in it. */
export function recall(store: Store | null, place: string): PadMemory | null {
  try {
    return readMemory(store?.getItem(place) ?? null)
  } catch {
    return null
  }
}

/** Keeps the memory, or forgets it when there is nothing to keep. Whether the browser did so: it may be full or refuse. */
export function remember(store: Store | null, place: string, memory: PadMemory | null): boolean {
  try {
    if (store === null) return memory === null
    if (memory === null) store.removeItem(place)
    else store.setItem(place, JSON.stringify(memory))
    return true
  } catch {
    return false
  }
}

/** The browser's own store, where it has one. */
export function ownStore(): Store | null {
  try {
    return window.localStorage
  } catch {
    return null
  }
}

function readMemory(text: string | null): PadMemory | null {
  if (text === null) return null
  const read: unknown = JSON.parse(text)
  if (!isRecord(read) || !isRecord(read.outbox) || !isRecord(read.raw) || !isRecord(read.hits)) return null
  const { edit, waiting, sending } = read.outbox
  const batch =
    sending === null || (isRecord(sending) && typeof sending.key === 'string' && Array.isArray(sending.changes))
  if (!Number.isInteger(edit) || !Array.isArray(waiting) || !batch) return null
  const memory = read as PadMemory
  // a memory of an earlier version of the pad has hits without what the formulary says
  const hits = Object.entries(memory.hits).map(([ref, hit]) => [
    ref,
    { ...hit, formulary: hit.formulary ?? NOT_LISTED, hazardous: hit.hazardous ?? false, marks: hit.marks ?? [] },
  ])
  return { ...memory, hits: Object.fromEntries(hits) }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

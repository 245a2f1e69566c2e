'use client'

import { createContext, use } from 'react'
import type { Desk } from '#lib/orders/receive/desk.rules.ts'
import type { OnDevice } from '#lib/orders/receive/device.rules.ts'
import type { DeskEntry, EntryError, EntryField } from '#lib/orders/receive/entry.rules.ts'
import type { PackMarks } from '#lib/orders/receive/find.rules.ts'

/** What the pieces of the desk share: the delivery, what was counted, and what can be done. */
export type AtDesk = {
  desk: Desk
  state: OnDevice
  now: Date
  /** The order whose lines come first; null = none. */
  first: string | null
  errors: readonly EntryError[]
  change: (id: string, change: Partial<DeskEntry>) => void
  /** A field was left: half a date or number no longer stands in it. */
  settle: () => void
  /** Counts a pack of the desk, as scanned or chosen from a list. */
  count: (amppId: string, marks?: PackMarks) => void
  show: (id: string) => void
  remove: (id: string) => void
  backToScan: () => void
  /** The delivery came just now: fridge lines are out since this minute. */
  restartClock: () => void
}

/** The desk around a piece. */
export const DeskContext = createContext<AtDesk | null>(null)

/** The desk around this piece. */
export function useDesk(): AtDesk {
  const desk = use(DeskContext)
  if (desk === null) throw new Error('There is no desk around this piece')
  return desk
}

/** The id of a field of an entry; errors lead to it. */
export function entryFieldId(entry: string, field: EntryField): string {
  return `entry-${entry}-${field}`
}

/** The id of the button that brings an entry up again. */
export function entryButtonId(entry: string): string {
  return `counted-${entry}`
}

/** What is wrong with a field of an entry, said beside it: the product stands above. */
export function errorOf(errors: readonly EntryError[], entry: string, field: EntryField): string | undefined {
  const message = errors.find((error) => error.entry === entry && error.field === field)?.message
  const own = message?.slice(message.indexOf(': ') + 2)
  return own && `${own.charAt(0).toUpperCase()}${own.slice(1)}`
}

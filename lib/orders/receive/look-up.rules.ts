import type { LocalDate } from '#lib/values/dates.ts'
import type { DeskExtra } from './desk.rules.ts'

/** A place where something else is expected: an order with its supplier and store. */
export type ExpectedAt = { number: string; supplierId: string; supplier: string; storeId: string; store: string }

/** A pack that a desk does not know. Plain JSON. */
export type KnownPack = {
  amppId: string
  vmpId: string
  name: string
  packText: string
  make: string
  /** Last day of the barcode that was looked up, null while it is in use or where words were looked up. */
  endedOn: LocalDate | null
  /** Its lines on orders of this supplier and store that are over: more of it can only be more than ordered. */
  over: DeskExtra
  /** Open orders with other suppliers or for other stores. */
  elsewhere: ExpectedAt[]
}

/** What Tincture knows of something that a desk does not. */
export type LookedUp =
  | { kind: 'order'; at: ExpectedAt; status: string; here: boolean }
  | { kind: 'packs'; packs: KnownPack[]; more: boolean }
  | { kind: 'nothing' }

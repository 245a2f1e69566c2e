'use client'

import { Button } from '#components/ui/button.tsx'
import { Note } from '#components/ui/note.tsx'
import { type DeskProduct, openLines, stillToCome } from '#lib/orders/receive/desk.rules.ts'
import type { Found, PackMarks } from '#lib/orders/receive/find.rules.ts'
import type { KnownPack } from '#lib/orders/receive/look-up.rules.ts'
import { formatCounted, formatList } from '#lib/values/format.ts'
import { useDesk } from './desk-context.ts'

/** Came instead of what was ordered: sent back, written down with the line it came for. */
export type Instead = PackMarks & { amppId: string; note: string }

/** Another pack of a medicine came than was ordered: says which one was, and sends this one back. */
export function WrongPack({
  came,
  ordered,
  found,
  onInstead,
}: {
  came: KnownPack
  ordered: DeskProduct
  found: Extract<Found, { kind: 'unknown' }>
  onInstead: (instead: Instead) => void
}) {
  const { desk } = useDesk()
  const lines = openLines(desk).filter((line) => line.amppId === ordered.amppId)
  const packs = lines.reduce((sum, line) => sum + stillToCome(line), 0)
  const orders = [...new Set(lines.map((line) => line.orderNumber))]
  const { batch, expiry, count, scanned } = found
  const send = () =>
    onInstead({
      amppId: ordered.amppId,
      batch,
      expiry,
      count,
      scanned,
      note: `Came: ${came.name}, ${came.packText}, ${came.make}.`,
    })
  return (
    <>
      <Note kind="care" lead="Another pack of it was ordered:">
        {ordered.packText} by {ordered.maker}, {formatCounted(packs, 'pack')} on {formatList(orders)}. This one is never
        counted as that one.
      </Note>
      <Button type="button" kind="secondary" onClick={send}>
        Send it back as a wrong pack
      </Button>
    </>
  )
}

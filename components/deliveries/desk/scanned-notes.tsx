'use client'

import { Mark } from '#components/ui/mark.tsx'
import { Note } from '#components/ui/note.tsx'
import { cdName } from '#lib/catalogue/pack.rules.ts'
import { shortProducts } from '#lib/orders/receive/booking.rules.ts'
import {
  type DeskProduct,
  fillableLines,
  isOnlyProposed,
  notComingOrders,
  stillToCome,
} from '#lib/orders/receive/desk.rules.ts'
import { atHand } from '#lib/orders/receive/device.rules.ts'
import { type DeskEntry, daysLeft, entryCounts } from '#lib/orders/receive/entry.rules.ts'
import { isBarcodeOf } from '#lib/orders/receive/find.rules.ts'
import type { LocalDate } from '#lib/values/dates.ts'
import { formatCount, formatCounted, formatDate, formatList } from '#lib/values/format.ts'
import { useDesk } from './desk-context.ts'

/** What was odd about the barcode of the entry that is up. */
export type Remark = { entry: string; endedOn: LocalDate | null; joined: boolean; again: boolean }

/** What must be known of a batch before it is booked in: its dates, its barcode, what kind of medicine it is. */
export function ScannedNotes({
  entry,
  product,
  remark,
}: {
  entry: DeskEntry
  product: DeskProduct
  remark: Remark | null
}) {
  const { desk } = useDesk()
  const controlled = cdName(product.cdCategory)
  return (
    <>
      <DateNotes entry={entry} />
      {remark?.joined && (
        <Note kind="care" lead="Compare the batch with the pack.">
          The scanner may have left out the mark between batch and expiry.
        </Note>
      )}
      {remark?.endedOn && (
        <Note kind="care" lead={`This barcode ended on ${formatDate(remark.endedOn)}.`}>
          Compare the pack with its order before you count it.
        </Note>
      )}
      {remark?.again && (
        <Note lead="You counted this batch before.">The count is as you left it. Change it if more came.</Note>
      )}
      {notComingOrders(desk, product.amppId).length > 0 && (
        <Note kind="care" lead={`${desk.supplier.name} said this would not come.`}>
          If it came all the same, count it: it is booked in on {formatList(notComingOrders(desk, product.amppId))}.
        </Note>
      )}
      <OverNote entry={entry} />
      <ShortNote entry={entry} />
      {isOnlyProposed(desk, product.amppId) && (
        <Note kind="care" lead="Not agreed yet.">
          The supplier offered this pack instead of the one ordered, and nobody has approved it: keep it apart.
        </Note>
      )}
      {controlled !== '' && (
        <Note kind={desk.store.cupboard ? 'know' : 'care'} lead={`${controlled}.`}>
          {desk.store.cupboard
            ? `It goes into ${desk.store.name}. Enter it in the register.`
            : `It was ordered into ${desk.store.name}: lock it away at once.`}
        </Note>
      )}
      {product.fridge && (
        <Note kind="care" lead="Fridge, 2 to 8°C.">
          Count it first and put it back in the fridge at once.
        </Note>
      )}
      {product.hazardous && (
        <Note kind="care" lead="Hazardous.">
          Gloves on, keep it in its own tote, not through the tube.
        </Note>
      )}
      {(product.marks ?? []).length > 0 && <p className="app-14">{product.marks.join('. ')}.</p>}
      {product.unlicensed && <Note lead="Unlicensed medicine.">Keep its certificate with the delivery note.</Note>}
      {entry.scanned !== '' && entry.variance !== 'WRONG_PACK' && !remark?.endedOn && (
        <BarcodeNote known={isBarcodeOf(product, entry.scanned, desk.terms.today)} />
      )}
    </>
  )
}

function BarcodeNote({ known }: { known: boolean }) {
  return known ? (
    <p className="app-14">
      <Mark shape="done">Pack matches the order</Mark>
    </p>
  ) : (
    <Note kind="care" lead="This barcode is not on file for this pack.">
      Compare name, strength and pack size with the order.
    </Note>
  )
}

function DateNotes({ entry }: { entry: DeskEntry }) {
  const { desk } = useDesk()
  const left = daysLeft(desk, entry)
  if (left === null) return null
  if (left.days < 0) {
    return (
      <Note kind="stop" lead={`Expired ${formatCounted(-left.days, 'day')} ago.`}>
        Send all of it back.
      </Note>
    )
  }
  if (left.days >= left.agreed) return null
  return (
    <Note kind="stop" lead={`Short-dated: ${formatCounted(left.days, 'day')} left.`}>
      {desk.supplier.name} agreed at least {left.agreed}. Keep only what you will use.
    </Note>
  )
}

/** Fewer than were to come, while nobody has said why. */
function ShortNote({ entry }: { entry: DeskEntry }) {
  const { desk, state, first } = useDesk()
  const { came } = entryCounts(entry)
  const short = shortProducts(desk, atHand(state), first).find((one) => one.product.amppId === entry.amppId)
  if (!short || came === 0 || entry.variance !== null) return null
  return (
    <Note kind="care" lead={`${formatCounted(short.expected - short.came, 'pack')} short.`}>
      {formatCount(short.came)} of {formatCounted(short.expected, 'pack')} counted. Scan the next batch, or choose Short
      if the delivery note says more came. What did not come stays on order.
    </Note>
  )
}

/** More than ordered, and whether another batch fills the order already. */
function OverNote({ entry }: { entry: DeskEntry }) {
  const { desk, state, first } = useDesk()
  const toCome = fillableLines(desk, entry.amppId, first).reduce((sum, line) => sum + stillToCome(line), 0)
  const others = atHand(state).filter((one) => one.amppId === entry.amppId && one.id !== entry.id)
  const elsewhere = others.reduce((sum, one) => sum + entryCounts(one).kept, 0)
  const over = elsewhere + entryCounts(entry).kept - toCome
  const [other] = others
  if (other && elsewhere >= toCome && toCome > 0) {
    return (
      <Note kind="care" lead={`Batch ${other.batch || 'without a number'} is counted as all that was to come.`}>
        Change its count, or enter here what came beside it: what is more than ordered is held until somebody decides.
      </Note>
    )
  }
  if (over <= 0) return null
  return (
    <Note kind="care" lead={`${formatCounted(over, 'pack')} more than ordered.`}>
      Book them in as they came: they are held until somebody decides whether to keep them.
    </Note>
  )
}

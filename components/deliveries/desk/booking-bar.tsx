'use client'

import { Button, LinkButton } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { Link } from '#components/ui/link.tsx'
import { Mark } from '#components/ui/mark.tsx'
import { bookingTotals, bookingWords, shortProducts } from '#lib/orders/receive/booking.rules.ts'
import { atHand, type BookedIn } from '#lib/orders/receive/device.rules.ts'
import { formatCount, formatCounted } from '#lib/values/format.ts'
import { useDesk } from './desk-context.ts'
import type { OnItsWay } from './use-booking.ts'

/** The number of the delivery note and the one act of the page: what pressing it does to how many packs. */
export function BookingBar({ onNote, onBook }: { onNote: (text: string) => void; onBook: () => void }) {
  const { desk, state, first } = useDesk()
  const entries = atHand(state)
  if (entries.length === 0) return null
  if (state.sending !== null) {
    return (
      <p>
        <Mark shape="held">{formatCounted(entries.length, 'batch', 'batches')} counted since</Mark>
        <span className="app-sub">You can book them in when those before have gone.</span>
      </p>
    )
  }
  return (
    <div className="app-stack">
      <Field id="delivery-note" label="Delivery note number (optional)">
        <input
          className="nhsuk-input"
          id="delivery-note"
          maxLength={60}
          autoComplete="off"
          value={state.deliveryNote}
          onChange={(event) => onNote(event.currentTarget.value)}
        />
      </Field>
      <Short />
      <Button type="button" onClick={onBook}>
        {bookingWords(bookingTotals(desk, entries, first))}
      </Button>
    </div>
  )
}

/** What booking in now leaves short, product by product. */
function Short() {
  const { desk, state, first } = useDesk()
  const short = shortProducts(desk, atHand(state), first)
  if (short.length === 0) return null
  return (
    <div>
      <p className="app-14">Short: what did not come stays on order.</p>
      <ul className="app-14">
        {short.map(({ product, came, expected }) => (
          <li key={product.amppId}>
            {product.name}, {product.packText}: {formatCount(came)} of {formatCounted(expected, 'pack')}
          </li>
        ))}
      </ul>
    </div>
  )
}

/** What is on its way to the server, and what keeps it. It goes by itself as soon as it can. */
export function OnItsWayNote({ how, slow, onAgain }: { how: OnItsWay; slow: boolean; onAgain: () => void }) {
  const { state } = useDesk()
  if (state.sending === null) return null
  const { lines } = state.sending
  const waiting = formatCounted(lines, 'line')
  if (how === 'sending') {
    return slow ? (
      <p role="status">Booking in {waiting}. You can go on scanning.</p>
    ) : (
      <p className="app-form-status" role="status" />
    )
  }
  if (how === 'signed_out' || how === 'other_person') {
    return (
      <div className="app-note app-note--care" role="status">
        <b>{how === 'signed_out' ? 'You are signed out.' : 'Somebody else is signed in now.'}</b> {waiting}{' '}
        {lines === 1 ? 'waits' : 'wait'} on this device, nothing is lost.{' '}
        <a href="/sign-in" target="_blank" rel="noreferrer">
          {how === 'signed_out' ? 'Sign in again' : 'Sign in as the person who counted'}
        </a>{' '}
        in another tab, then come back here.
      </div>
    )
  }
  return (
    <p role="status">
      <Mark shape="held">No signal: keep scanning</Mark>
      <span className="app-sub">
        {waiting} {lines === 1 ? 'waits' : 'wait'} on this device and {lines === 1 ? 'goes' : 'go'} when it is back.{' '}
        <LinkButton type="button" onClick={onAgain}>
          Try now
        </LinkButton>
      </span>
    </p>
  )
}

/** What was booked in last: its number, what became of the packs, and what comes next. */
export function BookedNote({ last, left }: { last: BookedIn; left: number }) {
  const parts = [
    `${formatCounted(last.accepted, 'pack')} booked in`,
    last.rejected > 0 ? `${formatCounted(last.rejected, 'pack')} to go back` : '',
    last.over > 0 ? `${formatCounted(last.over, 'pack')} held until somebody decides` : '',
  ].filter((part) => part !== '')
  return (
    <div className="app-note" role="status">
      <b>{parts.join(', ')}.</b> Goods received note{' '}
      <Link href={`/deliveries/${last.receiptNumber}`}>{last.receiptNumber}</Link>.{' '}
      {left === 0 ? 'Nothing else is due.' : `${formatCounted(left, 'product')} left.`}
    </div>
  )
}

'use client'

import { Note } from '#components/ui/note.tsx'
import { productOf } from '#lib/orders/receive/desk.rules.ts'
import type { Found } from '#lib/orders/receive/find.rules.ts'
import { formatList } from '#lib/values/format.ts'
import { ProductName } from '../product-words.tsx'
import { useDesk } from './desk-context.ts'

/** Several packs fit what was typed: which one is it? */
export function Choose({ found }: { found: Extract<Found, { kind: 'choose' }> }) {
  const { desk, count } = useDesk()
  return (
    <section className="app-scanned" aria-labelledby="choose">
      <h2 id="choose">Which one is it?</h2>
      <ul className="app-left">
        {found.amppIds.slice(0, 20).map((amppId) => {
          const product = productOf(desk, amppId)
          return (
            product && (
              <li key={amppId}>
                <button type="button" className="app-left__act" onClick={() => count(amppId)}>
                  <ProductName name={product.name} packText={product.packText} />
                  <span className="app-sub">{product.maker}</span>
                </button>
              </li>
            )
          )
        })}
      </ul>
    </section>
  )
}

/** A pack that stands only on orders this person may not book in. */
export function Blocked({ found }: { found: Extract<Found, { kind: 'blocked' }> }) {
  const { desk } = useDesk()
  const product = productOf(desk, found.amppId)
  const orders = desk.orders.filter((one) => found.orders.includes(one.number))
  return (
    <section className="app-scanned" aria-labelledby="blocked">
      <h2 id="blocked">
        {product ? <ProductName name={product.name} packText={product.packText} /> : 'Not yours to book in'}
      </h2>
      {orders.map((order) => (
        <Note key={order.number} kind="care" lead={`You raised or changed ${order.number}.`}>
          Somebody else books it in{order.who.length > 0 ? `: ${whoMay(order.who)}` : ''}.
        </Note>
      ))}
    </section>
  )
}

/** Who may, as one says it: three names and how many more. */
export function whoMay(who: readonly string[]): string {
  if (who.length <= 3) return formatList(who).replace(/ and (?=[^,]*$)/, ' or ')
  return `${who.slice(0, 3).join(', ')} or ${who.length - 3} others`
}

/** Said before anything is scanned: which orders this person may not book in, who may, and which are being changed. */
export function NotYours() {
  const { desk } = useDesk()
  const yours = desk.orders.filter((one) => one.why === 'yours')
  const changing = desk.orders.filter((one) => one.why === null && one.changing)
  const [order] = yours
  return (
    <>
      {order && (
        <Note
          kind="care"
          lead={`You raised or changed ${yours.length > 3 ? `${yours.length} of these orders` : formatList(yours.map((one) => one.number))}.`}
        >
          Somebody else books {yours.length === 1 ? 'it' : 'them'} in
          {order.who.length > 0 ? `: ${whoMay(order.who)}.` : '. Nobody else may yet: ask your administrator.'}
        </Note>
      )}
      {changing.length > 0 && (
        <Note
          lead={`A change of ${changing.length > 3 ? `${changing.length} of these orders` : formatList(changing.map((one) => one.number))} waits for approval.`}
        >
          Book in what comes. Another pack than the one ordered goes to quarantine until the change is agreed.
        </Note>
      )}
    </>
  )
}

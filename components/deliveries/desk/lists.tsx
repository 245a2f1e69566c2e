'use client'

import { LinkButton } from '#components/ui/button.tsx'
import { Details } from '#components/ui/details.tsx'
import { Mark } from '#components/ui/mark.tsx'
import { type LeftProduct, leftProducts, productOf } from '#lib/orders/receive/desk.rules.ts'
import { atHand } from '#lib/orders/receive/device.rules.ts'
import { type DeskEntry, entryCounts, readExpiry } from '#lib/orders/receive/entry.rules.ts'
import { VARIANCE_NAMES } from '#lib/orders/receive/variance.rules.ts'
import { formatCount, formatCounted, formatDate, formatDayMonth, formatList } from '#lib/values/format.ts'
import { ProductName } from '../product-words.tsx'
import { entryButtonId, useDesk } from './desk-context.ts'

/** Products that are shown before the rest is only counted: a name in the scan field finds those, too. */
const SHOWN = 40

/** What was counted on this device and is not on its way yet, newest first; each can be changed or taken out. */
export function CountedList() {
  const { state } = useDesk()
  const entries = atHand(state).filter((entry) => entry.id !== state.current)
  if (entries.length === 0) return null
  return (
    <section aria-labelledby="counted">
      <h2 className="app-h2" id="counted">
        {formatCounted(entries.length, 'batch', 'batches')} counted before
      </h2>
      <ul className="app-left">
        {entries.map((entry) => (
          <Counted key={entry.id} entry={entry} />
        ))}
      </ul>
    </section>
  )
}

function Counted({ entry }: { entry: DeskEntry }) {
  const { desk, errors, show, remove } = useDesk()
  const product = productOf(desk, entry.amppId)
  const name = product?.name ?? 'No longer on order'
  const wrong = errors.filter((error) => error.entry === entry.id)
  return (
    <li>
      <ProductName name={name} packText={product?.packText ?? entry.amppId} />
      <span className="app-sub">{countedWords(entry)}</span>
      {wrong.length > 0 && (
        <span className="app-sub">
          <Mark shape="late" wrap>
            {wrong.map((error) => error.message).join('. ')}
          </Mark>
        </span>
      )}
      <span className="app-left__acts">
        <button type="button" className="app-linkbutton" id={entryButtonId(entry.id)} onClick={() => show(entry.id)}>
          Change<span className="nhsuk-u-visually-hidden"> {name}</span>
        </button>
        <LinkButton type="button" onClick={() => remove(entry.id)}>
          Remove<span className="nhsuk-u-visually-hidden"> {name}</span>
        </LinkButton>
      </span>
    </li>
  )
}

function countedWords(entry: DeskEntry): string {
  const { came, kept, back } = entryCounts(entry)
  const expiry = readExpiry(entry.expiry)
  const parts = [
    entry.count.trim() === '' ? 'Not counted yet' : formatCounted(came, 'pack'),
    entry.batch === '' ? 'no batch' : `batch ${entry.batch}`,
    expiry ? `expires ${formatDate(expiry)}` : '',
    back > 0 ? `${formatCount(kept)} stay, ${formatCount(back)} go back` : '',
    entry.variance ? VARIANCE_NAMES[entry.variance].toLowerCase() : '',
  ]
  return parts.filter((part) => part !== '').join(', ')
}

/** What is left to count of this delivery, fridge lines first; below it, folded, what is not expected yet or at all. */
export function LeftList({ counted }: { counted: ReadonlyMap<string, number> }) {
  const { desk, first } = useDesk()
  const now = leftProducts(desk, counted, { when: 'now', first })
  const later = leftProducts(desk, counted, { when: 'later', first })
  const notComing = leftProducts(desk, counted, { when: 'not_coming', first })
  return (
    <>
      <section aria-labelledby="left">
        <h2 className="app-h2" id="left">
          {now.length === 0 ? 'Nothing left that is due' : `${formatCounted(now.length, 'product')} left`}
        </h2>
        <Products products={now} />
      </section>
      {later.length > 0 && (
        <Details summary={`${formatCounted(later.length, 'product')} to come later`} open={now.length === 0}>
          <Products products={later} />
        </Details>
      )}
      {notComing.length > 0 && (
        <Details summary={`${formatCounted(notComing.length, 'product')} that will not come`}>
          <p className="app-14">{desk.supplier.name} said so. If one comes all the same, count it here or scan it.</p>
          <Products products={notComing} notComing />
        </Details>
      )}
    </>
  )
}

function Products({ products, notComing }: { products: readonly LeftProduct[]; notComing?: boolean }) {
  const { count } = useDesk()
  if (products.length === 0) return null
  const hidden = products.length - SHOWN
  return (
    <>
      <ul className="app-left">
        {products.slice(0, SHOWN).map((left) => (
          <li key={left.product.amppId}>
            <button type="button" className="app-left__act" onClick={() => count(left.product.amppId)}>
              <ProductName name={left.product.name} packText={left.product.packText} />
              <span className="app-sub">{notComing ? notComingWords(left) : leftWords(left)}</span>
            </button>
          </li>
        ))}
      </ul>
      {hidden > 0 && <p className="app-14">{formatCount(hidden)} more are not shown: scan them, or type a name.</p>}
    </>
  )
}

function notComingWords({ packs, orders }: LeftProduct): string {
  return `${formatCounted(packs, 'pack')} ordered, on ${formatList(orders)}`
}

function leftWords({ product, controlled, packs, due, orders }: LeftProduct): string {
  const kind = [
    product.fridge ? 'Fridge. ' : '',
    controlled ? 'Controlled drug. ' : '',
    product.hazardous ? 'Hazardous. ' : '',
  ].join('')
  const day = due === null ? '' : `, due ${formatDayMonth(due)}`
  return `${kind}${formatCount(packs)} expected${day}${orders.length > 1 ? `, on ${orders.length} orders` : ''}`
}

'use client'

import { type ReactNode, useEffect, useState } from 'react'
import { LinkButton } from '#components/ui/button.tsx'
import { Link } from '#components/ui/link.tsx'
import { Note } from '#components/ui/note.tsx'
import { type DeskExtra, openLines, productOf } from '#lib/orders/receive/desk.rules.ts'
import type { Found, PackMarks } from '#lib/orders/receive/find.rules.ts'
import type { ExpectedAt, KnownPack, LookedUp } from '#lib/orders/receive/look-up.rules.ts'
import { formatDate, formatList } from '#lib/values/format.ts'
import { ProductName } from '../product-words.tsx'
import { useDesk } from './desk-context.ts'
import { type Instead, WrongPack } from './wrong-pack.tsx'

type Unknown = Extract<Found, { kind: 'unknown' }>
type Answer = { for: string; is: LookedUp | 'no_answer' }

/**
 * What was scanned is not expected here. Says what it is, as far as Tincture knows: another pack of a medicine that was
 * ordered, something for another desk, more of an order that is over. Without a signal it can still be counted by hand.
 */
export function NotExpected({
  found,
  onInstead,
  onExtra,
}: {
  found: Unknown
  onInstead: (instead: Instead) => void
  onExtra: (extra: DeskExtra, amppId: string, marks: PackMarks) => void
}) {
  const { desk } = useDesk()
  const [answer, setAnswer] = useState<Answer | null>(null)
  const { text } = found
  const { id: supplierId } = desk.supplier
  const { id: storeId } = desk.store
  useEffect(() => {
    const control = new AbortController()
    void ask({ supplierId, storeId, text }, control.signal).then((is) => {
      if (!control.signal.aborted) setAnswer({ for: text, is })
    })
    return () => control.abort()
  }, [storeId, supplierId, text])
  const is = answer?.for === text ? answer.is : null
  return (
    <section className="app-scanned" aria-labelledby="unexpected">
      <p className="app-kicker app-break">{found.gtin === null ? `“${text}”` : `Barcode ${found.gtin}`}</p>
      <h2 id="unexpected">Not expected from {desk.supplier.name}</h2>
      <div role="status" className="app-stack">
        {is === null && <p>Looking what it is…</p>}
        {is === 'no_answer' && (
          <Note kind="care" lead="Tincture cannot be reached.">
            It says what this is when the signal is back. Keep it apart until then, or choose its line below.
          </Note>
        )}
        {is !== null && is !== 'no_answer' && <Told is={is} found={found} onInstead={onInstead} onExtra={onExtra} />}
      </div>
      {found.gtin !== null && (is === 'no_answer' || (is !== null && is.kind === 'nothing')) && (
        <ChooseLine found={found} />
      )}
    </section>
  )
}

async function ask(
  what: { supplierId: string; storeId: string; text: string },
  signal: AbortSignal,
): Promise<LookedUp | 'no_answer'> {
  try {
    const response = await fetch(`/deliveries/book/look-up?${new URLSearchParams(what)}`, { signal })
    const answer = (await response.json()) as { ok: true; value: LookedUp } | { ok: false }
    return answer.ok ? answer.value : 'no_answer'
  } catch {
    return 'no_answer'
  }
}

type Ways = Parameters<typeof NotExpected>[0]

function Told({ is, ...ways }: Ways & { is: LookedUp }) {
  switch (is.kind) {
    case 'nothing':
      return (
        <Note
          kind="care"
          lead={ways.found.gtin === null ? 'Nothing is called that.' : 'No pack on file has this barcode.'}
        >
          {ways.found.gtin === null
            ? 'Try fewer letters, or scan the pack.'
            : 'It may be new, or that of an outer case.'}
        </Note>
      )
    case 'order':
      return <OtherOrder at={is.at} here={is.here} />
    case 'packs':
      return (
        <>
          {is.packs.map((pack) => (
            <Known key={pack.amppId} pack={pack} {...ways} />
          ))}
          {is.more && <p className="app-14">More fit. Type more of the name, or scan the pack.</p>}
        </>
      )
  }
}

function OtherOrder({ at, here }: { at: ExpectedAt; here: boolean }) {
  return here ? (
    <Note lead={`${at.number} is over.`}>
      Nothing of it is still to come. Scan the packs: more is held for a decision.
    </Note>
  ) : (
    <Note lead={`${at.number} is with ${at.supplier}.`}>
      It is delivered to {at.store}. <DeskLink at={at}>Book it in there</DeskLink>
    </Note>
  )
}

function DeskLink({ at, children }: { at: ExpectedAt; children: ReactNode }) {
  const address = `/deliveries/book/${at.supplierId}?${new URLSearchParams({ store: at.storeId, order: at.number })}`
  return <Link href={address}>{children}</Link>
}

function Known({ pack, found, onInstead, onExtra }: Ways & { pack: KnownPack }) {
  const { desk } = useDesk()
  const instead = desk.products.filter(
    (one) => one.vmpId === pack.vmpId && openLines(desk).some((line) => line.amppId === one.amppId),
  )
  const nowhere = instead.length === 0 && pack.elsewhere.length === 0 && pack.over.lines.length === 0
  return (
    <div className="app-stack">
      <p>
        <ProductName name={pack.name} packText={pack.packText} />
        <span className="app-sub">{pack.make}</span>
      </p>
      {pack.endedOn && <p className="app-14">This barcode ended on {formatDate(pack.endedOn)}.</p>}
      {instead.map((ordered) => (
        <WrongPack key={ordered.amppId} came={pack} ordered={ordered} found={found} onInstead={onInstead} />
      ))}
      {pack.elsewhere.map((at) => (
        <Note key={at.number} lead={`Ordered from ${at.supplier}.`}>
          {at.number}, for {at.store}. <DeskLink at={at}>Book it in there</DeskLink>
        </Note>
      ))}
      {pack.over.lines.length > 0 && (
        <Note kind="care" lead="All that was ordered of it has come.">
          {formatList(pack.over.orders.map((one) => one.number))} is over.{' '}
          <LinkButton type="button" onClick={() => onExtra(pack.over, pack.amppId, found)}>
            Count it as more than ordered
          </LinkButton>
        </Note>
      )}
      {nowhere && (
        <Note kind="care" lead="Nobody ordered it.">
          Keep it apart and ask the buyer. It cannot be booked in without an order.
        </Note>
      )}
    </div>
  )
}

/** The lines a pack can be counted on by hand, when nobody knows its barcode. */
function ChooseLine({ found }: { found: Unknown }) {
  const { desk, count } = useDesk()
  const ids = [...new Set(openLines(desk).map((line) => line.amppId))]
  return (
    <>
      <h3>Which one is it?</h3>
      <ul className="app-left">
        {ids.slice(0, 40).map((amppId) => {
          const product = productOf(desk, amppId)
          return (
            product && (
              <li key={amppId}>
                <button type="button" className="app-left__act" onClick={() => count(amppId, found)}>
                  <ProductName name={product.name} packText={product.packText} />
                  <span className="app-sub">{product.maker}</span>
                </button>
              </li>
            )
          )
        })}
      </ul>
    </>
  )
}

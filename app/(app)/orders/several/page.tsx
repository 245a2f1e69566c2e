import type { Metadata } from 'next'
import { TakeList } from '#components/lists/take-list.tsx'
import { totalWords } from '#components/orders/list/choosing.ts'
import { ChosenTable } from '#components/orders/several/chosen-table.tsx'
import { LeftOut } from '#components/orders/several/left-out.tsx'
import { SeveralForm } from '#components/orders/several/several-form.tsx'
import { Main } from '#components/shell/main.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Link } from '#components/ui/link.tsx'
import { Note } from '#components/ui/note.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { Section } from '#components/ui/section.tsx'
import { pageActor } from '#lib/access/session.ts'
import { orderListAddress, orderListHref } from '#lib/orders/track/order-list.schema.ts'
import { actWords } from '#lib/several/outcome.rules.ts'
import { type ChosenOrder, chosenOrders } from '#lib/several/several.queries.ts'
import { linesToClose, needsReason, type SeveralAct, severalActsOf, sortedFor } from '#lib/several/several.rules.ts'
import { chosenAddress, MOST_CHOSEN, PORTION } from '#lib/several/several.schema.ts'
import { systemClock } from '#lib/values/clock.ts'
import { formatCount, formatCounted } from '#lib/values/format.ts'

type Props = { searchParams: Promise<Record<string, string | string[]>> }

export const metadata: Metadata = { title: 'Several orders' }

/** The chosen orders with what they come to, what can be done with them, and then one act with those it is for. */
export default async function SeveralOrdersPage({ searchParams }: Props) {
  const actor = await pageActor('severalOrders')
  const asked = await searchParams
  const { order: numbers = [], all, act } = chosenAddress.parse(asked)
  const read = orderListAddress.safeParse(asked)
  const address = read.success ? read.data : orderListAddress.parse({})
  const everything = all === 'yes' && read.success
  const { orders, more } = await chosenOrders(actor, systemClock(), everything ? { all: address } : { numbers })
  const back = { href: everything ? orderListHref(address, {}) : '/orders', words: 'Orders' }
  const acts = severalActsOf(actor)
  if (orders.length === 0) {
    return (
      <Main>
        <PageHead back={back} title="Several orders" />
        <EmptyState title="No order is chosen">
          Press “Choose orders” above the list, then tick those that you want.{' '}
          <Link href={back.href}>Back to the orders</Link>
        </EmptyState>
      </Main>
    )
  }
  const scope = everything ? (orderListHref(address, {}).split('?')[1] ?? '') : ''
  const here = (next: SeveralAct) => {
    const query = new URLSearchParams(everything ? `${scope}${scope ? '&' : ''}all=yes` : '')
    if (!everything) for (const { number } of orders) query.append('order', number)
    query.set('act', next)
    return `/orders/several?${query}`
  }
  const sum = orders.reduce((total, one) => total + (one.gross ?? 0), 0)
  const words = totalWords(orders.length, sum, orders.filter((one) => one.gross === null).length)
  const which = everything
    ? `${words}: ${more ? `the first ${formatCount(MOST_CHOSEN)} of those` : 'all'} that match the filters.`
    : `${words}: those you chose.`
  const chosen = act !== undefined && acts.includes(act) ? { act, ...sortedFor(act, orders) } : null
  if (chosen) {
    return (
      <Main>
        <PageHead
          back={{ href: here(chosen.act).replace(/&?act=[a-z_]+$/, ''), words: 'Choose another act' }}
          title={chosen.can.length === 0 ? 'None of the chosen orders' : `${actWords(chosen.act, chosen.can.length)}?`}
          standfirst={`${chosen.not.length === 0 ? which : `${totalWords(chosen.can.length, chosen.total, chosen.hidden)}, out of ${which}`} ${WHAT_HAPPENS[chosen.act]}`}
        />
        {chosen.can.length > 0 && (
          <div className="app-section">
            <SeveralForm
              key={chosen.act}
              act={chosen.act}
              asksWhy={needsReason(chosen.act)}
              words={`${actWords(chosen.act, chosen.can.length)}, ${totalWords(chosen.can.length, chosen.total, chosen.hidden).replace(/^[^,]*, /, '')}`}
              orders={chosen.can.map((one) => formOrder(chosen.act, one))}
              portion={PORTION}
              trustId={actor.trustId}
              back={back.href}
            >
              <ChosenTable orders={chosen.can} total={chosen.total} title={actWords(chosen.act, chosen.can.length)} />
            </SeveralForm>
          </div>
        )}
        {chosen.not.length > 0 && <LeftOut not={chosen.not} />}
      </Main>
    )
  }
  return (
    <Main>
      <PageHead back={back} title="Chosen orders" standfirst={which} />
      {more && everything && (
        <Note kind="care" lead={`More than ${formatCount(MOST_CHOSEN)} orders match.`}>
          One act reaches the first {formatCount(MOST_CHOSEN)}. Narrow the filters to reach the others.
        </Note>
      )}
      <Section id="acts" title="What can be done with them">
        {acts.length > 0 && (
          <ul className="nhsuk-list app-several">
            {acts.map((one) => {
              const { can, not, total, hidden } = sortedFor(one, orders)
              return (
                <li key={one}>
                  {can.length === 0 ? (
                    <>
                      <b>{NAMES[one]}</b>: none of them.
                    </>
                  ) : (
                    <Link href={here(one)}>{actWords(one, can.length)}</Link>
                  )}
                  <span className="app-sub">
                    {can.length > 0 && `${totalWords(can.length, total, hidden)}. `}
                    {not.length > 0 && can.length > 0 && `${formatCounted(not.length, 'order')} left out.`}
                  </span>
                </li>
              )
            })}
          </ul>
        )}
        <TakeList
          list="orders"
          what="the chosen orders"
          query={
            everything
              ? Object.fromEntries(new URLSearchParams(scope))
              : { only: orders.map((one) => one.number).join(',') }
          }
        />
        <TakeList
          list="order-lines"
          what="their lines"
          query={
            everything
              ? Object.fromEntries(new URLSearchParams(scope))
              : { only: orders.map((one) => one.number).join(',') }
          }
        />
      </Section>
      <ChosenTable orders={orders} total={sum} title="Chosen orders" />
    </Main>
  )
}

const NAMES = {
  submit: 'Submit',
  delete: 'Delete drafts',
  cancel: 'Cancel',
  close: 'Close',
  short_close: 'Close the rest',
} as const satisfies Record<SeveralAct, string>

const WHAT_HAPPENS = {
  submit:
    'Each goes to whoever must agree to it, or to its supplier at once. One whose price is another today, or whose quantity is unusual, stays a draft and is named.',
  delete: 'They can be brought back. Their numbers are not used again.',
  cancel:
    'What has not left the house is cancelled at once. For what was sent, the supplier is asked by a message, and it stays sent until the answer is recorded.',
  close: 'Nothing is still to come of them.',
  short_close:
    'What the supplier said will not come is closed at once. For everything else still to come, the supplier is asked to cancel it by a message for each line.',
} as const satisfies Record<SeveralAct, string>

/** What the form needs of an order: which one, as it was shown, and the lines where those are meant. */
function formOrder(act: SeveralAct, one: ChosenOrder) {
  const { number, version, revision } = one
  return { number, version, revision, lines: act === 'short_close' ? linesToClose(one).map((line) => line.id) : [] }
}

import type { Metadata } from 'next'
import { BatchList } from '#components/deliveries/batch-list.tsx'
import { ExpectedList } from '#components/deliveries/expected-list.tsx'
import { NotesTable } from '#components/deliveries/notes-table.tsx'
import { OverList } from '#components/deliveries/over-list.tsx'
import { TakeList } from '#components/lists/take-list.tsx'
import { Main } from '#components/shell/main.tsx'
import { Chips } from '#components/ui/chips.tsx'
import { FilterForm } from '#components/ui/filter-form.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { Pagination } from '#components/ui/pagination.tsx'
import { TextInput } from '#components/ui/text-input.tsx'
import { SavedViews } from '#components/views/saved-views.tsx'
import type { Actor } from '#lib/access/actor.ts'
import { may } from '#lib/access/permissions.ts'
import { pageActor } from '#lib/access/session.ts'
import { findBatches } from '#lib/orders/receive/batch.queries.ts'
import {
  type ExpectedDelivery,
  expectedDeliveries,
  openOverDeliveries,
} from '#lib/orders/receive/deliveries.queries.ts'
import {
  DELIVERY_VIEW_NAMES,
  DELIVERY_VIEWS,
  type DeliveriesAddress,
  deliveriesAddress,
  deliveriesHref,
} from '#lib/orders/receive/deliveries.schema.ts'
import { listNotes } from '#lib/orders/receive/notes.queries.ts'
import { systemClock } from '#lib/values/clock.ts'
import { londonDate } from '#lib/values/dates.ts'
import { formatCounted, formatWeekdayDate } from '#lib/values/format.ts'
import { viewQuery } from '#lib/views/saved-view.rules.ts'
import { viewsOf } from '#lib/views/views.queries.ts'

export const metadata: Metadata = { title: 'Deliveries' }

export default async function DeliveriesPage({ searchParams }: { searchParams: Promise<Record<string, string>> }) {
  const actor = await pageActor('deliveries')
  const asked = await searchParams
  const address = deliveriesAddress.parse(asked)
  const now = systemClock()
  const [expected, over] = await Promise.all([expectedDeliveries(actor, now), openOverDeliveries(actor)])
  const counts = { expected: expected.filter((one) => one.due > 0).length, over: over.length }
  return (
    <Main>
      <PageHead title="Deliveries" standfirst={sentence(expected)} aside={formatWeekdayDate(londonDate(now))} />
      <div className="app-section">
        <Chips
          label="Parts of this page"
          chips={DELIVERY_VIEWS.map((view) => ({
            label: DELIVERY_VIEW_NAMES[view],
            href: deliveriesHref(view),
            count: view === 'expected' || view === 'over' ? counts[view] : undefined,
            current: address.view === view,
          }))}
        />
      </div>
      <SavedViews
        list="deliveries"
        views={await viewsOf(actor, 'deliveries')}
        query={viewQuery(asked)}
        trustId={actor.trustId}
      />
      {address.view === 'expected' && (
        <>
          <ExpectedList deliveries={expected} today={londonDate(now)} mayBook={may(actor, 'order.receive')} />
          {expected.length > 0 && <TakeList list="expected" what="what is expected" />}
        </>
      )}
      {address.view === 'over' && (
        <>
          <OverList rows={over} now={now} mayDecide={may(actor, 'order.decide_over_delivery')} />
          {over.length > 0 && <TakeList list="more-than-ordered" />}
        </>
      )}
      {address.view === 'booked' && <Booked actor={actor} address={address} now={now} />}
      {address.view === 'batch' && <Batch actor={actor} q={address.q} now={now} />}
    </Main>
  )
}

async function Booked({ actor, address, now }: { actor: Actor; address: DeliveriesAddress; now: Date }) {
  const page = await listNotes(actor, address)
  return (
    <>
      <NotesTable rows={page.rows} now={now} />
      {page.rows.length > 0 && (
        <>
          <TakeList list="received-notes" what="all goods received notes" />
          <TakeList list="received-batches" what="all batches received" />
        </>
      )}
      <Pagination
        label="Pages of goods received notes"
        newer={page.before ? deliveriesHref('booked', { before: page.before }) : undefined}
        older={page.after ? deliveriesHref('booked', { after: page.after }) : undefined}
        words={{ newer: 'Previous 50', older: 'Next 50' }}
      />
    </>
  )
}

async function Batch({ actor, q, now }: { actor: Actor; q: string; now: Date }) {
  const found = await findBatches(actor, now, q)
  return (
    <>
      <FilterForm
        action="/deliveries"
        label="Find a batch"
        hidden={{ view: 'batch' }}
        clear={q === '' ? undefined : deliveriesHref('batch')}
        apply="Find"
        section
      >
        <TextInput name="q" label="Batch or product" hint="Or scan the pack" defaultValue={q} spellCheck={false} />
      </FilterForm>
      <div className="app-section">
        <BatchList q={q} found={found} stockShown={may(actor, 'stock.view')} />
        {found.batches.length > 0 && <TakeList list="batches" query={{ q }} what="these batches" />}
      </div>
    </>
  )
}

function sentence(expected: readonly ExpectedDelivery[]): string {
  const due = expected.filter((one) => one.due > 0)
  if (due.length === 0) return 'Nothing is due today.'
  const lines = due.reduce((sum, one) => sum + one.due, 0)
  const late = due.filter((one) => one.late > 0).length
  const cold = due.filter((one) => one.fridge.length > 0).length
  const parts = [
    `${formatCounted(due.length, 'delivery', 'deliveries')} due, ${formatCounted(lines, 'line')}.`,
    late > 0 ? `${formatCounted(late, 'is', 'are')} late.` : '',
    cold > 0 ? `${formatCounted(cold, 'holds', 'hold')} fridge lines.` : '',
  ]
  return parts.filter((part) => part !== '').join(' ')
}

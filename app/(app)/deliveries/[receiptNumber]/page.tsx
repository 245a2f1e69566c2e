import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { CdRegister } from '#components/deliveries/cd-register.tsx'
import { NoteLines } from '#components/deliveries/note-lines.tsx'
import { OverDecision } from '#components/deliveries/over-decision.tsx'
import { QuarantineDecision } from '#components/deliveries/quarantine-decision.tsx'
import { TakeBack } from '#components/deliveries/take-back.tsx'
import { TakeList } from '#components/lists/take-list.tsx'
import { Main } from '#components/shell/main.tsx'
import { ButtonLink } from '#components/ui/button.tsx'
import { Facts } from '#components/ui/facts.tsx'
import { Link } from '#components/ui/link.tsx'
import { Note } from '#components/ui/note.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { Section } from '#components/ui/section.tsx'
import { may } from '#lib/access/permissions.ts'
import { pageActor } from '#lib/access/session.ts'
import { backWords } from '#lib/orders/order/went-back.rules.ts'
import { keepingOfNote } from '#lib/orders/receive/keeping.queries.ts'
import { type NotePage, notePage } from '#lib/orders/receive/note.queries.ts'
import { formatCount, formatCounted, formatDateOf, formatDateTime, formatList, formatTime } from '#lib/values/format.ts'

type Props = { params: Promise<{ receiptNumber: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Goods received note ${(await params).receiptNumber}` }
}

export default async function GoodsReceivedNotePage({ params }: Props) {
  const actor = await pageActor('goodsReceivedNote')
  const note = await notePage(actor, (await params).receiptNumber)
  if (!note) notFound()
  const held = note.lines.some((line) => line.held?.decision === null)
  const keeping = held ? await keepingOfNote(actor, note.id, new Date()) : null
  const mayTakeBack = may(actor, 'order.reverse_receipt') && note.reverses === null && note.reversedBy === null
  return (
    <Main>
      <PageHead
        back={{ href: '/deliveries?view=booked', words: 'Booked in' }}
        title={
          <>
            {note.reverses ? 'Reversal' : 'Goods received note'} <span className="app-nowrap">{note.number}</span>
          </>
        }
        standfirst={sentence(note)}
        actions={
          <>
            <ButtonLink href={`/deliveries/${note.number}/note.pdf`} kind="secondary">
              Open as PDF
            </ButtonLink>
            <ButtonLink href={`/deliveries/${note.number}/note.html`} kind="secondary">
              Page to print
            </ButtonLink>
            {note.lines.some((line) => line.accepted > 0) && (
              <ButtonLink href={`/labels?receipt=${note.number}`} kind="secondary">
                Shelf labels
              </ButtonLink>
            )}
          </>
        }
      />
      {note.reverses && (
        <Note lead={`This takes back ${note.reverses.number}.`}>
          {note.reverses.reason} <Link href={`/deliveries/${note.reverses.number}`}>See what was booked in</Link>
        </Note>
      )}
      {note.reversedBy && (
        <Note kind="care" lead={`${note.reversedBy.by} took this note back on ${formatDateTime(note.reversedBy.at)}.`}>
          {note.reversedBy.reason}{' '}
          <Link href={`/deliveries/${note.reversedBy.number}`}>See {note.reversedBy.number}</Link>
        </Note>
      )}
      <NoteFacts note={note} />
      {note.lines
        .filter((line) => line.held !== null)
        .map((line) => (
          <OverDecision
            key={line.id}
            line={line}
            trustId={actor.trustId}
            mayDecide={may(actor, 'order.decide_over_delivery')}
            keeping={(line.held && keeping?.get(line.held.id)) ?? null}
          />
        ))}
      {note.lines
        .filter((line) => line.apart !== null)
        .map((line) => (
          <QuarantineDecision
            key={line.id}
            line={line}
            trustId={actor.trustId}
            mayDecide={may(actor, 'order.decide_quarantine')}
          />
        ))}
      {note.lines.map((line) => (
        <CdRegister key={line.id} line={line} trustId={actor.trustId} mayEnter={may(actor, 'order.receive')} />
      ))}
      <Section id="lines" title={note.reverses ? 'What is taken back' : 'What came'}>
        <NoteLines note={note} orderLinks={may(actor, 'order.view')} />
        <TakeList list="received-batches" query={{ number: note.number }} what="these batches" />
      </Section>
      {mayTakeBack && <TakeBack note={note} trustId={actor.trustId} />}
    </Main>
  )
}

function NoteFacts({ note }: { note: NotePage }) {
  return (
    <Facts
      facts={[
        { label: 'Supplier', value: note.supplier.name },
        { label: 'Store', value: note.store.name, more: note.store.site },
        { label: 'Booked in by', value: note.receivedBy.name, more: note.receivedBy.role },
        { label: 'When', value: formatDateOf(note.receivedAt), more: formatTime(note.receivedAt) },
        { label: 'Delivery note', value: note.deliveryNote || 'None given' },
        { label: 'Orders', value: formatCount(note.orders.length), more: formatList(note.orders.slice(0, 3)) },
      ]}
    />
  )
}

function sentence(note: NotePage): string {
  const sum = (of: (line: NotePage['lines'][number]) => number) =>
    note.lines.reduce((total, line) => total + of(line), 0)
  const accepted = sum((line) => line.accepted)
  if (note.reverses) return `${formatCounted(-accepted, 'pack')} taken out of stock again.`
  const rejected = sum((line) => line.rejected)
  const left = note.lines.flatMap((line) =>
    (line.apart?.decisions ?? []).flatMap(({ packs, outcome }) => (outcome === 'release' ? [] : [{ packs, outcome }])),
  )
  const open = sum((line) => (line.held && line.held.decision === null ? line.held.packs : 0))
  const apart = sum((line) => line.apart?.left ?? 0)
  const parts = [
    `${formatCounted(accepted, 'pack')} from ${note.supplier.name} booked in.`,
    rejected > 0 ? `${formatCounted(rejected, 'pack goes', 'packs go')} back.` : '',
    left.length > 0 ? `${backWords(left)} from quarantine.` : '',
    apart > 0 ? `${formatCounted(apart, 'pack is', 'packs are')} in quarantine.` : '',
    open > 0 ? `${formatCounted(open, 'pack')} beyond the order ${open === 1 ? 'waits' : 'wait'} for a decision.` : '',
  ]
  return parts.filter((part) => part !== '').join(' ')
}

import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { entryWords, sentence } from '#components/audit/event-words.ts'
import { KnownLines, KnownStock } from '#components/audit/known-lines.tsx'
import { HelpWith } from '#components/help/help-with.tsx'
import { Main } from '#components/shell/main.tsx'
import { Details } from '#components/ui/details.tsx'
import { Link } from '#components/ui/link.tsx'
import { Note } from '#components/ui/note.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { Section } from '#components/ui/section.tsx'
import { SummaryList } from '#components/ui/summary-list.tsx'
import { pageActor } from '#lib/access/session.ts'
import { type AuditEntryPage, auditEntry } from '#lib/audit/audit-entry.queries.ts'
import { brokenWords } from '#lib/audit/broken.rules.ts'
import { APPROVER_NAMES } from '#lib/orders/order/reason.rules.ts'
import { formatCounted, formatDate, formatDateTime } from '#lib/values/format.ts'

export const metadata: Metadata = { title: 'An entry of the record' }

export default async function AuditEntry({ params }: { params: Promise<{ entryId: string }> }) {
  const actor = await pageActor('auditEntry')
  const { entryId } = await params
  const entry = await auditEntry(actor, entryId)
  if (!entry) notFound()
  const { lines, stock, asked, facts } = entry
  return (
    <Main>
      <PageHead
        back={{ href: '/audit', words: 'Audit' }}
        kicker={`${aboutWords(entry)}, entry ${entry.seq} of ${entry.chain.length}`}
        title={entryWords(entry.verb, { ...entry.data })}
        standfirst={`${entry.who}, ${formatDateTime(entry.at)}. What follows is what was known then, as it was written down.`}
        more={<Beside entry={entry} />}
      />
      {entry.chain.broken && (
        <Note kind="stop" lead="This record is broken.">
          {brokenWords(entry.chain.broken, aboutWords(entry))} Keep a copy of the database as it is, and run{' '}
          <code>npm run audit:verify</code> on it.
        </Note>
      )}
      {facts.length > 0 && (
        <Section id="facts" title="What was recorded">
          <SummaryList rows={facts} small />
        </Section>
      )}
      {asked.length > 0 && (
        <Section id="asked" title="Who had to agree, and why">
          <SummaryList
            small
            rows={asked.map(({ role, retrospective, reasons }) => ({
              label: `${nameOfRole(role)}${retrospective ? ', afterwards' : ''}`,
              value: reasons.length > 0 ? reasons.join(' ') : 'The reasons are in the stored text',
            }))}
          />
        </Section>
      )}
      {stock.length > 0 && (
        <Section id="stock" title="Stock when it was decided">
          <KnownStock rows={stock} />
        </Section>
      )}
      {lines && (
        <Section
          id="lines"
          title="Price, contract and stock of each line"
          lead={
            lines.from ? (
              <>
                As they were when this version was submitted:{' '}
                <Link href={`/audit/entries/${lines.from.id}`}>entry {lines.from.seq}</Link>.
              </>
            ) : undefined
          }
        >
          <KnownLines rows={lines.rows} />
        </Section>
      )}
      <Section id="proof" title="Proof">
        <SummaryList small rows={proofOf(entry)} />
        <HelpWith topic="audit" />
        <Details summary="The stored text" small>
          <pre className="app-code">{JSON.stringify(JSON.parse(entry.payload), null, 1)}</pre>
        </Details>
      </Section>
    </Main>
  )
}

function Beside({ entry: { before, next, number, document } }: { entry: AuditEntryPage }) {
  return (
    <>
      {before && <Link href={`/audit/entries/${before.id}`}>Entry before</Link>}
      {next && <Link href={`/audit/entries/${next.id}`}>Next entry</Link>}
      {number && document === 'order' && <Link href={`/orders/${number}`}>The order as it stands now</Link>}
      {number && document === 'receipt' && <Link href={`/deliveries/${number}`}>The note as it stands now</Link>}
    </>
  )
}

function aboutWords({ number, document }: Pick<AuditEntryPage, 'number' | 'document'>): string {
  if (number === null) return sentence(document)
  return document === 'order' ? `Order ${number}` : `Goods received note ${number}`
}

function nameOfRole(role: string): string {
  return role in APPROVER_NAMES ? APPROVER_NAMES[role as keyof typeof APPROVER_NAMES] : sentence(role)
}

function proofOf({ chain, seal, chainId, id, code, previousCode }: AuditEntryPage) {
  const checked = formatCounted(chain.checked, 'entry', 'entries')
  const rest =
    chain.length > chain.checked ? ` The chain has ${chain.length}; the program audit:verify checks them all.` : ''
  return [
    {
      label: 'Checked now',
      value: chain.broken
        ? `${checked} up to the first that is broken`
        : `${checked} from the first on: each code fits its text and the entry before it.${rest}`,
    },
    {
      label: 'Sealed',
      value: seal
        ? `By the seal of ${formatDate(seal.day)}, the first after it: ${seal.code}`
        : 'Not yet: the worker seals the record once a day',
    },
    { label: 'Code of this entry', value: <code className="app-break">{code}</code> },
    { label: 'Code of the entry before', value: <code className="app-break">{previousCode}</code> },
    { label: 'Chain', value: <code className="app-break">{chainId}</code> },
    { label: 'Id', value: <code className="app-break">{id}</code> },
  ]
}

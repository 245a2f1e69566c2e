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
import { formatCount, formatDate, formatDateTime } from '#lib/values/format.ts'

export const metadata: Metadata = { title: 'An entry of the record' }

export default async function AuditEntry({ params }: { params: Promise<{ entryId: string }> }) {
  const actor = await pageActor('auditEntry')
  const { entryId } = await params
  const entry = await auditEntry(actor, entryId)
  if (!entry) notFound()
  const { lines, stock, asked, facts } = entry
  const broken = entry.chain.broken ?? entry.seal?.broken
  return (
    <Main>
      <PageHead
        back={{ href: '/audit', words: 'Audit' }}
        kicker={`${aboutWords(entry)}, entry ${entry.seq} of ${entry.chain.length}`}
        title={entryWords(entry.verb, { ...entry.data })}
        standfirst={`${entry.who}, ${formatDateTime(entry.at)}. What follows is what was known then, as it was written down.`}
        more={<Beside entry={entry} />}
      />
      {broken && (
        <Note kind="stop" lead="This record is broken.">
          {brokenWords(broken, aboutWords(entry))} Keep a copy of the database as it is, and run{' '}
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

function proofOf({ chain, seal, seq, chainId, id, code, previousCode }: AuditEntryPage) {
  return [
    { label: 'Checked now', value: checkedWords(chain) },
    {
      label: 'Sealed',
      value: seal ? (
        <>
          {sealedWords(seal)} <code className="app-break">{seal.code}</code>
        </>
      ) : (
        `Not yet: no seal covers entry ${seq} of this chain. The worker seals the record once a day.`
      ),
    },
    { label: 'Code of this entry', value: <code className="app-break">{code}</code> },
    { label: 'Code of the entry before', value: <code className="app-break">{previousCode}</code> },
    { label: 'Chain', value: <code className="app-break">{chainId}</code> },
    { label: 'Id', value: <code className="app-break">{id}</code> },
  ]
}

function checkedWords({ from, to, length, broken }: AuditEntryPage['chain']): string {
  const which = from === to ? `Entry ${from}` : `Entries ${formatCount(from)} to ${formatCount(to)}`
  if (broken) return to === 0 ? 'Nothing: what comes first is broken' : `${which}, up to what is broken`
  const all = from === 1 && to === length
  const fits = from === to ? 'its code fits its text' : 'each code fits its text and the entry before it'
  return all
    ? `${which}, the whole chain: ${fits}, and the head is the last one.`
    : `${which} of ${formatCount(length)}: ${fits}. The program audit:verify checks them all.`
}

function sealedWords({ day, covers, broken }: NonNullable<AuditEntryPage['seal']>): string {
  const by = `By the seal of ${formatDate(day)}, which covers the chain up to entry ${covers}.`
  return broken ? `${by} It does not hold.` : `${by} Its code fits, and that entry is the one it covers:`
}

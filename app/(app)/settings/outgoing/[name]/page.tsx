import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { Main } from '#components/shell/main.tsx'
import { Link } from '#components/ui/link.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { Section } from '#components/ui/section.tsx'
import { SummaryList } from '#components/ui/summary-list.tsx'
import { pageActor } from '#lib/access/session.ts'
import { outgoingMessage } from '#lib/exchange/mail/outgoing.queries.ts'
import { nameInAddress } from '#lib/exchange/mail/outgoing-name.ts'
import { formatDateTime, formatFileSize } from '#lib/values/format.ts'

export const metadata: Metadata = { title: 'Message that was not sent' }

export default async function OutgoingMessagePage({ params }: { params: Promise<{ name: string }> }) {
  const actor = await pageActor('outgoingMessage')
  const name = nameInAddress((await params).name)
  const message = await outgoingMessage(actor, name)
  if (!message) notFound()
  return (
    <Main>
      <PageHead
        back={{ href: '/settings/outgoing', words: 'Outgoing messages' }}
        title={message.subject || 'No subject'}
        standfirst="Kept here and sent to nobody: no mail server was set."
      />
      <Section id="head" title="Head" headingHidden>
        <SummaryList
          rows={[
            { label: 'To', value: message.to || 'Nobody' },
            { label: 'From', value: message.from || 'Not known' },
            { label: 'Answers to', value: message.replyTo ?? 'The sender' },
            { label: 'Date', value: written(message.date) },
            { label: 'Message-ID', value: <span className="app-code">{message.messageId}</span> },
          ]}
        />
      </Section>
      <Section id="text" title="Text" lead="Shown as plain text: nothing in it is run or fetched.">
        <pre className="app-pre">{message.text}</pre>
      </Section>
      <Section id="attachments" title="Attachments">
        {message.attachments.length === 0 ? (
          <p>{message.withheld ? 'They show a confidential price: not shown to your role.' : 'None.'}</p>
        ) : (
          <ul>
            {message.attachments.map((part, index) => (
              <li key={part.fileName}>
                <Link href={`/settings/outgoing/${encodeURIComponent(name)}/parts/${index}`}>{part.fileName}</Link>,{' '}
                {formatFileSize(part.content.byteLength)}
              </li>
            ))}
          </ul>
        )}
      </Section>
    </Main>
  )
}

/** The date of a message's head as we write dates; as it stands there where it is none. */
function written(date: string): string {
  const at = new Date(date)
  return Number.isNaN(at.getTime()) ? date || 'Not known' : formatDateTime(at)
}

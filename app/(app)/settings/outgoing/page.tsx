import type { Metadata } from 'next'
import { TakeList } from '#components/lists/take-list.tsx'
import { Main } from '#components/shell/main.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Link } from '#components/ui/link.tsx'
import { Note } from '#components/ui/note.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { Cell, Row, RowHead, Table, TableBody, TableHead } from '#components/ui/table.tsx'
import { HeadCell } from '#components/ui/table-head.tsx'
import { pageActor } from '#lib/access/session.ts'
import { outgoingList } from '#lib/exchange/mail/outgoing.queries.ts'
import { formatCounted, formatDateTime, formatFileSize } from '#lib/values/format.ts'

export const metadata: Metadata = { title: 'Outgoing messages' }

export default async function OutgoingPage() {
  const actor = await pageActor('outgoing')
  const { mailServerSet, all, messages } = await outgoingList(actor)
  const hidden = all - messages.length
  return (
    <Main>
      <PageHead
        back={{ href: '/settings', words: 'Settings' }}
        title="Outgoing messages"
        standfirst={
          all === 0
            ? 'Nothing was kept here.'
            : `${formatCounted(all, 'message was', 'messages were')} kept here instead of being sent.`
        }
      />
      <div className="app-more">
        {mailServerSet ? (
          <Note lead="A mail server is set.">Messages go to it now. What stands here is from before.</Note>
        ) : (
          <Note kind="care" lead="No mail server is set: these were not sent to anybody.">
            Whoever runs Tincture sets SMTP_URL; from then on messages leave by e-mail.
          </Note>
        )}
      </div>
      {messages.length === 0 ? (
        <EmptyState title="No messages">Orders and notices appear here while no mail server is set.</EmptyState>
      ) : (
        <Table caption="Messages in the outgoing folder, newest first" density="desk" className="app-gap">
          <TableHead>
            <HeadCell>Subject</HeadCell>
            <HeadCell>To</HeadCell>
            <HeadCell>Kept</HeadCell>
            <HeadCell number>Size</HeadCell>
          </TableHead>
          <TableBody>
            {messages.map((message) => (
              <Row key={message.name}>
                <RowHead>
                  <Link href={`/settings/outgoing/${encodeURIComponent(message.name)}`}>
                    {message.subject || 'No subject'}
                  </Link>
                </RowHead>
                <Cell label="To">{message.to || 'Nobody'}</Cell>
                <Cell label="Kept">{formatDateTime(message.at)}</Cell>
                <Cell number label="Size">
                  {formatFileSize(message.size)}
                </Cell>
              </Row>
            ))}
          </TableBody>
        </Table>
      )}
      {messages.length > 0 && <TakeList list="outgoing" what="these messages’ particulars" />}
      {hidden > 0 && <p className="app-14 app-2">{formatCounted(hidden, 'older message')} not shown.</p>}
    </Main>
  )
}

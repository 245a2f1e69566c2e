import { Link } from '#components/ui/link.tsx'
import { Cell, Row, RowHead, Sub, Table, TableBody, TableHead } from '#components/ui/table.tsx'
import { HeadCell } from '#components/ui/table-head.tsx'
import { CONSENT_NAMES } from '#lib/access/consent/consent-words.rules.ts'
import type { RequestView } from '#lib/access/consent/requests.queries.ts'
import { formatDateTime } from '#lib/values/format.ts'

/** What waits for a second person's consent, and halves of passwords that wait to be taken up. */
export function RequestTable({ requests }: { requests: readonly RequestView[] }) {
  return (
    <Table caption="What waits for consent">
      <TableHead>
        <HeadCell>For whom</HeadCell>
        <HeadCell>What</HeadCell>
        <HeadCell>Asked by</HeadCell>
        <HeadCell>Next</HeadCell>
      </TableHead>
      <TableBody>
        {requests.map((request) => (
          <Row key={request.id}>
            <RowHead>
              <Link href={`/settings/people/requests/${request.id}`}>{request.person || 'The trust'}</Link>
              <Sub>{request.reason}</Sub>
            </RowHead>
            <Cell label="What">{CONSENT_NAMES[request.to]}</Cell>
            <Cell label="Asked by">
              {request.askedBy}
              <Sub>{formatDateTime(request.askedAt)}</Sub>
            </Cell>
            <Cell label="Next">{nextOf(request)}</Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  )
}

function nextOf(request: RequestView): string {
  if (request.takes) return 'Agreed: see your half of the password'
  if (request.decides) return 'Agree or refuse'
  return `Waits until ${formatDateTime(request.expiresAt)}`
}

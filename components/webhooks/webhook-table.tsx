import { Link } from '#components/ui/link.tsx'
import { Cell, Row, RowHead, Sub, Table, TableBody, TableHead } from '#components/ui/table.tsx'
import { HeadCell } from '#components/ui/table-head.tsx'
import { formatCount, formatDateTime } from '#lib/values/format.ts'
import type { WebhookRow } from '#lib/webhooks/webhooks.queries.ts'

/** How a webhook stands, in words. */
export function standOf({ stoppedAt, stoppedWhy, failingSince }: WebhookRow): string {
  if (stoppedAt) {
    const why = stoppedWhy === 'failing' ? 'after days of failures' : 'by hand'
    return `Stopped ${formatDateTime(stoppedAt)}, ${why}`
  }
  return failingSince ? `Failing since ${formatDateTime(failingSince)}` : 'Working'
}

/** The trust's webhooks. */
export function WebhookTable({ webhooks }: { webhooks: readonly WebhookRow[] }) {
  return (
    <Table caption="Webhooks of the trust">
      <TableHead>
        <HeadCell>Name</HeadCell>
        <HeadCell>Stands</HeadCell>
        <HeadCell number>Events chosen</HeadCell>
        <HeadCell number>Waiting</HeadCell>
      </TableHead>
      <TableBody>
        {webhooks.map((webhook) => (
          <Row key={webhook.id}>
            <RowHead>
              <Link href={`/settings/webhooks/${webhook.id}`}>{webhook.name}</Link>
              <Sub>{webhook.url}</Sub>
            </RowHead>
            <Cell label="Stands">{standOf(webhook)}</Cell>
            <Cell number label="Events chosen">
              {formatCount(webhook.types.length)}
            </Cell>
            <Cell number label="Waiting">
              {formatCount(webhook.waiting)}
            </Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  )
}

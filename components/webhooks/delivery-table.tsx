import { ActionForm } from '#components/ui/action-form.tsx'
import { Button } from '#components/ui/button.tsx'
import { Details } from '#components/ui/details.tsx'
import { Cell, Row, RowHead, Sub, Table, TableBody, TableHead } from '#components/ui/table.tsx'
import { HeadCell } from '#components/ui/table-head.tsx'
import { formatCounted, formatDateTime } from '#lib/values/format.ts'
import { replayDeliveryAction } from '#lib/webhooks/webhooks.actions.ts'
import type { AttemptRow, DeliveryRow } from '#lib/webhooks/webhooks.queries.ts'

/** Deliveries of a webhook with every attempt; each can be sent again by hand. */
export function DeliveryTable({
  deliveries,
  trustId,
  edit,
}: {
  deliveries: readonly DeliveryRow[]
  trustId: string
  edit: boolean
}) {
  return (
    <Table caption="Deliveries, newest first" density="desk">
      <TableHead>
        <HeadCell>Event</HeadCell>
        <HeadCell>Stands</HeadCell>
        <HeadCell>Attempts</HeadCell>
        {edit && <HeadCell>Send again</HeadCell>}
      </TableHead>
      <TableBody>
        {deliveries.map((delivery) => (
          <Row key={delivery.id}>
            <RowHead>
              {delivery.type}
              <Sub>{`${delivery.about ? `${delivery.about}, ` : ''}${formatDateTime(delivery.madeAt)}`}</Sub>
            </RowHead>
            <Cell label="Stands">{standOf(delivery)}</Cell>
            <Cell label="Attempts">
              {delivery.attempts.length === 0 ? (
                'None yet'
              ) : (
                <Details summary={`${formatCounted(delivery.attempts.length, 'attempt')} of ${delivery.type}`} small>
                  {delivery.attempts.map((attempt) => (
                    <AttemptWords key={attempt.id} attempt={attempt} />
                  ))}
                </Details>
              )}
            </Cell>
            {edit && (
              <Cell label="Send again">
                <ActionForm
                  action={replayDeliveryAction}
                  trustId={trustId}
                  hidden={{ deliveryId: delivery.id }}
                  id={`replay-${delivery.id.slice(-12)}`}
                  label={`Send ${delivery.type} of ${delivery.about || 'a store'} again, ${delivery.id.slice(-12)}`}
                >
                  <Button kind="secondary">Send again</Button>
                </ActionForm>
              </Cell>
            )}
          </Row>
        ))}
      </TableBody>
    </Table>
  )
}

function AttemptWords({ attempt }: { attempt: AttemptRow }) {
  const { at, byHand, status, milliseconds, answer } = attempt
  const came = status === null ? 'No answer' : `Status ${status}`
  return (
    <>
      <p>{`${formatDateTime(at)}${byHand ? ', by hand' : ''}: ${came} after ${milliseconds} ms`}</p>
      <pre className="app-pre app-14">{answer}</pre>
    </>
  )
}

function standOf({ state, nextAttemptAt }: DeliveryRow): string {
  if (state === 'delivered') return 'Delivered'
  if (state === 'failed') return 'Given up'
  return nextAttemptAt ? `Tried next ${formatDateTime(nextAttemptAt)}` : 'Waiting'
}

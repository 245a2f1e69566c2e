import { ActionForm } from '#components/ui/action-form.tsx'
import { Button } from '#components/ui/button.tsx'
import { DecisionPanel } from '#components/ui/decision-panel.tsx'
import { Section } from '#components/ui/section.tsx'
import { SummaryList } from '#components/ui/summary-list.tsx'
import { Cell, Row, RowHead, Sub, Table, TableBody, TableHead } from '#components/ui/table.tsx'
import { HeadCell } from '#components/ui/table-head.tsx'
import { Textarea } from '#components/ui/textarea.tsx'
import type { AddressChange } from '#lib/suppliers/order-address.queries.ts'
import type { OrderWay } from '#lib/suppliers/order-address.rules.ts'
import { decideOrderAddressAction } from '#lib/suppliers/supplier.actions.ts'
import { CHANNELS } from '#lib/suppliers/supplier.schema.ts'
import { formatDateTime } from '#lib/values/format.ts'

const ENDED = { agreed: 'Agreed to', refused: 'Refused', withdrawn: 'Taken back' } as const

/** How orders went before a change, in words. */
export function wayWords({ channel, orderEmail }: OrderWay): string {
  return channel === 'email' && orderEmail !== null ? orderEmail : CHANNELS[channel]
}

/** The change of where orders go that waits, with what the reader may do about it; nothing where none waits. */
export function WaitingAddress({ change, trustId }: { change: AddressChange | undefined; trustId: string }) {
  if (!change) return null
  const form = { trustId, hidden: { changeId: change.id } }
  return (
    <Section
      id="address"
      title="Orders are to go to another address"
      lead="It takes effect once somebody else has checked it. Until then orders go as they go now."
    >
      <SummaryList
        rows={[
          { label: 'Orders go now to', value: wayWords(change.from) },
          { label: 'They are to go to', value: <strong>{change.to}</strong> },
          { label: 'How it was checked', value: change.reason },
          { label: 'Asked for by', value: `${change.askedBy}, ${formatDateTime(change.askedAt)}` },
        ]}
      />
      {change.decides && (
        <DecisionPanel
          title={`Are orders for ${change.supplier} to go to ${change.to}?`}
          totalSays="Ring the supplier on a number you had before, not one from the message that asks for it. Orders that wait are sent there as well."
        >
          <ActionForm action={decideOrderAddressAction} {...decision(form, 'agree')} id="agree-address" label="Agree">
            <Button>Agree to the address</Button>
          </ActionForm>
          <ActionForm
            action={decideOrderAddressAction}
            {...decision(form, 'refuse')}
            id="refuse-address"
            label="Refuse"
          >
            <Textarea name="comment" label="Why not" rows={2} maxLength={500} />
            <Button kind="secondary">Refuse the address</Button>
          </ActionForm>
        </DecisionPanel>
      )}
      {change.mine && (
        <DecisionPanel
          title="Waiting for somebody else"
          totalSays="A procurement lead, the chief pharmacist or an administrator finds it on their Today page."
        >
          <ActionForm
            action={decideOrderAddressAction}
            {...decision(form, 'take_back')}
            id="take-address-back"
            label="Take it back"
          >
            <Button kind="secondary">Take it back</Button>
          </ActionForm>
        </DecisionPanel>
      )}
    </Section>
  )
}

type FormOf = { trustId: string; hidden: { changeId: string } }

function decision(form: FormOf, decided: 'agree' | 'refuse' | 'take_back') {
  return { trustId: form.trustId, hidden: { ...form.hidden, decision: decided } }
}

/** The changes of where orders go that are decided, newest first; nothing where there is none. */
export function AddressHistory({ changes }: { changes: readonly AddressChange[] }) {
  const ended = changes.filter((one) => one.state !== 'waiting')
  if (ended.length === 0) return null
  return (
    <Section id="addresses" title="Changes of where orders go">
      <Table caption="Changes of where orders go">
        <TableHead>
          <HeadCell>Asked for</HeadCell>
          <HeadCell>From</HeadCell>
          <HeadCell>To</HeadCell>
          <HeadCell>Became</HeadCell>
        </TableHead>
        <TableBody>
          {ended.map((one) => (
            <Row key={one.id}>
              <RowHead>
                {formatDateTime(one.askedAt)}
                <Sub>
                  {one.askedBy}: {one.reason}
                </Sub>
              </RowHead>
              <Cell label="From">{wayWords(one.from)}</Cell>
              <Cell label="To">{one.to}</Cell>
              <Cell label="Became">
                {one.state === 'waiting' ? 'Waiting' : ENDED[one.state]}
                <Sub>
                  {one.decidedBy}
                  {one.decidedAt && `, ${formatDateTime(one.decidedAt)}`}
                  {one.comment !== '' && `: ${one.comment}`}
                </Sub>
              </Cell>
            </Row>
          ))}
        </TableBody>
      </Table>
    </Section>
  )
}

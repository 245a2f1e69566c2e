'use client'

import { useRef, useState } from 'react'
import { LinkButton } from '#components/ui/button.tsx'
import { Link } from '#components/ui/link.tsx'
import { Mark } from '#components/ui/mark.tsx'
import { Note } from '#components/ui/note.tsx'
import { Cell, Row, RowHead, Table, TableBody, TableHead } from '#components/ui/table.tsx'
import { HeadCell } from '#components/ui/table-head.tsx'
import { doneWords } from '#lib/several/outcome.rules.ts'
import type { SeveralAct } from '#lib/several/several.rules.ts'
import type { SeveralOutcome } from '#lib/several/several.schema.ts'
import { portionsOf, type RunOrder, sendPortion } from './several-run.ts'

/** What became of each order of an act, those that did not go first; deleted drafts can be brought back. */
export function Outcomes({
  act,
  outcomes,
  whole,
  done,
  back,
  trustId,
  orders,
  portion,
}: {
  act: SeveralAct
  outcomes: readonly SeveralOutcome[]
  whole: number
  done: boolean
  back: string
  trustId: string
  orders: readonly RunOrder[]
  portion: number
}) {
  const went = outcomes.filter((one) => one.ok)
  const sorted = [...outcomes.filter((one) => !one.ok), ...went]
  return (
    <>
      <div role="status">
        {done && (
          <Note lead={doneWords(act, went.length, whole)} kind={went.length === whole ? 'know' : 'care'}>
            {went.length < whole && 'Why the others did not go is said beside each. '}
            <Link href={back}>Back to the orders</Link>
          </Note>
        )}
        {done && act === 'delete' && went.length > 0 && (
          <BringBack
            trustId={trustId}
            portion={portion}
            orders={orders.filter((one) => went.some(({ number }) => number === one.number))}
          />
        )}
      </div>
      {outcomes.length > 0 && (
        <Table caption="What became of each order" density="desk">
          <TableHead>
            <HeadCell>Order</HeadCell>
            <HeadCell>What became of it</HeadCell>
          </TableHead>
          <TableBody>
            {sorted.map((one) => (
              <Row key={one.number}>
                <RowHead>
                  <Link href={`/orders/${one.number}`}>{one.number}</Link>
                </RowHead>
                <Cell label="What became of it">
                  <Mark shape={one.ok ? 'done' : 'held'} wrap>
                    {one.words}
                  </Mark>
                </Cell>
              </Row>
            ))}
          </TableBody>
        </Table>
      )}
    </>
  )
}

/** The offer to bring deleted drafts back: stands until it is taken or the page is left. */
function BringBack({ trustId, orders, portion }: { trustId: string; orders: readonly RunOrder[]; portion: number }) {
  const [said, setSaid] = useState<string | null>(null)
  const [back, setBack] = useState(false)
  const key = useRef<string>(null)
  async function undo(): Promise<void> {
    key.current ??= crypto.randomUUID()
    let restored = 0
    for (const part of portionsOf(orders, portion)) {
      const answer = await sendPortion(trustId, key.current, { act: 'restore', reason: '', orders: part })
      if (answer.kind !== 'done') {
        setSaid(answer.kind === 'refused' ? answer.words : 'Tincture does not answer. Press Undo again.')
        return
      }
      restored += answer.outcomes.filter((one) => one.ok).length
    }
    setSaid(doneWords('restore', restored, orders.length))
    setBack(true)
  }
  return (
    <p>
      {!back && (
        <LinkButton type="button" onClick={() => void undo()}>
          Undo<span className="nhsuk-u-visually-hidden"> deleting them</span>
        </LinkButton>
      )}{' '}
      {said}
    </p>
  )
}

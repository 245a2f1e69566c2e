import type { Metadata } from 'next'
import Link from 'next/link'
import { redirect } from 'next/navigation'
import { TakeList } from '#components/lists/take-list.tsx'
import { StartPad } from '#components/orders/pad/start-pad.tsx'
import { Main } from '#components/shell/main.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { Column, Grid, Section } from '#components/ui/section.tsx'
import { Cell, Row, RowHead, Table, TableBody, TableHead } from '#components/ui/table.tsx'
import { HeadCell } from '#components/ui/table-head.tsx'
import { pageActor } from '#lib/access/session.ts'
import { HIDDEN_WORDS } from '#lib/contracts/sight.rules.ts'
import { openPads, padChoices } from '#lib/orders/raise/pads.queries.ts'
import { openPadAction } from '#lib/orders/raise/raise.actions.ts'
import { systemClock } from '#lib/values/clock.ts'
import { formatCount, formatCounted, formatPence, formatWhen } from '#lib/values/format.ts'

export const metadata: Metadata = { title: 'Raise an order' }

/** Leads to the one pad this person has open; else lists the open ones and starts another. */
export default async function OrderPadsPage({ searchParams }: { searchParams: Promise<Record<string, string>> }) {
  const actor = await pageActor('orderPads')
  const { another } = await searchParams
  const [pads, choices] = await Promise.all([openPads(actor), padChoices(actor)])
  if (!pads.ok || !choices.ok) throw new Error('The order pads were asked for without permission')
  const mine = pads.value.filter((pad) => pad.mine)
  const [only] = mine
  if (only && mine.length === 1 && another === undefined) redirect(`/orders/new/${only.id}`)
  const now = systemClock()
  const open = formatCounted(pads.value.length, 'order pad is', 'order pads are')
  return (
    <Main>
      <PageHead
        back={{ href: '/orders', words: 'Orders' }}
        title="Raise an order"
        standfirst={
          pads.value.length === 0
            ? 'Say where it is delivered and who pays, then add lines.'
            : `${open} open. Go on with one, or start another.`
        }
      />
      <Grid>
        <Column span={7}>
          <Section id="start" title="Start an order pad">
            <StartPad action={openPadAction} trustId={actor.trustId} choices={choices.value} />
            <p>
              Or fill one from <Link href="/orders/templates">a template</Link>.
            </p>
          </Section>
        </Column>
      </Grid>
      {pads.value.length > 0 && (
        <Section id="open" title="Open order pads" lead="Yours first, the one changed last at the top.">
          <Table caption="Open order pads">
            <TableHead>
              <HeadCell>Deliver to</HeadCell>
              <HeadCell>Opened by</HeadCell>
              <HeadCell>Last changed</HeadCell>
              <HeadCell number>Orders</HeadCell>
              <HeadCell number>Lines</HeadCell>
              <HeadCell number>With VAT</HeadCell>
            </TableHead>
            <TableBody>
              {pads.value.map((pad) => (
                <Row key={pad.id}>
                  <RowHead>
                    <Link href={`/orders/new/${pad.id}`}>{pad.store}</Link>
                  </RowHead>
                  <Cell label="Opened by">{pad.mine ? 'You' : pad.openedBy}</Cell>
                  <Cell label="Last changed">{formatWhen(pad.changedAt, now)}</Cell>
                  <Cell label="Orders" number>
                    {formatCount(pad.orders)}
                  </Cell>
                  <Cell label="Lines" number>
                    {formatCount(pad.lines)}
                  </Cell>
                  <Cell label="With VAT" number>
                    {pad.gross === null ? HIDDEN_WORDS.confidential : formatPence(pad.gross)}
                  </Cell>
                </Row>
              ))}
            </TableBody>
          </Table>
          <TakeList list="order-pads" what="the open order pads" />
        </Section>
      )}
    </Main>
  )
}

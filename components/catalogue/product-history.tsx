import { NOT_SHOWN } from '#components/contracts/contract-words.ts'
import { TakeList } from '#components/lists/take-list.tsx'
import { Details } from '#components/ui/details.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Section } from '#components/ui/section.tsx'
import { Cell, Row, RowHead, Sub, Table, TableBody, TableHead } from '#components/ui/table.tsx'
import { HeadCell } from '#components/ui/table-head.tsx'
import { historyHeadline, type PriceHistory } from '#lib/catalogue/price-history.rules.ts'
import { formatCounted, formatDate, formatPrice, formatUnitPrice } from '#lib/values/format.ts'
import { unitsInWords } from '#lib/values/units.ts'
import { monthName } from './month-words.ts'
import { PriceChart } from './price-chart.tsx'

/** The price of one unit of a medicine over time: a sentence, the drawing, and its figures as tables and a file. */
export function ProductHistory({ vmpId, history }: { vmpId: string; history: PriceHistory }) {
  const title = historyHeadline(history)
  const drawn = history.steps.some((step) => step.each !== null) || history.paid.some((one) => one.each !== null)
  const anything = history.steps.some((step) => step.contract !== null) || history.paid.length > 0
  return (
    <Section
      id="history"
      title={title}
      lead={`Price of 1 ${history.unitName} ex VAT, ${formatDate(history.from)} to ${formatDate(history.to)}. The line is the contract to use first, dashed for what is to come; the rings what you paid, by month.`}
    >
      {anything ? (
        <>
          {drawn && (
            <div className="app-chart app-gap">
              <PriceChart history={history} label={`${title}. The figures stand in the tables beneath.`} />
            </div>
          )}
          <Details summary="Price history as tables" small open={!drawn}>
            <Steps history={history} />
            {history.paid.length > 0 && <Paid history={history} />}
          </Details>
          <TakeList list="price-history" query={{ vmp: vmpId }} what="this price history" />
        </>
      ) : (
        <EmptyState>No contract reached you in this time, and nothing was bought.</EmptyState>
      )}
    </Section>
  )
}

function Steps({ history }: { history: PriceHistory }) {
  return (
    <Table caption="The contract to use first, from day to day" captionShown density="desk">
      <TableHead>
        <HeadCell>From</HeadCell>
        <HeadCell>To</HeadCell>
        <HeadCell>Contract</HeadCell>
        <HeadCell>Awarded to</HeadCell>
        <HeadCell>Pack</HeadCell>
        <HeadCell number>Pack ex VAT</HeadCell>
        <HeadCell number>{`1 ${history.unitName}`}</HeadCell>
      </TableHead>
      <TableBody>
        {history.steps.map((step) => (
          <Row key={step.from}>
            <RowHead>
              {formatDate(step.from)}
              {step.from > history.today && <Sub>To come</Sub>}
            </RowHead>
            <Cell label="To">{step.to === history.to ? 'After this time' : formatDate(step.to)}</Cell>
            <Cell label="Contract">{step.contract?.name ?? 'None'}</Cell>
            <Cell label="Awarded to">{step.contract?.holder ?? 'None'}</Cell>
            <Cell label="Pack">{step.contract?.packText ?? 'None'}</Cell>
            <Cell label="Pack ex VAT" number>
              {step.contract ? (step.price === null ? NOT_SHOWN : formatPrice(step.price)) : 'None'}
            </Cell>
            <Cell label={`1 ${history.unitName}`} number>
              {step.contract ? (step.each === null ? NOT_SHOWN : formatUnitPrice(step.each)) : 'None'}
            </Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  )
}

function Paid({ history }: { history: PriceHistory }) {
  return (
    <Table caption="What you paid, by the month of approval" captionShown density="desk">
      <TableHead>
        <HeadCell>Month</HeadCell>
        <HeadCell number>Lines</HeadCell>
        <HeadCell number>Bought</HeadCell>
        <HeadCell number>{`1 ${history.unitName}, on average`}</HeadCell>
      </TableHead>
      <TableBody>
        {history.paid.map((one) => (
          <Row key={one.month}>
            <RowHead>{monthName(one.month)}</RowHead>
            <Cell label="Lines" number>
              {formatCounted(one.lines, 'line')}
            </Cell>
            <Cell label="Bought" number>
              {unitsInWords(one.unitsMilli, history.unitName)}
            </Cell>
            <Cell label="On average" number>
              {one.each === null ? NOT_SHOWN : formatUnitPrice(one.each)}
            </Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  )
}

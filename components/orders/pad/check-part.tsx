import Link from 'next/link'
import { HelpWith } from '#components/help/help-with.tsx'
import { Note } from '#components/ui/note.tsx'
import { Route } from '#components/ui/route.tsx'
import { Section } from '#components/ui/section.tsx'
import { Cell, Row, RowHead, Sub, Table, TableBody, TableHead, TotalsRow } from '#components/ui/table.tsx'
import { HeadCell } from '#components/ui/table-head.tsx'
import { Tag } from '#components/ui/tag.tsx'
import { OFF_CONTRACT_REASONS } from '#lib/orders/order/off-contract.rules.ts'
import { ORDER_KIND_NAMES } from '#lib/orders/order/order.split.rules.ts'
import type { NeedView, PadLineView, PadPartView } from '#lib/orders/raise/view.rules.ts'
import { formatCount, formatCounted, formatList, formatPence } from '#lib/values/format.ts'
import { amountWords, CONTRACT_TAGS, netWords, priceWords, TOTAL_HIDDEN } from './pad-words.ts'

/** Lines of one order shown at first; the rest is one step away. */
const AT_FIRST = 50

/** One order to be checked: lines that need a look first, its total, and who must agree to it. */
export function CheckPart({
  part,
  odd,
  lines,
  all,
  more,
}: {
  part: PadPartView
  /** What is odd about where it is delivered; null where nothing is. */
  odd: string | null
  lines: readonly PadLineView[]
  all: boolean
  more: string
}) {
  const shown = all ? lines : lines.slice(0, AT_FIRST)
  const kind = part.kind === 'standard' ? '' : `, ${ORDER_KIND_NAMES[part.kind].toLowerCase()}`
  const { amounts } = part
  return (
    <Section id={`order-${part.number}`} title={`${part.supplierName}${kind}`} lead={part.number}>
      {odd !== null && (
        <Note kind="care" lead={odd}>
          Look whether it is delivered to the right place.
        </Note>
      )}
      <Table caption={`Lines for ${part.supplierName}, ${part.number}`} density="desk">
        <TableHead>
          <HeadCell>Product and pack</HeadCell>
          <HeadCell number>Packs</HeadCell>
          <HeadCell number>Pack ex VAT</HeadCell>
          <HeadCell number>Line ex VAT</HeadCell>
          <HeadCell>Contract</HeadCell>
        </TableHead>
        <TableBody>
          {shown.map((line) => (
            <CheckLine key={line.id} line={line} />
          ))}
        </TableBody>
        <TotalsRow>
          <Cell colSpan={3}>
            {formatCounted(part.lines, 'line')}
            {amounts && amounts.carriage > 0 ? `, and ${formatPence(amounts.carriage)} carriage` : ''}
          </Cell>
          <Cell number label="Lines ex VAT">
            {amountWords(amounts?.net ?? null)}
          </Cell>
          <Cell label="With VAT">
            {amounts === null ? `Total: ${TOTAL_HIDDEN.toLowerCase()}` : `${formatPence(amounts.gross)} with VAT`}
          </Cell>
        </TotalsRow>
      </Table>
      {shown.length < lines.length && (
        <p>
          {formatCounted(lines.length - shown.length, 'more line')} on this order.{' '}
          <Link href={more}>Show all lines</Link>
        </p>
      )}
      <h3 className="app-gap">Who must agree</h3>
      {part.needs.length > 0 && <HelpWith topic="approve" />}
      {part.needs.length === 0 ? (
        <p>Nobody else: it is on contract and within your limit. It goes to {part.supplierName} when you submit.</p>
      ) : (
        <Route
          label={`Who must agree to the order for ${part.supplierName}`}
          stations={part.needs.map((need) => ({
            key: `${need.role} ${need.step} ${need.who.title}`,
            state: 'open',
            what: needWords(need),
            why: whyWords(need),
          }))}
        />
      )}
    </Section>
  )
}

function CheckLine({ line }: { line: PadLineView }) {
  const tag = CONTRACT_TAGS[line.state]
  return (
    <Row>
      <RowHead>
        {line.product}
        <span className="app-pack">, {line.packText}</span>
      </RowHead>
      <Cell label="Packs" number>
        {formatCount(line.packs)}
      </Cell>
      <Cell label="Pack ex VAT" number>
        {priceWords(line)}
        {line.basis === 'typed' && <Sub small>Typed: {line.source || 'source missing'}</Sub>}
      </Cell>
      <Cell label="Line ex VAT" number>
        {netWords(line)}
      </Cell>
      <Cell label="Contract">
        <Tag tone={tag.tone}>{tag.words}</Tag>
        {line.reason && <Sub small>{OFF_CONTRACT_REASONS[line.reason]}</Sub>}
        {line.note !== '' && <Sub small>{line.note}</Sub>}
      </Cell>
    </Row>
  )
}

function needWords(need: NeedView): string {
  const people = need.people.length === 0 ? 'nobody here may decide it' : formatList(need.people.slice(0, 3))
  const who = need.step > 1 ? `Then ${need.who.inSentence}` : need.who.title
  return `${who}${need.retrospective ? ', afterwards' : ''}: ${people}`
}

function whyWords(need: NeedView): string {
  return need.reasons.map((one) => `${one.title}: ${one.text}`).join(' ')
}

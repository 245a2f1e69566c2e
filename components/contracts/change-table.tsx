import { Link } from '#components/ui/link.tsx'
import { Cell, Row, RowHead, Sub, Table, TableBody, TableHead } from '#components/ui/table.tsx'
import { HeadCell } from '#components/ui/table-head.tsx'
import type { ChangeLine, ShownSide } from '#lib/contracts/changes/change-lines.queries.ts'
import { formatDayMonth, formatPenceDifference, formatPrice } from '#lib/values/format.ts'
import { coverWords, KIND_WORDS, packsWords, stepWords, supplierWords, todoWords } from './change-words.ts'

/** Lines that change: what they cost now and then, what that comes to at our use, stock and orders, what to do. */
export function ChangeTable({ caption, lines, hub }: { caption: string; lines: readonly ChangeLine[]; hub: boolean }) {
  const largest = Math.max(1, ...lines.map((line) => Math.abs(line.ours?.effect ?? 0)))
  return (
    <Table caption={caption} density="desk" wide className="app-changes app-gap">
      <TableHead>
        <HeadCell>Product and pack</HeadCell>
        <HeadCell>Supplier</HeadCell>
        {hub && <HeadCell>Group</HeadCell>}
        <HeadCell number>Now</HeadCell>
        <HeadCell number>Then</HeadCell>
        <HeadCell number>Change per unit</HeadCell>
        {hub ? (
          <HeadCell>What</HeadCell>
        ) : (
          <>
            <HeadCell number>Our packs a year</HeadCell>
            <HeadCell number>For us, £ a year</HeadCell>
            <HeadCell className="app-hide-small">Saves, costs</HeadCell>
            <HeadCell>Cover and orders</HeadCell>
            <HeadCell>To do</HeadCell>
          </>
        )}
      </TableHead>
      <TableBody>
        {lines.map((line) => (
          <Row key={line.n}>
            <RowHead>
              <Link href={`/catalogue/${line.vmpId}`}>{line.product}</Link>
              <span className="app-pack">, {line.next?.pack ?? line.old?.pack}</span>
              <Sub>
                From {formatDayMonth(line.on)}
                {line.row !== null && `, row ${line.row}`}
              </Sub>
            </RowHead>
            <Cell label="Supplier">
              <Supplier line={line} />
            </Cell>
            {hub && <Cell label="Group">{line.buyingGroup}</Cell>}
            <Cell label="Now" number>
              {sideWords(line.old)}
            </Cell>
            <Cell label="Then" number>
              {line.kind === 'ended'
                ? `${line.next ? `Next best ${sideWords(line.next)}` : 'No contract'}`
                : sideWords(line.next)}
            </Cell>
            <Cell label="Change per unit" number>
              {stepWords(line.step, line.hidden)}
            </Cell>
            {hub ? <Cell label="What">{KIND_WORDS[line.kind]}</Cell> : <OursCells line={line} largest={largest} />}
          </Row>
        ))}
      </TableBody>
    </Table>
  )
}

function OursCells({ line, largest }: { line: ChangeLine; largest: number }) {
  const { lead, more } = todoWords(line)
  const effect = line.ours?.effect ?? null
  return (
    <>
      <Cell label="Packs a year" number>
        {packsWords(line)}
      </Cell>
      <Cell label="£ a year" number>
        <b>{effect === null ? (line.hidden ? 'Not shown' : 'Not known') : formatPenceDifference(effect)}</b>
        {effect !== null && <EffectBar effect={effect} largest={largest} />}
      </Cell>
      <Cell label="Cover and orders">{coverWords(line)}</Cell>
      <Cell label="To do">
        {lead !== '' && <b>{lead} </b>}
        {more}
      </Cell>
    </>
  )
}

function Supplier({ line }: { line: ChangeLine }) {
  const [from, to] = supplierWords(line.old, line.next, line.kind)
  if (to === null) return from
  return (
    <>
      {from} to <b>{to}</b>
    </>
  )
}

function sideWords(side: ShownSide | null): string {
  if (!side) return 'None'
  return side.price === null ? 'Not shown' : formatPrice(side.price)
}

/** A bar beside the figure: to the left what is saved, to the right what costs more, on one scale down the column. */
function EffectBar({ effect, largest }: { effect: number; largest: number }) {
  const width = Math.round((Math.abs(effect) / largest) * 44)
  const saves = effect < 0
  return (
    <svg className="app-effect" viewBox="0 0 96 16" width="96" height="16" aria-hidden="true" focusable="false">
      <path className="axis" d="M48.5 0V16" />
      <rect className={saves ? 'f1' : 'f3'} x={saves ? 48 - width : 49} y="3" width={width} height="10" />
    </svg>
  )
}

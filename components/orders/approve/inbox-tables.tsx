import { Link } from '#components/ui/link.tsx'
import { Cell, Row, RowHead, Sub, Table, TableBody, TableHead } from '#components/ui/table.tsx'
import { HeadCell } from '#components/ui/table-head.tsx'
import { HIDDEN_WORDS } from '#lib/contracts/sight.rules.ts'
import { approvalKeyOf } from '#lib/orders/approve/decision.schema.ts'
import type { Decided, InboxItem } from '#lib/orders/approve/inbox.queries.ts'
import { decideByWords } from '#lib/orders/approve/inbox.rules.ts'
import { medicineName } from '#lib/orders/approve/projection.rules.ts'
import { APPROVER_NAMES, reasonsInShort, reasonWords } from '#lib/orders/order/reason.rules.ts'
import { type RefusalWords, wordsFor } from '#lib/refusal-words.ts'
import { formatCounted, formatDaysOfCover, formatList, formatPence, formatWhen } from '#lib/values/format.ts'
import { ChosenButton } from './chosen-button.tsx'

const NOT_SHOWN = HIDDEN_WORDS.confidential

/** What waits for the reader, nearest deadline first, each with a box to approve several together. */
export function MineTable({
  items,
  prices,
  now,
  hours,
}: {
  items: readonly InboxItem[]
  prices: boolean
  now: Date
  /** Working hours after which what nobody decided is taken further up. */
  hours: number
}) {
  const several = items.filter(canChoose).length > 1
  return (
    <form action="/approvals/several" aria-label="Orders for you to decide">
      <Table caption="Orders for you to decide, nearest deadline first" inbox>
        <InboxHead why="Why it came to you" who="Raised by" />
        <TableBody>
          {items.map((item) => (
            <Row key={`${item.number} ${item.role} ${item.step} ${item.who.title}`}>
              <DecideByCell item={item} now={now} />
              <RowHead>
                <Link href={`/orders/${item.number}/approve`}>{item.supplier}</Link>
                <Sub small>{item.number}</Sub>
                {several && canChoose(item) && <Choose item={item} />}
              </RowHead>
              <Cell>
                <b>{item.retrospective ? 'Emergency, after the act' : reasonsInShort(item.reasons)}</b>
                {item.inPlaceOf && <Sub small>For {item.inPlaceOf}, whose deputy you are</Sub>}
                <Chased item={item} now={now} hours={hours} />
                <span className="app-sub app-why-text">
                  <Why item={item} prices={prices && item.gross !== null} />
                </span>
              </Cell>
              <Cell label="Raised by">
                <span>
                  {item.raisedBy}
                  <Sub small>{formatWhen(item.submittedAt, now)}</Sub>
                </span>
              </Cell>
              <TotalCell item={item} />
            </Row>
          ))}
        </TableBody>
      </Table>
      {several && <ChosenButton />}
    </form>
  )
}

/** What waits for others: whose it is, and why not the reader's. */
export function OthersTable({ items, now, hours }: { items: readonly InboxItem[]; now: Date; hours: number }) {
  return (
    <Table caption="Orders that somebody else decides" inbox>
      <InboxHead why="Why not you" who="Goes to" />
      <TableBody>
        {items.map((item, index) => {
          const again = items.slice(0, index).some((one) => one.number === item.number)
          const words = again ? { title: 'The same order', message: 'For the reasons above.' } : whyNot(item)
          return (
            <Row key={`${item.number} ${item.role} ${item.step} ${item.who.title}`}>
              <DecideByCell item={item} now={now} />
              <RowHead>
                <Link href={`/orders/${item.number}/approve`}>{item.supplier}</Link>
                <Sub small>{item.number}</Sub>
              </RowHead>
              <Cell>
                <b>{words.title}</b>
                <Chased item={item} now={now} hours={hours} />
                <span className="app-sub app-why-text">{words.message}</span>
              </Cell>
              <Cell label="Goes to">
                <span>
                  {item.goesTo.names.length > 0 ? formatList(item.goesTo.names.slice(0, 3)) : 'Nobody may decide it'}
                  <Sub small>{goesToWords(item)}</Sub>
                </span>
              </Cell>
              <TotalCell item={item} />
            </Row>
          )
        })}
      </TableBody>
    </Table>
  )
}

/** Whom something was asked of, and where it went instead of the role asked for. */
function goesToWords({ role, who, goesTo, step }: InboxItem): string {
  const asked = step > 1 ? `Then ${who.inSentence}` : who.title
  return goesTo.role === role ? asked : `${APPROVER_NAMES[goesTo.role]}, for ${who.inSentence}`
}

/** Why something is not the reader's to decide; what is only further up names the reason it went there. */
function whyNot({ whyNot, reasons, gross, wentTo }: InboxItem): RefusalWords {
  const title = reasonsInShort(reasons)
  if (wentTo) return { title, message: wentWords(wentTo) }
  const [first] = reasons
  const because = first ? reasonWords(first, { prices: gross !== null }).text : ''
  if (!whyNot) return { title, message: `${because} You may decide it, too.`.trim() }
  const words = wordsFor(whyNot)
  return whyNot.code === 'NOT_YOURS_TO_DECIDE' ? { title, message: because || words.message } : words
}

/** Where something went that would have come to the reader, who is away. */
function wentWords(names: readonly string[]): string {
  const who = names.length > 0 ? `It went to ${formatList(names)}` : 'Nobody stands in'
  return `You are away. ${who}; you may still decide it yourself.`
}

/** The reader's own decisions of the last days. */
export function DecidedTable({ decided, now }: { decided: readonly Decided[]; now: Date }) {
  return (
    <Table caption="Your decisions, newest first" density="desk">
      <TableHead>
        <HeadCell>Order</HeadCell>
        <HeadCell>Supplier</HeadCell>
        <HeadCell>Decision</HeadCell>
        <HeadCell>When</HeadCell>
        <HeadCell number>Total with VAT</HeadCell>
      </TableHead>
      <TableBody>
        {decided.map((one) => (
          <Row key={`${one.number} ${one.decidedAt.getTime()}`}>
            <RowHead>
              <Link href={`/orders/${one.number}`} className="app-nowrap">
                {one.number}
              </Link>
            </RowHead>
            <Cell label="Supplier">{one.supplier}</Cell>
            <Cell label="Decision">
              <span>
                {decisionName(one)}
                {one.inPlaceOf && <Sub small>For {one.inPlaceOf}</Sub>}
                {one.comment && <Sub small>“{one.comment}”</Sub>}
              </span>
            </Cell>
            <Cell label="When">{formatWhen(one.decidedAt, now)}</Cell>
            <Cell number label="Total with VAT">
              {one.gross === null ? NOT_SHOWN : formatPence(one.gross)}
            </Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  )
}

function decisionName({ state, retrospective }: Decided): string {
  if (state === 'returned') return 'Returned'
  if (state === 'rejected') return retrospective ? 'Disagreed afterwards' : 'Refused'
  return retrospective ? 'Agreed afterwards' : 'Approved'
}

/** Whether an order can be approved with others: its time is not over, and its total is there to be added up. */
function canChoose(item: InboxItem): boolean {
  return item.decideBy.why !== 'over' && item.gross !== null
}

function Choose({ item }: { item: InboxItem }) {
  const id = `choose-${item.number}-${item.role}`
  return (
    <span className="nhsuk-checkboxes__item">
      <input
        className="nhsuk-checkboxes__input"
        type="checkbox"
        id={id}
        name="order"
        value={approvalKeyOf(item)}
        data-pence={item.gross ?? 0}
      />
      <label className="nhsuk-checkboxes__label app-14" htmlFor={id}>
        Choose <span className="nhsuk-u-visually-hidden">{item.number}</span>
      </label>
    </span>
  )
}

function InboxHead({ why, who }: { why: string; who: string }) {
  return (
    <TableHead>
      <HeadCell>Decide by</HeadCell>
      <HeadCell>Order</HeadCell>
      <HeadCell>{why}</HeadCell>
      <HeadCell>{who}</HeadCell>
      <HeadCell number>Total with VAT</HeadCell>
    </TableHead>
  )
}

function DecideByCell({ item, now }: { item: InboxItem; now: Date }) {
  const { when, away } = decideByWords(item.decideBy, now)
  return (
    <Cell label="Decide by">
      <span>
        <b>{when}</b> <Sub small>{away}</Sub>
      </span>
    </Cell>
  )
}

/** What was done because nobody decided: reminded, or taken further up. */
function Chased({ item: { remindedAt, escalated }, now, hours }: { item: InboxItem; now: Date; hours: number }) {
  if (escalated) {
    return (
      <Sub small>
        Nobody decided in {formatCounted(hours, 'working hour')}: taken to {formatList(escalated.names)}{' '}
        {formatWhen(escalated.at, now)}
      </Sub>
    )
  }
  return remindedAt ? <Sub small>Reminded {formatWhen(remindedAt, now)}</Sub> : null
}

function TotalCell({ item }: { item: InboxItem }) {
  return (
    <Cell number label="Total with VAT">
      {item.gross === null ? NOT_SHOWN : <b>{formatPence(item.gross)}</b>}
    </Cell>
  )
}

/** The evidence in short: what it is about, the cover, and the words of the first reason. */
function Why({ item, prices }: { item: InboxItem; prices: boolean }) {
  const [first] = item.reasons
  const { evidence } = item
  const name = evidence ? medicineName(evidence.product) : ''
  const about = name && item.lines === 1 ? `${name.charAt(0).toUpperCase()}${name.slice(1)}. ` : ''
  const low = evidence?.coverTenths !== null && evidence !== null && (evidence.coverTenths ?? 0) < 140
  return (
    <>
      {item.retrospective && item.emergencyReason && `“${item.emergencyReason}”. `}
      {about}
      {low && evidence && (
        <>
          <b>
            {formatDaysOfCover((evidence.coverTenths ?? 0) / 10)}
            {about === '' && ` of ${name}`}.
          </b>{' '}
        </>
      )}
      {first && reasonWords(first, { prices }).text}
    </>
  )
}

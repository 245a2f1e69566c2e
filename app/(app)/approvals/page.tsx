import type { Metadata } from 'next'
import { TakeList } from '#components/lists/take-list.tsx'
import { DecidedTable, MineTable, OthersTable } from '#components/orders/approve/inbox-tables.tsx'
import { JustDecidedNote } from '#components/orders/approve/just-decided.tsx'
import { Main } from '#components/shell/main.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Link } from '#components/ui/link.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { Section } from '#components/ui/section.tsx'
import { may } from '#lib/access/permissions.ts'
import { pageActor } from '#lib/access/session.ts'
import { lastAct, severalWords } from '#lib/orders/approve/decided.rules.ts'
import { lastDecision } from '#lib/orders/approve/decision.queries.ts'
import { type Inbox, inbox } from '#lib/orders/approve/inbox.queries.ts'
import { decideByWords } from '#lib/orders/approve/inbox.rules.ts'
import { systemClock } from '#lib/values/clock.ts'
import { londonDate } from '#lib/values/dates.ts'
import { formatCount, formatCounted, formatPence, formatTime, formatWeekdayDate } from '#lib/values/format.ts'

type Props = { searchParams: Promise<{ done?: string; approved?: string }> }

export const metadata: Metadata = { title: 'Approvals' }

export default async function ApprovalsPage({ searchParams }: Props) {
  const actor = await pageActor('approvals')
  const now = systemClock()
  const { done, approved } = await searchParams
  const [page, just] = await Promise.all([inbox(actor, now), done ? lastDecision(actor, done) : null])
  const several = approved === undefined ? [] : lastAct(page.decided)
  const decides = may(actor, 'order.approve') || may(actor, 'order.approve_clinical')
  return (
    <Main>
      <div className="app-stack">
        {just && <JustDecidedNote decided={just} />}
        {several.length > 0 && <JustDecidedNote words={severalWords(several)} />}
        <PageHead
          title="Approvals"
          standfirst={decides ? standfirst(page, now) : 'You see what others decide. Nothing waits for you.'}
          aside={
            <>
              {formatWeekdayDate(londonDate(now))}, {formatTime(now)}
              {page.limit !== undefined && (
                <>
                  <br />
                  {page.limit === null
                    ? 'You decide without a limit'
                    : `Your limit: ${formatPence(page.limit)} a supplier and day, with VAT`}
                </>
              )}
              {may(actor, 'sample.view') && (
                <>
                  <br />
                  <Link href="/approvals/sample">Sample of what passed by itself</Link>
                </>
              )}
            </>
          }
        />
      </div>
      {decides && (
        <Section id="mine" title="For you to decide">
          {page.mine.length === 0 ? (
            <EmptyState>
              Nothing waits for you. Orders come here as soon as somebody submits one that needs you.{' '}
              <Link href="/orders?view=awaiting">See orders that await approval</Link>
            </EmptyState>
          ) : (
            <MineTable items={page.mine} prices={page.prices} now={now} hours={page.escalateHours} />
          )}
        </Section>
      )}
      <Section id="others" title={decides ? 'Not for you to decide' : 'Waiting for a decision'}>
        {page.others.length === 0 ? (
          <EmptyState>Nothing waits for anybody else.</EmptyState>
        ) : (
          <OthersTable items={page.others} now={now} hours={page.escalateHours} />
        )}
        {page.after && (
          <p>
            More waits than fits here. The page shows what has waited longest; the files below hold all of it. Each
            order can also be decided from its own page.
          </p>
        )}
        {page.mine.length + page.others.length > 0 && <TakeList list="approvals" what="everything that waits" />}
      </Section>
      {decides && (
        <Section id="decided" title="Decided by you this week">
          <p className="app-lead">{counted(page)}</p>
          {page.decided.length > 0 && (
            <>
              <DecidedTable decided={page.decided} now={now} />
              <TakeList list="decisions" what="your decisions" />
            </>
          )}
        </Section>
      )}
    </Main>
  )
}

function standfirst({ mine, total }: Inbox, now: Date): string {
  if (mine.length === 0) return 'Nothing waits for you.'
  const hidden = mine.some((one) => one.gross === null)
  const sum = hidden ? '' : `, ${formatPence(total)} with VAT`
  const [first] = mine
  const soon = mine.filter((one) => one.decideBy.at.getTime() === first?.decideBy.at.getTime())
  const late = mine.filter((one) => one.decideBy.at < now && one.decideBy.why !== 'at_once').length
  const next =
    late > 0
      ? ` ${formatCount(late)} ${late === 1 ? 'is' : 'are'} late.`
      : first && first.decideBy.why === 'cut_off'
        ? ` ${formatCount(soon.length)} must go by ${lower(decideByWords(first.decideBy, now).when)}.`
        : ''
  return `${formatCounted(mine.length, 'order')} for you to decide${sum}.${next}`
}

function lower(words: string): string {
  return `${words.charAt(0).toLowerCase()}${words.slice(1)}`
}

function counted({ counts }: Inbox): string {
  const { approved, returned, rejected } = counts
  if (approved + returned + rejected === 0) return 'Nothing in the last 7 days.'
  return `${formatCount(approved)} approved, ${formatCount(returned)} returned, ${formatCount(rejected)} refused in the last 7 days.`
}

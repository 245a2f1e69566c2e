import { ActionForm } from '#components/ui/action-form.tsx'
import { Button } from '#components/ui/button.tsx'
import { DecisionPanel } from '#components/ui/decision-panel.tsx'
import { Note } from '#components/ui/note.tsx'
import { ProgressBar } from '#components/ui/progress.tsx'
import { Textarea } from '#components/ui/textarea.tsx'
import { timeWords } from '#lib/access/deputies/scope-words.ts'
import { HIDDEN_WORDS } from '#lib/contracts/sight.rules.ts'
import { decideOrderAction } from '#lib/orders/approve/approve.actions.ts'
import type { DecisionPage } from '#lib/orders/approve/decision.queries.ts'
import { decideByWords } from '#lib/orders/approve/inbox.rules.ts'
import { APPROVER_NAMES } from '#lib/orders/order/reason.rules.ts'
import { stepsInWords } from '#lib/orders/order/who-words.rules.ts'
import { wordsFor } from '#lib/refusal-words.ts'
import { formatList, formatPence, formatPercent } from '#lib/values/format.ts'

type Mine = NonNullable<DecisionPage['mine']>

/** The panel in which one decides: total, limit, deadline, note, acts. Who may not decide reads why, and who can. */
export function Decision({ page, trustId, now }: { page: DecisionPage; trustId: string; now: Date }) {
  const { mine, money } = page
  const total = money ? formatPence(money.gross) : HIDDEN_WORDS.confidential
  return (
    <DecisionPanel
      title={mine ? 'Your decision' : 'The decision'}
      total={total}
      totalSays={`${money ? 'with VAT. ' : ''}${page.number}, version ${page.version}`}
    >
      {mine ? <Acts page={page} mine={mine} trustId={trustId} now={now} /> : <NotYours page={page} />}
    </DecisionPanel>
  )
}

function NotYours({ page }: { page: DecisionPage }) {
  if (!page.whyNot) return <p>Nothing about this order waits for a decision.</p>
  const { refusal, goesTo, who } = page.whyNot
  const words = wordsFor(refusal)
  const elsewhere = goesTo.role !== page.whyNot.role && goesTo.names.length > 0
  const names = goesTo.names.length > 0 ? formatList(goesTo.names) : 'nobody in this trust may decide it'
  return (
    <>
      <Note kind="know" lead={`${words.title}.`}>
        {words.message}
      </Note>
      <p>
        {elsewhere
          ? `It was asked of ${who.inSentence}, and went to ${names}, ${APPROVER_NAMES[goesTo.role].toLowerCase()}.`
          : `${refusal.code === 'NOT_YET' ? 'Then it comes' : 'It came'} to ${who.inSentence}: ${names}.`}
      </p>
    </>
  )
}

function Acts({ page, mine, trustId, now }: { page: DecisionPage; mine: Mine; trustId: string; now: Date }) {
  const { number, version, raisedBy } = page
  const over = mine.decideBy.why === 'over'
  return (
    <ActionForm
      action={decideOrderAction}
      trustId={trustId}
      version={version}
      act={`decide ${number} ${version} ${mine.role}`}
      hidden={{ number, role: mine.role }}
      label="Your decision"
      className="app-stack"
    >
      <InPlace mine={mine} />
      <Limit page={page} mine={mine} />
      <Deadline mine={mine} now={now} />
      <Textarea
        name="comment"
        label="Note"
        hint={`Needed if you ${mine.retrospective ? 'disagree' : page.change ? 'refuse' : 'return or refuse'}. ${raisedBy} sees it.`}
        maxLength={1000}
      />
      {!over && (
        <Button full name="decision" value="approve">
          {approveWords(page, mine)}
        </Button>
      )}
      <NoButtons page={page} mine={mine} />
      <p className="app-14">{whatFollows(page, mine)}</p>
    </ActionForm>
  )
}

/** The ways to say no: afterwards only to disagree, to a change only to drop it. */
function NoButtons({ page, mine }: { page: DecisionPage; mine: Mine }) {
  if (mine.retrospective)
    return (
      <Button full kind="secondary" name="decision" value="disagree">
        Disagree
      </Button>
    )
  if (page.change)
    return (
      <Button full kind="secondary" name="decision" value="reject">
        Refuse the change
      </Button>
    )
  return (
    <>
      <Button full kind="secondary" name="decision" value="return">
        Return to {page.raisedBy}
      </Button>
      <Button full kind="secondary" name="decision" value="reject">
        Refuse
      </Button>
    </>
  )
}

/** Whether others still have to agree before the order goes. */
function othersWait(page: DecisionPage, mine: Mine): boolean {
  return waitingBeside(page, mine).length > 0
}

/** Which signatures the order waits for beside the reader's own. */
function waitingBeside(page: DecisionPage, mine: Mine): DecisionPage['approvals'] {
  const waiting = page.approvals.filter(
    (one) => one.version === page.version && one.state === 'waiting' && !one.retrospective,
  )
  const own = waiting.findIndex((one) => one.role === mine.role && one.turn)
  return waiting.filter((_, index) => index !== own)
}

function approveWords(page: DecisionPage, mine: Mine): string {
  if (mine.retrospective) return 'Agree to this order'
  const what = page.change ? 'change' : 'order'
  return !othersWait(page, mine) && page.onward === 'at_once' ? `Approve and send ${what}` : `Approve ${what}`
}

function whatFollows(page: DecisionPage, mine: Mine): string {
  if (mine.retrospective) return 'It has gone already. Either answer is kept in the record, with your name.'
  const others = waitingBeside(page, mine)
  if (others.length > 0) {
    const another = others.some((one) => one.role === mine.role && one.of !== null)
    return `It goes once ${another && others.length === 1 ? 'a second person' : stepsInWords(others)} ${others.length > 1 ? 'have' : 'has'} agreed, too.`
  }
  switch (page.onward) {
    case 'at_once':
      return `It goes to ${page.supplier} at once.`
    case 'phone':
      return `A buyer then phones it through to ${page.supplier}.`
    case 'portal':
      return `A buyer then enters it on ${page.supplier}’s portal.`
    case 'requisition':
      return 'It goes once its requisition is signed by hand and a copy is sent.'
    case 'unlicensed':
      return 'It goes once the unlicensed medicine has an approval number.'
    case 'no_account':
      return `It waits until there is a way to reach ${page.supplier}: no account or no address is on file.`
  }
}

/** In whose place one decides: both names go on the decision. */
function InPlace({ mine: { inPlaceOf } }: { mine: Mine }) {
  if (!inPlaceOf) return null
  return (
    <Note small lead={`You decide for ${inPlaceOf.name},`}>
      as their deputy until {timeWords({ from: inPlaceOf.until, until: inPlaceOf.until }).until}. Both names stand on
      the decision.
    </Note>
  )
}

function Limit({ page: { money }, mine: { limit, as, inPlaceOf } }: { page: DecisionPage; mine: Mine }) {
  if (!money || as === 'pharmacist') return null
  if (limit === null) return <p className="app-14">You decide without a limit.</p>
  const day =
    money.dayTotal > money.gross ? `${formatPence(money.dayTotal)} with the other orders counted together: ` : ''
  return (
    <div>
      <ProgressBar className="app-limit" value={money.dayTotal} whole={limit} />
      <p className="app-14">
        {day}
        {formatPercent(money.dayTotal, limit)} of {inPlaceOf ? 'the' : 'your'} limit of {formatPence(limit)}
      </p>
    </div>
  )
}

function Deadline({ mine, now }: { mine: Mine; now: Date }) {
  const { when, away } = decideByWords(mine.decideBy, now)
  switch (mine.decideBy.why) {
    case 'over':
      return (
        <Note kind="care" small lead="The time for this approval is over.">
          Return it, so that it is submitted again at today’s prices.
        </Note>
      )
    case 'at_once':
      return (
        <Note kind="care" small lead="An emergency.">
          It waits for you alone.
        </Note>
      )
    case 'cut_off':
      return (
        <Note small lead={`Decide by ${when.charAt(0).toLowerCase()}${when.slice(1)},`}>
          {away}, for the supplier’s cut-off. After that it comes a working day later.
        </Note>
      )
    case 'afterwards':
    case 'last_day':
      return (
        <Note small lead={`Decide by ${when.charAt(0).toLowerCase()}${when.slice(1)},`}>
          {away}.
        </Note>
      )
  }
}

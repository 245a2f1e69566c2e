import { ActionForm } from '#components/ui/action-form.tsx'
import { Button } from '#components/ui/button.tsx'
import { Radios } from '#components/ui/choices.tsx'
import { Details } from '#components/ui/details.tsx'
import { Mark } from '#components/ui/mark.tsx'
import { Note } from '#components/ui/note.tsx'
import { Column, Grid, Section } from '#components/ui/section.tsx'
import { Select } from '#components/ui/select.tsx'
import { Cell, Row, RowHead, Table, TableBody, TableHead } from '#components/ui/table.tsx'
import { HeadCell } from '#components/ui/table-head.tsx'
import { Textarea } from '#components/ui/textarea.tsx'
import { resolveAnswerAction } from '#lib/orders/acknowledge/acknowledge.actions.ts'
import type { AnswerPage } from '#lib/orders/acknowledge/acknowledge.queries.ts'
import { SOURCE_NAMES } from '#lib/orders/acknowledge/answer.schema.ts'
import type { Beside } from '#lib/orders/acknowledge/beside.rules.ts'
import type { OpenDecision } from '#lib/orders/acknowledge/decisions.queries.ts'
import { firstChoice } from '#lib/orders/acknowledge/elsewhere.rules.ts'
import { acceptWords, elsewhereCost } from '#lib/orders/acknowledge/page-words.rules.ts'
import type { AnswerAct } from '#lib/orders/order/answer-decision.rules.ts'
import { ANSWER_NAMES } from '#lib/orders/order/answer-names.ts'
import { OFF_CONTRACT_CODES, OFF_CONTRACT_REASONS } from '#lib/orders/order/off-contract.rules.ts'
import { orderElsewhereAction } from '#lib/orders/raise/elsewhere.actions.ts'
import { formatCounted, formatDayTime } from '#lib/values/format.ts'

type Shown = { page: AnswerPage; decision: OpenDecision; trustId: string; main: boolean }

/** The answers that need an act, one after the other: what was ordered beside what was answered, and what can be done. */
export function AnswerDecisions({ page, trustId }: { page: AnswerPage; trustId: string }) {
  return page.decisions.map((decision, index) => (
    <Section
      key={decision.id}
      id={`decide-${decision.lineNo}`}
      title={`Line ${decision.lineNo}: ${decision.product}`}
      lead={<DecisionLead decision={decision} />}
    >
      <Grid>
        <Column span={7}>
          <SideBySide rows={decision.beside} lineNo={decision.lineNo} />
        </Column>
        <Column span={5}>
          <Acts page={page} decision={decision} trustId={trustId} main={index === 0} />
        </Column>
      </Grid>
    </Section>
  ))
}

function DecisionLead({ decision }: { decision: OpenDecision }) {
  const { code, packText, source, answeredAt, note } = decision
  const shape = code === 'BACK_ORDER' || code === 'ON_ALLOCATION' || code === 'CHANGED_QUANTITY' ? 'part' : 'late'
  return (
    <>
      <Mark shape={code === 'CHANGED_PRICE' || code === 'SUBSTITUTE_OFFERED' ? 'changed' : shape}>
        <b>{ANSWER_NAMES[code]}</b>
      </Mark>
      . {packText}. {SOURCE_NAMES[source]}, {formatDayTime(answeredAt)}.{note === '' ? '' : ` ${note}`}
    </>
  )
}

function SideBySide({ rows, lineNo }: { rows: readonly Beside[]; lineNo: number }) {
  return (
    <Table
      caption={`Line ${lineNo}: what was ordered beside what was answered, of what is still to come`}
      density="desk"
    >
      <TableHead>
        <HeadCell>Still to come</HeadCell>
        <HeadCell number>Ordered</HeadCell>
        <HeadCell number>Answered</HeadCell>
        <HeadCell number>Difference</HeadCell>
      </TableHead>
      <TableBody>
        {rows.map((row) => (
          <Row key={row.what}>
            <RowHead>{row.what}</RowHead>
            <Cell number label="Ordered">
              {row.ordered}
            </Cell>
            <Cell number label="Answered">
              {row.ordered === row.answered ? row.answered : <b>{row.answered}</b>}
            </Cell>
            <Cell number label="Difference">
              {row.difference}
            </Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  )
}

/** The first act stands open, the others a press away. */
function Acts(shown: Shown) {
  const { acts, elsewhere } = shown.decision
  const ordered: AnswerAct[] =
    acts.includes('accept') || acts.includes('wait') || elsewhere.length === 0
      ? acts
      : ['elsewhere', ...acts.filter((act) => act !== 'elsewhere')]
  return ordered.map((act, index) => {
    const form = <Act key={act} act={act} {...shown} main={shown.main && index === 0} />
    return index === 0 ? (
      <div key={act}>{form}</div>
    ) : (
      <Details key={act} summary={summaryOf(act, shown.decision)}>
        {form}
      </Details>
    )
  })
}

function summaryOf(act: AnswerAct, { remainder }: OpenDecision): string {
  const packs = formatCounted(remainder.packs, 'pack')
  if (act === 'elsewhere') return `Order ${packs} elsewhere instead`
  return remainder.how === 'at_once' ? `Close ${packs}` : `Do not take it: cancel ${packs}`
}

function Act({ act, ...shown }: Shown & { act: AnswerAct }) {
  switch (act) {
    case 'accept':
      return <Accept {...shown} />
    case 'wait':
      return <Wait {...shown} />
    case 'elsewhere':
      return <OrderElsewhere {...shown} />
    case 'short_close':
      return <ShortClose {...shown} />
  }
}

function common({ page, decision, trustId }: Shown, act: string) {
  return {
    trustId,
    version: page.version,
    act: `${act} ${decision.id}`,
    className: 'app-stack',
    label: `Line ${decision.lineNo}: ${act.replace('-', ' ')}`,
  }
}

function Accept(shown: Shown) {
  const { page, decision, main } = shown
  const { accept } = decision
  if (!accept) return null
  if (accept.refusal) {
    return (
      <Note
        kind="care"
        lead={
          accept.refusal === 'SUBSTITUTE_UNKNOWN'
            ? 'We do not know the pack they offer.'
            : 'This cannot stand on this order.'
        }
      >
        {accept.refusal === 'SUBSTITUTE_UNKNOWN'
          ? 'Write the answer down again by hand and choose the pack.'
          : 'Order it elsewhere: controlled drugs and unlicensed medicines have orders of their own.'}
      </Note>
    )
  }
  const words = acceptWords(accept)
  return (
    <ActionForm
      action={resolveAnswerAction}
      {...common(shown, 'accept')}
      hidden={{ number: page.number, answerIds: decision.id, decision: 'accept' }}
    >
      <p>{words.says}</p>
      <Button kind={main ? 'main' : 'secondary'}>{words.button}</Button>
    </ActionForm>
  )
}

function Wait(shown: Shown) {
  const { page, decision, main } = shown
  return (
    <ActionForm
      action={resolveAnswerAction}
      {...common(shown, 'wait')}
      hidden={{ number: page.number, answerIds: decision.id, decision: 'accept' }}
    >
      <p>The packs stay on order. Nothing is sent.</p>
      <Button kind={main ? 'main' : 'secondary'}>Wait for them</Button>
    </ActionForm>
  )
}

function ShortClose(shown: Shown) {
  const { page, decision, main } = shown
  const { packs, how } = decision.remainder
  const counted = formatCounted(packs, 'pack')
  return (
    <ActionForm
      action={resolveAnswerAction}
      {...common(shown, 'short-close')}
      hidden={{ number: page.number, answerIds: decision.id, decision: 'short_close' }}
    >
      <p>
        {how === 'at_once'
          ? 'They will not come. The line ends at once.'
          : `${page.supplier} is asked to cancel them. The line stands until they answer.`}
      </p>
      <Textarea name="reason" label="Why" rows={2} maxLength={500} />
      <Button kind={main ? 'main' : 'secondary'}>
        {how === 'at_once' ? `Close ${counted}` : `Ask ${page.supplier} to cancel ${counted}`}
      </Button>
    </ActionForm>
  )
}

function OrderElsewhere(shown: Shown) {
  const { page, decision, main } = shown
  const { elsewhere, remainder } = decision
  if (elsewhere.length === 0) {
    return <p>No other pack or supplier has a price. Close the line, then order on a new order pad.</p>
  }
  const off = elsewhere.some((offer) => offer.state === 'OFF_CONTRACT')
  return (
    <ActionForm
      action={orderElsewhereAction}
      {...common(shown, 'order-elsewhere')}
      hidden={{ number: page.number, answerId: decision.id }}
    >
      <Radios
        name="offer"
        label={`Where to buy ${formatCounted(remainder.packs, 'pack')} instead`}
        defaultValue={firstChoice(elsewhere)?.value}
        options={elsewhere.map((offer) => ({
          value: offer.value,
          label: `${formatCounted(offer.packs, 'pack')} of ${offer.pack}, from ${offer.supplier}`,
          hint: (
            <>
              {elsewhereCost(offer)}. {CONTRACT[offer.state]}
              {offer.failingMaker && (
                <>
                  . <b>Same maker that could not deliver: ask {offer.supplier} whether they have it</b>
                </>
              )}
            </>
          ),
        }))}
      />
      {off && (
        <Select
          name="reason"
          label="Why off contract"
          hint="Kept only where what you choose is off contract"
          placeholder="Not off contract"
          defaultValue="CONTRACT_OUT_OF_STOCK"
          choices={OFF_CONTRACT_CODES.map((code) => ({ value: code, label: OFF_CONTRACT_REASONS[code] }))}
        />
      )}
      <Textarea name="note" label="Note (optional)" rows={2} maxLength={500} />
      <p className="app-14">
        Opens an order pad with this line on it.{' '}
        {remainder.how === 'at_once' ? 'The old line ends' : `${page.supplier} is asked to cancel the old line`} in the
        same act.
      </p>
      <Button kind={main ? 'main' : 'secondary'}>Order {formatCounted(remainder.packs, 'pack')} elsewhere</Button>
    </ActionForm>
  )
}

const CONTRACT = {
  ON_CONTRACT: 'On contract',
  ON_CONTRACT_PRICE_HIGH: 'Over contract price',
  OFF_CONTRACT: 'Off contract',
  NO_CONTRACT: 'No contract',
} as const satisfies Record<OpenDecision['elsewhere'][number]['state'], string>

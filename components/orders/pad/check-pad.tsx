import Link from 'next/link'
import { ActionForm } from '#components/ui/action-form.tsx'
import { Button } from '#components/ui/button.tsx'
import { DecisionPanel } from '#components/ui/decision-panel.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { Column, Grid } from '#components/ui/section.tsx'
import { SummaryList } from '#components/ui/summary-list.tsx'
import type { FormAction } from '#lib/action-answer.ts'
import type { PadCheck } from '#lib/orders/raise/check.queries.ts'
import { wrongStore } from '#lib/orders/raise/wrong-store.rules.ts'
import { formatCounted, formatList, formatPence } from '#lib/values/format.ts'
import { sumPence } from '#lib/values/money.ts'
import { ChangedPrices, MissingNote, NotPermittedNote, UndecidedNote } from './check-notes.tsx'
import { CheckPart } from './check-part.tsx'
import { TOTAL_HIDDEN } from './pad-words.ts'
import { RefreshOnRefusal } from './refresh-on-refusal.tsx'

/** The pad to be checked: what stands in the way, the head, each order, who must agree, and the act. */
export function CheckPad({
  check,
  trustId,
  all,
  submit,
  takePrices,
}: {
  check: PadCheck
  trustId: string
  all: boolean
  submit: FormAction
  takePrices: FormAction
}) {
  const { parts } = check
  const back = `/orders/new/${check.id}`
  const amounts = parts.flatMap((part) => part.amounts ?? [])
  const gross = amounts.length < parts.length ? null : sumPence(amounts.map((one) => one.gross))
  const ready =
    check.missing.length === 0 &&
    check.notPermitted.length === 0 &&
    check.changed.length === 0 &&
    check.moved.length === 0 &&
    check.rows === 0 &&
    !check.undecided
  return (
    <>
      <PageHead
        back={{ href: back, words: 'Raise an order' }}
        title="Check your answers"
        standfirst={sentence(check)}
      />
      <Grid section>
        <Column span={8}>
          <MissingNote check={check} back={back} />
          <NotPermittedNote check={check} back={back} />
          <UndecidedNote check={check} back={back} />
          <ChangedPrices check={check} trustId={trustId} takePrices={takePrices} />
          <SummaryList rows={headRows(check, back)} />
          {parts.map((part) => (
            <CheckPart
              key={part.orderId}
              part={part}
              odd={wrongStore(part, check.storeKind && { label: check.store, kind: check.storeKind })}
              lines={check.lines.get(part.orderId) ?? []}
              all={all}
              more={`${back}/check?all=yes&unusual=${check.edit}`}
            />
          ))}
        </Column>
        <Column span={4} decision>
          <DecisionPanel
            title={`${formatCounted(parts.length, 'order')} to submit`}
            total={gross === null ? undefined : formatPence(gross)}
            totalSays={gross === null ? `Total: ${TOTAL_HIDDEN.toLowerCase()}` : 'With VAT and carriage'}
          >
            <ActionForm
              action={submit}
              trustId={trustId}
              act={`submit-pad ${check.id} ${check.edit}`}
              hidden={{ padId: check.id, edit: String(check.edit), unusual: String(check.edit) }}
              label="Submit the orders"
            >
              {ready ? <Button full>{actWords(check)}</Button> : <p>Put right what stands beside, then submit.</p>}
              <RefreshOnRefusal />
            </ActionForm>
            <p className="app-14">
              <Link href={back}>Go back and change something</Link>
            </p>
          </DecisionPanel>
        </Column>
      </Grid>
    </>
  )
}

function headRows({ store, costCentre, head }: PadCheck, back: string) {
  const act = (what: string) => ({ href: back, words: 'Change', what })
  const emergency = head.emergency ? head.emergencyReason || 'Yes, the reason is missing' : 'No'
  return [
    { label: 'Deliver to', value: store, act: act('where it is delivered') },
    { label: 'Cost centre', value: costCentre, act: act('the cost centre') },
    { label: 'Emergency', value: emergency, act: act('whether it is an emergency') },
    { label: 'Note for whoever approves', value: head.note || 'None', act: act('the note') },
  ]
}

function waits(part: PadCheck['parts'][number]): boolean {
  return part.needs.some((need) => !need.retrospective)
}

function sentence({ parts }: PadCheck): string {
  const waiting = parts.filter(waits).length
  const going = parts.length - waiting
  const says = [
    going > 0 ? `${formatCounted(going, 'order')} will go straight to the supplier` : '',
    waiting > 0 ? `${formatCounted(waiting, 'order')} will wait for approval` : '',
  ]
  return `${formatList(says.filter((one) => one !== ''))}.`
}

/** What the button says: the act and, where all go to one kind of approver, to whom. */
function actWords({ parts }: PadCheck): string {
  const what = parts.length === 1 ? 'order' : `${parts.length} orders`
  const waiting = parts.filter(waits)
  if (waiting.length === 0) return `Submit and send ${what}`
  const asked = waiting.flatMap((part) => part.needs.filter((need) => !need.retrospective))
  const first = asked.filter((need) => need.step === 1)
  const who = [...new Set(first.map((need) => need.who.inSentence))]
  return waiting.length === parts.length && who.length === 1 && !who[0]?.includes(':')
    ? `Send ${what} to ${who[0]}`
    : `Submit ${what}`
}
